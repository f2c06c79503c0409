// The table of configuration keys, made once and looked up by name, for controls that each show one
// key: its value, its range, its explanation, and what a change of it does to the run.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "core/session/config_schema.h"
#include "core/session/settings_change.h"

namespace adamscope {

class SettingTable {
 public:
  SettingTable();

  /// The row of a key; a name that is not in the table is the caller's bug.
  const ConfigKey& operator[](std::string_view name) const;

  /// The value of a key that is one number; seeds are exact below 2^53.
  double numberOf(const Config& config, std::string_view name) const;
  /// The value of a key as a text box shows it: "16, 16" for a list.
  std::string textOf(const Config& config, std::string_view name) const;

  /// Stores a number or text as typed. Error: the reason, without the key's name, ready to stand
  /// beside the box; the config is unchanged then.
  Status write(Config& config, std::string_view name, std::string_view text) const;
  Status write(Config& config, std::string_view name, double value) const;

 private:
  std::map<std::string, ConfigKey, std::less<>> keys_;
};

/// What the header of a group of controls promises: the strongest effect that all of them have, or
/// the most common one if they differ (kLive stands for kView too). `keys` must not be empty.
SettingEffect commonEffect(std::span<const std::string_view> keys);

}  // namespace adamscope
