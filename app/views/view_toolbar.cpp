#include "app/views/view_toolbar.h"

#include <algorithm>
#include <array>
#include <string>

#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/views/layer_chips.h"
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

/// The width of a choice, or what is left of the bar for it.
float roomFor(const ui::Frame& frame, float widthEm) {
  return std::clamp(ImGui::GetContentRegionAvail().x, frame.em(4.0F), frame.em(widthEm));
}

void drawFillChoice(const ui::Frame& frame, const ModelFrame& model, InputViewState& view) {
  ImGui::SetNextItemWidth(roomFor(frame, 9.0F));
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
  ImGui::SetNextItemWidth(roomFor(frame, 8.0F));
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

void toggle(const ui::Frame& frame, const char* id, const char* text, bool& value,
            const ui::Tip& tip) {
  if (ui::button(frame, id, text, tip, {.isOn = value, .isFlat = true})) value = !value;
  ImGui::SameLine(0.0F, frame.grid(0.5F));
}

}  // namespace

int toolbarRows(const ui::Frame& frame, float width) { return width < frame.em(62.0F) ? 2 : 1; }

void drawViewSwitch(const ui::Frame& frame, UiState& state) {
  const std::array<ui::Segment, 3> cells{
      {{.text = "Input",
        .tip = {.title = "Input slice",
                .body = "The plane of inputs: linear regions, and the fold lines between them.",
                .shortcut = "1"}},
       {.text = "Parameters",
        .tip = {.title = "Parameter slice",
                .body =
                    "A plane of parameters: where each neuron switches for each sample, and the "
                    "trajectory that runs through it.",
                .shortcut = "2"}},
       {.text = "Both",
        .tip = {.title = "Both side by side",
                .body = "A crossing is one event seen twice: a fold line sweeps over a sample, and "
                        "the trajectory steps over that sample's boundary.",
                .shortcut = "3"}}}};
  state.center = static_cast<CenterView>(
      ui::segmented(frame, "center-view", cells, static_cast<int>(state.center)));
  ImGui::SameLine(0.0F, frame.grid(2.0F));
}

void drawViewToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                     Actions& actions, bool isWrapped) {
  InputViewState& view = state.input;
  drawViewSwitch(frame, state);
  drawFillChoice(frame, model, view);
  drawOutputChoice(frame, model, view);
  drawLayerChips(frame, model.train->network.architecture.hiddenLayerCount(), view.hiddenLayers,
                 "Fold lines of its neurons. Click to hide or show them.");
  if (isWrapped) ImGui::NewLine();
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
           {.title = "3D", .body = "The graph of f as a folded sheet.", .shortcut = "4"});
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
