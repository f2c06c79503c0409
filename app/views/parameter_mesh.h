// A parameter slice's geometry for the graphics card, in the form that the input view's renderer
// draws: coloured triangles of the loss or the regions, and the boundaries, each with a number of
// its own so that single ones can light up. Free of OpenGL.
#pragma once

#include <span>
#include <vector>

#include "app/model/slice_probe.h"
#include "app/model/ui_state.h"
#include "app/views/input_mesh.h"

namespace adamscope {

/// Which boundaries of a frame are shown.
class BoundaryChoice {
 public:
  BoundaryChoice(const SliceFrame& frame, const ParameterViewState& view,
                 const Selection& selection);

  bool isShown(const BoundaryId& id) const;

 private:
  BoundaryFilter filter_;
  std::vector<BoundaryId> lately_;  // ascending
  std::optional<NeuronId> neuron_;
  std::optional<int> sample_;
};

struct ParameterMesh {
  InputMesh mesh;
  std::vector<BoundaryId> ids;            ///< Ascending; MeshSegment::neuron is an index into it.
  std::vector<std::size_t> shownOfLayer;  ///< Pieces in the mesh, by layer - 1.

  /// Index in ids; -1 if the boundary is not in the picture.
  int indexOf(const BoundaryId& id) const;
};

/// Builds it anew; memory is used again.
void buildParameterMesh(const SliceFrame& frame, const BoundaryChoice& choice,
                        const figure::Theme& theme, ParameterMesh& result);

}  // namespace adamscope
