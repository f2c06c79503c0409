#include "app/model/bound_course.h"

#include <algorithm>
#include <utility>

namespace adamscope {

BoundCourse::BoundCourse(std::shared_ptr<const RunHistory> history, double boundaryCount)
    : history_(std::move(history)),
      boundaryCount_(std::max(1.0, boundaryCount)),
      newest_(boundaryCount_),
      past_(boundaryCount_) {}

void BoundCourse::add(BoundTracker& tracker, long step) const {
  const StepPoint& point = history_->steps[static_cast<std::size_t>(step - 1)];
  tracker.add(step, static_cast<double>(point.crossings), point.effectiveDimension);
}

void BoundCourse::follow(long last) {
  while (followed_ < last) add(newest_, ++followed_);
}

const BoundTracker& BoundCourse::after(long steps) {
  if (steps >= followed_) return newest_;
  if (steps < pastSteps_) {
    past_ = BoundTracker(boundaryCount_);
    pastSteps_ = 0;
  }
  while (pastSteps_ < steps) add(past_, ++pastSteps_);
  return past_;
}

}  // namespace adamscope
