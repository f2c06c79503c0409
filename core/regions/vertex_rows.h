// The rows of z_l at the vertices that layer l itself makes, for the layer above: between the rows
// of two others, because z_l is affine along an edge and across a face.
#pragma once

#include <span>

#include "core/regions/face_splitter.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// Appends to `values`, z_l at the vertices before the layer, those at the cuts of the edges, then
/// at the vertices inside the faces, chunk by chunk.
void extendValues(const LayerContext& context, const EdgeCuts& cuts,
                  std::span<const FaceChunk> chunks, LayerValues& values);

}  // namespace adamscope
