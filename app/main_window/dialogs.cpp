#include "app/main_window/dialogs.h"

#include <filesystem>
#include <utility>

#include "app/export/export_names.h"
#include "app/export/new_file.h"
#include "app/model/dropped_file.h"

namespace adamscope {

namespace {

/// Popups belong to a window; this one is nothing but their owner.
class OwnerWindow {
 public:
  OwnerWindow() {
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize({1.0F, 1.0F});
    ImGui::Begin("##dialogs", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus);
  }
  ~OwnerWindow() { ImGui::End(); }
  OwnerWindow(const OwnerWindow&) = delete;
  OwnerWindow& operator=(const OwnerWindow&) = delete;
};

/// The folder, or the nearest one above it that is there.
std::string existingPart(std::filesystem::path folder) {
  std::error_code failure;
  while (!std::filesystem::is_directory(folder, failure) && folder != folder.parent_path()) {
    folder = folder.parent_path();
  }
  return folder.string();
}

void openFile(const CommandContext& context, const std::string& path) {
  handleDroppedFile(path, context.actions);
  addRecentFile(context.settings, path);
  const Result<FileKind> kind = kindOfFile(path);
  if (kind && *kind == FileKind::kRunFolder) addRecentRun(context.settings, runFolderOf(path));
}

}  // namespace

void Dialogs::ask(Question question, FileDialogSpec spec, const Settings& settings) {
  question_ = question;
  FileBrowser& browser = files_.browser();
  if (browser.folder().empty()) {
    if (!settings.lastFolder.empty()) {
      browser.enter(settings.lastFolder);
    } else if (spec.request.isSave) {
      // Not the folder that the program happened to be started in.
      browser.enter(existingPart(settings.exportFolder.empty() ? defaultExportFolder()
                                                               : settings.exportFolder));
    }
  }
  files_.open(std::move(spec));
}

void Dialogs::openRequested(const CommandContext& context) {
  WindowRequests& requests = context.requests;
  if (std::exchange(requests.openFile, false)) {
    ask(Question::kOpen,
        {.title = "Open data, a configuration, a network or a run's config.json",
         .request = {.endings = {".csv", ".json", ".safetensors"}}},
        context.settings);
  }
  if (std::exchange(requests.loadNetwork, false)) {
    ask(Question::kNetwork,
        {.title = "Start from a network", .request = {.endings = {".safetensors", ".json"}}},
        context.settings);
  }
  if (std::exchange(requests.saveConfig, false)) {
    const std::string path = suggestedPath({.kind = ExportKind::kConfig}, *context.model.train, {});
    const std::string name = std::filesystem::path(path).filename().string();
    ask(Question::kSaveConfig,
        {.title = "Save the configuration",
         .action = "Save",
         .request = {.isSave = true, .endings = {".json"}, .suggestedName = name}},
        context.settings);
  }
  if (std::exchange(requests.saveRun, false)) {
    const std::string path = suggestedPath({.kind = ExportKind::kRun}, *context.model.train, {});
    ask(Question::kSaveRun,
        {.title = "Save the run as a folder",
         .action = "Save",
         .request = {.isSave = true,
                     .suggestedName = std::filesystem::path(path).filename().string()}},
        context.settings);
  }
  if (std::exchange(requests.exportDialog, false)) export_.open();
  if (std::exchange(requests.movieDialog, false)) movie_.open();
  if (std::exchange(requests.showKeys, false)) help_.showKeys();
  if (std::exchange(requests.showAbout, false)) help_.showAbout();
}

void Dialogs::answer(const CommandContext& context, const std::string& path) {
  context.settings.lastFolder = std::filesystem::path(path).parent_path().string();
  if (question_ == Question::kSaveRun) {
    context.actions.request({.kind = ExportKind::kRun, .path = path});
    return;
  }
  if (question_ != Question::kSaveConfig) return openFile(context, path);
  std::error_code failure;
  // The dialog has asked before it gave the name of a file that is there.
  context.actions.request({.kind = ExportKind::kConfig,
                           .path = path,
                           .replaces = std::filesystem::exists(path, failure)});
}

void Dialogs::draw(const ui::Frame& frame, const CommandContext& context, const DrawnArea& window,
                   const DrawnArea& view) {
  for (const std::string& path : frame.droppedFiles) openFile(context, path);
  openRequested(context);
  const OwnerWindow owner;
  if (const std::optional<std::string> path = files_.draw(frame)) answer(context, *path);
  const ExportScene scene{.model = context.model,
                          .state = context.state,
                          .settings = context.settings,
                          .window = window,
                          .view = view};
  if (std::optional<ExportRequest> request = export_.draw(frame, scene)) {
    context.actions.request(std::move(*request));
  }
  if (std::optional<MovieRequest> request = movie_.draw(frame, scene)) {
    context.actions.requestMovie(std::move(*request));
  }
  help_.draw(frame);
  restore_.draw(frame, context.actions);
}

}  // namespace adamscope
