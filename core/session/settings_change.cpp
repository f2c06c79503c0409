#include "core/session/settings_change.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/session/config_schema.h"

namespace adamscope {

namespace {

constexpr std::array<std::string_view, 9> kLiveKeys{"optimizer.learning_rate",
                                                    "optimizer.beta1",
                                                    "optimizer.beta2",
                                                    "optimizer.epsilon",
                                                    "optimizer.weight_decay",
                                                    "optimizer.momentum",
                                                    "batch.size",
                                                    "batch.seed",
                                                    "theory.c"};

// What is looked at, and when, but not what happens.
constexpr std::array<std::string_view, 5> kViewKeys{"steps", "theory.interval", "theory.thresholds",
                                                    "theory.sigma", "theory.delta"};

/// Calls visit(key, value now) for each key whose value differs.
template <class Visitor>
void forEachDifference(const Config& from, const Config& to, const Visitor& visit) {
  for (const ConfigKey& key : configSchema()) {
    const nlohmann::json value = key.read(to);
    if (key.read(from) != value) visit(key, value);
  }
}

std::string settingText(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

SettingEffect effectOfKey(const std::string& key) {
  const bool isView = std::find(kViewKeys.begin(), kViewKeys.end(), key) != kViewKeys.end();
  if (isView || key.starts_with("slice.") || key.starts_with("limits.")) {
    return SettingEffect::kView;
  }
  const bool live = std::find(kLiveKeys.begin(), kLiveKeys.end(), key) != kLiveKeys.end();
  return live ? SettingEffect::kLive : SettingEffect::kRestart;
}

SettingEffect effectOfChange(const Config& from, const Config& to) {
  SettingEffect strongest = SettingEffect::kNone;
  forEachDifference(from, to, [&](const ConfigKey& key, const nlohmann::json&) {
    strongest = std::max(strongest, effectOfKey(key.name));
  });
  return strongest;
}

std::vector<std::string> changedSettings(const Config& from, const Config& to) {
  std::vector<std::string> settings;
  forEachDifference(from, to, [&](const ConfigKey& key, const nlohmann::json& value) {
    settings.push_back(key.name + "=" + settingText(value));
  });
  return settings;
}

}  // namespace adamscope
