#include "core/theory/step_monitor.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/theory/directions.h"

namespace adamscope {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Iterations before the first step, from a start with no special direction.
constexpr int kFirstIterations = 100;

bool hasSecondMoment(const OptimizerConfig& optimizer) {
  return optimizer.kind == OptimizerKind::kAdam || optimizer.kind == OptimizerKind::kAdamW;
}

}  // namespace

StepMonitor::StepMonitor(const Network& initial, int samples, int window)
    : freeze_(initial.architecture, samples, window),
      previousUpdate_(Vector::Zero(initial.parameters.size())) {
  for (int l = 1; l <= initial.architecture.layerCount(); ++l) {
    const int width = initial.architecture.width(l - 1);
    Vector direction(width);
    for (int k = 0; k < width; ++k) direction(k) = 1.0 + 0.5 * std::sin(1.0 + k);
    directions_.push_back(direction.normalized());
  }
  for (int i = 0; i < kFirstIterations; ++i) followSpectralNorm(initial);
  figures_.spectralNorm = followSpectralNorm(initial);
  figures_.largestSpectralNorm = figures_.spectralNorm;
  figures_.updateCosine = kNan;
  figures_.descentCosine = kNan;
  figures_.smallestSecondMoment = kNan;
  figures_.smallestStep = kNan;
  figures_.largestStep = kNan;
}

double StepMonitor::followSpectralNorm(const Network& network) {
  double largest = 0.0;
  for (int l = 1; l <= network.architecture.layerCount(); ++l) {
    Vector& direction = directions_[static_cast<std::size_t>(l) - 1];
    const WeightView weight = network.weight(l);
    const Vector image = weight * direction;
    largest = std::max(largest, image.norm());
    const Vector next = weight.transpose() * image;
    const double length = next.norm();
    if (length > 0.0 && std::isfinite(length)) direction = next / length;
  }
  return largest;
}

void StepMonitor::addStep(const ObservedStep& step) {
  freeze_.addStep(step.events);
  StepFigures& now = figures_;
  now.frozenShare = freeze_.frozenShare();
  now.isWindowFull = freeze_.isWindowFull();
  now.stepsSinceEvent = freeze_.stepsSinceEvent();
  now.eventRate = freeze_.eventRate();
  now.gradientNorm = step.gradient.norm();
  now.largestGradientNorm = std::max(now.largestGradientNorm, now.gradientNorm);
  now.spectralNorm = followSpectralNorm(step.network);
  now.largestSpectralNorm = std::max(now.largestSpectralNorm, now.spectralNorm);
  now.updateCosine = cosineOf(step.update, previousUpdate_);
  now.descentCosine = -cosineOf(step.update, step.gradient);
  previousUpdate_ = step.update;
  now.zeroShare = static_cast<double>((step.gradient.array() == 0.0).count()) /
                  static_cast<double>(step.gradient.size());
  if (!hasSecondMoment(step.optimizer)) return;
  const double correction =
      1.0 - std::pow(step.optimizer.beta2, static_cast<double>(step.state.step));
  now.smallestSecondMoment = step.state.secondMoment.minCoeff() / correction;
  const double largest = step.state.secondMoment.maxCoeff() / correction;
  const auto stepFor = [&](double v) {
    return step.optimizer.learningRate / (std::sqrt(v) + step.optimizer.epsilon);
  };
  now.smallestStep = stepFor(largest);
  now.largestStep = stepFor(now.smallestSecondMoment);
}

Vector correctedSecondMoment(const OptimizerConfig& optimizer, const OptimizerState& state) {
  if (!hasSecondMoment(optimizer) || state.step == 0) return {};
  return state.secondMoment / (1.0 - std::pow(optimizer.beta2, static_cast<double>(state.step)));
}

}  // namespace adamscope
