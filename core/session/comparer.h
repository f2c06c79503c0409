// Trains variants of a configuration side by side, from one start and in lock-step, on a thread of
// its own, for a window that goes on meanwhile (comparison.h).
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/session/comparison.h"

namespace adamscope {

/// What the variants differ in.
enum class ComparedKind {
  kOptimizers,    ///< Adam, SGD with momentum 0.9, gradient flow; one learning rate.
  kLearningRates  ///< The configuration's optimizer with a tenth of its rate, its rate, ten times.
};

/// One variant: its name in legends, and its settings "key=value".
struct ComparedVariant {
  std::string name;
  std::vector<std::string> settings;
};

std::vector<ComparedVariant> comparedVariants(ComparedKind kind, const Config& base);

/// One variant's numbers so far: entry k is after k steps. Shorter after a divergence.
struct ComparedCourse {
  std::string name;
  std::vector<double> crossings{};
  std::vector<double> trainLosses{};
  std::vector<double> effectiveDimensions{};
  bool hasDiverged = false;
};

/// A comparison as far as it has come. Never changes once published.
struct ComparisonFrame {
  std::vector<ComparedCourse> courses;
  long steps = 0;
  long goal = 0;
  std::string problem;  ///< Why there is none; empty: there is one.
};

class Comparer {
 public:
  using Load = std::function<Result<Experiment>(const Config&)>;

  Comparer() = default;
  Comparer(const Comparer&) = delete;
  Comparer& operator=(const Comparer&) = delete;

  /// Begins one of `steps` steps; the one before is dropped. `load` makes the start of each
  /// variant, on the comparer's thread.
  void start(const Config& base, ComparedKind kind, long steps, Load load);
  /// Ends it after the step under way; what there is stays.
  void stop();
  bool isRunning() const;
  /// Null before the first one.
  std::shared_ptr<const ComparisonFrame> frame() const;
  /// The comparison itself, for files; null while it is running and where there is none.
  std::shared_ptr<const Comparison> result() const;

 private:
  void compare(const std::stop_token& stop, const Config& base,
               const std::vector<ComparedVariant>& variants, long steps, const Load& load);
  void publishProblem(const std::string& problem);
  void publish(std::shared_ptr<const ComparisonFrame> frame);

  mutable std::mutex mutex_;
  std::shared_ptr<const ComparisonFrame> frame_;
  std::shared_ptr<const Comparison> result_;
  bool isRunning_ = false;
  std::jthread worker_;  // the last member: it ends before the others do
};

}  // namespace adamscope
