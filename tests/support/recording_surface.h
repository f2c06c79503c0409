// A plot surface that draws nothing and remembers where text went, with letters of one width.
#pragma once

#include <string>
#include <vector>

#include "app/plot/surface.h"

namespace adamscope::testing {

struct RecordedText {
  figure::Box box;
  std::string text;
};

class RecordingSurface final : public plot::Surface {
 public:
  explicit RecordingSurface(double em) : em_(em) {}

  double em() const override { return em_; }
  double columnWidth() const override { return 1.0; }
  double textWidth(const std::string& text, plot::TextRole role) const override;
  void drawText(const figure::Place& topLeft, const std::string& text, const plot::Ink& ink,
                plot::TextRole role) override;
  void fillBox(const figure::Box& box, const plot::Ink& ink, double radius) override;
  void drawPolyline(std::span<const figure::Place> points, const plot::Stroke& stroke) override;
  void fillStrip(std::span<const plot::StripPoint> points, const plot::Ink& ink) override;
  void fillDot(const figure::Place& center, double radius, const plot::Ink& ink) override;
  void pushClip(const figure::Box&) override { ++clipDepth; }
  void popClip() override { --clipDepth; }

  std::vector<RecordedText> texts;
  std::vector<figure::Place> points;  ///< Everything that was drawn, corner by corner.
  bool isFinite = true;               ///< Whether all coordinates were.
  int clipDepth = 0;

 private:
  void remember(double x, double y);

  double em_;
};

}  // namespace adamscope::testing
