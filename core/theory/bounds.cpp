#include "core/theory/bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace adamscope {
namespace {

constexpr double kMinusInfinity = -std::numeric_limits<double>::infinity();

bool isWholeAndNonNegative(double x) { return x >= 0.0 && std::floor(x) == x && std::isfinite(x); }

// delta(n) = ln n! - [(n + 1/2) ln n - n + ln(2 pi)/2] for n >= 1.
double stirlingError(double n) {
  if (n < 16.0) {
    double factorial = 1.0;  // exact up to 18!
    for (double k = 2.0; k <= n; k += 1.0) factorial *= k;
    return std::log(factorial) -
           ((n + 0.5) * std::log(n) - n + 0.5 * std::log(2.0 * std::numbers::pi));
  }
  // Stirling's series; the first term left out is 691/(360360 n^11), below 2e-16 for n >= 16.
  const double q = 1.0 / (n * n);
  return (1.0 / 12.0 - q * (1.0 / 360.0 - q * (1.0 / 1260.0 - q * (1.0 / 1680.0 - q / 1188.0)))) /
         n;
}

// sum of binom(N, k) / binom(N, start) for k = start - 1, start - 2, ..., 0; start <= N/2 + 1, so
// that the ratios fall below 1 and the terms left out after the cut are below rounding.
double sumBelow(double n, double start) {
  double term = 1.0;
  double sum = 0.0;
  for (double k = start; k > 0.0; k -= 1.0) {
    term *= k / (n - k + 1.0);
    sum += term;
    if (term < 1e-20) break;
  }
  return sum;
}

}  // namespace

double logBinomial(double n, double k) {
  ADAMSCOPE_CHECK(isWholeAndNonNegative(n) && isWholeAndNonNegative(k) && k <= n,
                  "binom(n, k) needs whole numbers 0 <= k <= n");
  const double rest = n - k;
  if (k == 0.0 || rest == 0.0) return 0.0;
  const double entropy = k * std::log(n / k) - rest * std::log1p(-k / n);
  const double width = 0.5 * std::log(n / (2.0 * std::numbers::pi * k * rest));
  return entropy + width + (stirlingError(n) - stirlingError(k) - stirlingError(rest));
}

double logSegmentBound(const Architecture& architecture, double samples, double steps) {
  ADAMSCOPE_CHECK(samples >= 0.0 && steps >= 0.0, "counts are not negative");
  if (samples == 0.0 || steps == 0.0 || architecture.hiddenLayerCount() == 0) {
    return kMinusInfinity;
  }
  double logPieces = 0.0;             // ln p_l
  double logEvents = kMinusInfinity;  // ln sum m_l l p_l
  for (int layer = 1; layer <= architecture.hiddenLayerCount(); ++layer) {
    const double roots = static_cast<double>(layer) * architecture.width(layer);
    const double term = std::log(roots) + logPieces;
    const double larger = std::max(term, logEvents);
    logEvents = larger + std::log1p(std::exp(std::min(term, logEvents) - larger));
    logPieces += std::log1p(roots);
  }
  return std::log(samples) + std::log(steps) + logEvents;
}

double logArrangementBound(double boundaryCount, double dimension) {
  const double n = boundaryCount;
  ADAMSCOPE_CHECK(isWholeAndNonNegative(n) && isWholeAndNonNegative(dimension),
                  "an arrangement has a whole number of hyperplanes and dimensions");
  if (dimension >= n) return n * std::numbers::ln2;
  // From the largest term binom(N, start) downwards, and upwards where the mode is below d.
  const double start = std::min(dimension, std::floor(n / 2.0));
  double sum = 1.0 + sumBelow(n, start);
  double term = 1.0;
  for (double k = start; k < dimension && term >= 1e-20; k += 1.0) {
    term *= (n - k) / (k + 1.0);
    sum += term;
  }
  return logBinomial(n, start) + std::log(sum);
}

std::optional<double> logProductBound(const Architecture& architecture, double samples) {
  ADAMSCOPE_CHECK(samples >= 1.0, "the product bound needs a sample");
  if (architecture.hiddenLayerCount() != 1) return std::nullopt;
  const double perNeuron =
      std::numbers::ln2 + logArrangementBound(samples - 1.0, architecture.inputCount());
  return architecture.width(1) * perNeuron;
}

