// Everything that has a menu entry or a key, in one table: menus, shortcuts and the list of keys
// (F1) all come from it.
#pragma once

#include <span>
#include <string>

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/window/settings.h"

namespace adamscope {

/// What the window itself is asked to do; it clears them when done.
struct WindowRequests {
  bool quit = false;
  bool fullScreen = false;
  bool openFile = false;
  bool saveConfig = false;
  bool saveRun = false;
  bool exportDialog = false;
  bool movieDialog = false;
  bool loadNetwork = false;
  bool addBookmark = false;
  bool nextBookmark = false;
  bool previousBookmark = false;
  bool showKeys = false;
  bool showAbout = false;
};

/// What a command works on.
struct CommandContext {
  const ModelFrame& model;
  UiState& state;
  Actions& actions;
  Settings& settings;
  WindowRequests& requests;
};

enum class CommandId {
  kOpen,
  kLoadNetwork,
  kRecentRuns,  ///< A menu of its own.
  kSaveConfig,
  kSaveRun,
  kQuit,
  kUndo,
  kRedo,
  kCopyConfig,
  kPasteConfig,
  kPlayPause,
  kStep,
  kStepBack,
  kNextCrossing,
  kPreviousCrossing,
  kNewestStep,
  kKeepRun,
  kAddBookmark,
  kNextBookmark,
  kPreviousBookmark,
  kTimeline,
  kRestart,
  kInputView,
  kParameterView,
  kBothViews,
  kView3D,
  kFit,
  kHidePanels,
  kSetup,
  kInspector,
  kPlots,
  kTheory,
  kTheme,
  kLarger,
  kSmaller,
  kFullScreen,
  kExport,
  kScreenshot,
  kExportLogs,
  kMovie,
  kKeys,
  kAbout,
};

/// One row of the table.
struct CommandSpec {
  CommandId id;
  const char* menu;   ///< "File".
  const char* label;  ///< "Open...".
  ui::KeyChord chord{};
  bool separatorBefore = false;
};

/// All commands, menu by menu.
std::span<const CommandSpec> commandTable();
/// The row of a command.
const CommandSpec& specOf(CommandId id);

bool isEnabled(CommandId id, const CommandContext& context);
/// Whether a tick stands beside it.
bool isChecked(CommandId id, const CommandContext& context);
void perform(CommandId id, const CommandContext& context);

/// Performs the commands whose keys were pressed in this frame.
void performPressed(const ui::Frame& frame, const CommandContext& context);

}  // namespace adamscope
