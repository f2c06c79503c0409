#include "app/ui/rows.h"

#include <algorithm>
#include <cmath>

#include "app/ui/icons.h"
#include "app/ui/rect.h"

namespace adamscope::ui {
namespace {

struct BadgeText {
  std::string_view word;
  Tip tip;
};

BadgeText textOf(Badge badge) {
  if (badge == Badge::kLive) {
    return {"live", {.title = "Live", .body = "A change takes effect at the next step."}};
  }
  return {"restarts",
          {.title = "Restarts the run",
           .body = "A change starts the run again from step 0, with the same seeds."}};
}

ImU32 colorOf(const Palette& colors, Badge badge) {
  return badge == Badge::kLive ? colors.good : colors.warning;
}

ImVec2 pillSize(const Frame& frame, std::string_view text) {
  const ImVec2 extent = sizeOf(frame.fonts.small, text.data(), text.data() + text.size());
  return {extent.x + frame.grid(4), extent.y + frame.grid(1)};
}

void drawPill(const Frame& frame, ImVec2 corner, std::string_view text, ImU32 color) {
  const ImVec2 size = pillSize(frame, text);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(corner, {corner.x + size.x, corner.y + size.y}, withOpacity(color, 0.14F),
                      size.y / 2);
  draw->AddText(frame.fonts.small, heightOf(frame.fonts.small),
                {corner.x + frame.grid(2), corner.y + frame.grid(0.5F)}, color, text.data(),
                text.data() + text.size());
}

void drawBadge(const Frame& frame, const Rect& row, Badge badge) {
  const BadgeText text = textOf(badge);
  const ImVec2 size = pillSize(frame, text.word);
  const ImVec2 corner{row.right() - size.x, std::round(row.y + (row.height - size.y) / 2)};
  drawPill(frame, corner, text.word, colorOf(frame.colors(), badge));
  ImGui::SetCursorScreenPos(corner);
  ImGui::Dummy(size);
  tipOnHover(frame, text.tip);
}

}  // namespace

bool sectionHeader(const Frame& frame, const char* title, Badge badge, const Tip& tip,
                   bool isOpenAtFirst) {
  ImGui::PushID(title);
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID id = ImGui::GetID("##open");
  bool isOpen = storage->GetBool(id, isOpenAtFirst);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Rect row{corner.x, corner.y, ImGui::GetContentRegionAvail().x, frame.grid(8)};
  const float badgeWidth =
      badge == Badge::kNone ? 0.0F : pillSize(frame, textOf(badge).word).x + frame.grid(1);
  if (ImGui::InvisibleButton("##header", {std::max(1.0F, row.width - badgeWidth), row.height})) {
    isOpen = !isOpen;
    storage->SetBool(id, isOpen);
  }
  const bool isHovered = ImGui::IsItemHovered();
  tipOnHover(frame, tip);
  const ImU32 chevron = isHovered ? frame.colors().text : frame.colors().muted;
  const float y = std::round(row.y + (row.height - frame.em(1)) / 2);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(frame.fonts.small, heightOf(frame.fonts.small),
                {row.x, std::round(row.y + (row.height - heightOf(frame.fonts.small)) / 2)},
                chevron, isOpen ? icons::kExpanded : icons::kCollapsed);
  draw->AddText(frame.fonts.strong, heightOf(frame.fonts.strong), {row.x + frame.grid(5), y},
                frame.colors().text, title);
  if (badge != Badge::kNone) drawBadge(frame, row, badge);
  ImGui::SetCursorScreenPos({row.x, row.bottom() + ImGui::GetStyle().ItemSpacing.y / 2});
  ImGui::PopID();
  return isOpen;
}

void pill(const Frame& frame, std::string_view text, ImU32 color, float rowHeight) {
  const ImVec2 size = pillSize(frame, text);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = rowHeight > 0 ? rowHeight : ImGui::GetFrameHeight();
  ImGui::Dummy({size.x, height});
  drawPill(frame, {corner.x, std::round(corner.y + (height - size.y) / 2)}, text, color);
}

void keyValueRow(const Frame& frame, const KeyValue& row) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const float height = frame.em(1) + frame.grid(1);
  ImGui::Dummy({width, height});
  const auto endOf = [](std::string_view text) { return text.data() + text.size(); };
  const ImVec2 valueSize = sizeOf(frame.fonts.numbers, row.value.data(), endOf(row.value));
  const float unitWidth =
      row.unit.empty()
          ? 0.0F
          : sizeOf(frame.fonts.small, row.unit.data(), endOf(row.unit)).x + frame.grid(1);
  const float valueX = std::round(corner.x + width - unitWidth - valueSize.x);
  const Palette& colors = frame.colors();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(corner, {valueX - frame.grid(1), corner.y + height}, true);
  draw->AddText(corner, colors.muted, row.key.data(), endOf(row.key));
  draw->PopClipRect();
  draw->AddText(frame.fonts.numbers, heightOf(frame.fonts.numbers), {valueX, corner.y},
                row.valueColor == 0 ? colors.text : row.valueColor, row.value.data(),
                endOf(row.value));
  if (!row.unit.empty()) {
    draw->AddText(frame.fonts.small, heightOf(frame.fonts.small),
                  {corner.x + width - unitWidth + frame.grid(1), corner.y + frame.grid(0.5F)},
                  colors.muted, row.unit.data(), endOf(row.unit));
  }
  tipOnHover(frame, row.tip);
}

void mutedText(const Frame& frame, std::string_view text) {
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

void swatch(const Frame& frame, ImU32 color, const Tip& tip) {
  const float side = frame.grid(3);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float top = std::round(corner.y + (frame.em(1) - side) / 2 + frame.grid(0.25F));
  ImGui::Dummy({side, frame.em(1)});
  ImGui::GetWindowDrawList()->AddRectFilled({corner.x, top}, {corner.x + side, top + side}, color,
                                            frame.grid(0.75F));
  tipOnHover(frame, tip);
  ImGui::SameLine(0, frame.grid(2));
}

}  // namespace adamscope::ui
