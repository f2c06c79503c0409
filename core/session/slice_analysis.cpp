#include "core/session/slice_analysis.h"

#include <Eigen/LU>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace adamscope {

namespace {

/// Half the side of the step plane's picture, in lengths of the step.
constexpr double kStepsSeen = 2.5;
/// Around a trajectory, in sides of its box.
constexpr double kTrailMargin = 0.12;
/// More exact cells than this are not counted.
constexpr std::size_t kMostCells = 50'000;

/// A theta's coordinates and its distance to the plane.
struct Placed {
  SlicePoint place;
  double distance = 0.0;
};

/// Places many thetas: no allocation for each.
class Projector {
 public:
  explicit Projector(const ParameterSlice& slice)
      : plane_(slice.plane),
        inverse_(plane_.directions * (plane_.directions.transpose() * plane_.directions).inverse()),
        offset_(plane_.origin.size()) {}

  SlicePoint vector(const Vector& offset) const {
    return {inverse_.col(0).dot(offset), inverse_.col(1).dot(offset)};
  }
  Placed at(const Vector& theta) {
    offset_ = theta - plane_.origin;
    const SlicePoint place = vector(offset_);
    offset_ -= place.x * plane_.directions.col(0) + place.y * plane_.directions.col(1);
    return {place, offset_.norm()};
  }

 private:
  const InputSlice& plane_;
  Matrix inverse_;  // d x 2: transposed pseudo-inverse of the directions.
  Vector offset_;
};

bool sameDomain(const std::optional<SliceDomain>& a, const std::optional<SliceDomain>& b) {
  if (a.has_value() != b.has_value()) return false;
  return !a ||
         (a->xMin == b->xMin && a->xMax == b->xMax && a->yMin == b->yMin && a->yMax == b->yMax);
}

/// The domain made wider or higher until its sides have the aspect (width over height).
SliceDomain withAspect(SliceDomain domain, double aspect) {
  const double width = domain.xMax - domain.xMin;
  const double height = domain.yMax - domain.yMin;
  const double addX = std::max(0.0, aspect * height - width);
  const double addY = std::max(0.0, width / aspect - height);
  return {domain.xMin - 0.5 * addX, domain.xMax + 0.5 * addX, domain.yMin - 0.5 * addY,
          domain.yMax + 0.5 * addY};
}

void followTrail(Projector& project, SliceFrame& frame) {
  frame.trail.reserve(frame.train->trail->size());
  for (const TrailEntry& entry : *frame.train->trail) {
    const Placed placed = project.at(*entry.parameters);
    frame.trail.push_back({entry.step, entry.tau, placed.place, placed.distance});
  }
}

/// The crossings of the steps whose two ends are both on the trail.
void placeCrossings(SliceFrame& frame) {
  const RunHistory& history = *frame.train->history;
  const auto between = [](double a, double b, double tau) { return a + tau * (b - a); };
  for (std::size_t i = 1; i < frame.trail.size(); ++i) {
    const TrailPoint& from = frame.trail[i - 1];
    const TrailPoint& to = frame.trail[i];
    if (to.step != from.step + 1 || to.step > history.stepCount()) continue;
    for (std::size_t e = history.eventsBefore(to.step); e < history.eventsBefore(to.step + 1);
         ++e) {
      const EventRow& row = history.events[e];
      if (row.tau > to.tau) continue;
      const double share = row.tau / to.tau;
      frame.crossings.push_back(
          {e,
           to.step,
           row,
           {between(from.place.x, to.place.x, share), between(from.place.y, to.place.y, share)},
           between(from.distance, to.distance, share)});
    }
  }
}

void addLoss(const Matrix& targets, SliceFrame& frame) {
  const SliceRequest& request = frame.request;
  const int longer = std::max(request.widthPx, request.heightPx);
  const auto boxes = [&](int pixels) {
    return std::max(2,
                    static_cast<int>(std::lround(double(request.lossColumns) * pixels / longer)));
  };
  frame.loss = lossGrid(frame.slice, frame.train->experiment->data.train.inputs, targets,
                        frame.train->config.loss, frame.domain, boxes(request.widthPx),
                        boxes(request.heightPx));
}

void addRegions(SliceFrame& frame) {
  const Matrix& inputs = frame.train->experiment->data.train.inputs;
  frame.regions = rasterCells(frame.slice, inputs, frame.boundaries, frame.request.widthPx,
                              frame.request.heightPx);
  if (frame.slice.architecture.hiddenLayerCount() != 1) return;
  const Result<ParameterCells> cells = exactCells(frame.slice, inputs, frame.domain, kMostCells);
  if (cells && cells->isExact()) frame.exactRegions = cells->cellCount();
}

}  // namespace

