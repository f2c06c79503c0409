#include "app/panels/inspector_neurons.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/number_format.h"
#include "app/ui/icons.h"
#include "app/ui/rows.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

/// While a run plays, the activity is measured so often: reading needs no more.
constexpr double kMeasureSeconds = 0.25;
/// Events counted a frame: about a millisecond.
constexpr std::size_t kCountBudget = 200'000;

/// Where the columns of the list lie, from the row's left edge.
struct NeuronColumns {
  float bar = 0.0F;        ///< Left end.
  float barEnd = 0.0F;     ///< Right end.
  float activeEnd = 0.0F;  ///< Right end of the number.
  float crossingsEnd = 0.0F;
  float fold = 0.0F;  ///< Middle of the icon.
};

NeuronColumns columnsFor(const ui::Frame& frame, float width) {
  ImFont* numbers = frame.fonts.smallNumbers;
  NeuronColumns columns;
  const float fold = widthOf(frame.fonts.small, "fold");
  columns.fold = width - fold / 2;
  columns.crossingsEnd = width - fold - frame.grid(2);
  const float crossings =
      std::max(widthOf(numbers, "999,999"), widthOf(frame.fonts.small, "crossings"));
  columns.activeEnd = columns.crossingsEnd - crossings - frame.grid(2);
  columns.bar = frame.grid(5) + widthOf(numbers, "0000");
  columns.barEnd = columns.activeEnd - widthOf(numbers, "9,999") - frame.grid(1.5F);
  return columns;
}

void drawHeader(const ui::Frame& frame, const ui::Rect& row, int samples) {
  ImFont* font = frame.fonts.small;
  const ImU32 color = frame.colors().muted;
  const NeuronColumns columns = columnsFor(frame, row.width);
  const float y = middleOf(font, row);
  drawText(font, {row.x, y}, color, "neuron");
  drawTextRight(font, {row.x + columns.activeEnd, y}, color, "active on");
  drawTextRight(font, {row.x + columns.crossingsEnd, y}, color, "crossings");
  drawTextRight(font, {row.right(), y}, color, "fold");
  ImGui::SetCursorScreenPos(row.min());
  ImGui::Dummy(row.size());
  const std::string body =
      "Active on: of the " + groupedText(samples) +
      " training samples, those with z > 0. Crossings: of this neuron and any sample, in the run "
      "so far. Fold: an eye where the neuron's fold line comes into the window.";
  ui::tipOnHover(frame, {.title = "Hidden neurons", .body = body});
}

void drawActivityBar(const ui::Frame& frame, const ui::Rect& place, int layer, double share) {
  if (place.width < frame.grid(3)) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(place.min(), place.max(), frame.colors().line, place.height / 2);
  if (share <= 0.0) return;
  const float width = std::max(place.height, place.width * static_cast<float>(share));
  list->AddRectFilled(place.min(), {place.x + width, place.bottom()}, layerFill(layer),
                      place.height / 2);
}

}  // namespace

void InspectorNeurons::updateActivity(const InspectorContext& context) {
  const TrainFrame& train = *context.model.train;
  if (train.id == activeFrameId_ && !active_.empty()) return;
  const double age = context.model.timeSeconds - activeTimeSeconds_;
  const bool isPlaying = train.state == SessionState::kPlaying;
  if (isPlaying && age < kMeasureSeconds && !active_.empty()) return;
  activeFrameId_ = train.id;
  activeTimeSeconds_ = context.model.timeSeconds;
  const int samples = train.experiment->data.train.sampleCount();
  active_ = activeSampleCounts(train.network, train.experiment->data.train.inputs, pass_);
  summaries_.assign(static_cast<std::size_t>(shape_.hiddenLayerCount()), {});
  for (const Line& line : lines_) {
    if (line.neuron < 0) continue;
    LayerSummary& summary = summaries_[static_cast<std::size_t>(line.layer) - 1];
    summary.dead += active_[line.flatIndex] == 0 ? 1 : 0;
    summary.alwaysOn += active_[line.flatIndex] == samples ? 1 : 0;
  }
}

void InspectorNeurons::update(const InspectorContext& context) {
  const Architecture& shape = context.model.train->network.architecture;
  if (!(shape == shape_)) {
    shape_ = shape;
    lines_.clear();
    active_.clear();
    std::size_t flatIndex = 0;
    for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
      lines_.push_back({.layer = layer});
      for (int j = 0; j < shape.width(layer); ++j) lines_.push_back({layer, j, flatIndex++});
    }
  }
  updateActivity(context);
  crossings_.update(context.model.train->history, kCountBudget);
  if (!crossings_.isCurrent()) context.frame.redraw.in(0.0);
  if (analysis_ == context.model.analysis) return;
  analysis_ = context.model.analysis;
  const bool fits = analysis_ && analysis_->tessellation.architecture == shape_;
  foldEdges_ = fits ? foldEdgeCounts(analysis_->tessellation) : std::vector<int>();
}

