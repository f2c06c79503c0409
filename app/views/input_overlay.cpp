#include "app/views/input_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/figure/color.h"
#include "app/figure/ticks.h"
#include "app/views/view_theme.h"
#include "core/network/preactivation.h"

namespace adamscope {

namespace {

ImU32 hex(ImU32 color, float opacity) { return ui::withOpacity(color, opacity); }

/// Text on a quiet plate, so that it can be read on any picture.
void plateText(const ui::Frame& frame, ImDrawList& list, ImFont* font, ImVec2 place,
               const std::string& text, ImU32 color) {
  const ImVec2 size = ui::sizeOf(font, text.c_str());
  const float pad = frame.grid(0.5F);
  list.AddRectFilled({place.x - pad, place.y}, {place.x + size.x + pad, place.y + size.y},
                     hex(frame.colors().background, 0.66F), frame.grid(0.75F));
  list.AddText(font, ui::heightOf(font), place, color, text.c_str());
}

/// The line of a tick and its label; `horizontal` for the lower axis.
struct AxisLook {
  bool horizontal = true;
  float tickLength = 4.0F;
};

void drawAxis(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
              const AxisLook& look, const std::string& name) {
  const SliceDomain seen = visibleDomain(place.camera, place.size());
  const double low = look.horizontal ? seen.xMin : seen.yMin;
  const double high = look.horizontal ? seen.xMax : seen.yMax;
  const float length = look.horizontal ? place.rect.width : place.rect.height;
  const int count = std::max(2, static_cast<int>(length / frame.em(6.0F)));
  const figure::Ticks ticks = figure::niceTicks(low, high, count);
  ImFont* font = frame.fonts.smallNumbers;
  const float height = ui::heightOf(font);
  const ImU32 color = frame.colors().muted;
  ImFont* titleFont = frame.fonts.small;
  const std::string title = name + ticks.note;
  const ImVec2 titleSize = ui::sizeOf(titleFont, title.c_str());
  const float nameRoom = std::max(frame.em(5.0F), titleSize.x + frame.grid(5.0F));
  for (const figure::Tick& tick : ticks.marks) {
    const ImVec2 at =
        look.horizontal ? place.at({tick.value, seen.yMin}) : place.at({seen.xMin, tick.value});
    const ImVec2 size = ui::sizeOf(font, tick.label.c_str());
    if (look.horizontal) {
      // The corner belongs to the other axis, the end to this axis's name.
      const bool fits = at.x - 0.5F * size.x > place.rect.x + frame.em(3.2F) &&
                        at.x + 0.5F * size.x < place.rect.right() - nameRoom;
      list.AddLine({at.x, place.rect.bottom() - look.tickLength}, {at.x, place.rect.bottom()},
                   color);
      if (!fits) continue;
      plateText(frame, list, font,
                {std::round(at.x - 0.5F * size.x),
                 std::round(place.rect.bottom() - look.tickLength - height - 1.0F)},
                tick.label, color);
    } else {
      const bool fits = at.y - 0.5F * height > place.rect.y + frame.em(3.0F) &&
                        at.y + 0.5F * height < place.rect.bottom() - frame.em(1.2F);
      list.AddLine({place.rect.x, at.y}, {place.rect.x + look.tickLength, at.y}, color);
      if (!fits) continue;
      plateText(
          frame, list, font,
          {place.rect.x + look.tickLength + frame.grid(1.0F), std::round(at.y - 0.5F * height)},
          tick.label, color);
    }
  }
  const ImVec2 corner = look.horizontal
                            ? ImVec2(place.rect.right() - titleSize.x - frame.grid(2.0F),
                                     place.rect.bottom() - titleSize.y - look.tickLength - 1.0F)
                            : ImVec2(place.rect.x + look.tickLength + frame.grid(1.0F),
                                     place.rect.y + frame.grid(2.0F));
  plateText(frame, list, titleFont, corner, title, frame.colors().text);
}

std::string shortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// One line of the classes' legend.
void legendRow(const ui::Frame& frame, ImDrawList& list, ImVec2 place, ImU32 color,
               const std::string& text) {
  const float size = ui::heightOf(frame.fonts.small);
  list.AddCircleFilled({place.x + 0.4F * size, place.y + 0.55F * size}, 0.32F * size, color);
  list.AddText(frame.fonts.small, size, {place.x + size + frame.grid(1.0F), place.y},
               frame.colors().text, text.c_str());
}

void drawClassLegend(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect,
                     const TrainFrame& train) {
  const std::vector<std::string>& names = train.experiment->data.train.classNames;
  const figure::Theme theme = viewTheme(frame.theme);
  const float line = ui::heightOf(frame.fonts.small) + frame.grid(1.0F);
  const auto shown = std::min<std::size_t>(names.size(), 10);
  float width = 0.0F;
  for (std::size_t i = 0; i < shown; ++i) {
    width = std::max(width, ui::sizeOf(frame.fonts.small, names[i].c_str()).x);
  }
  width += line + frame.grid(4.0F);
  const float height = line * static_cast<float>(shown) + frame.grid(3.0F);
  const ImVec2 corner(rect.right() - width - frame.grid(2.0F),
                      rect.bottom() - height - frame.em(2.2F));
  list.AddRectFilled(corner, {corner.x + width, corner.y + height},
                     hex(frame.colors().panel, 0.86F), frame.grid(1.5F));
  for (std::size_t i = 0; i < shown; ++i) {
    const figure::Color color =
        theme.classColor(static_cast<int>(i), std::max(2, static_cast<int>(names.size())));
    legendRow(
        frame, list,
        {corner.x + frame.grid(2.0F), corner.y + frame.grid(1.5F) + line * static_cast<float>(i)},
        packed(color), names[i]);
  }
}

void arrow(ImDrawList& list, ImVec2 from, ImVec2 direction, float length, ImU32 color) {
  const ImVec2 tip(from.x + direction.x * length, from.y + direction.y * length);
  const ImVec2 side(-direction.y, direction.x);
  const float head = 0.4F * length;
  list.AddLine(from, {tip.x - direction.x * head, tip.y - direction.y * head}, color,
               0.16F * length);
  list.AddTriangleFilled(tip,
                         {tip.x - direction.x * head + side.x * 0.6F * head,
                          tip.y - direction.y * head + side.y * 0.6F * head},
                         {tip.x - direction.x * head - side.x * 0.6F * head,
                          tip.y - direction.y * head - side.y * 0.6F * head},
                         color);
}

}  // namespace

ImVec2 OverlayPlace::at(const SlicePoint& point) const {
  const ViewPoint place = toView(camera, size(), point);
  return {rect.x + static_cast<float>(place.x), rect.y + static_cast<float>(place.y)};
}

ImU32 packed(const figure::Color& color, double opacity) { return packColor(color, opacity); }

void drawAxes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
              const std::array<std::string, 2>& names) {
  const float tick = frame.grid(1.25F);
  drawAxis(frame, list, place, {.horizontal = true, .tickLength = tick}, names[0]);
  drawAxis(frame, list, place, {.horizontal = false, .tickLength = tick}, names[1]);
}

