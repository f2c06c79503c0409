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

void drawEventCaption(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect, ImVec2 anchor,
                      const std::string& sentence, const char* meaning, int layer) {
  if (!rect.contains(anchor)) return;
  ImFont* font = frame.fonts.small;
  const float line = ui::heightOf(font);
  const float pad = frame.grid(1.5F);
  const float bar = frame.grid(0.8F);
  const float width = std::max(ui::sizeOf(font, sentence.c_str()).x, ui::sizeOf(font, meaning).x);
  const ImVec2 size(width + 2.0F * pad + bar, 2.0F * line + 2.0F * pad);
  const float distance = frame.grid(6.0F);
  const float margin = frame.grid(2.0F);
  // Above and to the right; below where the notes in the corner or the edge are in the way.
  ImVec2 corner(anchor.x + distance, anchor.y - distance - size.y);
  if (corner.y < rect.y + frame.em(5.0F)) corner.y = anchor.y + distance;
  corner.x = std::clamp(corner.x, rect.x + margin,
                        std::max(rect.x + margin, rect.right() - margin - size.x));
  const ImU32 color = packed(figure::layerColor(layer));
  const ImVec2 near(std::clamp(anchor.x, corner.x, corner.x + size.x),
                    corner.y > anchor.y ? corner.y : corner.y + size.y);
  list.AddLine(anchor, near, ui::withOpacity(color, 0.7F), frame.grid(0.4F));
  const ImVec2 end(corner.x + size.x, corner.y + size.y);
  list.AddRectFilled(corner, end, ui::withOpacity(frame.colors().panel, 0.94F), frame.grid(1.0F));
  list.AddRectFilled(corner, {corner.x + bar, end.y}, color);
  const float x = corner.x + bar + pad;
  list.AddText(font, line, {x, corner.y + pad}, frame.colors().text, sentence.c_str());
  list.AddText(font, line, {x, corner.y + pad + line}, frame.colors().muted, meaning);
}

}  // namespace adamscope
