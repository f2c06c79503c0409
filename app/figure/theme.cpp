#include "app/figure/theme.h"

#include <array>

namespace adamscope::figure {
namespace {

// Hues (degrees in OKLab) of the ramp's two ends: blue against orange-brown, which all common forms
// of colour blindness keep apart.
constexpr double kBlueHue = 252.0;
constexpr double kOrangeHue = 46.0;

}  // namespace

Theme Theme::paper() {
  return {.isDark = false,
          .background = fromHex(0xFFFFFF),
          .ink = fromHex(0x1A1C1F),
          .mutedInk = fromHex(0x5B6168),
          .halo = fromHex(0xFFFFFF),
          .rampLow = fromOklch(0.58, 0.12, kBlueHue),
          .rampCenter = fromOklch(0.985, 0.0, 0.0),
          .rampHigh = fromOklch(0.66, 0.12, kOrangeHue),
          .regionLightness = 0.90,
          .regionChroma = 0.055};
}

Theme Theme::dark() {
  return {.isDark = true,
          .background = fromHex(0x14171B),
          .ink = fromHex(0xF2F3F5),
          .mutedInk = fromHex(0xA4ABB3),
          .halo = fromHex(0x14171B),
          .rampLow = fromOklch(0.60, 0.125, kBlueHue),
          .rampCenter = fromOklch(0.24, 0.0, 0.0),
          .rampHigh = fromOklch(0.62, 0.125, kOrangeHue),
          .regionLightness = 0.36,
          .regionChroma = 0.055};
}

Color Theme::classColor(int label, int classCount) const {
  if (classCount <= 2) {
    const double lightness = isDark ? 0.76 : 0.42;
    return fromOklch(lightness, 0.12, label == 0 ? kBlueHue : kOrangeHue);
  }
  // P. Tol's "bright" scheme (2021), then again from the first.
  constexpr std::array<std::uint32_t, 6> kTolBright{0x4477AA, 0xEE6677, 0x228833,
                                                    0xCCBB44, 0x66CCEE, 0xAA3377};
  const Color color = fromHex(kTolBright[static_cast<std::size_t>(label) % kTolBright.size()]);
  return mix(color, isDark ? fromHex(0xFFFFFF) : fromHex(0x000000), isDark ? 0.2 : 0.18);
}

Color Theme::classFill(int label, int classCount) const {
  return mix(rampCenter, classColor(label, classCount), isDark ? 0.35 : 0.28);
}

}  // namespace adamscope::figure
