// The table of configuration keys behind config.h, for those who go through the keys one by one:
// reading and writing, presets, and controls that show a key's range and explanation.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/config.h"

namespace adamscope {

/// The interval in which a number must be.
struct KeyRange {
  double low = 0.0;
  double high = 0.0;
  bool lowOpen = false;   ///< It must be above `low`.
  bool highOpen = false;  ///< It must be below `high`.
  bool isInteger = false;
};

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
  /// Of a key that is one number.
  std::optional<KeyRange> range{};
  /// Of a key that is one of several words: these, in the order of its enumerators.
  std::vector<std::string> choices{};

  /// "optimizer"; the whole name for a key without a group.
  std::string group() const { return name.substr(0, name.find('.')); }
};

/// All keys, in the order in which they are written and explained.
std::vector<ConfigKey> configSchema();

/// configFromJson for a document that is parsed already.
Result<Config> configFromDocument(const nlohmann::json& document, const std::string& fileName);

}  // namespace adamscope
