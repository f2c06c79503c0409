#include "app/panels/timeline_panel.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "app/figure/color.h"
#include "app/panels/number_format.h"
#include "app/panels/run_list.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

constexpr const char* kNotePopup = "##bookmark-note";
constexpr std::array<double, 5> kRates{0.25, 0.5, 1.0, 2.0, 4.0};
constexpr std::array<const char*, 5> kRateTexts{"0.25x", "0.5x", "1x", "2x", "4x"};

ImU32 packedLayerColor(int layer) {
  const figure::Color color = figure::layerColor(layer);
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

ImVec2 at(float x, float y) { return {std::round(x), std::round(y)}; }

/// Where a moment lies on the track.
float xOf(double step, long last, const ui::Rect& track) {
  return track.x + track.width * static_cast<float>(step / static_cast<double>(std::max(1L, last)));
}

double placeOf(const TrainFrame& train) {
  return train.tau < 1.0 ? static_cast<double>(train.step) - 1.0 + train.tau
                         : static_cast<double>(train.step);
}

void flag(ImDrawList& list, ImVec2 foot, float height, ImU32 color) {
  list.AddLine({foot.x, foot.y - height}, foot, color, 1.5F);
  list.AddTriangleFilled({foot.x, foot.y - height},
                         {foot.x + 0.8F * height, foot.y - 0.7F * height},
                         {foot.x, foot.y - 0.4F * height}, color);
}

}  // namespace

std::vector<std::int64_t> crossingColumns(const RunHistory& history, long last, int columns) {
  const int layers = history.hiddenLayerCount();
  std::vector<std::int64_t> counts(
      static_cast<std::size_t>(columns) * static_cast<std::size_t>(layers), 0);
  long from = 0;
  for (int column = 0; column < columns; ++column) {
    // Column c holds the steps in (c, c + 1] / columns of the whole.
    const long to = static_cast<long>((static_cast<double>(column) + 1.0) / columns *
                                      static_cast<double>(last));
    for (int layer = 1; layer <= layers; ++layer) {
      counts[static_cast<std::size_t>(column * layers + layer - 1)] =
          history.layerCrossings(to, layer) - history.layerCrossings(from, layer);
    }
    from = to;
  }
  return counts;
}

std::string momentText(const TrainFrame& train) {
  std::string text = "step " + groupedText(train.step);
  if (!train.isPast() || !train.event) return text;
  const EventRow& row = train.history->events[*train.event];
  char tau[16];
  std::snprintf(tau, sizeof tau, "%.4f", row.tau);
  return text + " at \u03C4 = " + tau + ": on the boundary where neuron (" +
         std::to_string(row.layer) + ", " + std::to_string(row.neuron) + ") turns " +
         (row.direction > 0 ? "on" : "off") + " for sample " + std::to_string(row.sample);
}

void TimelinePanel::addBookmark(const TrainFrame& train) {
  noted_ = bookmarks_.add(train);
  note_ = bookmarks_.all()[*noted_].note;
  opensNote_ = true;
}

void TimelinePanel::show(std::size_t bookmark, const TrainFrame& train, Actions& actions) const {
  const Bookmark& mark = bookmarks_.all()[bookmark];
  const bool isKnown = mark.event && *mark.event < train.history->events.size() &&
                       train.history->events[*mark.event].step == mark.step;
  if (isKnown) {
    actions.seekEvent(*mark.event);
  } else {
    actions.runTo(mark.step);
  }
}

void TimelinePanel::toNextBookmark(const TrainFrame& train, Actions& actions) const {
  if (const auto next = bookmarks_.after(train)) show(*next, train, actions);
}

void TimelinePanel::toPreviousBookmark(const TrainFrame& train, Actions& actions) const {
  if (const auto previous = bookmarks_.before(train)) show(*previous, train, actions);
}

