#include "core/session/comparer.h"

#include <array>
#include <charconv>
#include <chrono>
#include <new>
#include <utility>

namespace adamscope {

namespace {

using Clock = std::chrono::steady_clock;

/// How often new numbers are shown.
constexpr std::chrono::milliseconds kNewsInterval{100};

/// The shortest digits that read back as the same number.
std::string exactText(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

void appendNews(const Comparison& comparison, ComparisonFrame& frame) {
  for (std::size_t i = 0; i < frame.courses.size(); ++i) {
    ComparedCourse& course = frame.courses[i];
    const std::vector<ComparedPoint>& points = comparison.pointsOf(static_cast<int>(i));
    for (std::size_t k = course.crossings.size(); k < points.size(); ++k) {
      course.crossings.push_back(static_cast<double>(points[k].crossings));
      course.trainLosses.push_back(points[k].trainLoss);
      course.effectiveDimensions.push_back(points[k].effectiveDimension);
    }
    course.hasDiverged = comparison.runAt(static_cast<int>(i)).divergence().has_value();
  }
  frame.steps = comparison.stepCount();
}

}  // namespace

std::vector<ComparedVariant> comparedVariants(ComparedKind kind, const Config& base) {
  if (kind == ComparedKind::kOptimizers) {
    return {{"Adam", {"optimizer.name=adam"}},
            {"SGD, momentum 0.9", {"optimizer.name=sgd", "optimizer.momentum=0.9"}},
            {"gradient flow", {"optimizer.name=gradient_flow"}}};
  }
  std::vector<ComparedVariant> variants;
  const double middle = base.optimizer.learningRate;
  for (const double rate : {middle / 10.0, middle, middle * 10.0}) {
    const std::string text = exactText(rate);
    variants.push_back({"\u03B7 = " + text, {"optimizer.learning_rate=" + text}});
  }
  return variants;
}

void Comparer::start(const Config& base, ComparedKind kind, long steps, Load load) {
  worker_ = {};  // ends the one before
  auto first = std::make_shared<ComparisonFrame>();
  first->goal = steps;
  {
    const std::scoped_lock lock(mutex_);
    result_.reset();
    frame_ = std::move(first);
    isRunning_ = true;
  }
  worker_ = std::jthread([this, base, variants = comparedVariants(kind, base), steps,
                          load = std::move(load)](const std::stop_token& stop) {
    try {
      compare(stop, base, variants, steps, load);
    } catch (const std::bad_alloc&) {
      publishProblem("Out of memory: the comparison has ended. Fewer steps need less.");
    }
    const std::scoped_lock lock(mutex_);
    isRunning_ = false;
  });
}

void Comparer::compare(const std::stop_token& stop, const Config& base,
                       const std::vector<ComparedVariant>& variants, long steps, const Load& load) {
  ComparisonFrame frame;
  frame.goal = steps;
  std::vector<std::vector<std::string>> settings;
  for (const ComparedVariant& variant : variants) settings.push_back(variant.settings);
  Result<Comparison> made = Comparison::create(base, settings, load);
  if (!made) return publishProblem(made.message());
  const auto comparison = std::make_shared<Comparison>(std::move(*made));
  for (const ComparedVariant& variant : variants) frame.courses.push_back({.name = variant.name});
  Clock::time_point next = Clock::now();
  bool isAnyLeft = true;
  while (isAnyLeft && comparison->stepCount() < steps && !stop.stop_requested()) {
    isAnyLeft = comparison->step();
    if (Clock::now() < next) continue;
    appendNews(*comparison, frame);
    publish(std::make_shared<const ComparisonFrame>(frame));
    next = Clock::now() + kNewsInterval;
  }
  appendNews(*comparison, frame);
  publish(std::make_shared<const ComparisonFrame>(std::move(frame)));
  const std::scoped_lock lock(mutex_);
  result_ = comparison;
}

void Comparer::publish(std::shared_ptr<const ComparisonFrame> frame) {
  const std::scoped_lock lock(mutex_);
  frame_ = std::move(frame);
}

void Comparer::publishProblem(const std::string& problem) {
  ComparisonFrame frame;
  frame.problem = problem;
  publish(std::make_shared<const ComparisonFrame>(std::move(frame)));
}

void Comparer::stop() { worker_.request_stop(); }

bool Comparer::isRunning() const {
  const std::scoped_lock lock(mutex_);
  return isRunning_;
}

std::shared_ptr<const ComparisonFrame> Comparer::frame() const {
  const std::scoped_lock lock(mutex_);
  return frame_;
}

std::shared_ptr<const Comparison> Comparer::result() const {
  const std::scoped_lock lock(mutex_);
  return result_;
}

}  // namespace adamscope
