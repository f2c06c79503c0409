#include "app/figure/color.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/figure/color_scale.h"

namespace adamscope::figure {
namespace {

/// Half of an 8-bit level, and the rounding of the published OKLab matrices.
constexpr double kHalfLevel = 0.5 / 255.0;
constexpr double kMatrixRounding = 1e-5;

double distance(const Color& a, const Color& b) {
  return std::max(
      {std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

TEST_SUITE("figure") {
  TEST_CASE("mixing starts at one colour, ends at the other and moves evenly in lightness") {
    const Color a = fromHex(0x0072B2);
    const Color b = fromHex(0xF0E442);
    CHECK(distance(mix(a, b, 0.0), a) < kMatrixRounding);
    CHECK(distance(mix(a, b, 1.0), b) < kMatrixRounding);
    const double middle = lightnessOf(mix(a, b, 0.5));
    CHECK(std::abs(middle - 0.5 * (lightnessOf(a) + lightnessOf(b))) < kMatrixRounding);
    CHECK(std::abs(lightnessOf(fromHex(0xFFFFFF)) - 1.0) < kMatrixRounding);
    CHECK(lightnessOf(fromHex(0x000000)) == 0.0);
  }

  TEST_CASE("a colour out of reach keeps its lightness and stays inside sRGB") {
    for (double hue = 0.0; hue < 360.0; hue += 15.0) {
      CAPTURE(hue);
      const Color color = fromOklch(0.6, 0.4, hue);
      for (const double c : {color.red, color.green, color.blue}) {
        CHECK(c >= 0.0);
        CHECK(c <= 1.0);
      }
      // The clamping of what the gamut test lets pass, 1e-4 of linear light, moves lightness
      // little.
      CHECK(std::abs(lightnessOf(color) - 0.6) < 2e-3);
    }
  }

  TEST_CASE("layers have the seven colours of Okabe and Ito, again and again") {
    CHECK(distance(layerColor(1), fromHex(0xE69F00)) == 0.0);
    CHECK(distance(layerColor(4), fromHex(0xF0E442)) == 0.0);
    CHECK(distance(layerColor(8), layerColor(1)) == 0.0);
  }

  TEST_CASE("the diverging scale is the straight line in OKLab to within half a level") {
    for (const Theme& theme : {Theme::paper(), Theme::dark()}) {
      const ColorScale scale = ColorScale::diverging(2.0, 0.5, theme);
      CHECK(distance(scale.at(2.0), theme.rampCenter) < kMatrixRounding);
      for (int i = 0; i <= 1000; ++i) {
        const double u = -1.0 + 0.002 * i;
        CAPTURE(u);
        const Color exact =
            mix(theme.rampCenter, u < 0.0 ? theme.rampLow : theme.rampHigh, std::abs(u));
        CHECK(distance(scale.at(2.0 + 0.5 * u), exact) < kHalfLevel);
      }
      CHECK(distance(scale.at(-100.0), scale.at(1.5)) == 0.0);
      CHECK(distance(scale.at(100.0), scale.at(2.5)) == 0.0);
    }
  }

  TEST_CASE(
      "the two halves of the scale differ in lightness, so that grey print tells them apart") {
    const Theme theme = Theme::paper();
    CHECK(std::abs(lightnessOf(theme.rampLow) - lightnessOf(theme.rampHigh)) > 0.05);
  }

  TEST_CASE("the probability scale shows the sigmoid to within half a level") {
    const Theme theme = Theme::paper();
    const ColorScale scale = ColorScale::probability(theme);
    for (int i = -1200; i <= 1200; ++i) {
      const double logit = 0.01 * i;
      CAPTURE(logit);
      const double u = 2.0 / (1.0 + std::exp(-logit)) - 1.0;
      const Color exact =
          mix(theme.rampCenter, u < 0.0 ? theme.rampLow : theme.rampHigh, std::abs(u));
      CHECK(distance(scale.at(logit), exact) < kHalfLevel);
      CHECK(std::abs(scale.barPosition(logit) - 0.5 * (u + 1.0)) < 1e-12);
    }
  }
}

}  // namespace
}  // namespace adamscope::figure
