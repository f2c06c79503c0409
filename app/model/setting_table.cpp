#include "app/model/setting_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/base/text.h"

namespace adamscope {

namespace {

/// "must be a number in (0, 1]" for "optimizer.x is ...; it must be: number in (0, 1]": a box has
/// its name beside it already.
std::string reasonOf(const std::string& refusal) {
  constexpr std::string_view kMark = "it must be: ";
  const std::size_t at = refusal.find(kMark);
  if (at == std::string::npos) return refusal;
  const std::string allowed = refusal.substr(at + kMark.size());
  const bool isNumber = allowed.starts_with("number") || allowed.starts_with("whole");
  const char* article = isNumber ? "a " : allowed.starts_with("array") ? "an " : "";
  return std::string("must be ").append(article).append(allowed);
}

Status writeValue(const ConfigKey& key, Config& config, const nlohmann::json& value) {
  if (const Status written = key.write(config, value); !written) {
    return Error{reasonOf(written.message())};
  }
  return {};
}

/// kView and kLive both leave the run going; a control needs no distinction.
SettingEffect shownEffect(std::string_view key) {
  const SettingEffect effect = effectOfKey(std::string(key));
  return effect == SettingEffect::kView ? SettingEffect::kLive : effect;
}

}  // namespace

SettingTable::SettingTable() {
  for (ConfigKey& key : configSchema()) {
    const std::string name = key.name;
    keys_.emplace(name, std::move(key));
  }
}

const ConfigKey& SettingTable::operator[](std::string_view name) const {
  const auto at = keys_.find(name);
  ADAMSCOPE_CHECK(at != keys_.end(), "there is no configuration key " + std::string(name));
  return at->second;
}

double SettingTable::numberOf(const Config& config, std::string_view name) const {
  return (*this)[name].read(config).get<double>();
}

std::string SettingTable::textOf(const Config& config, std::string_view name) const {
  const nlohmann::json value = (*this)[name].read(config);
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const nlohmann::json& entry : value) {
    if (!text.empty()) text += ", ";
    text += entry.is_number_float() ? formatReal(entry.get<double>()) : entry.dump();
  }
  return text;
}

Status SettingTable::write(Config& config, std::string_view name, std::string_view text) const {
  const ConfigKey& key = (*this)[name];
  return writeValue(key, config, key.fromText(text));
}

Status SettingTable::write(Config& config, std::string_view name, double value) const {
  const ConfigKey& key = (*this)[name];
  const bool isWhole = key.range && key.range->isInteger && value == std::floor(value);
  return writeValue(
      key, config,
      isWhole ? nlohmann::json(static_cast<std::int64_t>(value)) : nlohmann::json(value));
}

SettingEffect commonEffect(std::span<const std::string_view> keys) {
  const auto restarting = std::count_if(keys.begin(), keys.end(), [](std::string_view key) {
    return shownEffect(key) == SettingEffect::kRestart;
  });
  return 2 * static_cast<std::size_t>(restarting) > keys.size() ? SettingEffect::kRestart
                                                                : SettingEffect::kLive;
}

}  // namespace adamscope
