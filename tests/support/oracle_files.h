// Reference data from other people's tools: tests/oracles, described in its README.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/network/network.h"

namespace adamscope::testing {

/// The path of tests/oracles/<name>.
std::string oraclePath(const std::string& name);

/// Parses tests/oracles/<name>; a missing file fails the test that asks for it.
nlohmann::json readOracle(const std::string& name);

/// A network from {"widths": [...], "layers": [{"weight": [[...]], "bias": [...]}, ...]}.
Network networkFromOracle(const nlohmann::json& widths, const nlohmann::json& layers);

/// The networks of tests/oracles/networks with their exact counts.
struct NetworkOracle {
  std::string name;
  Network network;
  std::size_t regions = 0;
  std::size_t vertices = 0;
  std::size_t edges = 0;
};
std::vector<NetworkOracle> networkOracles();

}  // namespace adamscope::testing