bool looksAtSamePlace(const SliceRequest& a, const SliceRequest& b) {
  return a.plane == b.plane && sameDomain(a.domain, b.domain);
}

bool operator==(const SliceRequest& a, const SliceRequest& b) {
  return looksAtSamePlace(a, b) && a.widthPx == b.widthPx && a.heightPx == b.heightPx &&
         a.tolerancePx == b.tolerancePx && a.maxSegments == b.maxSegments &&
         a.withRegions == b.withRegions && a.lossColumns == b.lossColumns;
}

SliceDomain naturalDomain(const TrainFrame& train, const PlaneChoice& choice,
                          const ParameterSlice& slice, double aspect) {
  Projector project(slice);
  if (choice.plane == SlicePlane::kStep) {
    const double length = (train.network.parameters - train.parametersBefore).norm();
    const double half =
        length > 0.0 ? kStepsSeen * length : 1e-3 * std::max(1.0, train.network.parameters.norm());
    // The step itself in the middle: theta is at 0, where it came from to the left.
    const double centre = length > 0.0 ? -0.5 * length : 0.0;
    return withAspect({centre - half, centre + half, -half, half}, aspect);
  }
  if (choice.plane == SlicePlane::kRandom) return withAspect({-1.0, 1.0, -1.0, 1.0}, aspect);
  std::vector<SlicePoint> places;
  for (const TrailEntry& entry : *train.trail) {
    places.push_back(project.at(*entry.parameters).place);
  }
  if (choice.other) places.push_back(project.at(*choice.other).place);
  const SliceDomain domain = domainAround(places, kTrailMargin);
  return withAspect(domain, aspect);
}

SliceFrame analyseSlice(std::shared_ptr<const TrainFrame> train, const SliceRequest& request,
                        Executor* executor) {
  const auto start = std::chrono::steady_clock::now();
  SliceFrame frame;
  frame.train = std::move(train);
  frame.request = request;
  const TrainFrame& run = *frame.train;
  Result<ParameterSlice> slice = makeSlice(run, request.plane);
  if (!slice) {
    frame.problem = slice.message();
    return frame;
  }
  frame.slice = std::move(*slice);
  const double aspect = double(request.widthPx) / request.heightPx;
  frame.domain = request.domain.value_or(naturalDomain(run, request.plane, frame.slice, aspect));
  if (const Status valid = frame.domain.validate(); !valid) {
    frame.problem = valid.message();
    return frame;
  }
  const DataSet& data = run.experiment->data.train;
  Projector project(frame.slice);
  const Placed now = project.at(run.network.parameters);
  frame.theta = now.place;
  frame.distance = now.distance;
  if (request.plane.plane == SlicePlane::kOther) {
    frame.other = project.at(*request.plane.other).place;
  }
  followTrail(project, frame);
  placeCrossings(frame);
  frame.boundaries = traceBoundaries(frame.slice, data.inputs, frame.domain,
                                     {.widthPx = request.widthPx,
                                      .heightPx = request.heightPx,
                                      .tolerancePx = request.tolerancePx,
                                      .maxSegments = request.maxSegments,
                                      .executor = executor});
  if (request.withRegions) addRegions(frame);
  const Matrix targets = lossTargets(data, run.network.architecture.outputCount());
  if (request.lossColumns > 0) addLoss(targets, frame);
  frame.update = project.vector(run.network.parameters - run.parametersBefore);
  frame.descent = project.vector(-lossGradient(run.network, data.inputs, targets, run.config.loss));
  if (run.stepSizes.size() > 0) {
    frame.ellipse = preconditionerEllipse(frame.slice, run.stepSizes, frame.update);
  }
  frame.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return frame;
}

}  // namespace adamscope
