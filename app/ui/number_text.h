// Numbers as people type them, and as sliders find them: which texts a box takes, why it refuses
// the others, and which round values lie along a slider.
#pragma once

#include <limits>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adamscope::ui {

/// The values that a number may take.
struct NumberRange {
  double minimum = std::numeric_limits<double>::lowest();
  double maximum = std::numeric_limits<double>::max();
  bool excludesMinimum = false;  ///< It must be above the minimum.
  bool excludesMaximum = false;  ///< It must be below the maximum.
  bool isInteger = false;
};

/// The number that the text spells. Error: a short reason, ready to stand beside the box: no
/// number, no whole number, out of range ("must be above 0").
Result<double> readNumber(std::string_view text, const NumberRange& range);

/// The shortest text that reads back to the value; whole numbers without an exponent.
std::string numberText(double value, bool isInteger);

/// How values lie along a slider.
enum class SliderScale {
  kLinear,
  kLog,          ///< Equal distances are equal factors; the slider's ends must be positive.
  kOneMinusLog,  ///< The same for 1 - value, as for Adam's betas; the ends must be below 1.
};

/// The ends of a slider; they lie in the NumberRange but need not be its ends.
struct SliderRange {
  double minimum = 0.0;
  double maximum = 1.0;
  SliderScale scale = SliderScale::kLinear;
};

/// Where on the slider the value is, 0 at the minimum to 1 at the maximum; values beyond stick to
/// the end.
double shareOf(double value, const SliderRange& range);

/// The value at that share of the slider, rounded to what a person would write: two significant
/// digits on logarithmic scales (of 1 - value for kOneMinusLog), about a hundredth of the range on
/// a linear one; `isFine` asks for one digit more. The ends themselves are exact.
double valueAt(double share, const SliderRange& range, bool isFine = false);

}  // namespace adamscope::ui
