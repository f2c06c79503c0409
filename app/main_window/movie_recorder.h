// Records what the window shows: drives the run from picture to picture, waits until all of a
// moment is there, draws it and hands it to a MovieWriter. The movie's own clock stands between two
// pictures, so the movie does not depend on how fast this machine is.
//
//   runTo(step) -> network, regions and slice of that step -> picture -> encoder -> next step
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/export/movie.h"
#include "app/main_window/main_ui.h"
#include "app/window/ui_host.h"

namespace adamscope {

/// What has become of a movie.
struct MovieEnd {
  Status status;    ///< An error: why it ended early.
  std::string why;  ///< Why it ended early although nothing failed; may be empty.
  std::string path;
  MovieFormat format = MovieFormat::kPngFolder;
  long frames = 0;  ///< Pictures that are in it.
  double seconds = 0.0;
};

class MovieRecorder {
 public:
  /// Both must outlive this object.
  MovieRecorder(MainUi& ui, UiHost& host) : ui_(ui), host_(host) {}
  ~MovieRecorder();
  MovieRecorder(const MovieRecorder&) = delete;
  MovieRecorder& operator=(const MovieRecorder&) = delete;

  /// Begins with the moment shown; the run is this object's until the movie ends. Error: another
  /// movie is being recorded, a size that cannot be drawn, or as MovieWriter::create.
  Status begin(const MovieRequest& request);
  /// No more pictures; those that there are become the movie.
  void stop();

  /// Call after each frame, with the window's context current. How the movie ended, once.
  std::optional<MovieEnd> serve();
  /// The same without a frame: the window cannot be seen, and goes on being recorded.
  std::optional<MovieEnd> serveHidden();
  /// stop(), and waits for the end; nothing if nothing is recorded.
  std::optional<MovieEnd> finish();

  bool isRecording() const { return writer_ != nullptr; }
  /// Whether it goes on by itself, without news of the session: serve() is to be called soon.
  bool wantsSoon() const { return isRecording() && waitsForEncoder_; }

 private:
  Status shoot();
  Result<gl::Image> draw();
  bool hasArrived();
  void goOn();
  void showProgress();
  MovieEnd conclude(Status status);

  MainUi& ui_;
  UiHost& host_;
  MovieRequest request_;
  std::unique_ptr<MovieWriter> writer_;  // none: nothing is recorded
  std::unique_ptr<UiHost> viewHost_;     // for pictures of the views alone
  PictureWish wish_;                     // the size of every picture
  std::uint64_t command_ = 0;            // the last one for the run
  long runNumber_ = 0;
  std::optional<long> target_;  // the step of the next picture; none: what is shown at the start
  bool isLast_ = false;
  bool waitsForEncoder_ = false;
  std::string why_;
};

}  // namespace adamscope
