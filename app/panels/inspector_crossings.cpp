#include "app/panels/inspector_crossings.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/rows.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

using Clock = std::chrono::steady_clock;

/// What filtering and sorting may take of a frame's 16 ms.
constexpr std::chrono::microseconds kFrameBudget{2500};
/// Events between two looks at the clock: some tenths of a millisecond.
constexpr std::size_t kPiece = 16'384;

bool isSameEvent(const EventRow& a, const EventRow& b) {
  return a.step == b.step && a.tau == b.tau && a.layer == b.layer && a.neuron == b.neuron &&
         a.sample == b.sample && a.direction == b.direction;
}

ui::Tip tipOf(EventColumn column) {
  switch (column) {
    case EventColumn::kStep:
      return {.title = "Step",
              .body =
                  "The training step on whose way the crossing lies, from 1. The order in "
                  "which everything happened."};
    case EventColumn::kTau:
      return {.title = "\u03C4, the moment within the step",
              .body =
                  "The parameters go straight from one step to the next; \u03C4 is the share "
                  "of the way, from 0 to 1.",
              .formula =
                  "\u03B8(\u03C4) = \u03B8\u209C\u208B\u2081 + \u03C4 (\u03B8\u209C \u2212 "
                  "\u03B8\u209C\u208B\u2081)"};
    case EventColumn::kLayer:
      return {.title = "Layer", .body = "Hidden layer of the neuron, from 1."};
    case EventColumn::kNeuron:
      return {.title = "Neuron", .body = "Number within its layer, from 0."};
    case EventColumn::kSample:
      return {.title = "Sample",
              .body = "The training sample, from 0, that the neuron's fold line swept over."};
    case EventColumn::kDirection:
      return {.title = "Direction",
              .body =
                  "A filled triangle upwards: the neuron turned on for the sample. A hollow "
                  "one downwards: it turned off."};
  }
  return {};
}

}  // namespace

void InspectorCrossings::setQuery(const EventQuery& query) {
  table_.setQuery(query);
  anchor_.reset();
  scroll_.top = 0.0;
  revealed_.reset();
}

void InspectorCrossings::setFilter(const EventFilter& filter) {
  EventQuery query = table_.query();
  query.filter = filter;
  setQuery(query);
}

void InspectorCrossings::follow(bool isOn) {
  isFollowing_ = isOn;
  if (isOn && table_.query().column != EventColumn::kStep) {
    EventQuery query = table_.query();
    query.column = EventColumn::kStep;
    query.isDescending = true;
    setQuery(query);
  }
}

// After a restart the same index may mean another event. One that has not come again
// yet may still be waited for.
void InspectorCrossings::forgetStaleEvent(Selection& selection) {
  if (!selection.event) {
    selectedRow_.reset();
    return;
  }
  if (*selection.event >= history_->events.size()) return;
  const EventRow& row = history_->events[*selection.event];
  if (selectedRow_ && revealed_ == selection.event && !isSameEvent(row, *selectedRow_)) {
    selection.event.reset();
    selectedRow_.reset();
  }
}

void InspectorCrossings::update(const InspectorContext& context) {
  const std::shared_ptr<const RunHistory>& history = context.model.train->history;
  if (history != history_) {
    history_ = history;
    table_.watch(std::shared_ptr<const EventLog>(history, &history->events));
    anchor_.reset();
  }
  forgetStaleEvent(context.state.selection);
  work(context);
}

void InspectorCrossings::work(const InspectorContext& context) {
  const Clock::time_point end = Clock::now() + kFrameBudget;
  while (table_.advance(kPiece) > 0 && Clock::now() < end) {
  }
  if (table_.isWorking()) context.frame.redraw.in(0.0);
}

