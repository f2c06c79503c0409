#include "app/ui/number_row.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/rect.h"

namespace adamscope::ui {
namespace {

constexpr float kBoxEm = 5.4F;
constexpr float kLabelShare = 0.38F;  ///< Of the row's width.

/// Rows narrower than this have the label above the slider.
constexpr float kNarrowEm = 15.0F;

/// How wide the parts of a row are.
struct RowWidths {
  float label;
  float slider;
  float box;
  float gap;
  bool isStacked;  ///< The label has a line of its own.
};

RowWidths widthsOf(const Frame& frame) {
  const float all = ImGui::GetContentRegionAvail().x;
  const float gap = frame.grid(2);
  const float box = std::min(frame.em(kBoxEm), all * 0.4F);
  const bool isStacked = all < frame.em(kNarrowEm);
  const float label = isStacked ? all : std::round(all * kLabelShare) - gap;
  const float beside = isStacked ? 0.0F : label + gap;
  return {.label = label,
          .slider = std::max(1.0F, all - beside - box - gap),
          .box = box,
          .gap = gap,
          .isStacked = isStacked};
}

/// The label, cut to its width, with the tip.
void drawLabel(const Frame& frame, const NumberSpec& spec, const RowWidths& widths) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = widths.label;
  const float padding = widths.isStacked ? 0.0F : ImGui::GetStyle().FramePadding.y;
  const float height = frame.em(1) + 2 * padding;
  ImGui::Dummy({width, height});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(corner, {corner.x + width, corner.y + height}, true);
  draw->AddText({corner.x, corner.y + padding}, ImGui::GetColorU32(ImGuiCol_Text), spec.label);
  draw->PopClipRect();
  tipOnHover(frame, spec.tip);
}

void drawTrack(const Frame& frame, const Rect& place, float share, bool isStrong) {
  const float radius = frame.grid(1.5F);
  const float thickness = frame.grid(1);
  const float middle = place.y + place.height / 2;
  const float knob = place.x + radius + share * (place.width - 2 * radius);
  const Palette& colors = frame.colors();
  const float opacity = ImGui::GetStyle().Alpha;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({place.x, middle - thickness / 2}, {place.right(), middle + thickness / 2},
                      withOpacity(colors.line, opacity), thickness / 2);
  draw->AddRectFilled({place.x, middle - thickness / 2}, {knob, middle + thickness / 2},
                      withOpacity(colors.accent, opacity), thickness / 2);
  if (isStrong) {
    draw->AddCircleFilled({knob, middle}, radius * 1.7F, withOpacity(colors.accent, 0.25F));
  }
  draw->AddCircleFilled({knob, middle}, radius, withOpacity(colors.accent, opacity));
}

/// The slider; works on the memory while it is dragged.
void drawSlider(const Frame& frame, const NumberSpec& spec, float width, NumberMemory& memory,
                NumberEdit& edit) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const Rect place{corner.x, corner.y, width, ImGui::GetFrameHeight()};
  ImGui::InvisibleButton("##slider", place.size());
  if (ImGui::IsItemActivated()) {
    memory = {.isDragging = true,
              .dragStart = edit.value,
              .dragValue = edit.value,
              .typed = {},
              .refusal = {}};
  }
  if (ImGui::IsItemActive() && memory.isDragging) {
    const float radius = frame.grid(1.5F);
    const float share = (ImGui::GetIO().MousePos.x - place.x - radius) / (width - 2 * radius);
    double dragged = valueAt(share, spec.slider, ImGui::GetIO().KeyShift);
    if (spec.range.isInteger) dragged = std::round(dragged);
    memory.dragValue = dragged;
    edit.isPreview = dragged != edit.value;
    edit.value = dragged;
  } else if (memory.isDragging) {
    memory.isDragging = false;
    edit.value = memory.dragValue;
    edit.before = memory.dragStart;
    edit.isCommitted = memory.dragValue != memory.dragStart;
  }
  const bool isStrong = ImGui::IsItemHovered() || ImGui::IsItemActive();
  drawTrack(frame, place, static_cast<float>(shareOf(edit.value, spec.slider)), isStrong);
  tipOnHover(frame, spec.tip);
}

