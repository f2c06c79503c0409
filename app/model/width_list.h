// Hidden widths as they are edited: one layer at a time, or several at once by typing a list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

/// Limits of network.hidden; a test compares them with the table of keys.
inline constexpr int kWidestLayer = 4096;
inline constexpr int kMostHiddenLayers = 64;

/// Whole numbers between commas, blanks or "x": "16", "32, 32", "8x8x4". Empty text is no layer.
/// Error: the reason, with the word that is none of this.
Result<std::vector<int>> parseWidths(std::string_view text);

/// The widths with layer `index` (from 0) replaced by what was typed for it: another width, several
/// layers, or nothing, which removes it. Error: as parseWidths, or too many layers.
Result<std::vector<int>> withTypedLayer(const std::vector<int>& widths, int index,
                                        std::string_view text);

/// With one more hidden layer at the end, as wide as the last (16 for the first). There must be
/// room.
std::vector<int> withLayerAdded(const std::vector<int>& widths);

/// Without layer `index`.
std::vector<int> withLayerRemoved(const std::vector<int>& widths, int index);

/// Weights and biases of a network with these hidden widths; a double, since the widest network
/// allowed has more than fit an int.
double parameterCountOf(int inputs, const std::vector<int>& widths, int outputs);

}  // namespace adamscope
