#include "app/figure/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/base/check.h"

namespace adamscope::figure {
namespace {

/// Labels with more digits than this after the point, or before it, are scaled by a power of ten.
constexpr int kMostDigits = 4;

double powerOfTen(int exponent) { return std::pow(10.0, exponent); }

/// 10^exponent in typeset form: "10⁻⁶".
std::string typesetPower(int exponent) {
  static constexpr std::array<const char*, 10> kDigits{"⁰", "¹", "²", "³", "⁴",
                                                       "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::abs(exponent))) {
    text += kDigits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

/// The least step of the form {1, 2, 5} * 10^k that gives at most `count` intervals; its k.
std::pair<double, int> niceStep(double range, int count) {
  const double raw = range / count;
  const int exponent = static_cast<int>(std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * powerOfTen(exponent) >= raw * (1.0 - 1e-9)) {
      return {factor * powerOfTen(exponent), exponent};
    }
  }
  return {powerOfTen(exponent + 1), exponent + 1};
}

}  // namespace

std::string formatNumber(double value, int decimals) {
  std::array<char, 400> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", std::max(0, decimals), std::abs(value));
  const std::string digits = buffer.data();
  const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
  return (value < 0.0 && !isZero ? "\u2212" : "") + digits;
}

Ticks niceTicks(double low, double high, int count) {
  ADAMSCOPE_CHECK(low < high && std::isfinite(high - low), "an axis needs a finite range");
  ADAMSCOPE_CHECK(count > 0, "an axis needs at least one interval");
  const auto [step, exponent] = niceStep(high - low, count);
  const double largest = std::max(std::abs(low), std::abs(high));
  const int lead = static_cast<int>(std::floor(std::log10(largest)));
  // A zoom far from zero: show the distance from a round number near the middle.
  const bool needsOffset = lead - exponent > kMostDigits;
  const double unit = powerOfTen(exponent + 2);
  const double offset = needsOffset ? std::round(0.5 * (low + high) / unit) * unit : 0.0;
  const bool needsScale = exponent < -kMostDigits || (exponent > 0 && lead > kMostDigits);
  const int scale = needsScale ? (needsOffset ? exponent : lead) : 0;
  const int decimals = std::max(0, scale - exponent);
  Ticks ticks;
  const double slack = 1e-9 * (high - low);
  const double first = std::ceil((low - offset - slack) / step);
  for (int i = 0; i <= count + 1; ++i) {
    const double relative = (first + i) * step;
    const double value = offset + relative;
    if (value > high + slack) break;
    ticks.marks.push_back({value, formatNumber(relative / powerOfTen(scale), decimals)});
  }
  if (offset != 0.0) {
    // Scientific digits of the offset: as many as separate it from its neighbours.
    const int digits = std::max(0, -(exponent + 2));
    ticks.note = (offset > 0.0 ? " \u2212 " : " + ") + formatNumber(std::abs(offset), digits);
  }
  if (scale != 0) ticks.note += " (×" + typesetPower(scale) + ")";
  return ticks;
}

double niceCeiling(double value) {
  ADAMSCOPE_CHECK(value > 0.0 && std::isfinite(value), "a range must be positive and finite");
  const double power = powerOfTen(static_cast<int>(std::floor(std::log10(value))));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (factor * power >= value * (1.0 - 1e-9)) return factor * power;
  }
  return 10.0 * power;
}

}  // namespace adamscope::figure
