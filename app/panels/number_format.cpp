#include "app/panels/number_format.h"

#include <cmath>
#include <cstdio>

namespace adamscope {

namespace {

constexpr const char* kNoValue = "\u2013";

}  // namespace

std::string groupedText(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t i = digits.size(); i > sign + 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string shortText(double value) {
  if (std::isnan(value)) return kNoValue;
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string secondsText(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  return text;
}

std::string percentText(double share) {
  if (std::isnan(share)) return kNoValue;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", 100.0 * share);
  return text;
}

}  // namespace adamscope
