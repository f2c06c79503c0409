// Asks what a movie shall show, how fast, how long and where it goes.
#pragma once

#include <optional>
#include <string>

#include "app/export/movie_format.h"
#include "app/model/movie_request.h"
#include "app/panels/export_dialog.h"
#include "app/panels/export_rows.h"

namespace adamscope {

class MovieDialog {
 public:
  /// Asks, from the next draw() on.
  void open() { isRequested_ = true; }
  /// Call once each frame. What was decided, in that frame.
  std::optional<MovieRequest> draw(const ui::Frame& frame, const ExportScene& scene);

 private:
  void begin(const ExportScene& scene);
  void drawWhat(const ui::Frame& frame);
  void drawFormat(const ui::Frame& frame);
  void drawPace(const ui::Frame& frame);
  void drawUntil(const ui::Frame& frame, const TrainFrame& train);
  void drawPlace(const ui::Frame& frame, const ExportScene& scene);
  void choose(MovieFormat format);
  std::string problem(const ExportScene& scene) const;
  std::string remark(const TrainFrame& train) const;
  MovieRequest request() const;

  bool isRequested_ = false;
  bool isViewOnly_ = false;
  MovieFormat format_ = MovieFormat::kMp4;
  std::string formatProblem_;  ///< Of this format; found out when it was chosen.
  SizeChoice size_{.scale = 1, .widthPx = 1920, .heightPx = 1080};
  int stepsPerFrame_ = 10;
  int framesPerSecond_ = 30;
  bool hasEnd_ = true;
  int lastStep_ = 1000;
  PlaceRows place_;
};

}  // namespace adamscope
