// The two looks: contrast, and the style that ImGui gets; and the signs that the fonts can print.
#include "app/ui/theme.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "app/figure/color.h"
#include "app/ui/fonts.h"
#include "app/ui/icons.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/keys.h"
#include "tests/support/source_tree.h"
#include "tests/support/ui_driver.h"

namespace adamscope::ui {
namespace {

constexpr double kReadable = 4.5;  ///< WCAG 2.2, level AA, for text.

/// The code points of a UTF-8 text of up to three bytes each.
std::vector<std::uint16_t> codePoints(const std::string& text) {
  std::vector<std::uint16_t> points;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    unsigned point = byte(i);
    int more = 0;
    if (point >= 0xE0) {
      point &= 0x0FU;
      more = 2;
    } else if (point >= 0xC0) {
      point &= 0x1FU;
      more = 1;
    }
    for (int k = 0; k < more; ++k) point = point << 6U | (byte(++i) & 0x3FU);
    points.push_back(static_cast<std::uint16_t>(point));
    ++i;
  }
  return points;
}

void checkPrints(ImFont* font, const std::string& text) {
  for (const std::uint16_t point : codePoints(text)) {
    CAPTURE(point);
    CHECK(compat::hasGlyph(font, point));
  }
}

}  // namespace

TEST_SUITE("ui") {
  TEST_CASE("text is readable on every surface of both looks") {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
      CAPTURE(std::string(nameOf(theme.name)));
      const Palette& colors = theme.colors;
      for (const ImU32 surface : {colors.background, colors.panel, colors.raised}) {
        CHECK(contrastOf(colors.text, surface) >= kReadable);
        CHECK(contrastOf(colors.muted, surface) >= kReadable);
        CHECK(contrastOf(colors.error, surface) >= kReadable);
        CHECK(contrastOf(colors.good, surface) >= kReadable);
        CHECK(contrastOf(colors.warning, surface) >= kReadable);
      }
      CHECK(contrastOf(colors.text, colors.hovered) >= kReadable);
      CHECK(contrastOf(colors.onAccent, colors.accent) >= kReadable);
      CHECK(contrastOf(colors.accent, colors.panel) >= 3.0);
      // Words on their own tint: badges and switches.
      for (const ImU32 color : {colors.good, colors.warning}) {
        CHECK(contrastOf(color, blend(colors.panel, color, 0.14F)) >= kReadable);
      }
    }
    CHECK(contrastOf(IM_COL32_BLACK, IM_COL32_WHITE) == doctest::Approx(21.0));
  }

  TEST_CASE("the accent is no layer's colour") {
    for (const Theme& theme : {Theme::dark(), Theme::light()}) {
      const ImVec4 accent = ImGui::ColorConvertU32ToFloat4(theme.colors.accent);
      for (int layer = 1; layer <= 7; ++layer) {
        CAPTURE(layer);
        const figure::Color color = figure::layerColor(layer);
        const double distance = std::abs(color.red - static_cast<double>(accent.x)) +
                                std::abs(color.green - static_cast<double>(accent.y)) +
                                std::abs(color.blue - static_cast<double>(accent.z));
        CHECK(distance > 0.25);
      }
    }
  }

  TEST_CASE("a scale applied twice is the scale, not its square") {
    UiDriver driver(
        {400, 300}, [](const Frame&) {}, 2.0F);
    const float once = ImGui::GetStyle().FramePadding.x;
    applyStyle(Theme::light(), 2.0F);
    CHECK(ImGui::GetStyle().FramePadding.x == once);
    applyStyle(Theme::light(), 1.0F);
    CHECK(ImGui::GetStyle().FramePadding.x == once / 2);
  }

  TEST_CASE("every typeface prints the signs that the window prints") {
    Fonts fonts;
    UiDriver driver({400, 300}, [&](const Frame& frame) { fonts = frame.fonts; });
    const std::string signs =
        "\u03B8\u03C4\u03BB\u03B7\u03B2\u03B5\u2207\u2016\u2264\u2265\u221A\u2211\u03A3\u2202"
        "\u221E\u2248\u2260\u00B1\u00D7\u00B7\u2208\u211D\u2192\u21D2\u2081\u2082\u00B2\u2212"
        "\u2013\u201C\u201D\u2026\u00E9\u00FC";
    for (ImFont* font : {fonts.text, fonts.strong, fonts.heading, fonts.small, fonts.numbers,
                         fonts.smallNumbers}) {
      REQUIRE(font != nullptr);
      checkPrints(font, signs);
    }
    for (const char* icon : {icons::kPlay, icons::kPause, icons::kRestart, icons::kStepBack,
                             icons::kStep, icons::kNextCrossing, icons::kRunTo, icons::kCamera,
                             icons::kLayers, icons::kEyeOff, icons::kChart, icons::kCube}) {
      checkPrints(fonts.text, icon);
      checkPrints(fonts.small, icon);
    }
  }

  TEST_CASE("every sign that the window's sources write as a code point can be printed") {
    UiDriver driver({400, 300}, [](const Frame& frame) {
      int signs = 0;
      for (const SourceFile& file : readSourceTree()) {
        // The command line prints with the terminal's fonts.
        if (!file.path.starts_with("app/") || file.path.starts_with("app/cli/")) continue;
        CAPTURE(file.path);
        for (std::size_t at = file.text.find("\\u"); at != std::string::npos;
             at = file.text.find("\\u", at + 1)) {
          const auto point =
              static_cast<std::uint16_t>(std::stoul(file.text.substr(at + 2, 4), nullptr, 16));
          constexpr std::uint16_t kThinSpace = 0x2009;  // replaced before anything is drawn
          if (point == kThinSpace) continue;
          CAPTURE(point);
          CHECK(compat::hasGlyph(frame.fonts.text, point));
          CHECK(compat::hasGlyph(frame.fonts.small, point));
          ++signs;
        }
      }
      CHECK(signs > 50);
    });
    driver.frames();
  }

  TEST_CASE("digits are all of one width") {
    UiDriver driver({400, 300}, [](const Frame& frame) {
      for (ImFont* font : {frame.fonts.numbers, frame.fonts.smallNumbers}) {
        const float width = sizeOf(font, "0").x;
        for (const char* digit : {"1", "4", "7", "9", ".", "-", "e"}) {
          CHECK(sizeOf(font, digit).x == width);
        }
      }
    });
  }

  TEST_CASE("keys are named as menus show them") {
    CHECK(describe({.key = 'Z', .ctrl = true}) == "Ctrl+Z");
    CHECK(describe({.key = 'Z', .ctrl = true, .shift = true}) == "Ctrl+Shift+Z");
    CHECK(describe({.key = keys::kSpace}) == "Space");
    CHECK(describe({.key = '.'}) == ".");
    CHECK(describe({.key = keys::kF11}) == "F11");
    CHECK(describe({.key = keys::kHome}) == "Home");
  }
}

}  // namespace adamscope::ui