void InspectorNeurons::drawHeading(const InspectorContext& context, const ui::Rect& row,
                                   int layer) const {
  const ui::Frame& frame = context.frame;
  const float mark = frame.grid(3);
  drawLayerMark(frame, {row.x, std::round(row.y + (row.height - mark) / 2)}, mark, layer);
  const std::string title = "Layer " + std::to_string(layer);
  const float x = row.x + mark + frame.grid(2);
  drawText(frame.fonts.strong, {x, middleOf(frame.fonts.strong, row)}, frame.colors().text, title);
  const LayerSummary& summary = summaries_[static_cast<std::size_t>(layer) - 1];
  std::string text = groupedText(shape_.width(layer)) + " neurons";
  if (summary.dead > 0) text += ", " + std::to_string(summary.dead) + " dead";
  if (summary.alwaysOn > 0) text += ", " + std::to_string(summary.alwaysOn) + " always on";
  drawTextRight(frame.fonts.small, {row.right(), middleOf(frame.fonts.small, row)},
                frame.colors().muted, text);
}

void InspectorNeurons::drawNeuron(const InspectorContext& context, const ui::Rect& row,
                                  const Line& line) const {
  const ui::Frame& frame = context.frame;
  const ui::Palette& colors = frame.colors();
  ImFont* numbers = frame.fonts.smallNumbers;
  const NeuronColumns columns = columnsFor(frame, row.width);
  const int samples = context.model.train->experiment->data.train.sampleCount();
  const int active = active_[line.flatIndex];
  const float y = middleOf(numbers, row);
  drawTextRight(numbers, {row.x + columns.bar - frame.grid(2), y}, colors.text,
                std::to_string(line.neuron));
  const bool isDead = active == 0;
  const bool isAlwaysOn = active == samples;
  if (isDead || isAlwaysOn) {
    drawText(frame.fonts.small, {row.x + columns.bar, middleOf(frame.fonts.small, row)},
             isDead ? colors.warning : colors.muted, isDead ? "dead" : "always on");
  } else {
    const float thickness = std::round(frame.grid(1.5F));
    drawActivityBar(frame,
                    {row.x + columns.bar, std::round(row.y + (row.height - thickness) / 2),
                     columns.barEnd - columns.bar, thickness},
                    line.layer, static_cast<double>(active) / samples);
  }
  drawTextRight(numbers, {row.x + columns.activeEnd, y}, colors.text, groupedText(active));
  const std::int64_t crossings = crossings_.counts()[line.flatIndex];
  drawTextRight(numbers, {row.x + columns.crossingsEnd, y},
                crossings == 0 ? colors.muted : colors.text, groupedText(crossings));
  if (foldEdges_.empty() || foldEdges_[line.flatIndex] == 0) return;
  ImFont* icons = frame.fonts.small;
  drawText(icons,
           {row.x + columns.fold - widthOf(icons, ui::icons::kEye) / 2, middleOf(icons, row)},
           layerOutline(frame, line.layer), ui::icons::kEye);
}

void InspectorNeurons::revealSelection(const InspectorContext& context,
                                       const ui::RowListSpec& spec) {
  const std::optional<NeuronId>& selected = context.state.selection.neuron;
  if (selected == revealed_) return;
  revealed_ = selected;
  if (!selected) return;
  const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& candidate) {
    return NeuronId{candidate.layer, candidate.neuron} == *selected;
  });
  if (line != lines_.end()) {
    ui::scrollTo(spec, static_cast<std::size_t>(line - lines_.begin()), scroll_);
  }
}

void InspectorNeurons::draw(const InspectorContext& context) {
  const ui::Frame& frame = context.frame;
  update(context);
  if (lines_.empty()) {
    ui::mutedText(frame, "This network has no hidden neurons: f is one affine map.");
    return;
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ui::Rect header{corner.x, corner.y, room.x - frame.grid(3), frame.grid(5)};
  drawHeader(frame, header, context.model.train->experiment->data.train.sampleCount());
  const ui::RowListSpec spec{.id = "neurons",
                             .place = {corner.x, header.bottom() + frame.grid(1), room.x,
                                       std::max(1.0F, room.y - header.height - frame.grid(1))},
                             .rowCount = lines_.size(),
                             .rowHeight = std::round(frame.em(1) + frame.grid(1))};
  revealSelection(context, spec);
  const ui::RowListView view = ui::rowList(frame, spec, scroll_);
  Selection& selection = context.state.selection;
  if (view.clickedRow && lines_[*view.clickedRow].neuron >= 0) {
    const Line& line = lines_[*view.clickedRow];
    toggleNeuron(selection, {line.layer, line.neuron});
    revealed_ = selection.neuron;
  }
  ImGui::PushClipRect(view.place.min(), view.place.max(), true);
  for (std::size_t i = view.first; i < view.first + view.count; ++i) {
    const Line& line = lines_[i];
    const ui::Rect row = view.rowPlace(i);
    if (line.neuron < 0) {
      drawHeading(context, row, line.layer);
      continue;
    }
    const bool isSelected = selection.neuron == NeuronId{line.layer, line.neuron};
    if (isSelected || view.hoveredRow == i) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          row.min(), row.max(),
          isSelected ? ui::withOpacity(frame.colors().accent, 0.25F) : frame.colors().hovered,
          frame.grid(1));
    }
    drawNeuron(context, row, line);
  }
  ImGui::PopClipRect();
}

}  // namespace adamscope
