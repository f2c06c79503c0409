// The assumptions that arXiv 2505.15013 [P1] makes in words, each turned into one figure that a run
// can fail (theory section 6, A0 and L1 to L7). P1 gives no numbers: the figures, the thresholds
// and the line between "holds" and "fails" are our estimators, and the thresholds are the user's.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace adamscope {

enum class Assumption {
  kBoundedNorms,          ///< A0
  kMaskFreeze,            ///< L1
  kSpectralFloor,         ///< L2
  kLowRankGradients,      ///< L3
  kSparseTopes,           ///< L4
  kSubGaussianDrift,      ///< L5
  kAngularConcentration,  ///< L6
  kDirectionalRichness,   ///< L7
};

inline constexpr int kAssumptionCount = 8;

/// All of them, in theory.md's order.
inline constexpr std::array<Assumption, kAssumptionCount> kAssumptions{
    Assumption::kBoundedNorms,         Assumption::kMaskFreeze,
    Assumption::kSpectralFloor,        Assumption::kLowRankGradients,
    Assumption::kSparseTopes,          Assumption::kSubGaussianDrift,
    Assumption::kAngularConcentration, Assumption::kDirectionalRichness};

/// What is said about an assumption everywhere: on its card, in the report, in summary.json.
struct AssumptionText {
  const char* label;    ///< "L1", theory.md's.
  const char* key;      ///< "L1_mask_freeze", in the logs.
  const char* title;    ///< "Margin cut-off".
  const char* figure;   ///< What the number is, in a few words.
  const char* meaning;  ///< What it means that it holds, and where it comes from: one sentence.
  const char* formula;  ///< The figure as a formula.
  bool isAtMost;        ///< It holds while the figure is at most (else: at least) the threshold.
  double threshold;     ///< The default.
  double low;           ///< The range in which the threshold can be moved.
  double high;
  bool isLogarithmic;  ///< Whether that range is better shown on a logarithmic scale.
};

/// Text and default threshold of an assumption.
const AssumptionText& describe(Assumption assumption);

/// The index in arrays of kAssumptionCount.
constexpr std::size_t indexOf(Assumption assumption) {
  return static_cast<std::size_t>(assumption);
}

/// One number for each assumption.
using PerAssumption = std::array<double, kAssumptionCount>;

/// The default thresholds.
PerAssumption defaultThresholds();

/// One measured figure.
struct Figure {
  /// NaN: there is none (not measured yet, or not defined for this optimizer).
  double value = std::numeric_limits<double>::quiet_NaN();
  /// One standard error from sampling, where the figure is a mean of samples; otherwise 0.
  double standardError = 0.0;
  /// Whether enough has been seen: a window that is not full yet says little.
  bool isReady = true;

  bool exists() const { return !std::isnan(value); }
};

enum class Verdict { kHolds, kFails, kUnclear };

/// "holds", "fails", "unclear".
const char* wordFor(Verdict verdict);

/// Unclear if there is no figure, the window is not full, or the figure is within one standard
/// error of the threshold. Exactly on the threshold (with no error) it holds.
Verdict judge(Assumption assumption, const Figure& figure, double threshold);

/// Since which recorded step the verdict has been what it is now.
class VerdictHistory {
 public:
  /// Verdicts in the order of their steps.
  void add(long step, Verdict verdict);
  std::optional<Verdict> verdict() const { return verdict_; }
  /// The first step of the present verdict; nothing before the first.
  std::optional<long> since() const { return since_; }

 private:
  std::optional<Verdict> verdict_;
  std::optional<long> since_;
};

}  // namespace adamscope
