// The safetensors form of network_file.h.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>

#include "core/base/text.h"
#include "core/io/network_file.h"
#include "core/io/safetensors.h"

namespace adamscope {
namespace {

constexpr const char* kLeakySlope = "leaky_slope";

// "model.2.weight" taken apart.
struct TensorName {
  std::string prefix;      // "model."
  std::int64_t index = 0;  // 2
  std::string role;        // "weight" or "bias"
};

std::optional<TensorName> parseName(const std::string& name) {
  const std::size_t roleDot = name.rfind('.');
  if (roleDot == std::string::npos || roleDot == 0) return std::nullopt;
  const std::size_t indexDot = name.rfind('.', roleDot - 1);
  const std::size_t indexStart = indexDot == std::string::npos ? 0 : indexDot + 1;
  const std::string indexText = name.substr(indexStart, roleDot - indexStart);
  const std::optional<std::int64_t> index = parseInteger(indexText);
  // "02" and "+2" would be other names of the same layer.
  if (!index || *index < 0 || std::to_string(*index) != indexText) return std::nullopt;
  TensorName parsed{name.substr(0, indexStart), *index, name.substr(roleDot + 1)};
  if (parsed.role != "weight" && parsed.role != "bias") return std::nullopt;
  return parsed;
}

// The two tensors of one linear layer.
struct Layer {
  const Tensor* weight = nullptr;
  const Tensor* bias = nullptr;
};

// Linear layers by their index in the nn.Sequential.
using Layers = std::map<std::int64_t, Layer>;

Result<Layers> collectLayers(const TensorFile& file) {
  Layers layers;
  std::optional<std::string> prefix;
  for (const Tensor& tensor : file.tensors) {
    const std::string place = "tensor " + tensor.name + ": ";
    const std::optional<TensorName> name = parseName(tensor.name);
    if (!name) {
      return Error{place +
                   "only linear layers of an nn.Sequential can be read (0.weight, 0.bias, "
                   "2.weight, ...)"};
    }
    if (prefix && *prefix != name->prefix) {
      return Error{place + "its prefix \"" + name->prefix + "\" is not that of the others, \"" +
                   *prefix + "\""};
    }
    prefix = name->prefix;
    if (tensor.dtype != "F64" && tensor.dtype != "F32") {
      return Error{place + "its type is " + tensor.dtype + "; only F64 and F32 can be read"};
    }
    Layer& layer = layers[name->index];
    (name->role == "weight" ? layer.weight : layer.bias) = &tensor;
  }
  if (layers.empty()) return Error{"there is no tensor in the file"};
  return layers;
}

Status checkLayer(const Layer& layer, std::int64_t expectedInputs) {
  if (layer.weight == nullptr) {
    return Error{"tensor " + layer.bias->name + ": the weight of the same layer is missing"};
  }
  const Tensor& weight = *layer.weight;
  const std::string place = "tensor " + weight.name + ": ";
  if (weight.shape.size() != 2) {
    return Error{place + "its shape is " + weight.describeShape() +
                 "; a linear layer's weight is out x in"};
  }
  for (const std::int64_t extent : weight.shape) {
    if (extent < 1 || extent > std::numeric_limits<int>::max()) {
      return Error{place + "its shape is " + weight.describeShape() + "; no such layer"};
    }
  }
  if (layer.bias == nullptr) {
    return Error{place + "the bias of the same layer is missing; layers need one (zeros will do)"};
  }
  const Tensor& bias = *layer.bias;
  if (bias.shape.size() != 1 || bias.shape[0] != weight.shape[0]) {
    return Error{"tensor " + bias.name + ": its shape is " + bias.describeShape() +
                 ", the weight has " + std::to_string(weight.shape[0]) + " outputs"};
  }
  if (expectedInputs != 0 && weight.shape[1] != expectedInputs) {
    return Error{place + "it has " + std::to_string(weight.shape[1]) +
                 " inputs, the layer before it " + std::to_string(expectedInputs) + " outputs"};
  }
  return {};
}

// Value number `i` of the tensor's row-major data.
double valueAt(const Tensor& tensor, std::size_t i) {
  if (tensor.dtype == "F64") {
    double value = 0.0;
    std::memcpy(&value, tensor.data.data() + i * sizeof value, sizeof value);
    return value;
  }
  float value = 0.0F;
  std::memcpy(&value, tensor.data.data() + i * sizeof value, sizeof value);
  return value;
}

Status copyValues(const Tensor& tensor, double* destination) {
  const std::size_t size = tensor.dtype == "F64" ? sizeof(double) : sizeof(float);
  for (std::size_t i = 0; i < tensor.data.size() / size; ++i) {
    destination[i] = valueAt(tensor, i);
    if (!std::isfinite(destination[i])) {
      return Error{"tensor " + tensor.name + ": value " + std::to_string(i) + " is " +
                   formatReal(destination[i]) + ", which is not finite"};
    }
  }
  return {};
}

Result<double> readLeakySlope(const TensorFile& file) {
  const auto entry = file.metadata.find(kLeakySlope);
  if (entry == file.metadata.end()) return 0.0;
  const std::optional<double> slope = parseReal(entry->second);
  if (!slope || !(*slope >= 0.0 && *slope < 1.0)) {
    return Error{"__metadata__.leaky_slope is \"" + entry->second + "\", not a number in [0, 1)"};
  }
  return *slope;
}

Result<Network> readNetwork(const TensorFile& file) {
  Result<Layers> layers = collectLayers(file);
  if (!layers) return layers.error();
  Result<double> slope = readLeakySlope(file);
  if (!slope) return slope.error();
  Network network{{.widths = {}, .leakySlope = *slope}, {}};
  std::vector<int>& widths = network.architecture.widths;
  std::int64_t parameterCount = 0;
  for (const auto& [index, layer] : *layers) {
    if (Status status = checkLayer(layer, widths.empty() ? 0 : widths.back()); !status) {
      return status.error();
    }
    const std::int64_t outputs = layer.weight->shape[0];
    const std::int64_t inputs = layer.weight->shape[1];
    if (widths.empty()) widths.push_back(static_cast<int>(inputs));
    widths.push_back(static_cast<int>(outputs));
    parameterCount += outputs * inputs + outputs;
    if (parameterCount > std::numeric_limits<int>::max()) {
      return Error{"the network has too many parameters"};
    }
  }
  network.parameters.resize(network.architecture.parameterCount());
  int number = 0;
  for (const auto& [index, layer] : *layers) {
    ++number;
    double* theta = network.parameters.data();
    Status status = copyValues(*layer.weight, theta + network.architecture.weightOffset(number));
    if (status) {
      status = copyValues(*layer.bias, theta + network.architecture.biasOffset(number));
    }
    if (!status) return status.error();
  }
  return network;
}

Tensor makeTensor(const std::string& name, std::vector<std::int64_t> shape, const double* values,
                  Eigen::Index count) {
  Tensor tensor{name, "F64", std::move(shape), {}};
  tensor.data.resize(static_cast<std::size_t>(count) * sizeof(double));
  std::memcpy(tensor.data.data(), values, tensor.data.size());
  return tensor;
}

}  // namespace

Result<Network> networkFromSafetensors(std::string_view bytes, const std::string& fileName) {
  Result<TensorFile> file = parseSafetensors(bytes, fileName);
  if (!file) return file.error();
  Result<Network> network = readNetwork(*file);
  if (!network) return Error{fileName + ": " + network.message()};
  return network;
}

std::string networkToSafetensors(const Network& network) {
  ADAMSCOPE_CHECK(network.parameters.allFinite(), "a parameter is not finite");
  TensorFile file;
  file.metadata["format"] = "pt";  // PyTorch's tools ask for it.
  if (network.architecture.leakySlope != 0.0) {
    file.metadata[kLeakySlope] = formatReal(network.architecture.leakySlope);
  }
  for (int layer = 1; layer <= network.architecture.layerCount(); ++layer) {
    const std::string index = std::to_string(2 * (layer - 1));  // ReLU has the odd numbers.
    const WeightView weight = network.weight(layer);
    const BiasView bias = network.bias(layer);
    file.tensors.push_back(makeTensor(index + ".weight", {weight.rows(), weight.cols()},
                                      weight.data(), weight.size()));
    file.tensors.push_back(makeTensor(index + ".bias", {bias.size()}, bias.data(), bias.size()));
  }
  return writeSafetensors(file);
}

}  // namespace adamscope
