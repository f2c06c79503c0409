// Two phases of training (theory section 6): the change point that best splits ln L into a slow,
// sub-linear part and a part of linear convergence (exponential decay),
//   t <= s:  ln L = a - b ln(1 + t)        t > s:  ln L = c - r t
// by least squares over all splits. Our estimator: the papers show two phases in pictures.
#pragma once

#include <optional>
#include <span>

namespace adamscope {

/// One straight line through points, with its sum of squared residuals.
struct LineFit {
  double intercept = 0.0;
  double slope = 0.0;
  double squaredError = 0.0;
};

/// The fit, in the unit of the times given.
struct TwoPhaseFit {
  double changeTime = 0.0;       ///< The last time of the first phase.
  double powerExponent = 0.0;    ///< b: L ~ (1 + t)^-b in the first phase.
  double rate = 0.0;             ///< r: L ~ exp(-r t) in the second.
  double rateError = 0.0;        ///< Standard error of r, from the residuals as if independent.
  double powerIntercept = 0.0;   ///< a.
  double linearIntercept = 0.0;  ///< c.
  double residual = 0.0;         ///< Root mean square of ln L - fit.
  double powerResidual = 0.0;    ///< The same for a power law alone, over all times.
  double linearResidual = 0.0;   ///< The same for an exponential alone.

  /// Whether two phases explain the run better than the better single one, by a factor 2 of the
  /// residual: otherwise the change point means little.
  bool isDistinct() const {
    return residual < 0.5 * (powerResidual < linearResidual ? powerResidual : linearResidual);
  }
  double at(double time) const;
};

/// times: increasing, >= 0; logLosses: finite, as many. Nothing for fewer than 8 points. Each phase
/// has at least a tenth of the points. O(points).
std::optional<TwoPhaseFit> fitTwoPhases(std::span<const double> times,
                                        std::span<const double> logLosses);

/// The least-squares line through points; a flat one through fewer than two.
LineFit fitLine(std::span<const double> x, std::span<const double> y);

}  // namespace adamscope