void InspectorCrossings::drawProgress(const ui::Frame& frame) const {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const float height = std::max(1.0F, std::round(frame.grid(0.5F)));
  ImGui::Dummy({width, height});
  if (!table_.isWorking() || table_.progress() > 0.999) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(corner, {corner.x + width, corner.y + height}, frame.colors().line);
  list->AddRectFilled(corner,
                      {corner.x + width * static_cast<float>(table_.progress()), corner.y + height},
                      frame.colors().accent);
}

void InspectorCrossings::drawStatus(const InspectorContext& context) {
  const ui::Frame& frame = context.frame;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const ui::Rect row{corner.x, corner.y, width, frame.grid(7)};
  const std::string all = groupedText(static_cast<std::int64_t>(history_->events.size()));
  const std::string shown = groupedText(static_cast<std::int64_t>(table_.size()));
  const std::string text = table_.query().filter.passesAll() && !table_.isWorking()
                               ? all + (all == "1" ? " row" : " rows")
                               : shown + " of " + all + " rows";
  drawText(frame.fonts.small, {row.x, middleOf(frame.fonts.small, row)}, frame.colors().muted,
           text);
  constexpr const char* kFollow = "Follow newest";
  const float buttonWidth = widthOf(frame.fonts.small, kFollow) + frame.grid(4);
  ImGui::SetCursorScreenPos({row.right() - buttonWidth, row.y});
  const ui::WithFont font(frame.fonts.small);
  const bool isToggled = ui::button(
      frame, "follow", kFollow,
      {.title = "Follow newest",
       .body = "Keeps the newest crossings in sight, in the order of the steps. Scrolling away "
               "turns it off."},
      {.isOn = isFollowing_, .widthUnits = buttonWidth, .heightUnits = row.height});
  if (isToggled) follow(!isFollowing_);
}

void InspectorCrossings::drawHeader(const ui::Frame& frame, const ui::Rect& row,
                                    const std::vector<PlacedColumn>& columns) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const EventQuery& query = table_.query();
  float begin = 0.0F;
  for (const PlacedColumn& place : columns) {
    const bool isSorted = query.column == place.column;
    const float end = place.right + frame.grid(1);
    ImGui::PushID(static_cast<int>(place.column));
    ImGui::SetCursorScreenPos({row.x + begin, row.y});
    const bool isClicked =
        ImGui::InvisibleButton("##sort", {std::max(1.0F, end - begin), row.height});
    const bool isHovered = ImGui::IsItemHovered();
    ui::tipOnHover(frame, tipOf(place.column));
    ImGui::PopID();
    const ImU32 color = isSorted || isHovered ? frame.colors().text : frame.colors().muted;
    ImFont* font = frame.fonts.small;
    drawTextRight(font, {row.x + place.right, middleOf(font, row)}, color, nameOf(place.column));
    if (isSorted) {
      const float thickness = std::max(1.0F, frame.grid(0.5F));
      const float y = query.isDescending ? row.bottom() - thickness : row.y;
      list->AddRectFilled({row.x + place.left, y}, {row.x + place.right, y + thickness},
                          frame.colors().accent);
    }
    begin = end;
    if (!isClicked) continue;
    EventQuery changed = query;
    changed.isDescending = isSorted ? !query.isDescending : place.column == EventColumn::kStep;
    changed.column = place.column;
    if (place.column != EventColumn::kStep) isFollowing_ = false;
    setQuery(changed);
  }
}

// Where the list stands: at the newest row while it is followed; else where it was, even if rows
// came in above; at an event that was just selected elsewhere.
void InspectorCrossings::placeList(const InspectorContext& context, const ui::RowListSpec& spec) {
  const std::optional<std::size_t>& selected = context.state.selection.event;
  if (selected && selected != revealed_) {
    if (const std::optional<std::size_t> row = table_.rowOf(*selected)) {
      revealed_ = selected;
      selectedRow_ = history_->events[*selected];
      isFollowing_ = false;
      anchor_.reset();
      ui::scrollTo(spec, *row, scroll_);
      return;
    }
  }
  if (!selected) revealed_.reset();
  if (isFollowing_) {
    const double last = static_cast<double>(spec.rowCount) - ui::rowsInSight(spec);
    scroll_.top = table_.query().isDescending ? 0.0 : std::max(0.0, last);
    return;
  }
  if (!anchor_ || scroll_.isDragging) return;
  if (const std::optional<std::size_t> row = table_.rowOf(*anchor_)) {
    scroll_.top = static_cast<double>(*row) + anchorOffset_;
  }
}

