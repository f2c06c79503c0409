#include "app/plot/imgui_surface.h"

#include <algorithm>
#include <cmath>

#include "app/plot/number_text.h"

namespace adamscope::plot {
namespace {

using figure::Place;

ImVec2 vec(double x, double y) { return {static_cast<float>(x), static_cast<float>(y)}; }

/// Whether a line turns back at b, where joined strokes would overshoot.
bool isSharp(const ImVec2& a, const ImVec2& b, const ImVec2& c) {
  return (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) < 0.0F;
}

}  // namespace

ImU32 packed(const Ink& ink) {
  return ImGui::ColorConvertFloat4ToU32(
      {static_cast<float>(ink.color.red), static_cast<float>(ink.color.green),
       static_cast<float>(ink.color.blue), static_cast<float>(ink.alpha)});
}

ImguiSurface::ImguiSurface(ImDrawList* list, const PlotFonts& fonts)
    : list_(list), fonts_(fonts), em_(ImGui::GetFontSize()) {}

ImFont* ImguiSurface::fontOf(TextRole role) const {
  ImFont* own = role == TextRole::kStrong   ? fonts_.strong
                : role == TextRole::kNumber ? fonts_.number
                                            : nullptr;
  return own != nullptr ? own : ImGui::GetFont();
}

float ImguiSurface::sizeOf(TextRole role) const {
  const float own = role == TextRole::kStrong   ? fonts_.strongSize
                    : role == TextRole::kNumber ? fonts_.numberSize
                                                : 0.0F;
  return own > 0.0F ? own : static_cast<float>(em_);
}

std::string ImguiSurface::writable(const std::string& text) const {
  const bool isAscii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  return isAscii || fonts_.hasSigns ? text : asciiText(text);
}

double ImguiSurface::textWidth(const std::string& text, TextRole role) const {
  const std::string shown = writable(text);
  return fontOf(role)->CalcTextSizeA(sizeOf(role), 1e9F, 0.0F, shown.c_str()).x;
}

void ImguiSurface::drawText(const Place& topLeft, const std::string& text, const Ink& ink,
                            TextRole role) {
  const std::string shown = writable(text);
  const float size = sizeOf(role);
  const double y = topLeft.y + 0.5 * (em_ - static_cast<double>(size));
  list_->AddText(fontOf(role), size, vec(std::round(topLeft.x), std::round(y)), packed(ink),
                 shown.c_str());
}

void ImguiSurface::fillBox(const figure::Box& box, const Ink& ink, double radius) {
  const double left = std::round(box.x);
  const double top = std::round(box.y);
  const double right = std::max(left + 1.0, std::round(box.right()));
  const double bottom = std::max(top + 1.0, std::round(box.bottom()));
  list_->AddRectFilled(vec(left, top), vec(right, bottom), packed(ink), static_cast<float>(radius));
}

void ImguiSurface::drawSolid(std::span<const Place> points, const Stroke& stroke) {
  std::vector<ImVec2> run;
  run.reserve(points.size());
  const auto flush = [&] {
    if (run.size() >= 2) {
      list_->AddPolyline(run.data(), static_cast<int>(run.size()), packed(stroke.ink), 0,
                         static_cast<float>(stroke.width));
    }
    run.clear();
  };
  for (const Place& p : points) {
    const ImVec2 next = vec(p.x, p.y);
    if (run.size() >= 2 && isSharp(run[run.size() - 2], run.back(), next)) {
      const ImVec2 corner = run.back();
      flush();
      run.push_back(corner);
    }
    run.push_back(next);
  }
  flush();
}

void ImguiSurface::drawPolyline(std::span<const Place> points, const Stroke& stroke) {
  if (stroke.dash == Dash::kSolid) {
    drawSolid(points, stroke);
    return;
  }
  for (const std::vector<Place>& piece : dashPieces(points, stroke.dash, em_)) {
    drawSolid(piece, {stroke.ink, stroke.width, Dash::kSolid});
  }
}

void ImguiSurface::fillStrip(std::span<const StripPoint> points, const Ink& ink) {
  if (points.size() < 2) return;
  const ImU32 full = packed(ink);
  const ImU32 none = packed({ink.color, 0.0});
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const int count = static_cast<int>(points.size());
  list_->PrimReserve((count - 1) * 18, count * 4);
  const unsigned int base = list_->_VtxCurrentIdx;
  // Across the strip: transparent, full, full, transparent; the edges fade over one pixel.
  for (const StripPoint& p : points) {
    const double half = std::min(0.5, 0.5 * (p.bottom - p.top));
    list_->PrimWriteVtx(vec(p.x, p.top - 0.5), white, none);
    list_->PrimWriteVtx(vec(p.x, p.top + half), white, full);
    list_->PrimWriteVtx(vec(p.x, p.bottom - half), white, full);
    list_->PrimWriteVtx(vec(p.x, p.bottom + 0.5), white, none);
  }
  for (int i = 0; i + 1 < count; ++i) {
    for (int side = 0; side < 3; ++side) {
      const unsigned int a = base + static_cast<unsigned int>(4 * i + side);
      for (const unsigned int offset : {0U, 1U, 5U, 0U, 5U, 4U}) {
        list_->PrimWriteIdx(static_cast<ImDrawIdx>(a + offset));
      }
    }
  }
}

void ImguiSurface::fillDot(const Place& center, double radius, const Ink& ink) {
  list_->AddCircleFilled(vec(center.x, center.y), static_cast<float>(radius), packed(ink));
}

void ImguiSurface::pushClip(const figure::Box& box) {
  list_->PushClipRect(vec(box.x, box.y), vec(box.right(), box.bottom()), true);
}

void ImguiSurface::popClip() { list_->PopClipRect(); }

}  // namespace adamscope::plot
