// Values of a layer's neurons at the vertices of the complex, with bounds on their rounding errors.
#pragma once

#include <span>

#include "core/regions/row_product.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// Sets layer 0, the input, at the vertices.
void setInputRows(const InputSlice& slice, std::span<const SlicePoint> points, LayerValues& inputs);

/// Sets z_l at all vertices of the state for layer `layer`, from the layer below it there.
/// `product` is memory that it needs.
void evaluateLayer(const LayerContext& context, int layer, const LayerValues& below,
                   RowProduct& product, LayerValues& values);

}  // namespace adamscope
