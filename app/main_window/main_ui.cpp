#include "app/main_window/main_ui.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "app/panels/divergence_banner.h"
#include "app/panels/menu_bar.h"
#include "app/panels/movie_banner.h"
#include "app/panels/setup_panel.h"
#include "app/panels/status_bar.h"
#include "app/panels/transport_bar.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/panel_window.h"
#include "app/views/parameter_toolbar.h"
#include "app/views/view_toolbar.h"

namespace adamscope {

namespace {

/// What the dice of the Setup panel throw first; a session's clicks are the only chance in them.
constexpr std::uint64_t kDiceSeed = 20250513;

}  // namespace

Result<std::unique_ptr<MainUi>> MainUi::create(LiveSession& session, Settings settings) {
  Result<InputView> inputView = InputView::create();
  if (!inputView) return inputView.error();
  Result<SurfaceView> surfaceView = SurfaceView::create();
  if (!surfaceView) return surfaceView.error();
  Result<ParameterView> parameterView = ParameterView::create();
  if (!parameterView) return parameterView.error();
  return std::make_unique<MainUi>(
      Private{}, session, std::move(settings),
      Views{std::move(*inputView), std::move(*surfaceView), std::move(*parameterView)});
}

MainUi::MainUi(Private, LiveSession& session, Settings settings, Views views)
    : session_(session),
      settings_(std::move(settings)),
      actions_(session, session.trainFrame()->config),
      views_(std::move(views)),
      setup_(kDiceSeed) {}

void MainUi::pickUp(const ui::Frame& frame) {
  model_.train = session_.trainFrame();
  model_.analysis = session_.analysisFrame();
  model_.theory = session_.theoryFrame();
  model_.barrier = session_.barrierFrame();
  model_.slice = session_.sliceFrame();
  model_.timeSeconds = clockSeconds(frame);
  model_.deltaSeconds =
      heldClock_ ? 0.0F : static_cast<float>(frame.timeSeconds - lastFrameSeconds_);
  actions_.follow(*model_.train);
  followMoment();
  std::vector<SessionNotice> notices = session_.takeNotices();
  for (SessionNotice& notice : actions_.takeNotices()) notices.push_back(std::move(notice));
  for (SessionNotice& notice : notices) {
    if (notice.isError) {
      toasts_.error(std::move(notice.text));
    } else {
      toasts_.notice(std::move(notice.text));
    }
  }
}

/// A crossing that the moment shown is about is the selected one, everywhere.
void MainUi::followMoment() {
  const TrainFrame& train = *model_.train;
  if (train.event == shownEvent_) return;
  Selection& selection = state_.selection;
  if (train.event) {
    const EventRow& row = train.history->events[*train.event];
    selection.event = train.event;
    selection.eventTimeSeconds = model_.timeSeconds;
    selection.sample = row.sample;
    selection.neuron = NeuronId{row.layer, row.neuron};
  } else if (selection.event == shownEvent_) {
    selection.event.reset();
    selection.sample.reset();
    selection.neuron.reset();
  }
  shownEvent_ = train.event;
}

void MainUi::measure(const ui::Frame& frame) {
  const double seconds = frame.timeSeconds - lastFrameSeconds_;
  lastFrameSeconds_ = frame.timeSeconds;
  if (seconds <= 0.0) return;
  constexpr double kSmoothing = 0.1;
  framesPerSecond_ += kSmoothing * (1.0 / seconds - framesPerSecond_);
}

void MainUi::draw(const ui::Frame& frame) {
  pickUp(frame);
  measure(frame);
  const ui::Layout layout = drawWindow(frame);
  drawMovieBanner(frame, state_, actions_, viewPlace_);
  // A dialog stands over the views: messages then go below it.
  toasts_.draw(frame, ui::isDialogShown(frame)
                          ? ui::Rect{0.0F, 0.0F, frame.size.x, frame.size.y - frame.em(2.5F)}
                          : layout.views);
  drawnWindow_ = {.size = frame.size, .scale = frame.scale, .density = frame.density};
}

ui::Layout MainUi::drawWindow(const ui::Frame& frame) {
  const CommandContext context{model_, state_, actions_, settings_, requests_};
  serveBookmarks();
  performPressed(frame, context);
  const ui::LayoutInput input{.window = frame.size,
                              .scale = frame.scale,
                              .visible = settings_.panels,
                              .sizes = settings_.sizes};
  const ui::Layout layout = ui::computeLayout(input);
  drawPanels(frame, layout, context);
  drawSplitters(frame, layout, input);
  drawDivergenceBanner(frame, model_, actions_, viewPlace_);
  dialogs_.draw(frame, context, drawnWindow_, drawnView());
  return layout;
}

void MainUi::serveBookmarks() {
  const TrainFrame& train = *model_.train;
  if (std::exchange(requests_.addBookmark, false)) timeline_.addBookmark(train);
  if (std::exchange(requests_.nextBookmark, false)) timeline_.toNextBookmark(train, actions_);
  if (std::exchange(requests_.previousBookmark, false)) {
    timeline_.toPreviousBookmark(train, actions_);
  }
  if (const auto folder = actions_.takeOpenedRun()) {
    if (const Status loaded = timeline_.bookmarks().load(*folder); !loaded) {
      toasts_.error(loaded.message());
    }
  }
  if (const Status saved = timeline_.bookmarks().saveIfNew(train.recordPath); !saved) {
    toasts_.error("The bookmarks are not on disk. " + saved.message());
  }
}

double MainUi::clockSeconds(const ui::Frame& frame) const {
  return heldClock_.value_or(frame.timeSeconds + clockOffset_);
}

void MainUi::releaseClock() {
  if (!heldClock_) return;
  clockOffset_ = *heldClock_ - lastFrameSeconds_;
  heldClock_.reset();
}

bool MainUi::isUpToDate() const {
  const std::uint64_t now = session_.trainFrame()->id;
  if (!model_.train || model_.train->id != now) return false;
  if (!model_.analysis || model_.analysis->train->id != now) return false;
  const std::optional<SliceRequest> slice = session_.sliceRequest();
  if (state_.center == CenterView::kInput || !slice) return true;
  return model_.slice && model_.slice->train->id == now && model_.slice->request == *slice;
}

void MainUi::drawPicture(const ui::Frame& frame, double deltaSeconds) {
  model_.timeSeconds = clockSeconds(frame);
  model_.deltaSeconds = static_cast<float>(deltaSeconds);
  const ui::Rect place = viewPlace_;
  drawWindow(frame);
  viewPlace_ = place;
  analyseForPicture();
}

void MainUi::drawViewPicture(const ui::Frame& frame, double deltaSeconds) {
  if (heldClock_) model_.timeSeconds = *heldClock_;
  model_.deltaSeconds = static_cast<float>(deltaSeconds);
  drawCentre(frame, {0.0F, 0.0F, frame.size.x, frame.size.y});
  analyseForPicture();
}

/// A picture cannot wait for the analysis of what it alone shows.
void MainUi::analyseForPicture() {
  std::optional<SliceRequest> slice = session_.sliceRequest();
  // The window may have asked for coarse curves and colours, which come sooner.
  if (slice) slice->tolerancePx = SliceRequest{}.tolerancePx;
  if (slice && slice->lossColumns > 0) slice->lossColumns = ParameterView::kLossColumns;
  const bool showsSlice = state_.center != CenterView::kInput && slice;
  if (showsSlice && !(model_.slice && model_.slice->request == *slice)) {
    auto frame = std::make_shared<SliceFrame>(analyseSlice(model_.train, *slice));
    frame->id = std::numeric_limits<std::uint64_t>::max() - pictureAnalyses_++;
    model_.slice = std::move(frame);
  }
  const ViewRequest wanted = viewFor(*model_.train, session_.view());
  if (model_.analysis && model_.analysis->view.sameAs(wanted)) return;
  auto analysis = std::make_shared<AnalysisFrame>(analyse(model_.train, wanted));
  // Numbers from the far end: the session's own count from 1.
  analysis->id = std::numeric_limits<std::uint64_t>::max() - pictureAnalyses_++;
  model_.analysis = std::move(analysis);
}

DrawnArea MainUi::drawnView() const {
  DrawnArea area = drawnWindow_;
  area.size = viewPlace_.size();
  return area;
}

void MainUi::drawPanels(const ui::Frame& frame, const ui::Layout& layout,
                        const CommandContext& context) {
  if (!layout.menu.isEmpty()) {
    const ui::PanelWindow window(frame, "menu", layout.menu, {.canScroll = false});
    drawMenuBar(frame, context);
  }
  if (!layout.transport.isEmpty()) {
    const ui::PanelWindow window(frame, "transport", layout.transport, {.canScroll = false});
    drawTransportBar(frame, context);
  }
  if (!layout.left.isEmpty()) drawLeft(frame, layout);
  if (!layout.inspector.isEmpty()) {
    const ui::PanelWindow window(frame, "inspector", layout.inspector, {.canScroll = false});
    inspector_.draw(frame, model_, state_, actions_);
  }
  if (!layout.theory.isEmpty()) {
    const ui::PanelWindow window(frame, "theory", layout.theory);
    theory_.draw(frame, model_, actions_);
  }
  drawViews(frame, layout.views);
  if (!layout.plots.isEmpty()) {
    const ui::PanelWindow window(frame, "plots", layout.plots,
                                 {.isPadded = false, .canScroll = false});
    plots_.draw(frame, model_, state_, actions_, layout.plots);
  }
  if (!layout.timeline.isEmpty()) {
    const ui::PanelWindow window(frame, "timeline", layout.timeline,
                                 {.isPadded = false, .canScroll = false});
    timeline_.draw(frame, model_, state_, actions_, layout.timeline);
  }
  timeline_.drawCaption(frame, model_, viewPlace_);
  if (!layout.status.isEmpty()) {
    const ui::PanelWindow window(frame, "status", layout.status, {.canScroll = false});
    const bool isIdle = model_.train->state != SessionState::kPlaying;
    drawStatusBar(frame, context, {.framesPerSecond = framesPerSecond_, .isIdle = isIdle});
  }
}

void MainUi::drawLeft(const ui::Frame& frame, const ui::Layout& layout) {
  std::vector<ui::Segment> cells;
  std::vector<LeftTab> tabs;
  const auto add = [&](bool isThere, LeftTab tab, const char* text) {
    if (!isThere) return;
    cells.push_back({.text = text});
    tabs.push_back(tab);
  };
  add(layout.setupIsTab, LeftTab::kSetup, "Setup");
  add(layout.inspectorIsTab, LeftTab::kInspector, "Inspector");
  add(layout.theoryIsTab, LeftTab::kTheory, "Theory");
  ui::Rect rest = layout.left;
  const auto found = std::find(tabs.begin(), tabs.end(), leftTab_);
  auto chosen = static_cast<std::size_t>(found == tabs.end() ? 0 : found - tabs.begin());
  if (tabs.size() > 1) {
    const float height = ImGui::GetFrameHeight() + frame.grid(4.0F);
    const ui::PanelWindow bar(frame, "left-tabs", {rest.x, rest.y, rest.width, height},
                              {.canScroll = false});
    chosen = static_cast<std::size_t>(ui::segmented(
        frame, "left-tab", cells, static_cast<int>(chosen), ImGui::GetContentRegionAvail().x));
    rest.y += height;
    rest.height -= height;
  }
  leftTab_ = tabs.empty() ? LeftTab::kSetup : tabs[chosen];
  constexpr std::array<const char*, 3> kNames{"left", "left-inspector", "left-theory"};
  const ui::PanelWindow window(frame, kNames[static_cast<std::size_t>(leftTab_)], rest,
                               {.canScroll = leftTab_ != LeftTab::kInspector});
  switch (leftTab_) {
    case LeftTab::kInspector:
      inspector_.draw(frame, model_, state_, actions_);
      break;
    case LeftTab::kTheory:
      theory_.draw(frame, model_, actions_);
      break;
    case LeftTab::kSetup:
      drawSetupPanel({frame, model_, state_, setup_, actions_});
      break;
  }
}

void MainUi::drawViews(const ui::Frame& frame, const ui::Rect& rect) {
  viewPlace_ = {};
  if (rect.isEmpty()) return;
  const bool isBoth = state_.center == CenterView::kBoth;
  const float half = std::floor(0.5F * rect.width);
  const int rows = toolbarRows(frame, isBoth ? half : rect.width);
  const float toolbarHeight =
      static_cast<float>(rows) * (ImGui::GetFrameHeight() + frame.grid(1.0F)) + frame.grid(2.0F);
  const ui::Rect bar{rect.x, rect.y, rect.width, toolbarHeight};
  if (isBoth) {
    drawToolbar(frame, {bar.x, bar.y, half, bar.height}, false);
    drawToolbar(frame, {bar.x + half, bar.y, bar.width - half, bar.height}, true);
  } else {
    drawToolbar(frame, bar, state_.center == CenterView::kParameter);
  }
  const ui::Rect picture{rect.x, rect.y + toolbarHeight, rect.width, rect.height - toolbarHeight};
  drawCentre(frame, picture);
  viewPlace_ = picture;
}

void MainUi::drawToolbar(const ui::Frame& frame, const ui::Rect& rect, bool isParameter) {
  const ui::PanelWindow window(frame, isParameter ? "slice-toolbar" : "view-toolbar", rect,
                               {.canScroll = false});
  const bool isWrapped = toolbarRows(frame, rect.width) > 1;
  if (isParameter) {
    drawParameterToolbar(frame, model_, state_, isWrapped);
  } else {
    drawViewToolbar(frame, model_, state_, actions_, isWrapped);
  }
}

/// One view or both, without toolbars.
void MainUi::drawCentre(const ui::Frame& frame, const ui::Rect& rect) {
  if (state_.center == CenterView::kInput) session_.setSlice(std::nullopt);
  if (state_.center == CenterView::kInput) return drawView(frame, rect);
  if (state_.center == CenterView::kParameter) return drawParameterView(frame, rect);
  const float gap = frame.grid(0.5F);
  const float half = std::floor(0.5F * (rect.width - gap));
  drawView(frame, {rect.x, rect.y, half, rect.height});
  drawParameterView(frame, {rect.x + half + gap, rect.y, rect.width - half - gap, rect.height});
}

void MainUi::drawParameterView(const ui::Frame& frame, const ui::Rect& picture) {
  const ui::PanelWindow window(
      frame, "parameter-view", picture,
      {.surface = frame.colors().background, .isPadded = false, .canScroll = false});
  views_.parameter.draw(frame, model_, state_, actions_, picture);
}

void MainUi::drawView(const ui::Frame& frame, const ui::Rect& picture) {
  const ui::PanelWindow window(
      frame, "input-view", picture,
      {.surface = frame.colors().background, .isPadded = false, .canScroll = false});
  if (model_.train->experiment->slice.dimension() == 1) {
    graphView_.draw(frame, model_, state_, actions_, picture);
  } else if (state_.input.is3D && model_.train->experiment->slice.dimension() == 2) {
    const Status drawn = views_.surface.draw(frame, model_, state_, actions_, surface_, picture);
    if (!drawn) toasts_.error(drawn.message());
  } else {
    views_.input.draw(frame, model_, state_, actions_, picture);
  }
  notes_.draw(frame, model_, picture);
}

void MainUi::drawSplitters(const ui::Frame& frame, const ui::Layout& layout,
                           const ui::LayoutInput& input) {
  const auto drag = [&](const char* id, const ui::Rect& place, bool isVertical,
                        ui::Splitter which) {
    if (place.isEmpty()) return;
    const float units = ui::splitter(frame, {.id = id, .place = place, .isVertical = isVertical});
    if (units != 0.0F) settings_.sizes = ui::dragged(input, which, units);
  };
  drag("split-setup", layout.setupSplitter, true, ui::Splitter::kSetup);
  drag("split-inspector", layout.inspectorSplitter, true, ui::Splitter::kInspector);
  drag("split-theory", layout.theorySplitter, true, ui::Splitter::kTheory);
  drag("split-plots", layout.plotsSplitter, false, ui::Splitter::kPlots);
}

}  // namespace adamscope
