// The JSON form of network_file.h.
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/io/network_file.h"

namespace adamscope {
namespace {

using nlohmann::json;

std::string indexed(const std::string& place, std::size_t index) {
  return place + "[" + std::to_string(index) + "]";
}

// Other keys may hold notes, but a misspelt slope would silently be another network.
Status checkSlopeSpelling(const json& document) {
  constexpr const char* kSlope = "leaky_slope";
  const std::vector<std::string> known{kSlope};
  for (const auto& [key, value] : document.items()) {
    if (key != kSlope && nearestName(key, known)) {
      return Error{"unknown key " + key + didYouMean(key, known)};
    }
  }
  return {};
}

// Appends the numbers of an array of the given length.
Status appendNumbers(const json& array, int length, const std::string& place,
                     std::vector<double>& parameters) {
  if (!array.is_array() || array.size() != static_cast<std::size_t>(length)) {
    return Error{place + " must be an array of " + std::to_string(length) + " numbers"};
  }
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (!array[i].is_number()) {
      return Error{indexed(place, i) + " is " + abbreviatedJson(array[i]) + ", not a number"};
    }
    parameters.push_back(array[i].get<double>());
  }
  return {};
}

Result<Architecture> readArchitecture(const json& document) {
  Architecture architecture;
  const json widths = document.value("widths", json());
  if (!widths.is_array()) return Error{"\"widths\" must be an array of whole numbers"};
  for (std::size_t i = 0; i < widths.size(); ++i) {
    constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
    const bool fits = widths[i].is_number_unsigned() && widths[i].get<std::uint64_t>() <= kMost;
    if (!fits) {
      return Error{indexed("widths", i) + " is " + abbreviatedJson(widths[i]) +
                   ", not a whole number from 1"};
    }
    architecture.widths.push_back(widths[i].get<int>());
  }
  if (document.contains("leaky_slope")) {
    if (!document["leaky_slope"].is_number()) return Error{"leaky_slope must be a number"};
    architecture.leakySlope = document["leaky_slope"].get<double>();
  }
  if (Status status = architecture.validate(); !status) return status.error();
  return architecture;
}

Status appendLayer(const json& layer, const Architecture& architecture, std::size_t index,
                   std::vector<double>& parameters) {
  const std::string place = indexed("layers", index);
  if (!layer.is_object()) return Error{place + " must be an object with weight and bias"};
  const int inputs = architecture.widths[index];
  const int outputs = architecture.widths[index + 1];
  const json& weight = layer.contains("weight") ? layer["weight"] : json();
  if (!weight.is_array() || weight.size() != static_cast<std::size_t>(outputs)) {
    return Error{place + ".weight must be an array of " + std::to_string(outputs) + " rows"};
  }
  for (std::size_t row = 0; row < weight.size(); ++row) {
    Status status = appendNumbers(weight[row], inputs, indexed(place + ".weight", row), parameters);
    if (!status) return status;
  }
  const json bias = layer.value("bias", json());
  return appendNumbers(bias, outputs, place + ".bias", parameters);
}

Result<Network> readNetwork(const json& document) {
  if (!document.is_object()) return Error{"a network is a JSON object with widths and layers"};
  if (Status status = checkSlopeSpelling(document); !status) return status.error();
  Result<Architecture> architecture = readArchitecture(document);
  if (!architecture) return architecture.error();
  const auto layerCount = static_cast<std::size_t>(architecture->layerCount());
  if (!document.contains("layers") || !document["layers"].is_array() ||
      document["layers"].size() != layerCount) {
    return Error{"\"layers\" must be an array of " + std::to_string(layerCount) +
                 " layers, as widths has it"};
  }
  // Grows with what is really there: widths alone may promise more than the memory holds.
  std::vector<double> parameters;
  for (std::size_t l = 0; l < layerCount; ++l) {
    Status status = appendLayer(document["layers"][l], *architecture, l, parameters);
    if (!status) return status.error();
  }
  if (parameters.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Error{"the network has too many parameters"};
  }
  const auto count = static_cast<Eigen::Index>(parameters.size());
  return Network{*architecture, Eigen::Map<const Vector>(parameters.data(), count)};
}

// As JSON reads it back to the same bits; nlohmann keeps the sign of -0.0, which "-0" would lose.
std::string numberText(double value) { return json(value).dump(); }

template <class Numbers>
std::string listText(const Numbers& numbers) {
  std::string text = "[";
  for (Eigen::Index i = 0; i < numbers.size(); ++i) {
    text += (i == 0 ? "" : ", ") + numberText(numbers[i]);
  }
  return text + "]";
}

}  // namespace

Result<Network> networkFromJson(std::string_view text, const std::string& fileName) {
  Result<json> document = parseJson(text, fileName);
  if (!document) return document.error();
  Result<Network> network = readNetwork(*document);
  if (!network) return Error{fileName + ": " + network.message()};
  return network;
}

std::string networkToJson(const Network& network) {
  ADAMSCOPE_CHECK(network.parameters.allFinite(), "JSON has no NaN and no infinity");
  const Architecture& shape = network.architecture;
  std::string text = "{\n  \"widths\": " + json(shape.widths).dump() + ",\n";
  if (shape.leakySlope != 0.0) {
    text += "  \"leaky_slope\": " + numberText(shape.leakySlope) + ",\n";
  }
  text += "  \"layers\": [";
  for (int layer = 1; layer <= shape.layerCount(); ++layer) {
    const WeightView weight = network.weight(layer);
    text += layer == 1 ? "\n    {\"weight\": [" : ",\n    {\"weight\": [";
    for (Eigen::Index row = 0; row < weight.rows(); ++row) {
      text += (row == 0 ? "\n      " : ",\n      ") + listText(weight.row(row));
    }
    text += "],\n     \"bias\": " + listText(network.bias(layer)) + "}";
  }
  return text + "\n  ]\n}\n";
}

}  // namespace adamscope
