#include "tests/support/recording_surface.h"

#include <cmath>

namespace adamscope::testing {

double RecordingSurface::textWidth(const std::string& text, plot::TextRole role) const {
  double letters = 0.0;
  for (const char c : text) {
    // Not the continuation bytes of UTF-8.
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) letters += 1.0;
  }
  return letters * em_ * (role == plot::TextRole::kStrong ? 0.56 : 0.52);
}

void RecordingSurface::drawText(const figure::Place& topLeft, const std::string& text,
                                const plot::Ink&, plot::TextRole role) {
  remember(topLeft.x, topLeft.y);
  if (!text.empty()) texts.push_back({{topLeft.x, topLeft.y, textWidth(text, role), em_}, text});
}

void RecordingSurface::fillBox(const figure::Box& box, const plot::Ink&, double) {
  remember(box.x, box.y);
  remember(box.right(), box.bottom());
}

void RecordingSurface::drawPolyline(std::span<const figure::Place> line, const plot::Stroke&) {
  for (const figure::Place& p : line) remember(p.x, p.y);
}

void RecordingSurface::fillStrip(std::span<const plot::StripPoint> strip, const plot::Ink&) {
  for (const plot::StripPoint& p : strip) {
    remember(p.x, p.top);
    remember(p.x, p.bottom);
  }
}

void RecordingSurface::fillDot(const figure::Place& center, double, const plot::Ink&) {
  remember(center.x, center.y);
}

void RecordingSurface::remember(double x, double y) {
  isFinite = isFinite && std::isfinite(x) && std::isfinite(y);
  points.push_back({x, y});
}

}  // namespace adamscope::testing