double logEffectiveArrangementBound(double boundaryCount, double effectiveDimension) {
  ADAMSCOPE_CHECK(effectiveDimension >= 0.0, "an effective dimension is not negative");
  constexpr double kRounding = 1e-9;
  return logArrangementBound(boundaryCount,
                             std::max(0.0, std::ceil(effectiveDimension - kRounding)));
}

double logNearLinearBound(double constant, double effectiveDimension, double boundaryCount) {
  ADAMSCOPE_CHECK(constant > 0.0 && effectiveDimension >= 0.0 && boundaryCount >= 0.0,
                  "B4 needs C > 0, d_eff >= 0 and N >= 0");
  if (boundaryCount < 1.0) return kMinusInfinity;
  return std::log(constant) + std::log(effectiveDimension) + std::log(std::log(boundaryCount));
}

bool isWithinBound(double count, double logBound) {
  if (count == 0.0) return true;
  constexpr double kRounding = 1e-12;
  return std::log(count) <= logBound + kRounding * std::max(1.0, std::abs(logBound));
}

LogBounds computeLogBounds(const BoundedRun& run) {
  const double n = run.boundaryCount();
  LogBounds bounds;
  bounds.segment = logSegmentBound(run.architecture, run.samples, run.steps);
  bounds.arrangement = logArrangementBound(n, run.architecture.parameterCount());
  bounds.product = logProductBound(run.architecture, run.samples);
  bounds.effectiveArrangement = logEffectiveArrangementBound(n, run.effectiveDimension);
  bounds.nearLinear = logNearLinearBound(run.constant, run.effectiveDimension, n);
  return bounds;
}

BoundVerdicts checkBounds(const LogBounds& bounds, double crossings, double visitedRegions) {
  BoundVerdicts verdicts;
  verdicts.segment = isWithinBound(crossings, bounds.segment);
  verdicts.arrangement = isWithinBound(visitedRegions, bounds.arrangement);
  if (bounds.product) verdicts.product = isWithinBound(visitedRegions, *bounds.product);
  verdicts.effectiveArrangement = isWithinBound(visitedRegions, bounds.effectiveArrangement);
  verdicts.nearLinear = isWithinBound(crossings, bounds.nearLinear);
  return verdicts;
}

BoundTracker::BoundTracker(double boundaryCount) : logBoundaryCount_(std::log(boundaryCount)) {
  ADAMSCOPE_CHECK(boundaryCount >= 1.0, "B4 needs at least one boundary");
}

void BoundTracker::add(long step, double crossings, double effectiveDimension) {
  ADAMSCOPE_CHECK(crossings >= 0.0 && effectiveDimension >= 0.0, "counts are not negative");
  ADAMSCOPE_CHECK(minima_.empty() || step > minima_.back().step, "steps must increase");
  if (!firstStep_) firstStep_ = step;
  ratio_ = crossings == 0.0 ? 0.0 : crossings / (effectiveDimension * logBoundaryCount_);
  if (!minima_.empty()) minima_.back().stepAfter = step;
  while (!minima_.empty() && minima_.back().ratio >= ratio_) minima_.pop_back();
  minima_.push_back({step, step, ratio_});
  if (maxima_.empty() || ratio_ > maxima_.back().ratio) maxima_.push_back({step, step, ratio_});
}

std::optional<long> BoundTracker::brokenSince(double constant) const {
  if (holds(constant)) return std::nullopt;
  // The last step at which it held is below all later ones, so it is in minima_.
  const auto firstAbove =
      std::upper_bound(minima_.begin(), minima_.end(), constant,
                       [](double c, const Entry& entry) { return c < entry.ratio; });
  return firstAbove == minima_.begin() ? *firstStep_ : std::prev(firstAbove)->stepAfter;
}

std::optional<long> BoundTracker::firstBroken(double constant) const {
  const auto firstAbove =
      std::upper_bound(maxima_.begin(), maxima_.end(), constant,
                       [](double c, const Entry& entry) { return c < entry.ratio; });
  return firstAbove == maxima_.end() ? std::nullopt : std::optional<long>(firstAbove->step);
}

}  // namespace adamscope