void InspectorCrossings::rememberPlace(const ui::RowListView& view) {
  anchor_.reset();
  if (view.top <= 0.0) return;  // the upper edge stays the upper edge
  const std::vector<std::size_t> top = table_.rows(view.first, 1);
  if (top.empty()) return;
  anchor_ = top.front();
  anchorOffset_ = view.top - static_cast<double>(view.first);
}

void InspectorCrossings::select(const InspectorContext& context, std::size_t event) {
  Selection& selection = context.state.selection;
  const EventRow& row = history_->events[event];
  selection.event = event;
  selection.eventTimeSeconds = context.model.timeSeconds;
  selection.sample = row.sample;
  selection.neuron = NeuronId{row.layer, row.neuron};
  revealed_ = event;
  selectedRow_ = row;
  isFollowing_ = false;
  context.actions.seekEvent(event);
}

void InspectorCrossings::handleKeys(const InspectorContext& context, const ui::RowListSpec& spec) {
  if (!isListHovered_ || table_.size() == 0) return;
  const ui::Frame& frame = context.frame;
  const auto page = static_cast<long>(std::max(1.0, ui::rowsInSight(spec) - 1.0));
  long by = 0;
  if (frame.pressed({.key = ui::keys::kDown})) by = 1;
  if (frame.pressed({.key = ui::keys::kUp})) by = -1;
  if (frame.pressed({.key = ui::keys::kPageDown})) by = page;
  if (frame.pressed({.key = ui::keys::kPageUp})) by = -page;
  const std::optional<std::size_t>& selected = context.state.selection.event;
  const std::optional<std::size_t> row = selected ? table_.rowOf(*selected) : std::nullopt;
  if (by == 0 || !row) return;
  const long target =
      std::clamp(static_cast<long>(*row) + by, 0L, static_cast<long>(table_.size()) - 1);
  select(context, table_.rows(static_cast<std::size_t>(target), 1).front());
  ui::scrollTo(spec, static_cast<std::size_t>(target), scroll_);
  anchor_.reset();
}

void InspectorCrossings::drawList(const InspectorContext& context, const ui::RowListSpec& spec,
                                  const std::vector<PlacedColumn>& columns) {
  const ui::Frame& frame = context.frame;
  Selection& selection = context.state.selection;
  placeList(context, spec);
  handleKeys(context, spec);
  const ui::RowListView view = ui::rowList(frame, spec, scroll_);
  isListHovered_ = view.isHovered;
  if (view.wasScrolled) isFollowing_ = false;
  rememberPlace(view);
  const std::vector<std::size_t> events = table_.rows(view.first, view.count);
  ImGui::PushClipRect(view.place.min(), view.place.max(), true);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const ui::Rect row = view.rowPlace(view.first + i);
    const bool isSelected = selection.event == events[i];
    if (isSelected || view.hoveredRow == view.first + i) {
      ImGui::GetWindowDrawList()->AddRectFilled(
          row.min(), row.max(),
          isSelected ? ui::withOpacity(frame.colors().accent, 0.25F) : frame.colors().hovered,
          frame.grid(1));
    }
    drawEvent(frame, row, history_->events[events[i]], columns);
  }
  ImGui::PopClipRect();
  const auto eventAt = [&](std::size_t row) { return events.at(row - view.first); };
  if (view.clickedRow) {
    const std::size_t event = eventAt(*view.clickedRow);
    if (selection.event == event) {
      selection.event.reset();
    } else {
      select(context, event);
    }
  }
  if (view.rightClickedRow) {
    menuEvent_ = eventAt(*view.rightClickedRow);
    isFollowing_ = false;
    ImGui::OpenPopup("event menu");
  }
}

