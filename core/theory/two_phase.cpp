#include "core/theory/two_phase.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/check.h"

namespace adamscope {

namespace {

/// Running sums of a straight-line fit; values are shifted by the caller to keep them small.
struct LineSums {
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;

  void add(double px, double py) {
    n += 1.0;
    x += px;
    y += py;
    xx += px * px;
    xy += px * py;
    yy += py * py;
  }
  LineSums minus(const LineSums& o) const {
    return {n - o.n, x - o.x, y - o.y, xx - o.xx, xy - o.xy, yy - o.yy};
  }
  LineFit fit() const {
    if (n < 1.0) return {};
    const double sxx = xx - x * x / n;
    const double sxy = xy - x * y / n;
    const double syy = yy - y * y / n;
    const double slope = sxx > 0.0 ? sxy / sxx : 0.0;
    return {(y - slope * x) / n, slope, std::max(0.0, syy - slope * sxy)};
  }
};

/// Standard error of a slope through points with these residuals.
double slopeError(std::span<const double> x, const LineFit& fit) {
  const auto n = static_cast<double>(x.size());
  if (n < 3.0) return 0.0;
  double mean = 0.0;
  for (const double value : x) mean += value / n;
  double spread = 0.0;
  for (const double value : x) spread += (value - mean) * (value - mean);
  return spread > 0.0 ? std::sqrt(fit.squaredError / (n - 2.0) / spread) : 0.0;
}

}  // namespace

LineFit fitLine(std::span<const double> x, std::span<const double> y) {
  ADAMSCOPE_CHECK(x.size() == y.size(), "a point has two coordinates");
  LineSums sums;
  const double x0 = x.empty() ? 0.0 : x.front();
  const double y0 = y.empty() ? 0.0 : y.front();
  for (std::size_t i = 0; i < x.size(); ++i) sums.add(x[i] - x0, y[i] - y0);
  LineFit fit = sums.fit();
  fit.intercept += y0 - fit.slope * x0;
  return fit;
}

double TwoPhaseFit::at(double time) const {
  return time <= changeTime ? powerIntercept - powerExponent * std::log1p(time)
                            : linearIntercept - rate * time;
}

std::optional<TwoPhaseFit> fitTwoPhases(std::span<const double> times,
                                        std::span<const double> logLosses) {
  ADAMSCOPE_CHECK(times.size() == logLosses.size(), "each time has a loss");
  const std::size_t count = times.size();
  if (count < 8) return std::nullopt;
  std::vector<double> logTimes;
  for (const double t : times) logTimes.push_back(std::log1p(t));
  const double shift = logLosses.front();
  std::vector<LineSums> power(count + 1);
  std::vector<LineSums> linear(count + 1);
  for (std::size_t i = 0; i < count; ++i) {
    power[i + 1] = power[i];
    power[i + 1].add(logTimes[i], logLosses[i] - shift);
    linear[i + 1] = linear[i];
    linear[i + 1].add(times[i], logLosses[i] - shift);
  }
  const std::size_t least = std::max<std::size_t>(3, count / 10);
  double best = std::numeric_limits<double>::infinity();
  std::size_t split = least;
  for (std::size_t s = least; s + least <= count; ++s) {
    const double error =
        power[s].fit().squaredError + linear[count].minus(linear[s]).fit().squaredError;
    if (error < best) {
      best = error;
      split = s;
    }
  }
  const LineFit first = fitLine(std::span(logTimes).first(split), logLosses.first(split));
  const LineFit second = fitLine(times.subspan(split), logLosses.subspan(split));
  const auto rms = [count](double error) { return std::sqrt(error / static_cast<double>(count)); };
  TwoPhaseFit fit;
  fit.changeTime = times[split - 1];
  fit.powerExponent = -first.slope;
  fit.powerIntercept = first.intercept;
  fit.rate = -second.slope;
  fit.linearIntercept = second.intercept;
  fit.rateError = slopeError(times.subspan(split), second);
  fit.residual = rms(first.squaredError + second.squaredError);
  fit.powerResidual = rms(fitLine(logTimes, logLosses).squaredError);
  fit.linearResidual = rms(fitLine(times, logLosses).squaredError);
  return fit;
}

}  // namespace adamscope
