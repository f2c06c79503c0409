#include "app/plot/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string_view>

#include "app/figure/ticks.h"

namespace adamscope::plot {
namespace {

constexpr std::array<const char*, 10> kRaisedDigits{"⁰", "¹", "²", "³", "⁴",
                                                    "⁵", "⁶", "⁷", "⁸", "⁹"};

/// Numbers in [10^kLeastPlain, 10^kMostPlain) are written without a power of ten.
constexpr int kLeastPlain = -3;
constexpr int kMostPlain = 6;

/// mantissa x 10^exponent with 1 <= mantissa < 10.
std::string scientificText(double mantissa, long exponent, int digits) {
  std::string text = figure::formatNumber(mantissa, digits - 1);
  if (text.starts_with("10")) text = figure::formatNumber(mantissa / 10.0, digits - 1), ++exponent;
  return text + "×" + powerOfTenText(exponent);
}

struct Sign {
  std::string_view typeset;
  std::string_view ascii;
};
constexpr std::array<Sign, 22> kSigns{
    {{"×10", "e"}, {"\u2212", "-"}, {"⁻", "-"},  {"⁰", "0"},     {"¹", "1"}, {"²", "2"},
     {"³", "3"},   {"⁴", "4"},      {"⁵", "5"},  {"⁶", "6"},     {"⁷", "7"}, {"⁸", "8"},
     {"⁹", "9"},   {"≤", "<="},     {"≥", ">="}, {"…", "..."},   {"–", "-"}, {"·", "."},
     {"∞", "inf"}, {"×", "x"},      {" ", " "},  {"\u2009", " "}}};

bool isRaised(std::string_view text) {
  if (text.starts_with("⁻")) return true;
  return std::any_of(kRaisedDigits.begin(), kRaisedDigits.end(),
                     [&](const char* digit) { return text.starts_with(digit); });
}

}  // namespace

std::string powerOfTenText(long exponent) {
  std::string text = exponent < 0 ? "10⁻" : "10";
  for (const char digit : std::to_string(std::labs(exponent))) {
    text += kRaisedDigits[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

std::string readoutNumber(double value, int digits) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0.0 ? "∞" : "\u2212∞";
  const double size = std::abs(value);
  if (size == 0.0) return "0";
  if (value == std::round(value) && size < 1e9) return figure::formatNumber(value, 0);
  const long exponent = static_cast<long>(std::floor(std::log10(size)));
  if (exponent >= kLeastPlain && exponent < kMostPlain) {
    return figure::formatNumber(value, std::max(0, digits - 1 - static_cast<int>(exponent)));
  }
  // In two steps, because 10^exponent may be a subnormal number, or none.
  const double half = std::pow(10.0, static_cast<double>(exponent / 2));
  const double rest = std::pow(10.0, static_cast<double>(exponent - exponent / 2));
  const std::string text = scientificText(size / half / rest, exponent, digits);
  return value < 0.0 ? std::string("\u2212").append(text) : text;
}

std::string readoutFromLog(double logValue, int digits) {
  const double decimal = logValue / std::numbers::ln10;
  if (std::isnan(logValue) || std::isinf(logValue) || std::abs(decimal) < kMostPlain) {
    return readoutNumber(std::exp(logValue), digits);
  }
  const double exponent = std::floor(decimal);
  // Digits of the mantissa that the logarithm does not carry are not shown.
  const double carried = 15.0 - std::log10(std::max(1.0, std::abs(decimal)));
  const int shown = std::clamp(static_cast<int>(carried), 1, digits);
  return scientificText(std::pow(10.0, decimal - exponent), static_cast<long>(exponent), shown);
}

std::string asciiText(const std::string& text) {
  std::string ascii;
  for (std::string_view rest = text; !rest.empty();) {
    const auto* sign = std::find_if(kSigns.begin(), kSigns.end(),
                                    [&](const Sign& s) { return rest.starts_with(s.typeset); });
    if (rest.starts_with("10") && isRaised(rest.substr(2))) {
      ascii += "1e";
      rest.remove_prefix(2);
    } else if (sign != kSigns.end()) {
      ascii += sign->ascii;
      rest.remove_prefix(sign->typeset.size());
    } else if (static_cast<unsigned char>(rest.front()) < 0x80U) {
      ascii += rest.front();
      rest.remove_prefix(1);
    } else {
      ascii += '?';
      rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest.front()) & 0xC0U) == 0x80U) {
        rest.remove_prefix(1);
      }
    }
  }
  return ascii;
}

}  // namespace adamscope::plot
