#include "app/panels/event_columns.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/panels/inspector_context.h"
#include "app/panels/number_format.h"
#include "core/base/text.h"

namespace adamscope {

namespace {

constexpr std::array<EventColumn, 6> kColumns{EventColumn::kStep,   EventColumn::kTau,
                                              EventColumn::kLayer,  EventColumn::kNeuron,
                                              EventColumn::kSample, EventColumn::kDirection};

/// The widest text that a column has to hold.
std::string widestCell(EventColumn column, const EventExtent& extent) {
  switch (column) {
    case EventColumn::kStep:
      return groupedText(std::max(extent.steps, 100L));
    case EventColumn::kTau:
      return "0.0000";
    case EventColumn::kLayer:
      return "000";
    case EventColumn::kNeuron:
      return std::to_string(std::max(extent.widestLayer, 10));
    case EventColumn::kSample:
      return std::to_string(std::max(extent.samples, 10));
    case EventColumn::kDirection:
      return "";
  }
  return "";
}

float widthFor(const ui::Frame& frame, EventColumn column, const EventExtent& extent) {
  return std::ceil(std::max(widthOf(frame.fonts.smallNumbers, widestCell(column, extent)),
                            widthOf(frame.fonts.small, nameOf(column))));
}

float totalOf(const std::vector<float>& widths, float gap) {
  float total = 0.0F;
  for (const float width : widths) total += width + gap;
  return total - gap;
}

void drawDirection(const ui::Frame& frame, ImVec2 middle, const EventRow& event) {
  const float size = frame.grid(1.1F);
  const bool isOn = event.direction > 0;
  const float up = isOn ? -size : size;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 tip{middle.x, middle.y + up};
  const ImVec2 left{middle.x - size, middle.y - up * 0.8F};
  const ImVec2 right{middle.x + size, middle.y - up * 0.8F};
  const ImU32 color = layerOutline(frame, event.layer);
  if (isOn) {
    list->AddTriangleFilled(tip, left, right, color);
  } else {
    list->AddTriangle(tip, left, right, color, std::max(1.0F, frame.grid(0.35F)));
  }
}

}  // namespace

const char* nameOf(EventColumn column) {
  constexpr std::array<const char*, 6> kNames{"step", "\u03C4", "layer", "neuron", "sample", "dir"};
  return kNames[static_cast<std::size_t>(column)];
}

std::vector<PlacedColumn> placeEventColumns(const ui::Frame& frame, float width,
                                            const EventExtent& extent) {
  std::vector<EventColumn> shown(kColumns.begin(), kColumns.end());
  std::vector<float> widths;
  const float leastGap = frame.grid(1.5F);
  std::vector<EventColumn> leaving{EventColumn::kDirection, EventColumn::kTau};
  while (true) {
    widths.clear();
    for (const EventColumn column : shown) widths.push_back(widthFor(frame, column, extent));
    if (totalOf(widths, leastGap) <= width || leaving.empty()) break;
    std::erase(shown, leaving.back());
    leaving.pop_back();
  }
  const float spare = std::max(0.0F, width - totalOf(widths, leastGap));
  const float gap = leastGap + spare / static_cast<float>(widths.size());
  std::vector<PlacedColumn> placed;
  float x = gap - leastGap;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    placed.push_back({shown[i], std::round(x), std::round(x + widths[i])});
    x += widths[i] + gap;
  }
  return placed;
}

std::string cellText(const EventRow& row, EventColumn column) {
  switch (column) {
    case EventColumn::kStep:
      return groupedText(row.step);
    case EventColumn::kTau: {
      char text[24];
      std::snprintf(text, sizeof text, "%.4f", row.tau);
      return text;
    }
    case EventColumn::kLayer:
      return std::to_string(row.layer);
    case EventColumn::kNeuron:
      return std::to_string(row.neuron);
    case EventColumn::kSample:
      return std::to_string(row.sample);
    case EventColumn::kDirection:
      return {};
  }
  return {};
}

void drawEvent(const ui::Frame& frame, const ui::Rect& row, const EventRow& event,
               const std::vector<PlacedColumn>& columns) {
  ImFont* font = frame.fonts.smallNumbers;
  const float y = middleOf(font, row);
  for (const PlacedColumn& place : columns) {
    if (place.column == EventColumn::kDirection) {
      drawDirection(
          frame, {row.x + place.right - frame.grid(2), std::round(row.y + row.height / 2)}, event);
      continue;
    }
    const std::string text = cellText(event, place.column);
    drawTextRight(font, {row.x + place.right, y}, frame.colors().text, text);
    if (place.column != EventColumn::kLayer) continue;
    const float mark = std::round(frame.grid(2.5F));
    drawLayerMark(frame,
                  {std::round(row.x + place.right - widthOf(font, text) - frame.grid(1) - mark),
                   std::round(row.y + (row.height - mark) / 2)},
                  mark, event.layer);
  }
}

std::string csvLine(const EventRow& event) {
  return std::to_string(event.step) + "," + formatReal(event.tau) + "," +
         std::to_string(event.layer) + "," + std::to_string(event.neuron) + "," +
         std::to_string(event.sample) + "," + std::to_string(event.direction);
}

}  // namespace adamscope
