// Networks in files, two formats, both exact:
//   safetensors  with the names of PyTorch's nn.Sequential: "0.weight" (out x in), "0.bias" (out),
//                "2.weight", ... A linear layer may have any index, in increasing order, because
//                ReLU, Dropout and Identity take the others; between two linear layers there is
//                always one ReLU. All names may share a prefix ("model.0.weight"). The leaky slope
//                is the text "leaky_slope" in __metadata__.
//   JSON         {"widths": [2, 16, 1], "layers": [{"weight": [[...], ...], "bias": [...]}, ...]}
//                and optionally "leaky_slope". Other keys are notes and are not read.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/network/network.h"

namespace adamscope {

/// Reads a network from a file in either format, by its ending (.safetensors, .json), and by its
/// content if it has neither. Error: as for the two functions below, or the file cannot be read.
Result<Network> loadNetwork(const std::string& path);

/// Reads F64 and F32 tensors (F32 values are exact in double). Errors name the file and the
/// tensor: another dtype, a name that is not of a linear layer or has another prefix, a weight
/// without bias or the reverse, a weight that is not 2-D or a bias that does not fit it, layers
/// that do not chain, a width of 0, a value that is not finite, a leaky slope outside [0, 1), and
/// what parseSafetensors says.
Result<Network> networkFromSafetensors(std::string_view bytes, const std::string& fileName);

/// Reads the JSON form. Errors name the file and the entry, for example layers[0].weight[3][1]:
/// syntax, shapes that do not fit "widths", what is not a number, a misspelt "leaky_slope".
Result<Network> networkFromJson(std::string_view text, const std::string& fileName);

/// The file contents; both read back to the same bits. All parameters must be finite.
std::string networkToSafetensors(const Network& network);
std::string networkToJson(const Network& network);

/// Writes the file atomically. Error: a parameter that is not finite, or the disk's reason.
Status saveSafetensors(const Network& network, const std::string& path);
Status saveNetworkJson(const Network& network, const std::string& path);

/// Either of these two, by the path's ending. Error: another ending.
Status saveNetwork(const Network& network, const std::string& path);

}  // namespace adamscope
