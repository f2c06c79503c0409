#include "app/figure/color_scale.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace adamscope::figure {
namespace {

/// Knots on each side of the centre. Linear sRGB between them is then within one 8-bit level of the
/// straight line in OKLab (a test holds this).
constexpr int kKnotsPerSide = 16;

/// The theme's diverging ramp at u in [-1, 1].
Color rampAt(const Theme& theme, double u) {
  return mix(theme.rampCenter, u < 0.0 ? theme.rampLow : theme.rampHigh, std::abs(u));
}

double probabilityOf(double logit) { return 1.0 / (1.0 + std::exp(-logit)); }

}  // namespace

ColorScale ColorScale::diverging(double center, double halfRange, const Theme& theme) {
  ADAMSCOPE_CHECK(halfRange > 0.0, "a colour scale needs a positive range");
  ColorScale scale;
  for (int i = -kKnotsPerSide; i <= kKnotsPerSide; ++i) {
    const double u = static_cast<double>(i) / kKnotsPerSide;
    scale.knots_.push_back({center + u * halfRange, rampAt(theme, u)});
  }
  return scale;
}

ColorScale ColorScale::probability(const Theme& theme) {
  // Uniform in the logit, so that the curved sigmoid is followed; beyond 8 it is within 0.0004 of
  // 0 or 1, which is a tenth of an 8-bit level.
  constexpr double kLimit = 8.0;
  constexpr int kHalf = 32;
  ColorScale scale;
  scale.isProbability_ = true;
  for (int i = -kHalf; i <= kHalf; ++i) {
    const double logit = kLimit * i / kHalf;
    scale.knots_.push_back({logit, rampAt(theme, 2.0 * probabilityOf(logit) - 1.0)});
  }
  return scale;
}

Color ColorScale::at(double value) const {
  if (!(value > low())) return knots_.front().color;
  if (!(value < high())) return knots_.back().color;
  const auto above = std::upper_bound(knots_.begin(), knots_.end(), value,
                                      [](double v, const ColorKnot& k) { return v < k.value; });
  const ColorKnot& b = *above;
  const ColorKnot& a = *(above - 1);
  const double t = (value - a.value) / (b.value - a.value);
  return {a.color.red + t * (b.color.red - a.color.red),
          a.color.green + t * (b.color.green - a.color.green),
          a.color.blue + t * (b.color.blue - a.color.blue)};
}

double ColorScale::barPosition(double value) const {
  if (isProbability_) return probabilityOf(value);
  return std::clamp((value - low()) / (high() - low()), 0.0, 1.0);
}

}  // namespace adamscope::figure
