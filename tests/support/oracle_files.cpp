#include "tests/support/oracle_files.h"

#include <fstream>
#include <stdexcept>

namespace adamscope::testing {

std::string oraclePath(const std::string& name) {
  return std::string(ADAMSCOPE_ORACLE_DIR) + "/" + name;
}

nlohmann::json readOracle(const std::string& name) {
  const std::string path = oraclePath(name);
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read the oracle " + path);
  return nlohmann::json::parse(file);
}

Network networkFromOracle(const nlohmann::json& widths, const nlohmann::json& layers) {
  Network network;
  network.architecture.widths = widths.get<std::vector<int>>();
  network.parameters.resize(network.architecture.parameterCount());
  for (int layer = 1; layer <= network.architecture.layerCount(); ++layer) {
    const nlohmann::json& source = layers.at(static_cast<std::size_t>(layer) - 1);
    const auto weight = source.at("weight").get<std::vector<std::vector<double>>>();
    const auto bias = source.at("bias").get<std::vector<double>>();
    for (std::size_t j = 0; j < weight.size(); ++j) {
      for (std::size_t k = 0; k < weight[j].size(); ++k) {
        network.weight(layer)(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(k)) =
            weight[j][k];
      }
      network.bias(layer)(static_cast<Eigen::Index>(j)) = bias[j];
    }
  }
  return network;
}

std::vector<NetworkOracle> networkOracles() {
  std::vector<NetworkOracle> oracles;
  const nlohmann::json counts = readOracle("networks/counts.json");
  for (const auto& [name, count] : counts.items()) {
    const nlohmann::json file = readOracle("networks/" + name + ".json");
    oracles.push_back({name, networkFromOracle(file.at("widths"), file.at("layers")),
                       count.at("regions"), count.at("vertices"), count.at("edges")});
  }
  return oracles;
}

}  // namespace adamscope::testing
