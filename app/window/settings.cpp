#include "app/window/settings.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/text.h"

namespace adamscope {
namespace {

using nlohmann::json;

/// Raised when a file could no longer be read as before. A newer file is read as far as it goes.
constexpr int kVersion = 1;
constexpr double kMostPixels = 16384.0;

/// Takes fields out of one JSON object, checks them, and collects the names of the bad ones.
class Reader {
 public:
  Reader(const json& object, std::vector<std::string>& bad) : object_(&object), bad_(&bad) {}

  void number(const char* key, float least, float most, float& field) const {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_number()) return refuse(key);
    const double given = value->get<double>();
    if (!(given >= least && given <= most)) return refuse(key);
    field = static_cast<float>(given);
  }
  void number(const char* key, int least, int most, int& field) const {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_number()) return refuse(key);
    const double given = value->get<double>();
    if (!(given >= least && given <= most)) return refuse(key);
    field = static_cast<int>(std::lround(given));
  }
  void boolean(const char* key, bool& field) const {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_boolean()) return refuse(key);
    field = value->get<bool>();
  }
  void text(const char* key, std::string& field) const {
    const json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_string()) return refuse(key);
    field = value->get<std::string>();
  }
  void texts(const char* key, std::size_t most, std::vector<std::string>& field) const {
    const json* value = find(key);
    if (value == nullptr) return;
    const bool areTexts =
        value->is_array() &&
        std::all_of(value->begin(), value->end(), [](const json& v) { return v.is_string(); });
    if (!areTexts) return refuse(key);
    field = value->get<std::vector<std::string>>();
    field.resize(std::min(field.size(), most));
  }
  void theme(const char* key, ui::ThemeName& field) const {
    std::string name(ui::nameOf(field));
    text(key, name);
    if (name == ui::nameOf(ui::ThemeName::kDark)) {
      field = ui::ThemeName::kDark;
    } else if (name == ui::nameOf(ui::ThemeName::kLight)) {
      field = ui::ThemeName::kLight;
    } else {
      refuse(key);
    }
  }
  /// The object under a key; an empty one if there is none.
  json object(const char* key) const {
    const json* value = find(key);
    if (value == nullptr) return json::object();
    if (value->is_object()) return *value;
    refuse(key);
    return json::object();
  }

 private:
  const json* find(const char* key) const {
    const auto place = object_->find(key);
    return place == object_->end() ? nullptr : &*place;
  }
  void refuse(const char* key) const { bad_->push_back(key); }

  const json* object_;
  std::vector<std::string>* bad_;
};

void readPanels(const Reader& reader, ui::PanelVisibility& panels) {
  reader.boolean("setup", panels.setup);
  reader.boolean("inspector", panels.inspector);
  reader.boolean("plots", panels.plots);
  reader.boolean("timeline", panels.timeline);
  reader.boolean("theory", panels.theory);
}

void readSizes(const Reader& reader, ui::PanelSizes& sizes) {
  constexpr float kLeast = 40.0F;
  constexpr float kMost = 4000.0F;
  reader.number("setup", kLeast, kMost, sizes.setup);
  reader.number("inspector", kLeast, kMost, sizes.inspector);
  reader.number("theory", kLeast, kMost, sizes.theory);
  reader.number("plots", kLeast, kMost, sizes.plots);
}

LoadedSettings defaultsWith(std::string notice) {
  return {.settings = {}, .notice = std::move(notice)};
}

}  // namespace

std::optional<std::string> settingsPath() {
  // The base directory specification has relative paths ignored.
  const auto absoluteFolder = [](const char* variable) -> std::optional<std::filesystem::path> {
    const char* value = std::getenv(variable);
    if (value == nullptr || value[0] != '/') return std::nullopt;
    return std::filesystem::path(value);
  };
  std::optional<std::filesystem::path> folder = absoluteFolder("XDG_CONFIG_HOME");
  if (!folder) {
    folder = absoluteFolder("HOME");
    if (folder) *folder /= ".config";
  }
  if (!folder) return std::nullopt;
  return (*folder / "adamscope" / "settings.json").string();
}