void InspectorCrossings::drawMenu(const InspectorContext& context) {
  if (!ImGui::BeginPopup("event menu")) return;
  if (menuEvent_ >= history_->events.size()) {
    ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return;
  }
  const EventRow row = history_->events[menuEvent_];
  const long before = static_cast<long>(row.step) - 1;
  const std::string beforeText = "step " + groupedText(before);
  const std::string afterText = "step " + groupedText(before + 1);
  if (ImGui::MenuItem("Show this crossing")) select(context, menuEvent_);
  if (ImGui::MenuItem("Show the step before it", beforeText.c_str())) context.actions.seek(before);
  if (ImGui::MenuItem("Show the step after it", afterText.c_str())) {
    context.actions.seek(before + 1);
  }
  ImGui::Separator();
  const NeuronId neuron{row.layer, row.neuron};
  const std::string neuronText = "Only " + nameOf(neuron);
  EventFilter filter;
  if (ImGui::MenuItem(neuronText.c_str())) {
    filter.layers.spans = {{row.layer, row.layer}};
    filter.neurons.spans = {{row.neuron, row.neuron}};
    filter_.set(filter);
    setFilter(filter);
  }
  const std::string sampleText = "Only sample " + std::to_string(row.sample);
  if (ImGui::MenuItem(sampleText.c_str())) {
    filter.samples.spans = {{row.sample, row.sample}};
    filter_.set(filter);
    setFilter(filter);
  }
  ImGui::Separator();
  if (ImGui::MenuItem("Copy the row")) ImGui::SetClipboardText(csvLine(row).c_str());
  ImGui::EndPopup();
}

void InspectorCrossings::drawEmpty(const ui::Frame& frame, const ui::Rect& place) const {
  ImGui::SetCursorScreenPos({place.x, place.y + frame.grid(2)});
  if (table_.isWorking()) {
    ui::mutedText(frame, "Searching\u2026");
  } else if (history_->events.empty()) {
    ui::mutedText(frame,
                  "No crossings yet. Each row will be one moment at which a neuron turns on or off "
                  "for a training sample.");
  } else {
    ui::mutedText(frame, "No crossing of this run passes the filter.");
  }
}

void InspectorCrossings::draw(const InspectorContext& context) {
  const ui::Frame& frame = context.frame;
  ImGui::PushID("crossings");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.grid(2), frame.grid(1)});
  if (filter_.draw(frame)) setFilter(filter_.filter());
  update(context);
  drawStatus(context);
  drawProgress(frame);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ui::Rect header{corner.x, corner.y, std::max(1.0F, room.x - frame.grid(3)), frame.grid(6)};
  const std::vector<PlacedColumn> columns = placeEventColumns(
      frame, header.width - frame.grid(1),
      {.steps = history_->stepCount(),
       .samples = context.model.train->experiment->data.train.sampleCount(),
       .widestLayer = *std::max_element(context.model.train->network.architecture.widths.begin(),
                                        context.model.train->network.architecture.widths.end())});
  drawHeader(frame, header, columns);
  if (table_.size() == 0) work(context);  // sorted anew: most tables are ready at once
  const ui::RowListSpec spec{.id = "events",
                             .place = {corner.x, header.bottom() + frame.grid(1), room.x,
                                       std::max(1.0F, room.y - header.height - frame.grid(1))},
                             .rowCount = table_.size(),
                             .rowHeight = std::round(frame.em(1) + frame.grid(0.75F))};
  drawList(context, spec, columns);
  if (table_.size() == 0) drawEmpty(frame, spec.place);
  drawMenu(context);
  ImGui::PopStyleVar();
  ImGui::PopID();
}

}  // namespace adamscope