void drawColorBar(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect,
                  const FillPlan& plan, const TrainFrame& train) {
  if (plan.mode == FillMode::kFlat || plan.mode == FillMode::kBlend || plan.map.empty()) {
    if (plan.mode == FillMode::kBlend) drawClassLegend(frame, list, rect, train);
    return;
  }
  ImFont* font = frame.fonts.smallNumbers;
  const float line = ui::heightOf(font);
  const float barWidth = frame.grid(3.0F);
  const float barHeight = std::min(frame.em(9.0F), 0.35F * rect.height);
  const bool isProbability = plan.mode == FillMode::kSoftmax || plan.label.starts_with("P(");
  const double middle = 0.5 * (plan.low + plan.high);
  const bool isLogit = isProbability && plan.mode == FillMode::kScalar;
  const auto textAt = [&](double value) {
    return shortNumber(isLogit ? 1.0 / (1.0 + std::exp(-value)) : value);
  };
  const std::array<std::string, 3> labels{textAt(plan.high), textAt(middle), textAt(plan.low)};
  float labelWidth = 0.0F;
  for (const std::string& label : labels) {
    labelWidth = std::max(labelWidth, ui::sizeOf(font, label.c_str()).x);
  }
  const ImVec2 title = ui::sizeOf(frame.fonts.small, plan.label.c_str());
  const float pad = frame.grid(2.0F);
  const float width = std::max(barWidth + frame.grid(1.5F) + labelWidth, title.x) + 2.0F * pad;
  const float height = barHeight + title.y + frame.grid(1.5F) + 2.0F * pad;
  const ImVec2 corner(rect.right() - width - frame.grid(2.0F),
                      rect.bottom() - height - frame.em(2.2F));
  list.AddRectFilled(corner, {corner.x + width, corner.y + height},
                     hex(frame.colors().panel, 0.86F), frame.grid(1.5F));
  list.AddText(frame.fonts.small, title.y, {corner.x + pad, corner.y + pad}, frame.colors().text,
               plan.label.c_str());
  const ImVec2 bar(corner.x + pad, corner.y + pad + title.y + frame.grid(1.5F));
  constexpr int kBands = 64;
  for (int i = 0; i < kBands; ++i) {
    const auto entry = static_cast<std::size_t>(
        (plan.map.size() - 1) * static_cast<std::size_t>(kBands - 1 - i) / (kBands - 1));
    const float top = bar.y + barHeight * static_cast<float>(i) / kBands;
    list.AddRectFilled({bar.x, top}, {bar.x + barWidth, top + barHeight / kBands + 0.5F},
                       plan.map[entry]);
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const float y = bar.y + (barHeight - line) * static_cast<float>(i) / 2.0F;
    list.AddText(font, line, {bar.x + barWidth + frame.grid(1.5F), y}, frame.colors().muted,
                 labels[i].c_str());
  }
}