void TimelinePanel::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                         Actions& actions, const ui::Rect& rect) {
  const TrainFrame& train = *model.train;
  const float left = frame.em(7.5F);
  const float right = frame.em(15.0F);
  const ui::Rect track{rect.x + left, rect.y + frame.grid(6.0F), rect.width - left - right,
                       rect.height - frame.grid(8.0F)};
  if (track.width < frame.em(4.0F) || track.height <= 0.0F) return;
  drawButtons(frame, model, state, actions, rect);
  {
    const ui::WithFont font(frame.fonts.small);
    ImGui::SetCursorScreenPos(at(track.x, rect.y + frame.grid(0.75F)));
    ImGui::PushStyleColor(ImGuiCol_Text,
                          train.isPast() ? frame.colors().text : frame.colors().muted);
    ImGui::TextUnformatted(momentText(train).c_str());
    ImGui::PopStyleColor();
    const std::string end = groupedText(train.lastStep);
    ImGui::SetCursorScreenPos(
        at(track.right() - ImGui::CalcTextSize(end.c_str()).x, rect.y + frame.grid(0.75F)));
    ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
    ImGui::TextUnformatted(end.c_str());
    ImGui::PopStyleColor();
  }
  drawTrack(frame, model, actions, track);
  drawNote(frame, train);
}

void TimelinePanel::drawButtons(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                                Actions& actions, const ui::Rect& rect) {
  const TrainFrame& train = *model.train;
  const float y = rect.y + (rect.height - ImGui::GetFrameHeight()) / 2.0F;
  ImGui::SetCursorScreenPos(at(rect.x + frame.grid(2.0F), y));
  if (ui::button(frame, "bookmark-previous", ui::icons::kPrevious,
                 {.title = "To the bookmark before", .shortcut = "Left"},
                 {.isFlat = true, .isEnabled = bookmarks_.before(train).has_value()})) {
    toPreviousBookmark(train, actions);
  }
  ImGui::SameLine(0.0F, frame.grid(0.5F));
  if (ui::button(frame, "bookmark-add", ui::icons::kBookmark,
                 {.title = "Bookmark this moment",
                  .body = "With a note, for a lecture or for later; kept in the run folder.",
                  .shortcut = "B"},
                 {.isOn = bookmarks_.at(train).has_value(), .isFlat = true})) {
    addBookmark(train);
  }
  ImGui::SameLine(0.0F, frame.grid(0.5F));
  if (ui::button(frame, "bookmark-next", ui::icons::kNext,
                 {.title = "To the next bookmark", .shortcut = "Right"},
                 {.isFlat = true, .isEnabled = bookmarks_.after(train).has_value()})) {
    toNextBookmark(train, actions);
  }
  ImGui::SetCursorScreenPos(at(rect.right() - frame.em(14.25F), y));
  ImGui::SetNextItemWidth(frame.em(4.5F));
  if (ImGui::Combo("##rate", &state.replayRate, kRateTexts.data(),
                   static_cast<int>(kRateTexts.size()))) {
    actions.setReplayRate(kRates[static_cast<std::size_t>(state.replayRate)]);
  }
  ui::tipOnHover(frame, {.title = "Speed of replay",
                         .body = "Times the speed of the slider above, while steps are repeated "
                                 "that the run has taken already."});
  ImGui::SameLine(0.0F, frame.grid(1.5F));
  drawRuns(frame, train, state, actions);
  ImGui::SameLine(0.0F, frame.grid(1.5F));
  if (ui::button(frame, "newest", "Newest",
                 {.title = "To the newest step",
                  .body = "A past moment is shown. Playing repeats the run up to its end and goes "
                          "on; a setting that is changed now starts a branch.",
                  .shortcut = "End"},
                 {.isPrimary = train.isPast(), .isEnabled = train.isPast()})) {
    actions.seek(train.lastStep);
  }
}

void TimelinePanel::drawRuns(const ui::Frame& frame, const TrainFrame& train, UiState& state,
                             Actions& actions) {
  const std::string text = "Runs " + std::to_string(train.kept->size() + 1);
  if (ui::button(frame, "runs", text,
                 {.title = "Runs in the plots",
                  .body = "This run, and those that are kept beside it: every branch keeps the run "
                          "it left."})) {
    ImGui::OpenPopup("##runs");
  }
  drawRunList(frame, train, state.hiddenRuns, actions);
}