LoadedSettings parseSettings(const std::string& text, const std::string& source) {
  const Result<json> parsed = parseJson(text, source);
  if (!parsed) return defaultsWith("Settings start from their defaults: " + parsed.message());
  if (!parsed->is_object()) {
    return defaultsWith("Settings start from their defaults: " + source + " holds no settings.");
  }
  LoadedSettings loaded;
  Settings& settings = loaded.settings;
  std::vector<std::string> bad;
  const Reader reader(*parsed, bad);
  reader.theme("theme", settings.theme);
  reader.number("uiScale", Settings::kLeastUiScale, Settings::kMostUiScale, settings.uiScale);
  reader.number("windowWidth", 800, static_cast<int>(kMostPixels), settings.windowWidth);
  reader.number("windowHeight", 560, static_cast<int>(kMostPixels), settings.windowHeight);
  reader.text("exportFolder", settings.exportFolder);
  reader.text("lastFolder", settings.lastFolder);
  reader.texts("recentFiles", Settings::kMostRecentFiles, settings.recentFiles);
  reader.texts("recentRuns", Settings::kMostRecentFiles, settings.recentRuns);
  const json panels = reader.object("panels");
  readPanels(Reader(panels, bad), settings.panels);
  const json sizes = reader.object("sizes");
  readSizes(Reader(sizes, bad), settings.sizes);
  double version = kVersion;
  if (const auto given = parsed->find("version"); given != parsed->end() && given->is_number()) {
    version = given->get<double>();
  }
  if (version > kVersion) {
    loaded.isOfNewer = true;
    loaded.notice = source + " is of a newer Adamscope: what is known of it is used, and it is " +
                    "left as it is. ";
  }
  if (!bad.empty()) {
    loaded.notice += "Some settings in " + source +
                     " cannot be used and take their defaults: " + joined(bad) + ".";
  }
  return loaded;
}

LoadedSettings loadSettings(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored) && !ignored) return {};
  const Result<std::string> text = readTextFile(path);
  if (!text) return defaultsWith("Settings start from their defaults: " + text.message());
  return parseSettings(*text, path);
}

std::string formatSettings(const Settings& settings) {
  const ui::PanelVisibility& panels = settings.panels;
  const json file = {{"version", kVersion},
                     {"theme", ui::nameOf(settings.theme)},
                     {"uiScale", settings.uiScale},
                     {"windowWidth", settings.windowWidth},
                     {"windowHeight", settings.windowHeight},
                     {"exportFolder", settings.exportFolder},
                     {"lastFolder", settings.lastFolder},
                     {"recentFiles", settings.recentFiles},
                     {"recentRuns", settings.recentRuns},
                     {"panels",
                      {{"setup", panels.setup},
                       {"inspector", panels.inspector},
                       {"plots", panels.plots},
                       {"timeline", panels.timeline},
                       {"theory", panels.theory}}},
                     {"sizes",
                      {{"setup", settings.sizes.setup},
                       {"inspector", settings.sizes.inspector},
                       {"theory", settings.sizes.theory},
                       {"plots", settings.sizes.plots}}}};
  // A path that is no UTF-8 must not keep the rest from being saved.
  return file.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Status saveSettings(const Settings& settings, const std::string& path) {
  std::error_code failure;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failure);
  if (failure) {
    return Error{"Settings cannot be saved: the folder of " + path +
                 " cannot be made: " + failure.message() + "."};
  }
  if (Status status = writeFileAtomically(path, formatSettings(settings)); !status) {
    return Error{"Settings cannot be saved: " + status.message()};
  }
  return {};
}

namespace {

void putInFront(std::vector<std::string>& paths, const std::string& path) {
  std::erase(paths, path);
  paths.insert(paths.begin(), path);
  paths.resize(std::min(paths.size(), Settings::kMostRecentFiles));
}

}  // namespace

void addRecentRun(Settings& settings, const std::string& folder) {
  putInFront(settings.recentRuns, folder);
}

void addRecentFile(Settings& settings, const std::string& path) {
  putInFront(settings.recentFiles, path);
}

}  // namespace adamscope
