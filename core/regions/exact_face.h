// One face of a tessellation rebuilt without rounding, from its activation pattern and the neurons
// that its edges name, and nothing else: every hidden neuron is affine on the face, so corners are
// meeting points of lines, and a sign on the whole face follows from the signs at the corners.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/geometry/dyadic.h"
#include "core/network/network.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// The exact face. Cost: one product of the slice's 3 columns with each layer, in big numbers.
class ExactFace {
 public:
  /// Both must outlive this object; the tessellation's slice has dimension 1 or 2.
  ExactFace(const Network& network, const Tessellation& tessellation, int face);

  /// Empty if the face is a convex counter-clockwise polygon (an interval from left to right) on
  /// which every hidden neuron has the sign that the pattern says; otherwise what is wrong. Exact.
  std::string findProblem() const;
  /// Largest distance (in the larger coordinate) of a stored corner from its exact place.
  double vertexError() const;

 private:
  /// a s + b t + c.
  using Affine = std::array<Dyadic, 3>;
  /// (X, Y, D), D > 0: the point (X / D, Y / D); and the stored vertex there.
  struct Corner {
    Affine point;
    int vertex = 0;
  };

  void buildMaps(const Network& network);
  void buildCorners();
  Affine lineOf(const TessellationEdge& edge) const;
  Affine side(int index) const;
  bool isMaskRight(int layer, int neuron) const;

  const Tessellation& tessellation_;
  int face_;
  /// [l-1]: z_l on the face.
  std::vector<std::vector<Affine>> maps_;
  std::vector<Corner> corners_;
  /// The boundary lines, from each corner to the next.
  std::vector<Affine> lines_;
};

}  // namespace adamscope