void TimelinePanel::drawBars(const ui::Frame& frame, const TrainFrame& train,
                             const ui::Rect& track) {
  const int columns = std::max(1, static_cast<int>(track.width / std::max(2.0F, frame.scale * 2)));
  if (barsHistory_ != train.history || barsLast_ != train.lastStep || barsColumns_ != columns) {
    barsHistory_ = train.history;
    barsLast_ = std::min(train.lastStep, train.history->stepCount());
    barsColumns_ = columns;
    bars_ = crossingColumns(*train.history, barsLast_, columns);
  }
  const auto layers = static_cast<std::size_t>(train.history->hiddenLayerCount());
  std::int64_t most = 1;
  for (std::size_t i = 0; i < bars_.size(); i += std::max<std::size_t>(1, layers)) {
    std::int64_t sum = 0;
    for (std::size_t l = 0; l < layers; ++l) sum += bars_[i + l];
    most = std::max(most, sum);
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float step = track.width / static_cast<float>(columns);
  for (int column = 0; column < columns; ++column) {
    const std::size_t first = static_cast<std::size_t>(column) * layers;
    std::int64_t sum = 0;
    for (std::size_t l = 0; l < layers; ++l) sum += bars_[first + l];
    if (sum == 0) continue;
    // The square root keeps single crossings visible beside the rush of the first steps.
    const float height =
        track.height *
        std::max(0.12F, std::sqrt(static_cast<float>(sum) / static_cast<float>(most)));
    float y = track.bottom();
    for (std::size_t l = 0; l < layers; ++l) {
      const float part = height * static_cast<float>(bars_[first + l]) / static_cast<float>(sum);
      const float x = track.x + static_cast<float>(column) * step;
      list.AddRectFilled({x, y - part}, {x + std::max(1.0F, step - frame.scale), y},
                         packedLayerColor(static_cast<int>(l) + 1));
      y -= part;
    }
  }
}

/// Changes of settings and bookmarks. Whether the mouse is on one.
bool TimelinePanel::drawMarks(const ui::Frame& frame, const TrainFrame& train, Actions& actions,
                              const ui::Rect& track) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float reach = frame.grid(1.25F);
  bool isOnOne = false;
  const auto isNear = [&](float x) {
    return std::abs(mouse.x - x) < reach && std::abs(mouse.y - track.y) < 2.0F * reach;
  };
  std::string changed;
  for (const SettingsChange& change : *train.changes) {
    const float x = xOf(static_cast<double>(change.step), train.lastStep, track);
    const float size = frame.grid(1.0F);
    list.AddTriangleFilled({x - size, track.y - size}, {x + size, track.y - size}, {x, track.y},
                           frame.colors().warning);
    if (isNear(x)) {
      if (!changed.empty()) changed += '\n';
      changed += "step ";
      changed += groupedText(change.step);
      changed += ": ";
      changed += change.setting;
    }
  }
  if (!changed.empty()) {
    ui::showTip(frame, {.title = "Settings changed here", .formula = changed});
    isOnOne = true;
  }
  for (std::size_t i = 0; i < bookmarks_.all().size(); ++i) {
    const Bookmark& mark = bookmarks_.all()[i];
    if (mark.step > train.lastStep) continue;
    const float x = xOf(static_cast<double>(mark.step), train.lastStep, track);
    flag(list, at(x, track.y + frame.grid(1.0F)), frame.grid(3.5F), frame.colors().good);
    if (!isNear(x) || isOnOne) continue;
    isOnOne = true;
    const std::string title = "Bookmark at step " + groupedText(mark.step);
    ui::showTip(frame, {.title = title, .body = mark.note, .shortcut = "right click: edit"});
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) show(i, train, actions);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right)) {
      noted_ = i;
      note_ = mark.note;
      opensNote_ = true;
    }
  }
  return isOnOne;
}

void TimelinePanel::drawPlayhead(const ui::Frame& frame, const TrainFrame& train,
                                 const ui::Rect& track) const {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float x = xOf(placeOf(train), train.lastStep, track);
  const float half = frame.grid(1.5F);
  list.AddRectFilled({x - frame.scale, track.y}, {x + frame.scale, track.bottom() + half},
                     frame.colors().accent);
  list.AddCircleFilled({x, track.bottom() + half}, half, frame.colors().accent);
}

