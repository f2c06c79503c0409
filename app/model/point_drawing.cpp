#include "app/model/point_drawing.h"

#include <utility>

namespace adamscope {

SplitDataSet PointDrawing::startingData(const DrawingSurface& surface) const {
  const Experiment& experiment = *surface.train.experiment;
  const bool isComing = finished_ && surface.wanted.data.source == finishedSource_ &&
                        experiment.config.data.source != finishedSource_;
  return isComing ? *finished_ : experiment.data;
}

void PointDrawing::move(const DrawingSurface& surface, const SlicePoint& point,
                        const Brush& brush) {
  if (brush.tool == InputTool::kNavigate) return;
  const int inputs = surface.train.experiment->data.train.featureCount();
  if (surface.slice.origin.size() != inputs) return;
  if (!stroke_) {
    stroke_.emplace(startingData(surface), surface.slice);
    lastAdded_.reset();
  }
  if (brush.tool == InputTool::kErasePoints) {
    while (stroke_->erase(point, brush.reach)) {
    }
    return;
  }
  if (lastAdded_ && brush.reach.distance(*lastAdded_, point) < 1.0) return;
  if (stroke_->add(point, brush.answer)) lastAdded_ = point;
}

std::optional<Result<Config>> PointDrawing::finish(const Config& config) {
  if (!stroke_) return std::nullopt;
  const DataStroke stroke = *std::exchange(stroke_, std::nullopt);
  if (stroke.isEmpty()) return std::nullopt;
  const Result<std::string> path = writeDrawnData(stroke.data(), folder_);
  if (!path) return path.error();
  Config changed = withDrawnData(config, stroke, *path);
  finished_ = stroke.data();
  finishedSource_ = changed.data.source;
  return changed;
}

void PointDrawing::finish(Actions& actions) {
  const std::optional<Result<Config>> changed = finish(actions.config());
  if (!changed) return;
  if (*changed) {
    actions.setConfig(**changed);
  } else {
    actions.tell(
        {.isError = true, .text = "The samples are unchanged: " + changed->message(), .path = {}});
  }
}

}  // namespace adamscope
