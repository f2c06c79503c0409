// The pencil and the eraser of the input view: from the mouse to a stroke, and from a stroke to one
// edit of the configuration. The view calls press-or-move while the button is held and `finish`
// when it is let go, and shows preview() instead of the run's samples in between.
#pragma once

#include <optional>
#include <string>

#include "app/model/actions.h"
#include "app/model/data_editing.h"
#include "app/model/ui_state.h"

namespace adamscope {

/// How the next point is drawn.
struct Brush {
  InputTool tool = InputTool::kAddPoints;
  DrawnAnswer answer{};
  /// The eraser's reach; while a drag adds, samples are this far apart.
  SliceReach reach{};
};

/// What is drawn on.
struct DrawingSurface {
  const TrainFrame& train;
  const Config& wanted;     ///< Actions::config(): what the run is going to be.
  const InputSlice& slice;  ///< The one that the view shows.
};

class PointDrawing {
 public:
  /// `folder`: where the files go, drawnDataFolder() in the program.
  explicit PointDrawing(std::string folder) : folder_(std::move(folder)) {}

  /// The button is down over that point of the slice: begins a stroke on the run's samples, or goes
  /// on with the one under way. The eraser takes every sample in its reach.
  void move(const DrawingSurface& surface, const SlicePoint& point, const Brush& brush);
  /// The button was let go: the configuration with the samples in a new file; nothing if the
  /// stroke changed nothing. Error: the file cannot be written; the stroke is lost.
  std::optional<Result<Config>> finish(const Config& config);
  /// The same, handed on: one undo step, or a notice.
  void finish(Actions& actions);
  /// Forgets the stroke.
  void cancel() { stroke_.reset(); }

  bool isActive() const { return stroke_.has_value(); }
  /// The samples as they would be now; null without a stroke.
  const SplitDataSet* preview() const { return stroke_ ? &stroke_->data() : nullptr; }

 private:
  SplitDataSet startingData(const DrawingSurface& surface) const;

  std::string folder_;
  std::optional<DataStroke> stroke_;
  std::optional<SlicePoint> lastAdded_;
  /// The last stroke's samples, until the run has them: a quick second stroke goes on from them.
  std::optional<SplitDataSet> finished_;
  std::string finishedSource_;
};

}  // namespace adamscope
