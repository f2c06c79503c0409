#include "app/views/view_toolbar.h"

#include <array>
#include <string>

#include "app/figure/color.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/views/input_overlay.h"
#include "app/views/region_fill.h"

namespace adamscope {

namespace {

namespace icons = ui::icons;

struct FillName {
  RegionFill fill;
  const char* name;
  const char* help;
};

constexpr std::array<FillName, 6> kFills{{
    {RegionFill::kOutput, "Output f", "The network's output, exact between the corners."},
    {RegionFill::kProbability, "Probability", "sigmoid(f), or softmax for several classes."},
    {RegionFill::kLoss, "Loss", "The loss that a sample of the chosen class would have there."},
    {RegionFill::kRegion, "Region",
     "One colour for each linear region, by its activation pattern."},
    {RegionFill::kGradientNorm, "|\u2207f|", "Length of the gradient of f: one number a region."},
    {RegionFill::kActiveNeurons, "Active neurons", "How many hidden neurons are on."},
}};

const char* nameOf(RegionFill fill) {
  for (const FillName& row : kFills) {
    if (row.fill == fill) return row.name;
  }
  return "";
}

void drawFillChoice(const ui::Frame& frame, const ModelFrame& model, InputViewState& view) {
  ImGui::SetNextItemWidth(frame.em(9.0F));
  if (ImGui::BeginCombo("##fill", nameOf(view.fill), ImGuiComboFlags_HeightLargest)) {
    for (const FillName& row : kFills) {
      const std::string problem = fillProblem(row.fill, *model.train);
      const ImGuiSelectableFlags flags =
          problem.empty() ? ImGuiSelectableFlags_None : ImGuiSelectableFlags_Disabled;
      if (ImGui::Selectable(row.name, view.fill == row.fill, flags)) view.fill = row.fill;
      ui::tipOnHover(frame, {.title = row.name, .body = problem.empty() ? row.help : problem});
    }
    ImGui::EndCombo();
  }
  ui::tipOnHover(frame, {.title = "Colour by", .body = "What the colours of the regions tell."});
  ImGui::SameLine(0.0F, frame.grid(1.5F));
}

/// Which class or output the fill shows, where there is a choice.
void drawOutputChoice(const ui::Frame& frame, const ModelFrame& model, InputViewState& view) {
  const TrainFrame& train = *model.train;
  const DataSet& data = train.experiment->data.train;
  const int outputs = train.network.architecture.outputCount();
  const bool isLoss = view.fill == RegionFill::kLoss;
  const int choices = isLoss ? std::max(2, outputs) : outputs;
  if (choices < 2 || view.fill == RegionFill::kRegion || view.fill == RegionFill::kActiveNeurons) {
    return;
  }
  const auto nameOfOutput = [&](int k) {
    const auto i = static_cast<std::size_t>(k);
    return i < data.classNames.size() ? data.classNames[i] : "output " + std::to_string(k);
  };
  const bool hasAll = view.fill == RegionFill::kProbability;
  const bool isAll = hasAll && view.output >= choices;
  const int shown = std::clamp(view.output, 0, choices - 1);
  ImGui::SetNextItemWidth(frame.em(8.0F));
  if (ImGui::BeginCombo("##output", isAll ? "all classes" : nameOfOutput(shown).c_str())) {
    if (hasAll && ImGui::Selectable("all classes", isAll)) view.output = kMostShaderOutputs;
    for (int k = 0; k < choices; ++k) {
      ImGui::PushID(k);
      if (ImGui::Selectable(nameOfOutput(k).c_str(), !isAll && shown == k)) view.output = k;
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::SameLine(0.0F, frame.grid(1.5F));
}

/// One chip per layer: its colour, shown or hidden.
void drawLayerChips(const ui::Frame& frame, const ModelFrame& model, InputViewState& view) {
  const int layers = model.train->network.architecture.hiddenLayerCount();
  view.hiddenLayers.resize(static_cast<std::size_t>(std::max(layers, 0)), 0);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ImGui::GetFrameHeight();
  for (int layer = 1; layer <= std::min(layers, 12); ++layer) {
    char& hidden = view.hiddenLayers[static_cast<std::size_t>(layer) - 1];
    const std::string text = std::to_string(layer);
    const ImVec2 size(height * 0.9F, height);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::PushID(layer);
    if (ImGui::InvisibleButton("layer", size)) hidden = hidden == 0 ? 1 : 0;
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    const ImU32 color = packed(figure::layerColor(layer), hidden != 0 ? 0.25 : 1.0);
    if (hovered) {
      list.AddRectFilled(start, {start.x + size.x, start.y + size.y}, frame.colors().hovered,
                         frame.grid(1.0F));
    }
    const ImVec2 textSize = ui::sizeOf(frame.fonts.small, text.c_str());
    list.AddText(frame.fonts.small, textSize.y,
                 {start.x + 0.5F * (size.x - textSize.x), start.y + 0.16F * size.y},
                 hidden != 0 ? frame.colors().muted : frame.colors().text, text.c_str());
    list.AddRectFilled({start.x + 0.2F * size.x, start.y + 0.76F * size.y},
                       {start.x + 0.8F * size.x, start.y + 0.88F * size.y}, color,
                       frame.grid(0.5F));
    const std::string title = "Boundaries of layer " + text;
    ui::tipOnHover(
        frame, {.title = title, .body = "Fold lines of its neurons. Click to hide or show them."});
    ImGui::SameLine(0.0F, frame.grid(0.5F));
  }
  ImGui::SameLine(0.0F, frame.grid(2.0F));
}

void toggle(const ui::Frame& frame, const char* id, const char* text, bool& value,
            const ui::Tip& tip) {
  if (ui::button(frame, id, text, tip, {.isOn = value, .isFlat = true})) value = !value;
  ImGui::SameLine(0.0F, frame.grid(0.5F));
}

}  // namespace

void drawViewToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions) {
  InputViewState& view = state.input;
  drawFillChoice(frame, model, view);
  drawOutputChoice(frame, model, view);
  drawLayerChips(frame, model, view);
  toggle(frame, "decision", "f = 0", view.showDecision,
         {.title = "Decision boundary",
          .body = "Where the predicted class changes: one exact segment a region."});
  toggle(frame, "train", "train", view.showTrain,
         {.title = "Training samples", .body = "Discs; a ring marks a wrongly classified one."});
  toggle(frame, "test", "test", view.showTest,
         {.title = "Test samples", .body = "Squares; a ring marks a wrongly classified one."});
  toggle(frame, "flashes", icons::kBolt, view.showFlashes,
         {.title = "Crossings",
          .body = "Each crossing lights up for a second: the sample, the fold line that swept over "
                  "it, and the direction in which it moved. While paused, the last step's stay."});
  ImGui::SameLine(0.0F, frame.grid(2.0F));
  const bool canBe3D = model.train->experiment->slice.dimension() == 2;
  if (canBe3D) {
    toggle(frame, "3d", icons::kCube, view.is3D,
           {.title = "3D", .body = "The graph of f as a folded sheet.", .shortcut = "3"});
  }
  const bool wasLocked = view.lockAspect;
  toggle(frame, "aspect", view.lockAspect ? icons::kLock : icons::kUnlock, view.lockAspect,
         {.title = "Lock the aspect", .body = "One scale for both axes."});
  if (wasLocked != view.lockAspect) view.fitRequested = true;
  if (ui::button(frame, "fit", icons::kFit,
                 {.title = "Fit", .body = "Show the whole domain.", .shortcut = "Home"},
                 {.isFlat = true})) {
    view.fitRequested = true;
  }
  ImGui::SameLine(0.0F, frame.grid(0.5F));
  if (ui::button(frame, "camera", icons::kCamera,
                 {.title = "Screenshot of the view", .body = "A PNG of twice the view's size."},
                 {.isFlat = true})) {
    actions.request({.kind = ExportKind::kViewPng, .scale = 2});
  }
}

}  // namespace adamscope