void TimelinePanel::drawTrack(const ui::Frame& frame, const ModelFrame& model, Actions& actions,
                              const ui::Rect& track) {
  const TrainFrame& train = *model.train;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(track.min(), track.max(), frame.colors().background, frame.grid(0.75F));
  const float now = xOf(placeOf(train), train.lastStep, track);
  list.AddRectFilled({now, track.y}, track.max(), ui::withOpacity(frame.colors().raised, 0.6F));
  drawBars(frame, train, track);
  ImGui::SetCursorScreenPos({track.x, track.y});
  ImGui::InvisibleButton("##track", {track.width, track.height + frame.grid(3.0F)});
  const bool isOver = ImGui::IsItemHovered();
  const bool isHeld = ImGui::IsItemActive();
  const bool isOnMark = drawMarks(frame, train, actions, track);
  drawPlayhead(frame, train, track);
  if (train.lastStep == 0 || (!isOver && !isHeld)) {
    isScrubbing_ = false;
    return;
  }
  const float share = std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.width, 0.0F, 1.0F);
  const long step = std::lround(static_cast<double>(share) * static_cast<double>(train.lastStep));
  if (isHeld && (isScrubbing_ || !isOnMark)) {
    if (!isScrubbing_ || step != lastSought_) actions.seek(step);
    isScrubbing_ = true;
    lastSought_ = step;
    return;
  }
  isScrubbing_ = false;
  if (isOnMark) return;
  const long next = std::min(step + 1, train.history->stepCount());
  const auto crossings = train.history->eventsBefore(next + 1) - train.history->eventsBefore(next);
  const std::string title = "Step " + groupedText(step);
  const std::string body =
      "Drag to go through the run. The step after it has " +
      (crossings == 1 ? std::string("1 crossing.")
                      : groupedText(static_cast<std::int64_t>(crossings)) + " crossings.");
  ui::showTip(frame, {.title = title, .body = body});
}

void TimelinePanel::drawNote(const ui::Frame& frame, const TrainFrame& train) {
  if (std::exchange(opensNote_, false)) ImGui::OpenPopup(kNotePopup);
  // Above the strip, so that the moment stays in sight.
  const ImVec2 corner = ImGui::GetWindowPos();
  ImGui::SetNextWindowPos({corner.x + frame.em(7.5F), corner.y - frame.grid(2.0F)},
                          ImGuiCond_Always, {0.0F, 1.0F});
  if (!ImGui::BeginPopup(kNotePopup)) {
    noted_.reset();
    return;
  }
  if (!noted_ || *noted_ >= bookmarks_.all().size()) {
    ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return;
  }
  static_cast<void>(train);
  const Bookmark& mark = bookmarks_.all()[*noted_];
  ImGui::TextUnformatted(("Bookmark at step " + groupedText(mark.step)).c_str());
  std::array<char, 512> text{};
  note_.copy(text.data(), text.size() - 1);
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(frame.em(24.0F));
  ImGui::PushStyleColor(ImGuiCol_FrameBg, frame.colors().background);
  const bool isDone = ImGui::InputTextWithHint("##note", "Note (optional)", text.data(),
                                               text.size(), ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopStyleColor();
  note_ = text.data();
  bookmarks_.setNote(*noted_, note_);
  const bool isClosed =
      ui::button(frame, "done", "Done", {.title = "Keep the bookmark"}, {.isPrimary = true});
  ImGui::SameLine(0.0F, frame.grid(2.0F));
  if (ui::button(frame, "delete", "Delete", {.title = "Delete this bookmark"})) {
    bookmarks_.remove(*noted_);
    noted_.reset();
    ImGui::CloseCurrentPopup();
  } else if (isDone || isClosed) {
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void TimelinePanel::drawCaption(const ui::Frame& frame, const ModelFrame& model,
                                const ui::Rect& views) const {
  const auto index = bookmarks_.at(*model.train);
  if (!index || bookmarks_.all()[*index].note.empty() || views.isEmpty()) return;
  const std::string& note = bookmarks_.all()[*index].note;
  const ui::WithFont font(frame.fonts.strong);
  const float pad = frame.grid(3.0F);
  const float wrap = std::min(frame.em(44.0F), views.width - frame.em(10.0F));
  if (wrap <= 0.0F) return;
  const ImVec2 size = ImGui::CalcTextSize(note.c_str(), nullptr, false, wrap);
  const float x = views.x + (views.width - size.x) / 2.0F;
  const float y = views.bottom() - size.y - 3.0F * pad;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  list.AddRectFilled(at(x - pad, y - pad), at(x + size.x + pad, y + size.y + pad),
                     ui::withOpacity(frame.colors().panel, 0.94F), frame.grid(1.5F));
  list.AddRect(at(x - pad, y - pad), at(x + size.x + pad, y + size.y + pad), frame.colors().good,
               frame.grid(1.5F));
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), at(x, y), frame.colors().text, note.c_str(),
               nullptr, wrap);
}

}  // namespace adamscope
