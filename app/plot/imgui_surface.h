// Draws a plot into the current window of Dear ImGui.
#pragma once

#include <imgui.h>

#include "app/plot/surface.h"

namespace adamscope::plot {

/// Fonts of a plot; null is the current font. A size is the one that the font was baked for, so
/// that it stays sharp; 0 is the current size.
struct PlotFonts {
  ImFont* strong = nullptr;
  ImFont* number = nullptr;
  float strongSize = 0.0F;
  float numberSize = 0.0F;
  /// Whether the fonts have ⁰ to ⁹, ⁻, −, ×, ≤, ∞ and …; otherwise ASCII stands in for them.
  bool hasSigns = true;
};

class ImguiSurface final : public Surface {
 public:
  ImguiSurface(ImDrawList* list, const PlotFonts& fonts);

  double em() const override { return em_; }
  double columnWidth() const override { return 1.0; }
  double textWidth(const std::string& text, TextRole role) const override;
  void drawText(const figure::Place& topLeft, const std::string& text, const Ink& ink,
                TextRole role) override;
  void fillBox(const figure::Box& box, const Ink& ink, double radius) override;
  void drawPolyline(std::span<const figure::Place> points, const Stroke& stroke) override;
  void fillStrip(std::span<const StripPoint> points, const Ink& ink) override;
  void fillDot(const figure::Place& center, double radius, const Ink& ink) override;
  void pushClip(const figure::Box& box) override;
  void popClip() override;

 private:
  ImFont* fontOf(TextRole role) const;
  float sizeOf(TextRole role) const;
  std::string writable(const std::string& text) const;
  void drawSolid(std::span<const figure::Place> points, const Stroke& stroke);

  ImDrawList* list_;
  PlotFonts fonts_;
  double em_ = 13.0;
};

ImU32 packed(const Ink& ink);

}  // namespace adamscope::plot
