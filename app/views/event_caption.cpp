#include "app/views/event_caption.h"

#include <algorithm>
#include <cmath>

#include "app/figure/color.h"

namespace adamscope {

std::string eventSentence(const TrainFrame& train, std::size_t event) {
  const EventRow& row = train.history->events[event];
  const bool isNow = train.event == event;
  std::string text = "Neuron " + std::to_string(row.neuron);
  text += " of layer " + std::to_string(row.layer);
  text += isNow ? " turns " : " turned ";
  text += row.direction > 0 ? "on" : "off";
  text += " for sample " + std::to_string(row.sample);
  if (!isNow) text += ", step " + std::to_string(row.step);
  return text;
}

ImVec2 captionCorner(const ui::Frame& frame, const ui::Rect& rect, ImVec2 anchor, ImVec2 size,
                     const std::vector<ui::Rect>& taken) {
  const float distance = frame.grid(6.0F);
  const float margin = frame.grid(2.0F);
  const float highest = rect.y + frame.em(5.0F);
  const float leftmost = rect.x + margin;
  const float rightmost = std::max(leftmost, rect.right() - margin - size.x);
  const float right = std::clamp(anchor.x + distance, leftmost, rightmost);
  const float left = std::clamp(anchor.x - distance - size.x, leftmost, rightmost);
  const float above = anchor.y - distance - size.y;
  const float below = anchor.y + distance;
  const ImVec2 first(right, above < highest ? below : above);
  for (const ImVec2& corner :
       {first, ImVec2(right, below), ImVec2(left, above), ImVec2(left, below)}) {
    const ui::Rect place{corner.x, corner.y, size.x, size.y};
    const bool fits =
        place.y >= highest && place.bottom() <= rect.bottom() - margin && !place.contains(anchor);
    if (fits && std::none_of(taken.begin(), taken.end(),
                             [&](const ui::Rect& other) { return place.overlaps(other); })) {
      return corner;
    }
  }
  return first;
}

void drawEventCaption(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect, ImVec2 anchor,
                      const EventCaption& caption, const std::vector<ui::Rect>& taken) {
  if (!rect.contains(anchor)) return;
  ImFont* font = frame.fonts.small;
  const float line = ui::heightOf(font);
  const float pad = frame.grid(1.5F);
  const float bar = frame.grid(0.8F);
  const float width =
      std::max(ui::sizeOf(font, caption.sentence.c_str()).x, ui::sizeOf(font, caption.meaning).x);
  const ImVec2 size(width + 2.0F * pad + bar, 2.0F * line + 2.0F * pad);
  const ImVec2 corner = captionCorner(frame, rect, anchor, size, taken);
  const ImU32 color = packed(figure::layerColor(caption.layer));
  const ImVec2 near(std::clamp(anchor.x, corner.x, corner.x + size.x),
                    corner.y > anchor.y ? corner.y : corner.y + size.y);
  list.AddLine(anchor, near, ui::withOpacity(color, 0.7F), frame.grid(0.4F));
  const ImVec2 end(corner.x + size.x, corner.y + size.y);
  list.AddRectFilled(corner, end, ui::withOpacity(frame.colors().panel, 0.94F), frame.grid(1.0F));
  list.AddRectFilled(corner, {corner.x + bar, end.y}, color);
  const float x = corner.x + bar + pad;
  list.AddText(font, line, {x, corner.y + pad}, frame.colors().text, caption.sentence.c_str());
  list.AddText(font, line, {x, corner.y + pad + line}, frame.colors().muted, caption.meaning);
}

}  // namespace adamscope
