// The table of configuration keys behind config.h. Only config.cpp, presets.cpp and tests use it.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/config.h"

namespace adamscope {

/// One row of the table. The functions close over nothing but constants.
struct ConfigKey {
  std::string name;    ///< "optimizer.learning_rate".
  std::string values;  ///< What may be written, in words: "number in [0, 1)".
  std::string help;    ///< One sentence.
  /// The key's value in a config, as JSON.
  std::function<nlohmann::json(const Config&)> read;
  /// Checks and stores a value; an error names key, value and what is allowed, and changes nothing.
  std::function<Status(Config&, const nlohmann::json&)> write;
  /// JSON from the text behind "key="; what is no number stays a string, for `write` to refuse.
  std::function<nlohmann::json(std::string_view)> fromText;

  /// "optimizer"; the whole name for a key without a group.
  std::string group() const { return name.substr(0, name.find('.')); }
};

/// All keys, in the order in which they are written and explained.
std::vector<ConfigKey> configSchema();

/// configFromJson for a document that is parsed already.
Result<Config> configFromDocument(const nlohmann::json& document, const std::string& fileName);

}  // namespace adamscope
