// What the window remembers from one start to the next: the look, the scale, sizes, what is shown.
// A JSON file in the XDG configuration folder, replaced in one step. Reading never fails: what is
// missing or out of range takes its default, and what went wrong is said in a notice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/ui/layout.h"
#include "app/ui/theme.h"
#include "core/base/result.h"

namespace adamscope {

/// All of them, with their defaults and ranges.
struct Settings {
  ui::ThemeName theme = ui::ThemeName::kDark;
  float uiScale = 1.0F;      ///< 0.5 to 3, on top of the monitor's scale.
  int windowWidth = 1600;    ///< Design pixels, 800 to 16384.
  int windowHeight = 1000;   ///< Design pixels, 560 to 16384.
  std::string exportFolder;  ///< Where pictures and logs go; empty: the user's pictures.
  std::string lastFolder;    ///< Where the file dialog opens; empty: the working folder.
  std::vector<std::string> recentFiles;  ///< Newest first, at most kMostRecentFiles.
  std::vector<std::string> recentRuns;   ///< Folders that were opened or saved, newest first.
  ui::PanelVisibility panels{};
  ui::PanelSizes sizes{};

  static constexpr float kLeastUiScale = 0.5F;
  static constexpr float kMostUiScale = 3.0F;
  static constexpr std::size_t kMostRecentFiles = 10;

  bool operator==(const Settings&) const = default;
};

/// Settings and what is to be said about them.
struct LoadedSettings {
  Settings settings;
  std::string notice;      ///< For a toast; empty if all was well.
  bool isOfNewer = false;  ///< A newer version's file: saving would lose what it alone knows.
};

/// "$XDG_CONFIG_HOME/adamscope/settings.json", or under "$HOME/.config". None without either.
std::optional<std::string> settingsPath();

/// Reads the file. A file that does not exist gives the defaults without a notice.
LoadedSettings loadSettings(const std::string& path);

/// The settings of a file's text. `source` names it in the notice.
LoadedSettings parseSettings(const std::string& text, const std::string& source);

/// The file's text.
std::string formatSettings(const Settings& settings);

/// Writes the file in one step and creates its folder. Error: the reason; the old file is whole.
Status saveSettings(const Settings& settings, const std::string& path);

/// Puts a run folder in front of the recent ones.
void addRecentRun(Settings& settings, const std::string& folder);

/// Puts a file in front of the recent ones.
void addRecentFile(Settings& settings, const std::string& path);

}  // namespace adamscope
