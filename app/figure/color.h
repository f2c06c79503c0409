// Colours of the figures. Everything that is mixed or ramped goes through OKLab (B. Ottosson, "A
// perceptual color space for image processing", 2020), in which equal distances look equal.
#pragma once

#include <cstdint>

namespace adamscope::figure {

/// A colour in sRGB, components in [0, 1].
struct Color {
  double red = 0.0;
  double green = 0.0;
  double blue = 0.0;

  friend bool operator==(const Color&, const Color&) = default;
};

/// 0xRRGGBB.
Color fromHex(std::uint32_t rgb);
/// From OKLab's polar form: lightness in [0, 1], chroma from 0 (grey) to about 0.3, hue in degrees.
/// A colour that sRGB cannot show keeps lightness and hue and loses chroma.
Color fromOklch(double lightness, double chroma, double hueDegrees);
/// The colour a share t in [0, 1] of the way from a to b, straight in OKLab.
Color mix(const Color& a, const Color& b, double t);
/// OKLab lightness in [0, 1].
double lightnessOf(const Color& color);

/// Colour of the boundaries of hidden layer 1, 2, ... (M. Okabe and K. Ito, 2008; seven colours
/// that colour-blind readers can tell apart, then again from the first).
Color layerColor(int layer);

}  // namespace adamscope::figure
