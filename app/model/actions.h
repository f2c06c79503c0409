// Everything by which a panel or a key changes the run: the transport, the settings with undo and
// redo, the exports. One object, handed to the panels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/model/movie_request.h"
#include "core/session/live_session.h"

namespace adamscope {

/// The settings as the controls show them, with their past and future. Free of the session, so that
/// its rules can be tested.
class ConfigHistory {
 public:
  explicit ConfigHistory(Config start) : now_(std::move(start)) {}

  const Config& now() const { return now_; }
  /// While a control is being moved: shows a value, and remembers only where the drag began.
  void preview(const Config& config);
  /// The end of an edit: one entry for undo, however many previews it had. No change, no entry.
  void commit(const Config& config);
  /// What the session really has, where it refused an edit. Not an entry.
  void adopt(const Config& config);
  bool canUndo() const { return !past_.empty(); }
  bool canRedo() const { return !future_.empty(); }
  bool undo();
  bool redo();

 private:
  Config now_;
  std::optional<Config> dragStart_;
  std::vector<Config> past_;
  std::vector<Config> future_;
};

/// What the program is asked to write.
enum class ExportKind {
  kWindowPng,
  kViewPng,
  kViewSvg,
  kViewPdf,
  kPlotPng,
  kPlotSvg,
  kPlotPdf,
  kPlotCsv,
  kLogs,    ///< A folder with crossings.csv, steps.csv, config.json, data.csv, summary, network.
  kConfig,  ///< config.json alone.
  kComparisonCsv,   ///< The theory drawer's comparison: a row a step.
  kComparisonPage,  ///< The same as a page (HTML) with plots.
  kRun,             ///< The same as kLogs, and the bookmarks: the run as it can be opened again.
};

/// A picture or log that was asked for; the window carries it out after the frame.
struct ExportRequest {
  ExportKind kind = ExportKind::kWindowPng;
  int scale = 1;  ///< 1 to 4, for pictures.
  int width = 0;  ///< Exact size in pixels; 0: the window's (or view's) times scale.
  int height = 0;
  std::string path{};     ///< Empty: a new name in the export folder.
  std::size_t plot = 0;   ///< For plots: which one, from the left.
  bool replaces = false;  ///< The person has agreed to replace the file that is there.
};

class Actions {
 public:
  /// The session must outlive this object.
  Actions(LiveSession& session, Config config) : session_(session), config_(std::move(config)) {}

  // ---- transport ----
  /// From now on somebody else moves the run: what follows here only tells `why` it does nothing.
  void lockTransport(std::string why) { lockedBecause_ = std::move(why); }
  void unlockTransport() { lockedBecause_.clear(); }
  void play();
  void pause();
  void togglePlay(const TrainFrame& train);
  void step(long count);
  void runTo(long step);
  void toNextCrossing();
  void toPreviousCrossing();
  /// Shows a past moment; the run loses nothing.
  void seek(long step);
  void seekEvent(std::size_t event);
  void restart();
  void setSpeed(double stepsPerSecond);
  void setReplayRate(double rate);

  // ---- runs ----
  void keepRun();
  void dropRun(long number);
  /// Repeats the run of a folder, or tells why it cannot.
  void openRun(const std::string& folder);
  /// The folder of the last openRun(), once.
  std::optional<std::string> takeOpenedRun() { return std::exchange(openedRun_, std::nullopt); }

  // ---- settings ----
  const Config& config() const { return config_.now(); }
  /// While a slider moves. Goes to the session at once if it needs no restart, else with the
  /// commit.
  void previewConfig(const Config& config);
  /// The end of an edit: one step of undo.
  void setConfig(const Config& config);
  /// A new run with these settings from step 0, which plays; one step of undo.
  void startRun(const Config& config);
  bool canUndo() const { return config_.canUndo(); }
  bool canRedo() const { return config_.canRedo(); }
  void undo();
  void redo();
  /// Takes over what the session made of the last edit, once it has been carried out.
  void follow(const TrainFrame& train);

  // ---- exports ----
  void request(ExportRequest request) { requests_.push_back(std::move(request)); }
  std::vector<ExportRequest> takeRequests() { return std::exchange(requests_, {}); }

  void requestMovie(MovieRequest request) { movieRequest_ = std::move(request); }
  std::optional<MovieRequest> takeMovieRequest() {
    return std::exchange(movieRequest_, std::nullopt);
  }
  /// Ends the movie that is being recorded.
  void stopMovie() { stopsMovie_ = true; }
  bool takeMovieStop() { return std::exchange(stopsMovie_, false); }

  /// Something for the toasts that a panel found out itself.
  void tell(SessionNotice notice) { notices_.push_back(std::move(notice)); }
  std::vector<SessionNotice> takeNotices() { return std::exchange(notices_, {}); }

  LiveSession& session() { return session_; }

 private:
  void send(const Config& config);
  bool mayMove();

  LiveSession& session_;
  ConfigHistory config_;
  std::uint64_t lastConfigure_ = 0;
  std::vector<ExportRequest> requests_;
  std::optional<MovieRequest> movieRequest_;
  bool stopsMovie_ = false;
  std::string lockedBecause_;  // empty: it is not
  std::vector<SessionNotice> notices_;
  std::optional<std::string> openedRun_;
};

}  // namespace adamscope
