#include "app/main_window/exports.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/export/export_names.h"
#include "app/export/new_file.h"
#include "app/export/picture.h"
#include "app/export/view_figure.h"
#include "app/panels/number_format.h"
#include "app/report/comparison_page.h"
#include "app/report/report_html.h"
#include "core/base/file.h"

namespace adamscope {

namespace {

bool isPicture(ExportKind kind) {
  return kind == ExportKind::kWindowPng || kind == ExportKind::kViewPng;
}

/// The logs of the run, in a folder.
bool isRunFolder(ExportKind kind) { return kind == ExportKind::kLogs || kind == ExportKind::kRun; }

PictureWish wishOf(const ExportRequest& request) {
  return {.scale = request.scale, .widthPx = request.width, .heightPx = request.height};
}

}  // namespace

bool Exports::serve() {
  for (ExportRequest& request : ui_.actions().takeRequests()) {
    waiting_.push_back(std::move(request));
  }
  bool hasNews = serveLogs();
  hasNews |= serveMovie();
  for (std::string& problem : opener_.takeProblems()) {
    ui_.toasts().error(std::move(problem));
    hasNews = true;
  }
  while (!waiting_.empty() && !mustWait(waiting_.front())) {
    const ExportRequest request = std::move(waiting_.front());
    waiting_.pop_front();
    carryOut(request);
    hasNews = true;
  }
  return hasNews;
}

/// A picture is drawn with the mouse far away, which must not end a drag that is under way; and
/// logs are copied one after another.
bool Exports::mustWait(const ExportRequest& request) const {
  if (isRunFolder(request.kind)) return logs_ != nullptr;
  return isPicture(request.kind) && ImGui::IsAnyMouseDown();
}

void Exports::carryOut(const ExportRequest& request) {
  const std::string path =
      request.path.empty() ? suggestedPath(request, *ui_.model().train, ui_.settings().exportFolder)
                           : request.path;
  if (isRunFolder(request.kind)) {
    savesRun_ = request.kind == ExportKind::kRun;
    logs_ = std::make_unique<LogExport>(ui_.actions().session(), path);
    return;
  }
  if (request.replaces) {
    const Status written = write(request, path);
    return written ? tellDone("Saved", path) : ui_.toasts().error(written.message());
  }
  Result<NewFile> file = NewFile::create(path);
  if (!file) return ui_.toasts().error(file.message());
  if (const Status written = write(request, file->path()); !written) {
    return ui_.toasts().error("Nothing was saved: " + written.message());
  }
  file->keep();
  tellDone("Saved", file->path());
}

bool Exports::serveLogs() {
  if (!logs_) return false;
  const std::optional<LogExportEnd> end = logs_->advance();
  if (!end) return false;
  logs_.reset();
  if (end->status) {
    if (savesRun_) addRecentRun(ui_.settings(), end->folder);
    tellDone(savesRun_ ? "Saved the run as" : "The logs are in", end->folder);
  } else {
    ui_.toasts().error((savesRun_ ? "The run was not saved, and goes on. "
                                  : "No logs were saved, and the run goes on. ") +
                       end->status.message());
  }
  return true;
}

bool Exports::serveMovie() {
  bool hasNews = false;
  if (const std::optional<MovieRequest> request = ui_.actions().takeMovieRequest()) {
    const Status begun = movie_.begin(*request);
    if (!begun) ui_.toasts().error("No movie is recorded. " + begun.message());
    hasNews = true;
  }
  if (ui_.actions().takeMovieStop()) movie_.stop();
  const long before = ui_.state().movie ? ui_.state().movie->frames : 0;
  if (const std::optional<MovieEnd> end = isHidden_ ? movie_.serveHidden() : movie_.serve()) {
    tellMovieEnd(*end);
    return true;
  }
  return hasNews || (ui_.state().movie && ui_.state().movie->frames != before);
}

Status Exports::finishMovie() {
  const std::optional<MovieEnd> end = movie_.finish();
  return end ? end->status : Status();
}

void Exports::tellMovieEnd(const MovieEnd& end) {
  const std::string pictures =
      groupedText(end.frames) + (end.frames == 1 ? " picture" : " pictures");
  if (end.status) {
    const std::string why = end.why.empty() ? "" : end.why + " ";
    return tellDone(why + "Recorded " + pictures + " (" + secondsText(end.seconds) + "):",
                    end.path);
  }
  const bool keepsPictures = end.format == MovieFormat::kPngFolder;
  const std::string what = keepsPictures
                               ? "The movie ended early; " + pictures + " are in " + end.path + ". "
                               : std::string("No movie was saved, and the run is paused. ");
  ui_.toasts().error(what + end.status.message());
}

Status Exports::write(const ExportRequest& request, const std::string& path) {
  switch (request.kind) {
    case ExportKind::kWindowPng:
      return writeWindow(request, path);
    case ExportKind::kViewPng:
      return writeView(request, path);
    case ExportKind::kViewSvg:
    case ExportKind::kViewPdf:
      if (!hasFigureFill(ui_.state().input)) {
        ui_.toasts().notice(
            "The figure is coloured by f: only pictures (PNG) have the colours of this view.");
      }
      return writeViewFigure(ui_.model(), ui_.state().input, ui_.settings().theme, path);
    case ExportKind::kPlotPng:
    case ExportKind::kPlotSvg:
    case ExportKind::kPlotPdf:
    case ExportKind::kPlotCsv:
      return ui_.plots().write(request, host_.theme(), path);
    case ExportKind::kConfig:
      return writeFileAtomically(path, configToJson(ui_.model().train->config));
    case ExportKind::kComparisonCsv:
    case ExportKind::kComparisonPage:
      return writeComparison(request, path);
    case ExportKind::kLogs:
    case ExportKind::kRun:
      break;
  }
  return Error{"Logs are a folder."};
}

Status Exports::writeWindow(const ExportRequest& request, const std::string& path) {
  const Result<FrameInput> frame = pictureFrame(ui_.drawnWindow(), wishOf(request));
  if (!frame) return frame.error();
  const Result<gl::Image> image =
      drawPicture(host_, *frame, [&](const ui::Frame& f) { ui_.drawPicture(f); });
  return image ? gl::writePng(path, *image) : Status(image.error());
}

Status Exports::writeView(const ExportRequest& request, const std::string& path) {
  const Result<FrameInput> frame = pictureFrame(ui_.drawnView(), wishOf(request));
  if (!frame) return frame.error();
  // With widgets of its own: the window's keep the keyboard, and need no other fonts.
  const Result<std::unique_ptr<UiHost>> host = UiHost::create(ui_.settings().theme);
  if (!host) return host.error();
  const Result<gl::Image> image =
      drawPicture(**host, *frame, [&](const ui::Frame& f) { ui_.drawViewPicture(f); });
  return image ? gl::writePng(path, *image) : Status(image.error());
}

Status Exports::writeComparison(const ExportRequest& request, const std::string& path) {
  const std::shared_ptr<const Comparison> comparison = ui_.comparison();
  if (comparison == nullptr) return Error{"There is no comparison, or it is still under way."};
  if (request.kind == ExportKind::kComparisonCsv) {
    return writeFileAtomically(path, comparisonCsv(*comparison));
  }
  const Result<std::string> page = reportHtml(comparisonPage(*comparison));
  return page ? writeFileAtomically(path, *page) : Status(page.error());
}

void Exports::tellDone(const std::string& what, const std::string& path) {
  host_.makeCurrent();
  const std::string folder = std::filesystem::path(path).parent_path().string();
  ui_.toasts().notice(what + " " + path,
                      ui::ToastAction{"Open folder", [this, folder] { opener_.open(folder); }});
}

}  // namespace adamscope
