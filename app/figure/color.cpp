#include "app/figure/color.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace adamscope::figure {
namespace {

struct Oklab {
  double lightness = 0.0;
  double a = 0.0;
  double b = 0.0;
};

double toLinear(double encoded) {
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

double toEncoded(double linear) {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055;
}

Oklab toOklab(const Color& color) {
  const double r = toLinear(color.red);
  const double g = toLinear(color.green);
  const double b = toLinear(color.blue);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

/// Linear sRGB, possibly outside [0, 1].
Color toLinearSrgb(const Oklab& lab) {
  const double l = std::pow(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  const double m = std::pow(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  const double s = std::pow(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool isInGamut(const Color& linear) {
  // Slack for the rounding of the published matrices; the excess is clamped away.
  constexpr double kSlack = 1e-4;
  const auto [low, high] = std::minmax({linear.red, linear.green, linear.blue});
  return low >= -kSlack && high <= 1.0 + kSlack;
}

Color encode(const Color& linear) {
  return {toEncoded(std::clamp(linear.red, 0.0, 1.0)),
          toEncoded(std::clamp(linear.green, 0.0, 1.0)),
          toEncoded(std::clamp(linear.blue, 0.0, 1.0))};
}

}  // namespace

Color fromHex(std::uint32_t rgb) {
  return {static_cast<double>((rgb >> 16) & 0xFFU) / 255.0,
          static_cast<double>((rgb >> 8) & 0xFFU) / 255.0,
          static_cast<double>(rgb & 0xFFU) / 255.0};
}

Color fromOklch(double lightness, double chroma, double hueDegrees) {
  const double hue = hueDegrees * std::numbers::pi / 180.0;
  const auto at = [&](double c) {
    return toLinearSrgb({lightness, c * std::cos(hue), c * std::sin(hue)});
  };
  if (isInGamut(at(chroma))) return encode(at(chroma));
  double low = 0.0;
  double high = chroma;
  for (int i = 0; i < 30; ++i) {
    const double middle = 0.5 * (low + high);
    (isInGamut(at(middle)) ? low : high) = middle;
  }
  return encode(at(low));
}

Color mix(const Color& a, const Color& b, double t) {
  const Oklab p = toOklab(a);
  const Oklab q = toOklab(b);
  return encode(toLinearSrgb({p.lightness + t * (q.lightness - p.lightness), p.a + t * (q.a - p.a),
                              p.b + t * (q.b - p.b)}));
}

double lightnessOf(const Color& color) { return toOklab(color).lightness; }

Color layerColor(int layer) {
  constexpr std::array<std::uint32_t, 7> kOkabeIto{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442,
                                                   0x0072B2, 0xD55E00, 0xCC79A7};
  return fromHex(kOkabeIto[static_cast<std::size_t>(layer - 1) % kOkabeIto.size()]);
}

}  // namespace adamscope::figure
