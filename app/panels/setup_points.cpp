#include <algorithm>

#include "app/figure/theme.h"
#include "app/model/data_editing.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/number_row.h"

namespace adamscope {

namespace {

void drawTools(const SetupContext& context) {
  const ui::Frame& frame = context.frame;
  rowLabel(frame, "Draw",
           {.title = "Draw samples",
            .body = "Adds or removes samples with the mouse in the input view. Each drag writes a "
                    "new CSV file and restarts the run on it; undo brings the samples before back. "
                    "With more than two inputs a sample is put on the slice plane."});
  const std::array<ui::Segment, 3> tools{
      {{.text = ui::icons::kTarget,
        .tip = {.title = "Look around", .body = "Drag pans, a click pins a region."}},
       {.text = ui::icons::kPencil,
        .tip = {.title = "Add samples", .body = "Click or drag in the input view."}},
       {.text = ui::icons::kEraser,
        .tip = {
            .title = "Erase samples",
            .body = "Click or drag over samples. The last training sample of a class stays."}}}};
  const int chosen = ui::segmented(frame, "tool", tools, static_cast<int>(context.ui.tool),
                                   ImGui::GetContentRegionAvail().x);
  context.ui.tool = static_cast<InputTool>(chosen);
}

/// A class as a swatch with its name; true when it was clicked.
bool drawClass(const SetupContext& context, const std::string& name, int label, int classCount) {
  const ui::Frame& frame = context.frame;
  const bool isNew = label == classCount;
  const bool isChosen = context.ui.drawnClass == label;
  const float swatch = frame.grid(3);
  const float padding = frame.grid(2);
  const char* text = isNew ? "new" : name.c_str();
  const float longest = ImGui::GetContentRegionAvail().x - swatch - 3 * padding;
  const float textWidth = std::min(ImGui::CalcTextSize(text).x, std::max(1.0F, longest));
  const ImVec2 size{swatch + textWidth + 3 * padding, ImGui::GetFrameHeight()};
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::PushID(label);
  const bool wasClicked = ImGui::InvisibleButton("##class", size);
  ImGui::PopID();
  const ui::Palette& colors = frame.colors();
  const bool isHovered = ImGui::IsItemHovered();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + size.x, corner.y + size.y};
  const float rounding = ImGui::GetStyle().FrameRounding;
  draw->AddRectFilled(corner, end, isHovered ? colors.hovered : colors.raised, rounding);
  if (isChosen) draw->AddRect(corner, end, colors.accent, rounding, 0, 1.5F * frame.scale);
  const figure::Theme theme = frame.theme.isDark() ? figure::Theme::dark() : figure::Theme::paper();
  const figure::Color color = theme.classColor(label, isNew ? classCount + 1 : classCount);
  draw->AddCircleFilled({corner.x + padding + swatch / 2, corner.y + size.y / 2}, swatch / 2,
                        ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                                        static_cast<float>(color.green),
                                                        static_cast<float>(color.blue), 1.0F}));
  draw->PushClipRect(corner, {end.x - padding / 2, end.y}, true);
  draw->AddText({corner.x + swatch + 2 * padding, corner.y + ImGui::GetStyle().FramePadding.y},
                isChosen ? colors.text : colors.muted, text);
  draw->PopClipRect();
  ui::tipOnHover(frame, {.title = name,
                         .body = isNew ? "One more class: the network gets an output for it."
                                       : "Samples that are added get this class."});
  return wasClicked;
}

void drawClasses(const SetupContext& context) {
  const std::vector<std::string>& names = context.trainData().classNames;
  const int count = static_cast<int>(names.size());
  context.ui.drawnClass = std::clamp(context.ui.drawnClass, 0, count);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const float gap = context.frame.grid(1);
  for (int label = 0; label <= count; ++label) {
    const bool isNew = label == count;
    const std::string name = isNew ? nextClassName(names) : names[static_cast<std::size_t>(label)];
    const float width = ImGui::CalcTextSize(isNew ? "new" : name.c_str()).x +
                        context.frame.grid(3) + 3 * context.frame.grid(2);
    if (label > 0 && ImGui::GetItemRectMax().x + gap + width <= right) ImGui::SameLine(0, gap);
    if (drawClass(context, name, label, count)) context.ui.drawnClass = label;
  }
}

/// The target of a drawn sample; in one dimension its height is its target.
void drawTarget(const SetupContext& context) {
  if (context.trainData().featureCount() < 2) return;
  const Matrix& targets = context.trainData().targets;
  const double low = targets.minCoeff();
  const double high = targets.maxCoeff();
  const ui::NumberEdit edit =
      ui::numberRow(context.frame,
                    {.label = "Target y",
                     .slider = {low, high > low ? high : low + 1.0},
                     .tip = {.title = "Target", .body = "Samples that are added get this target."}},
                    context.ui.drawnTarget);
  if (edit.isPreview || edit.isCommitted) context.ui.drawnTarget = edit.value;
}

}  // namespace

void drawPointTools(const SetupContext& context) {
  drawTools(context);
  if (context.ui.tool != InputTool::kAddPoints) return;
  if (context.trainData().task == Task::kClassification) {
    drawClasses(context);
  } else {
    drawTarget(context);
  }
}

}  // namespace adamscope
