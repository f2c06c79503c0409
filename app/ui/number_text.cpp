#include "app/ui/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/base/text.h"

namespace adamscope::ui {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t kLongest = 16;
  std::string shown(text.substr(0, kLongest));
  if (text.size() > kLongest) shown.append("\u2026");
  return std::string("\u201C").append(shown).append("\u201D");
}

/// The number of that many digits behind the point (negative: before it) that is nearest.
double roundedToDecimals(double value, int decimals) {
  if (decimals < 0) {
    const double step = std::pow(10.0, -decimals);
    return std::round(value / step) * step;
  }
  // Printed and read again, so that the result is what its decimals spell.
  std::array<char, 512> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::fixed, std::min(decimals, 100));
  double rounded = value;
  std::from_chars(text.data(), end.ptr, rounded);
  return rounded;
}

/// Digits behind the point that leave `digits` significant ones of a positive value.
int decimalsFor(double value, int digits) {
  return digits - 1 - static_cast<int>(std::floor(std::log10(value)));
}

/// A monotone map under which the slider is linear.
double along(double value, SliderScale scale) {
  if (scale == SliderScale::kLog) return std::log10(value);
  if (scale == SliderScale::kOneMinusLog) return -std::log10(1.0 - value);
  return value;
}

}  // namespace

Result<double> readNumber(std::string_view text, const NumberRange& range) {
  const std::string_view typed = trimmed(text);
  if (typed.empty()) return Error{"a number is needed"};
  const std::optional<double> value = parseReal(typed);
  if (!value || !std::isfinite(*value)) {
    if (typed.find(',') != std::string_view::npos) return Error{"write a point, not a comma"};
    return Error{quoted(typed) + " is not a number"};
  }
  if (range.isInteger && *value != std::floor(*value)) return Error{"must be a whole number"};
  const std::string least = numberText(range.minimum, range.isInteger);
  const std::string most = numberText(range.maximum, range.isInteger);
  if (range.excludesMinimum && *value <= range.minimum) return Error{"must be above " + least};
  if (*value < range.minimum) return Error{"must be at least " + least};
  if (range.excludesMaximum && *value >= range.maximum) return Error{"must be below " + most};
  if (*value > range.maximum) return Error{"must be at most " + most};
  return *value;
}

std::string numberText(double value, bool isInteger) {
  // Beyond 2^53 not every whole number is a double, and long digits would claim precision.
  constexpr double kExactWhole = 9007199254740992.0;
  if (!isInteger || std::abs(value) > kExactWhole) return formatReal(value);
  return std::to_string(static_cast<long long>(value));
}

double shareOf(double value, const SliderRange& range) {
  const double inside = std::clamp(value, range.minimum, range.maximum);
  const double low = along(range.minimum, range.scale);
  const double high = along(range.maximum, range.scale);
  return high > low ? (along(inside, range.scale) - low) / (high - low) : 0.0;
}

double valueAt(double share, const SliderRange& range, bool isFine) {
  if (share <= 0.0) return range.minimum;
  if (share >= 1.0) return range.maximum;
  const double low = along(range.minimum, range.scale);
  const double high = along(range.maximum, range.scale);
  const double place = low + share * (high - low);
  const int digits = isFine ? 3 : 2;
  double value = 0.0;
  if (range.scale == SliderScale::kLinear) {
    const double step = (range.maximum - range.minimum) / (isFine ? 1000.0 : 100.0);
    value = roundedToDecimals(place, -static_cast<int>(std::floor(std::log10(step))));
  } else if (range.scale == SliderScale::kLog) {
    const double exact = std::pow(10.0, place);
    value = roundedToDecimals(exact, decimalsFor(exact, digits));
  } else {
    const double rest = std::pow(10.0, -place);
    value = roundedToDecimals(1.0 - rest, decimalsFor(rest, digits));
  }
  return std::clamp(value, range.minimum, range.maximum);
}

}  // namespace adamscope::ui
