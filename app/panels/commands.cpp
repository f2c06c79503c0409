#include "app/panels/commands.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/export/new_file.h"
#include "core/base/check.h"
#include "core/io/run_folder.h"
#include "core/session/config_text.h"

namespace adamscope {

namespace {

using ui::KeyChord;
namespace keys = ui::keys;

constexpr std::array kTable{
    CommandSpec{CommandId::kOpen, "File", "Open...", {.key = 'O', .ctrl = true}},
    CommandSpec{CommandId::kRecentRuns, "File", "Recent runs", {}},
    CommandSpec{CommandId::kLoadNetwork, "File", "Start from a network...", {}},
    CommandSpec{
        CommandId::kSaveConfig, "File", "Save configuration...", {.key = 'S', .ctrl = true}},
    CommandSpec{
        CommandId::kSaveRun, "File", "Save run as...", {.key = 'S', .ctrl = true, .shift = true}},
    CommandSpec{CommandId::kQuit, "File", "Quit", {.key = 'Q', .ctrl = true}, true},
    CommandSpec{CommandId::kUndo, "Edit", "Undo setting", {.key = 'Z', .ctrl = true}},
    CommandSpec{CommandId::kRedo, "Edit", "Redo setting", {.key = 'Y', .ctrl = true}},
    CommandSpec{CommandId::kCopyConfig,
                "Edit",
                "Copy configuration",
                {.key = 'C', .ctrl = true, .shift = true},
                true},
    CommandSpec{CommandId::kPasteConfig,
                "Edit",
                "Paste configuration",
                {.key = 'V', .ctrl = true, .shift = true}},
    CommandSpec{CommandId::kPlayPause, "Run", "Play / pause", {.key = keys::kSpace}},
    CommandSpec{CommandId::kStep, "Run", "One step", {.key = '.'}},
    CommandSpec{CommandId::kStepBack, "Run", "One step back", {.key = ','}},
    CommandSpec{CommandId::kNextCrossing, "Run", "To the next crossing", {.key = 'N'}},
    CommandSpec{CommandId::kPreviousCrossing,
                "Run",
                "To the previous crossing",
                {.key = 'N', .shift = true}},
    CommandSpec{CommandId::kNewestStep, "Run", "To the newest step", {.key = keys::kEnd}},
    CommandSpec{CommandId::kKeepRun, "Run", "Keep this run for comparison", {}},
    CommandSpec{CommandId::kAddBookmark, "Run", "Bookmark this moment", {.key = 'B'}},
    CommandSpec{CommandId::kNextBookmark, "Run", "To the next bookmark", {.key = keys::kRight}},
    CommandSpec{
        CommandId::kPreviousBookmark, "Run", "To the bookmark before", {.key = keys::kLeft}},
    CommandSpec{CommandId::kRestart, "Run", "Restart", {.key = 'R'}, true},
    CommandSpec{CommandId::kInputView, "View", "Input slice", {.key = '1'}},
    CommandSpec{CommandId::kParameterView, "View", "Parameter slice", {.key = '2'}},
    CommandSpec{CommandId::kBothViews, "View", "Both side by side", {.key = '3'}},
    CommandSpec{CommandId::kView3D, "View", "3D", {.key = '4'}},
    CommandSpec{CommandId::kFit, "View", "Fit", {.key = keys::kHome}},
    CommandSpec{CommandId::kHidePanels, "View", "Views only", {.key = keys::kTab}, true},
    CommandSpec{CommandId::kSetup, "View", "Setup", {}},
    CommandSpec{CommandId::kInspector, "View", "Inspector", {}},
    CommandSpec{CommandId::kPlots, "View", "Plots", {}},
    CommandSpec{CommandId::kTimeline, "View", "Timeline", {}},
    CommandSpec{CommandId::kTheory, "View", "Theory", {.key = 'T'}},
    CommandSpec{CommandId::kTheme, "View", "Light theme", {}, true},
    CommandSpec{CommandId::kLarger, "View", "Larger", {.key = '=', .ctrl = true}},
    CommandSpec{CommandId::kSmaller, "View", "Smaller", {.key = '-', .ctrl = true}},
    CommandSpec{CommandId::kFullScreen, "View", "Full screen", {.key = keys::kF11}},
    CommandSpec{CommandId::kExport, "Export", "Export...", {.key = 'E', .ctrl = true}},
    CommandSpec{CommandId::kScreenshot, "Export", "Screenshot of the window", {.key = keys::kF12}},
    CommandSpec{CommandId::kExportLogs, "Export", "Logs of this run", {}},
    CommandSpec{CommandId::kMovie, "Export", "Record a movie...", {}, true},
    CommandSpec{CommandId::kKeys, "Help", "Keys", {.key = keys::kF1}},
    CommandSpec{CommandId::kAbout, "Help", "About Adamscope", {}},
};

constexpr float kScaleStep = 0.1F;

void changeScale(Settings& settings, float by) {
  settings.uiScale =
      std::clamp(settings.uiScale + by, Settings::kLeastUiScale, Settings::kMostUiScale);
}

/// The settings as they are now, on the clipboard.
void copyConfiguration(const CommandContext& context) {
  const TrainFrame& train = *context.model.train;
  const Config config = withAbsolutePaths(context.actions.config());
  ImGui::SetClipboardText(commandFor(config, exportStem(config)).c_str());
  std::string text =
      "Copied the settings as they are now, as a command for a terminal and for Paste "
      "configuration.";
  if (const std::size_t changes = train.changes->size(); changes > 0) {
    text += " This run had " + std::to_string(changes) + (changes == 1 ? " change" : " changes") +
            " on its way; a run from the copy has them from its first step on.";
  }
  context.actions.tell({.isError = false, .text = std::move(text), .path = {}});
}

/// A new run from the clipboard.
void pasteConfiguration(const CommandContext& context) {
  const char* text = ImGui::GetClipboardText();
  const Result<Config> config = configFromText(text != nullptr ? text : "");
  if (config) return context.actions.startRun(*config);
  context.actions.tell({.isError = true,
                        .text = "The clipboard holds no configuration: " + config.message(),
                        .path = {}});
}

void performRun(CommandId id, const CommandContext& context) {
  const TrainFrame& train = *context.model.train;
  switch (id) {
    case CommandId::kPlayPause:
      context.actions.togglePlay(train);
      break;
    case CommandId::kStep:
      context.actions.step(1);
      break;
    case CommandId::kStepBack:
      // From inside a step back to where it began.
      context.actions.seek(train.step - 1);
      break;
    case CommandId::kNextCrossing:
      context.actions.toNextCrossing();
      break;
    case CommandId::kPreviousCrossing:
      context.actions.toPreviousCrossing();
      break;
    case CommandId::kNewestStep:
      context.actions.seek(train.lastStep);
      break;
    case CommandId::kKeepRun:
      context.actions.keepRun();
      break;
    case CommandId::kRestart:
      context.actions.restart();
      break;
    default:
      break;
  }
}

void performView(CommandId id, const CommandContext& context) {
  UiState& state = context.state;
  Settings& settings = context.settings;
  switch (id) {
    case CommandId::kInputView:
      state.center = CenterView::kInput;
      state.input.is3D = false;
      break;
    case CommandId::kParameterView:
      state.center = CenterView::kParameter;
      break;
    case CommandId::kBothViews:
      state.center = CenterView::kBoth;
      break;
    case CommandId::kView3D:
      state.input.is3D = !state.input.is3D;
      break;
    case CommandId::kFit:
      state.input.fitRequested = true;
      state.parameter.fitRequested = true;
      break;
    case CommandId::kHidePanels:
      settings.panels.areAllHidden = !settings.panels.areAllHidden;
      break;
    case CommandId::kSetup:
      settings.panels.setup = !settings.panels.setup;
      break;
    case CommandId::kInspector:
      settings.panels.inspector = !settings.panels.inspector;
      break;
    case CommandId::kPlots:
      settings.panels.plots = !settings.panels.plots;
      break;
    case CommandId::kTimeline:
      settings.panels.timeline = !settings.panels.timeline;
      break;
    case CommandId::kTheory:
      settings.panels.theory = !settings.panels.theory;
      break;
    case CommandId::kTheme:
      settings.theme =
          settings.theme == ui::ThemeName::kDark ? ui::ThemeName::kLight : ui::ThemeName::kDark;
      break;
    case CommandId::kLarger:
      changeScale(settings, kScaleStep);
      break;
    case CommandId::kSmaller:
      changeScale(settings, -kScaleStep);
      break;
    case CommandId::kFullScreen:
      context.requests.fullScreen = true;
      break;
    default:
      break;
  }
}

}  // namespace

std::span<const CommandSpec> commandTable() { return kTable; }

const CommandSpec& specOf(CommandId id) {
  const auto* row = std::find_if(kTable.begin(), kTable.end(),
                                 [id](const CommandSpec& spec) { return spec.id == id; });
  ADAMSCOPE_CHECK(row != kTable.end(), "the command is in the table");
  return *row;
}

bool isEnabled(CommandId id, const CommandContext& context) {
  const TrainFrame& train = *context.model.train;
  const bool diverged = train.state == SessionState::kDiverged;
  switch (id) {
    case CommandId::kUndo:
      return context.actions.canUndo();
    case CommandId::kRedo:
      return context.actions.canRedo();
    case CommandId::kPlayPause:
    case CommandId::kStep:
    case CommandId::kNextCrossing:
      return !diverged;
    case CommandId::kPreviousCrossing:
      return train.counts.crossings > 0;
    case CommandId::kNewestStep:
      return train.isPast();
    case CommandId::kKeepRun:
      return train.lastStep > 0;
    case CommandId::kStepBack:
      return train.step > 0;
    case CommandId::kMovie:
      return !context.state.movie;
    case CommandId::kView3D:
      return train.experiment->slice.dimension() == 2;
    default:
      return true;
  }
}

bool isChecked(CommandId id, const CommandContext& context) {
  const ui::PanelVisibility& panels = context.settings.panels;
  switch (id) {
    case CommandId::kView3D:
      return context.state.input.is3D;
    case CommandId::kHidePanels:
      return panels.areAllHidden;
    case CommandId::kSetup:
      return panels.setup;
    case CommandId::kInspector:
      return panels.inspector;
    case CommandId::kPlots:
      return panels.plots;
    case CommandId::kTimeline:
      return panels.timeline;
    case CommandId::kTheory:
      return panels.theory;
    case CommandId::kTheme:
      return context.settings.theme == ui::ThemeName::kLight;
    default:
      return false;
  }
}

void perform(CommandId id, const CommandContext& context) {
  if (!isEnabled(id, context)) return;
  WindowRequests& requests = context.requests;
  switch (id) {
    case CommandId::kOpen:
      requests.openFile = true;
      break;
    case CommandId::kLoadNetwork:
      requests.loadNetwork = true;
      break;
    case CommandId::kSaveConfig:
      requests.saveConfig = true;
      break;
    case CommandId::kSaveRun:
      requests.saveRun = true;
      break;
    case CommandId::kCopyConfig:
      copyConfiguration(context);
      break;
    case CommandId::kPasteConfig:
      pasteConfiguration(context);
      break;
    case CommandId::kQuit:
      requests.quit = true;
      break;
    case CommandId::kUndo:
      context.actions.undo();
      break;
    case CommandId::kRedo:
      context.actions.redo();
      break;
    case CommandId::kExport:
      requests.exportDialog = true;
      break;
    case CommandId::kScreenshot:
      context.actions.request({.kind = ExportKind::kWindowPng});
      break;
    case CommandId::kExportLogs:
      context.actions.request({.kind = ExportKind::kLogs});
      break;
    case CommandId::kMovie:
      requests.movieDialog = true;
      break;
    case CommandId::kAddBookmark:
      requests.addBookmark = true;
      break;
    case CommandId::kNextBookmark:
      requests.nextBookmark = true;
      break;
    case CommandId::kPreviousBookmark:
      requests.previousBookmark = true;
      break;
    case CommandId::kKeys:
      requests.showKeys = true;
      break;
    case CommandId::kAbout:
      requests.showAbout = true;
      break;
    default:
      performRun(id, context);
      performView(id, context);
      break;
  }
}

void performPressed(const ui::Frame& frame, const CommandContext& context) {
  // A menu or a dialog has the keyboard.
  const bool isAsked =
      ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  for (const CommandSpec& spec : kTable) {
    if (spec.chord.key == 0 || !frame.pressed(spec.chord)) continue;
    if (!isAsked || ui::worksWhileTyping(spec.chord)) perform(spec.id, context);
  }
}

}  // namespace adamscope
