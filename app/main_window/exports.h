// Carries out what is asked to be written, between two frames: pictures, figures, plots, logs, the
// configuration. Each ends with a message that names the file, or says what to do instead.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "app/export/log_export.h"
#include "app/export/open_folder.h"
#include "app/main_window/main_ui.h"
#include "app/main_window/movie_recorder.h"
#include "app/window/ui_host.h"

namespace adamscope {

class Exports {
 public:
  /// Both must outlive this object.
  Exports(MainUi& ui, UiHost& host) : ui_(ui), host_(host), movie_(ui, host) {}

  /// Call after each frame, with the window's context current. Whether something was done that the
  /// window should show.
  bool serve();
  /// Work that goes on by itself and wants serve() to be called again soon.
  bool isBusy() const { return logs_ != nullptr || movie_.wantsSoon(); }
  /// The window can or cannot be seen. A movie of it goes on all the same.
  void setHidden(bool isHidden) { isHidden_ = isHidden; }
  bool isRecording() const { return movie_.isRecording(); }
  /// Ends a movie that is being recorded: the window closes. Error: why it is not whole.
  Status finishMovie();

 private:
  bool mustWait(const ExportRequest& request) const;
  void carryOut(const ExportRequest& request);
  bool serveLogs();
  bool serveMovie();
  void tellMovieEnd(const MovieEnd& end);
  Status write(const ExportRequest& request, const std::string& path);
  Status writeWindow(const ExportRequest& request, const std::string& path);
  Status writeView(const ExportRequest& request, const std::string& path);
  Status writeComparison(const ExportRequest& request, const std::string& path);
  void tellDone(const std::string& what, const std::string& path);

  MainUi& ui_;
  UiHost& host_;
  std::deque<ExportRequest> waiting_;
  std::unique_ptr<LogExport> logs_;
  bool savesRun_ = false;  ///< Those logs are a run for later.
  MovieRecorder movie_;
  bool isHidden_ = false;
  FolderOpener opener_;
};

}  // namespace adamscope
