// From a value of f to a colour. A scale is a table of knots, linear in sRGB between them; because
// f is affine on a region, a linear gradient with stops at these knots is the exact picture of f.
#pragma once

#include <span>
#include <vector>

#include "app/figure/theme.h"

namespace adamscope::figure {

/// A value of f with its colour.
struct ColorKnot {
  double value = 0.0;
  Color color;
};

/// A monotone colour map of f, constant beyond its first and last knot.
class ColorScale {
 public:
  /// Blue below `center`, the theme's neutral colour there, orange above; saturated at
  /// center -+ halfRange, halfRange > 0.
  static ColorScale diverging(double center, double halfRange, const Theme& theme);
  /// The probability 1 / (1 + exp(-f)) of class 1 for a logit f, centred on 1/2.
  static ColorScale probability(const Theme& theme);

  Color at(double value) const;
  /// Ascending; at least two.
  std::span<const ColorKnot> knots() const { return knots_; }
  double low() const { return knots_.front().value; }
  double high() const { return knots_.back().value; }
  bool isProbability() const { return isProbability_; }
  /// Where a value stands on the colour bar: 0 at its foot, 1 at its head.
  double barPosition(double value) const;

 private:
  std::vector<ColorKnot> knots_;
  bool isProbability_ = false;
};

}  // namespace adamscope::figure
