#include "app/views/parameter_toolbar.h"

#include <algorithm>
#include <array>
#include <string>

#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/views/layer_chips.h"
#include "app/views/view_toolbar.h"

namespace adamscope {

namespace {

namespace icons = ui::icons;

struct PlaneName {
  SlicePlane plane;
  const char* name;
  const char* help;
};

constexpr std::array<PlaneName, 6> kPlanes{{
    {SlicePlane::kStep, "Step plane",
     "Through \u03B8, spanned by the last update and the negative gradient. It contains the last "
     "step exactly, so its crossings lie on the curves."},
    {SlicePlane::kTrajectory, "Trajectory PCA",
     "The two directions in which the run has moved most, through its mean or through \u03B8."},
    {SlicePlane::kWeights, "Two parameters",
     "Two weights or biases; all others stay as they are at \u03B8."},
    {SlicePlane::kSnapshots, "Three snapshots", "Through \u03B8 after three steps of this run."},
    {SlicePlane::kRandom, "Random directions",
     "Two seeded random directions in which each neuron's part is as long as the neuron's own "
     "weights (filter-normalised, Li et al. 2018)."},
    {SlicePlane::kOther, "Another run",
     "Through \u03B8, the end of another run that is kept beside this one (Run > Keep this run), "
     "and "
     "this run's beginning. Is there a low valley between two solutions?"},
}};

constexpr long kMostSeed = 1'000'000;
constexpr long kMostRecentSteps = 1'000'000;

/// Another kind of plane, with numbers that give a picture at once.
void choosePlane(SlicePlane chosen, const TrainFrame& train, PlaneChoice& plane) {
  if (plane.plane == chosen) return;
  plane.plane = chosen;
  if (chosen == SlicePlane::kSnapshots) {
    plane.numbers = {0, train.step / 2, train.step};
    plane.takesNearest = true;
  } else if (chosen == SlicePlane::kWeights) {
    plane.numbers = {0, 1, 0};
  }
}

void drawPlaneChoice(const ui::Frame& frame, const TrainFrame& train, ParameterViewState& view) {
  const auto* current = std::find_if(kPlanes.begin(), kPlanes.end(), [&](const PlaneName& row) {
    return row.plane == view.plane.plane;
  });
  ImGui::SetNextItemWidth(frame.em(9.5F));
  if (ImGui::BeginCombo("##plane", current->name, ImGuiComboFlags_HeightLargest)) {
    for (const PlaneName& row : kPlanes) {
      if (ImGui::Selectable(row.name, row.plane == view.plane.plane)) {
        choosePlane(row.plane, train, view.plane);
      }
      ui::tipOnHover(frame, {.title = row.name, .body = row.help});
    }
    ImGui::EndCombo();
  }
  ui::tipOnHover(frame, {.title = "Plane of parameter space", .body = current->help});
  ImGui::SameLine(0.0F, frame.grid(1.0F));
}

struct WholeRange {
  long least = 0;
  long most = 0;
};

/// A whole number, committed when it is left.
void drawNumber(const ui::Frame& frame, const char* id, WholeRange range, long& value,
                const ui::Tip& tip) {
  int shown = static_cast<int>(value);
  ImGui::SetNextItemWidth(frame.em(3.6F));
  ImGui::InputInt(id, &shown, 0, 0);
  if (ImGui::IsItemDeactivatedAfterEdit()) {
    value = std::clamp<long>(shown, range.least, range.most);
  }
  ui::tipOnHover(frame, tip);
  ImGui::SameLine(0.0F, frame.grid(1.0F));
}

std::string nameOf(const KeptRun& run) {
  return run.name.empty() ? "run " + std::to_string(run.number) : run.name;
}

/// The kept runs of this shape. The first one is taken where none was chosen.
void drawRunChoice(const ui::Frame& frame, const TrainFrame& train, PlaneChoice& plane) {
  const auto fits = [&](const KeptRun& run) {
    return run.parameters && run.parameters->size() == train.network.parameters.size();
  };
  const auto choose = [&](const KeptRun& run) {
    plane.other = run.parameters;
    plane.otherName = nameOf(run);
  };
  const auto first = std::find_if(train.kept->begin(), train.kept->end(), fits);
  const bool isThere = std::any_of(train.kept->begin(), train.kept->end(), [&](const KeptRun& run) {
    return plane.other && run.parameters == plane.other;
  });
  if (!isThere && first != train.kept->end()) choose(*first);
  ImGui::SetNextItemWidth(frame.em(9.0F));
  const bool isNone = first == train.kept->end();
  if (ImGui::BeginCombo("##run", isNone ? "No run is kept" : plane.otherName.c_str())) {
    for (const KeptRun& run : *train.kept) {
      if (!fits(run)) continue;
      ImGui::PushID(static_cast<int>(run.number));
      if (ImGui::Selectable(nameOf(run).c_str(), run.parameters == plane.other)) choose(run);
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ui::tipOnHover(frame, {.title = "The other run",
                         .body = "Of the runs that are kept beside this one, those with a network "
                                 "of the same shape."});
  ImGui::SameLine(0.0F, frame.grid(1.0F));
}

void drawPlaneNumbers(const ui::Frame& frame, const TrainFrame& train, ParameterViewState& view) {
  PlaneChoice& plane = view.plane;
  const Architecture& shape = train.network.architecture;
  switch (plane.plane) {
    case SlicePlane::kWeights: {
      const long most = shape.parameterCount() - 1;
      for (const std::size_t k : {0U, 1U}) {
        const std::string id = "##weight" + std::to_string(k);
        const std::string title =
            parameterName(shape, static_cast<int>(std::min(plane.numbers[k], most)));
        drawNumber(frame, id.c_str(), {0, most}, plane.numbers[k],
                   {.title = title,
                    .body = "Entry of \u03B8 in PyTorch's order, from 0: layer by layer, the "
                            "weights row by row, then the biases."});
      }
      break;
    }
    case SlicePlane::kSnapshots:
      for (const std::size_t k : {0U, 1U, 2U}) {
        const std::string id = "##snapshot" + std::to_string(k);
        drawNumber(frame, id.c_str(), {0, train.step}, plane.numbers[k],
                   {.title = "Step",
                    .body = "The plane goes through \u03B8 after this step, or after the nearest "
                            "one that is kept: the axes name it."});
      }
      break;
    case SlicePlane::kRandom: {
      long seed = static_cast<long>(plane.seed);
      drawNumber(frame, "##seed", {0, kMostSeed}, seed,
                 {.title = "Seed", .body = "Of the two random directions."});
      plane.seed = static_cast<std::uint64_t>(seed);
      break;
    }
    case SlicePlane::kTrajectory:
      if (ui::button(frame, "recentre", icons::kTarget,
                     {.title = "Through \u03B8",
                      .body = "Moves the plane from the trajectory's mean to the present \u03B8: "
                              "then its distance to the plane is 0."},
                     {.isOn = plane.isRecentred, .isFlat = true})) {
        plane.isRecentred = !plane.isRecentred;
      }
      ImGui::SameLine(0.0F, frame.grid(1.0F));
      break;
    case SlicePlane::kOther:
      drawRunChoice(frame, train, plane);
      break;
    case SlicePlane::kStep:
      break;
  }
}

void drawFillChoice(const ui::Frame& frame, ParameterViewState& view) {
  const std::array<ui::Segment, 3> cells{
      {{.text = "Loss",
        .tip = {.title = "Loss",
                .body = "The training loss over the plane, on a logarithmic scale."}},
       {.text = "Regions",
        .tip = {.title = "Regions",
                .body = "One colour for each joint mask of all samples: crossing a curve flips one "
                        "bit of it."}},
       {.text = "None", .tip = {.title = "None", .body = "The boundaries alone."}}}};
  const int chosen = ui::segmented(frame, "slice-fill", cells, static_cast<int>(view.fill));
  view.fill = static_cast<ParameterFill>(chosen);
  ImGui::SameLine(0.0F, frame.grid(2.0F));
}

void drawFilter(const ui::Frame& frame, const Selection& selection, ParameterViewState& view) {
  struct Row {
    BoundaryFilter filter;
    std::string name;
    const char* help;
  };
  const std::string neuron = selection.neuron
                                 ? "Neuron " + std::to_string(selection.neuron->neuron) +
                                       " of layer " + std::to_string(selection.neuron->layer)
                                 : std::string("Selected neuron");
  const std::string sample = selection.sample ? "Sample " + std::to_string(*selection.sample)
                                              : std::string("Selected sample");
  const std::array<Row, 4> rows{
      {{BoundaryFilter::kAll, "All boundaries", "Every sample and every hidden neuron."},
       {BoundaryFilter::kCrossedLately, "Crossed lately",
        "Boundaries that the trajectory crossed in its last steps; the box beside says how many."},
       {BoundaryFilter::kNeuron, neuron,
        "One neuron's boundaries, one for each sample. Select the neuron in the Inspector, in the "
        "table, or by a curve."},
       {BoundaryFilter::kSample, sample,
        "One sample's boundaries, one for each neuron. Select it in the input view, in the table, "
        "or by a curve."}}};
  ImGui::SetNextItemWidth(frame.em(9.0F));
  if (ImGui::BeginCombo("##filter", rows[static_cast<std::size_t>(view.filter)].name.c_str())) {
    for (const Row& row : rows) {
      if (ImGui::Selectable(row.name.c_str(), row.filter == view.filter)) view.filter = row.filter;
      ui::tipOnHover(frame, {.title = row.name, .body = row.help});
    }
    ImGui::EndCombo();
  }
  ui::tipOnHover(frame, {.title = "Which boundaries are shown"});
  ImGui::SameLine(0.0F, frame.grid(1.5F));
  if (view.filter != BoundaryFilter::kCrossedLately) return;
  drawNumber(frame, "##recent", {1, kMostRecentSteps}, view.recentSteps,
             {.title = "Steps looked back",
              .body = "Boundaries stay for this many steps after the trajectory crossed them."});
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("steps");
  ImGui::SameLine(0.0F, frame.grid(2.0F));
}

void toggle(const ui::Frame& frame, const char* id, const char* text, bool& value,
            const ui::Tip& tip) {
  if (ui::button(frame, id, text, tip, {.isOn = value, .isFlat = true})) value = !value;
  ImGui::SameLine(0.0F, frame.grid(0.5F));
}

}  // namespace

void drawParameterToolbar(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                          bool isWrapped) {
  ParameterViewState& view = state.parameter;
  const TrainFrame& train = *model.train;
  // Beside the input view, that one's toolbar has the switch.
  if (state.center != CenterView::kBoth) drawViewSwitch(frame, state);
  drawPlaneChoice(frame, train, view);
  drawPlaneNumbers(frame, train, view);
  drawFillChoice(frame, view);
  if (isWrapped) ImGui::NewLine();
  drawLayerChips(frame, train.network.architecture.hiddenLayerCount(), view.hiddenLayers,
                 "Where its neurons switch for one sample. Click to hide or show them.");
  drawFilter(frame, state.selection, view);
  toggle(frame, "trail", "trail", view.showTrail,
         {.title = "Trajectory",
          .body = "The path of \u03B8, fading with its distance to the plane, with a dot at each "
                  "crossing in the colour of its layer."});
  toggle(frame, "arrows", "\u2207", view.showArrows,
         {.title = "Gradient, update and metric",
          .body = "The arrows are the directions of \u2212\u2207L and of the last update in the "
                  "plane. The dashed ellipse holds all moves that cost Adam's metric as much as "
                  "the last update."});
  if (ui::button(frame, "fit-slice", icons::kFit,
                 {.title = "Fit",
                  .body = "Follow the step, or show the whole trajectory.",
                  .shortcut = "Home"},
                 {.isOn = view.fitRequested, .isFlat = true})) {
    view.fitRequested = true;
  }
}

}  // namespace adamscope