/// The text was left: takes it, or remembers why not.
void finishTyping(const NumberSpec& spec, NumberMemory& memory, NumberEdit& edit) {
  const Result<double> typed = readNumber(memory.typed, spec.range);
  if (!typed) {
    memory.refusal = typed.message();
    return;
  }
  edit.before = edit.value;
  edit.isCommitted = *typed != edit.value;
  edit.value = *typed;
}

void drawBox(const Frame& frame, const NumberSpec& spec, float width, NumberMemory& memory,
             NumberEdit& edit) {
  const std::string shown =
      memory.isTyping ? memory.typed : numberText(edit.value, spec.range.isInteger);
  std::array<char, 64> text{};
  shown.copy(text.data(), text.size() - 1);
  const bool isRefused = !memory.refusal.empty();
  ImGui::PushStyleColor(ImGuiCol_Border, frame.colors().error);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, isRefused ? std::max(1.0F, frame.scale) : 0);
  bool isEdited = false;
  {
    const WithFont font(frame.fonts.numbers);
    // As high as its neighbours, which are set in the larger text.
    const float spare = frame.em(1) + 2 * ImGui::GetStyle().FramePadding.y - ImGui::GetFontSize();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.grid(2), spare / 2});
    ImGui::SetNextItemWidth(width);
    isEdited =
        ImGui::InputText("##box", text.data(), text.size(), ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
  }
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (ImGui::IsItemActivated()) {
    memory = {.isTyping = true, .typed = text.data(), .refusal = {}};
  }
  if (isEdited) memory.typed = text.data();
  if (ImGui::IsItemDeactivatedAfterEdit()) finishTyping(spec, memory, edit);
  if (!ImGui::IsItemActive()) memory.isTyping = false;
  // The mouse is still here when a number was refused: the tip would hide the reason.
  if (!memory.isTyping && memory.refusal.empty()) tipOnHover(frame, spec.tip);
}

/// The reason under the box, right-aligned with it.
void drawRefusal(const Frame& frame, const std::string& reason) {
  const WithFont font(frame.fonts.small);
  const float width = sizeOf(frame.fonts.small, reason.c_str()).x;
  const float all = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, all - width));
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().error);
  ImGui::TextWrapped("%s", reason.c_str());
  ImGui::PopStyleColor();
}

}  // namespace

NumberEdit numberRow(const Frame& frame, const NumberSpec& spec, double value) {
  ImGui::PushID(spec.label);
  const ImGuiID id = ImGui::GetID("##row");
  const auto known = frame.memory.numbers.find(id);
  NumberMemory memory = known == frame.memory.numbers.end() ? NumberMemory() : known->second;
  NumberEdit edit{.value = memory.isDragging ? memory.dragValue : value, .before = value};
  const RowWidths widths = widthsOf(frame);
  ImGui::BeginDisabled(!spec.isEnabled);
  drawLabel(frame, spec, widths);
  if (!widths.isStacked) ImGui::SameLine(0, widths.gap);
  drawSlider(frame, spec, widths.slider, memory, edit);
  ImGui::SameLine(0, widths.gap);
  drawBox(frame, spec, widths.box, memory, edit);
  ImGui::EndDisabled();
  if (!memory.refusal.empty()) drawRefusal(frame, memory.refusal);
  const bool isInUse = memory.isDragging || memory.isTyping || !memory.refusal.empty();
  if (isInUse) {
    frame.memory.numbers[id] = std::move(memory);
  } else {
    frame.memory.numbers.erase(id);
  }
  ImGui::PopID();
  return edit;
}

}  // namespace adamscope::ui
