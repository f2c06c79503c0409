// Values of a layer's neurons at the vertices of the complex, with bounds on their rounding errors.
#pragma once

#include <span>
#include <vector>

#include "core/regions/face_splitter.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// Sets h_0, the input, at the vertices.
void setInputRows(const InputSlice& slice, const std::vector<SlicePoint>& points,
                  HiddenRows& hidden);

/// Sets z_l at all vertices of the state for layer `layer`, from h_{l-1} there.
void evaluateLayer(const LayerContext& context, int layer, const HiddenRows& hidden,
                   LayerValues& values);

/// Sets h_l at the vertices once the layer has split the complex: those of job.values, then the
/// cuts of the edges, then the vertices inside the faces, chunk by chunk. `cutRows` is memory that
/// it needs: z_l at the cuts.
void advanceHidden(const LayerJob& job, std::span<const FaceChunk> chunks, HiddenRows& cutRows,
                   HiddenRows& hidden);

}  // namespace adamscope
