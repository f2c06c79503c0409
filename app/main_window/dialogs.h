// The questions that the window asks: files to open and to save, what to export, help.
#pragma once

#include <string>

#include "app/panels/commands.h"
#include "app/panels/export_dialog.h"
#include "app/panels/file_dialog.h"
#include "app/panels/help_dialogs.h"
#include "app/panels/movie_dialog.h"
#include "app/panels/restore_dialog.h"

namespace adamscope {

class Dialogs {
 public:
  /// Opens what the requests ask for (they are cleared), draws what is open, and does what was
  /// decided; takes in files that were dropped on the window. Call once each frame.
  void draw(const ui::Frame& frame, const CommandContext& context, const DrawnArea& window,
            const DrawnArea& view);
  /// Asks whether to go on with a run that was not closed, from the next draw() on.
  void offerRestore(const std::string& folder) { restore_.open(folder); }

 private:
  enum class Question { kOpen, kNetwork, kSaveConfig, kSaveRun };

  void openRequested(const CommandContext& context);
  void ask(Question question, FileDialogSpec spec, const Settings& settings);
  void answer(const CommandContext& context, const std::string& path);

  Question question_ = Question::kOpen;
  FileDialog files_;
  ExportDialog export_;
  MovieDialog movie_;
  HelpDialogs help_;
  RestoreDialog restore_;
};

}  // namespace adamscope
