#include "core/theory/barrier.h"

#include <algorithm>

#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "core/network/backward.h"
#include "core/training/optimizer.h"

namespace adamscope {

namespace {

using Path = std::function<Vector(double)>;

/// Loss and gradient on one data set, buffers kept.
class Objective {
 public:
  Objective(const Architecture& shape, const DataSet& data, Loss loss)
      : data_(data),
        loss_(loss),
        targets_(lossTargets(data, shape.outputCount())),
        network_{shape, {}} {}

  double value(const Vector& parameters) {
    network_.parameters = parameters;
    forward(network_, data_.inputs, pass_);
    return lossValue(loss_, pass_.output(), targets_);
  }

  const Vector& gradient(const Vector& parameters) {
    network_.parameters = parameters;
    forward(network_, data_.inputs, pass_);
    outputGradient_.resize(targets_.rows(), targets_.cols());
    lossValueAndGradient(loss_, pass_.output(), targets_, outputGradient_);
    backward(network_, data_.inputs, pass_, outputGradient_, workspace_, gradient_);
    return gradient_;
  }

 private:
  const DataSet& data_;
  Loss loss_;
  Matrix targets_;
  Network network_;
  ForwardPass pass_;
  BackwardPass workspace_;
  Matrix outputGradient_;
  Vector gradient_;
};

Path line(const Vector& a, const Vector& b) {
  // At s = 0 and 1 exactly the ends.
  return [&a, &b](double s) -> Vector { return (1.0 - s) * a + s * b; };
}

Path bezier(const Vector& a, const Vector& middle, const Vector& b) {
  return [&a, &middle, &b](double s) -> Vector {
    const double r = 1.0 - s;
    return r * r * a + 2.0 * r * s * middle + s * s * b;
  };
}

/// M that lowers the mean loss over places on the curve (16 midpoints), by Adam from the chord's
/// middle.
Vector trainMiddle(Objective& objective, const Vector& a, const Vector& b,
                   const BarrierConfig& config, const std::function<bool()>& keepGoing) {
  constexpr int kPlaces = 16;
  Vector middle = 0.5 * (a + b);
  const Path path = bezier(a, middle, b);  // follows `middle` as it moves
  OptimizerConfig adam;
  adam.learningRate = config.learningRate;
  OptimizerState state = makeOptimizerState(static_cast<int>(a.size()));
  Vector gradient(a.size());
  for (int step = 0; step < config.trainingSteps; ++step) {
    if (keepGoing && !keepGoing()) break;
    gradient.setZero();
    for (int k = 0; k < kPlaces; ++k) {
      const double s = (k + 0.5) / kPlaces;
      gradient += 2.0 * s * (1.0 - s) / kPlaces * objective.gradient(path(s));
    }
    if (!gradient.allFinite()) break;
    optimizerStep(adam, gradient, state, middle);
  }
  return middle;
}

void countCrossings(const Architecture& shape, const Path& path, int pieces, const DataSet& data,
                    PathProfile& profile) {
  CrossingDetector detector(shape, data.inputs);
  Network from{shape, path(0.0)};
  ForwardPass fromPass;
  forward(from, data.inputs, fromPass);
  for (int k = 1; k <= pieces; ++k) {
    const Network to{shape, path(static_cast<double>(k) / pieces)};
    ForwardPass toPass;
    forward(to, data.inputs, toPass);
    const auto events = detector.detect(from, fromPass, to, toPass);
    profile.crossings += static_cast<long>(events.size());
    if (!events.empty()) profile.regionChanges += events.back().instant + 1;
    from = to;
    std::swap(fromPass, toPass);
  }
}

PathProfile follow(Objective& objective, const Architecture& shape, const Path& path, int pieces,
                   const DataSet& data, const BarrierConfig& config) {
  PathProfile profile;
  for (int k = 0; k < config.points; ++k) {
    profile.losses.push_back(objective.value(path(static_cast<double>(k) / (config.points - 1))));
  }
  profile.barrier = *std::max_element(profile.losses.begin(), profile.losses.end()) -
                    std::max(profile.losses.front(), profile.losses.back());
  countCrossings(shape, path, pieces, data, profile);
  return profile;
}

}  // namespace

BarrierReport measureBarrier(const Network& a, const Network& b, const DataSet& data, Loss loss,
                             const BarrierConfig& config, const std::function<bool()>& keepGoing) {
  ADAMSCOPE_CHECK(a.architecture == b.architecture && config.points >= 2, "two of one shape");
  const Architecture& shape = a.architecture;
  Objective objective(shape, data, loss);
  const Network matched = permuted(b, matchNeurons(a, b));
  BarrierReport report;
  report.distance = (a.parameters - b.parameters).norm();
  report.matchedDistance = (a.parameters - matched.parameters).norm();
  report.straight = follow(objective, shape, line(a.parameters, b.parameters), 1, data, config);
  report.matched =
      follow(objective, shape, line(a.parameters, matched.parameters), 1, data, config);
  const Vector middle = trainMiddle(objective, a.parameters, matched.parameters, config, keepGoing);
  report.curve = follow(objective, shape, bezier(a.parameters, middle, matched.parameters),
                        config.curvePieces, data, config);
  return report;
}

}  // namespace adamscope