void drawFaceOutline(ImDrawList& list, const OverlayPlace& place, const Tessellation& tessellation,
                     int face, ImU32 color, float widthPx) {
  std::vector<ImVec2> corners;
  for (const int vertex : tessellation.faceVertices(face)) {
    corners.push_back(place.at(tessellation.vertices[static_cast<std::size_t>(vertex)]));
  }
  list.AddPolyline(corners.data(), static_cast<int>(corners.size()), color, ImDrawFlags_Closed,
                   widthPx);
}

void drawFlashes(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                 const AnalysisFrame& analysis, const std::vector<Flash>& flashes) {
  const TrainFrame& train = *analysis.train;
  const float unit = frame.grid(1.0F);
  for (const Flash& flash : flashes) {
    const EventRow& event = train.history->events[flash.event];
    const auto sample = static_cast<std::size_t>(event.sample);
    if (sample >= analysis.trainSamples.points.size()) continue;
    const ImVec2 center = place.at(analysis.trainSamples.points[sample]);
    if (!place.rect.contains(center)) continue;
    const auto strength = static_cast<float>(flash.strength);
    const ImU32 color = packed(figure::layerColor(event.layer), strength);
    const float radius = unit * (1.9F + 1.4F * strength);
    list.AddCircle(center, radius + 0.3F * unit, hex(frame.colors().background, 0.7F * strength), 0,
                   0.9F * unit);
    list.AddCircle(center, radius, color, 0, 0.5F * unit);
    const Vector input = train.experiment->data.train.inputs.row(event.sample).transpose();
    const Vector gradient =
        preactivationAt(train.network, input, event.layer, event.neuron).gradient;
    const Vector slope = analysis.view.slice.directions.transpose() * gradient;
    // The line moved over the sample against the gradient if the neuron came on, else along it.
    const double dx = -event.direction * slope(0) / place.camera.unitsPerPixelX;
    const double dy =
        slope.size() > 1 ? event.direction * slope(1) / place.camera.unitsPerPixelY : 0.0;
    const double length = std::hypot(dx, dy);
    if (!(length > 0.0)) continue;
    const ImVec2 direction(static_cast<float>(dx / length), static_cast<float>(dy / length));
    arrow(list, {center.x + direction.x * radius, center.y + direction.y * radius}, direction,
          unit * (2.5F + 2.0F * strength), color);
  }
}

void drawSampleRing(const ui::Frame& frame, ImDrawList& list, const OverlayPlace& place,
                    const AnalysisFrame& analysis, int sample) {
  const auto i = static_cast<std::size_t>(sample);
  if (i >= analysis.trainSamples.points.size()) return;
  const ImVec2 center = place.at(analysis.trainSamples.points[i]);
  list.AddCircle(center, frame.grid(2.6F), frame.colors().background, 0, frame.grid(1.1F));
  list.AddCircle(center, frame.grid(2.6F), frame.colors().accent, 0, frame.grid(0.6F));
}

}  // namespace adamscope
