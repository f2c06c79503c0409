#include "app/panels/plots_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "app/panels/number_format.h"
#include "app/panels/run_list.h"
#include "app/ui/rows.h"
#include "app/ui/tip.h"
#include "app/views/view_theme.h"
#include "core/base/file.h"

namespace adamscope {

namespace {

using figure::Color;
using figure::fromHex;

/// The quantities along a run, in the order of the tracks.
enum TrackId : std::size_t {
  kTrainLoss,
  kTestLoss,
  kTrainError,
  kTestError,
  kCrossings,
  kRegionChanges,
  kVisited,
  kEndpoint,
  kSegmentBound,
  kEffectiveBound,
  kNearLinearBound,
  kArrangementBound,
  kProductBound,
  kTrackCount
};

// Totals and bounds; the layers' colours (Okabe-Ito) are taken.
const Color kTrainColor = fromHex(0x7F95F0);
const Color kTestColor = fromHex(0xF0955C);
const Color kCountColor = fromHex(0xE8EDF2);
const Color kCountOnLight = fromHex(0x20262E);

/// The plot of totals and bounds.
constexpr std::size_t kBoundPlot = 2;

/// Steps that the tracks take in per frame, so that a long history that is opened at once does not
/// stop the window.
constexpr long kStepsPerFrame = 400'000;

plot::PlotStyle styleOf(const ui::Palette& colors) {
  return {.background = colorOf(colors.panel),
          .raised = colorOf(colors.raised),
          .lines = colorOf(colors.line),
          .text = colorOf(colors.text),
          .muted = colorOf(colors.muted),
          .accent = colorOf(colors.accent)};
}

std::optional<ExportKind> kindOf(plot::PlotExport format) {
  switch (format) {
    case plot::PlotExport::kPng:
      return ExportKind::kPlotPng;
    case plot::PlotExport::kSvg:
      return ExportKind::kPlotSvg;
    case plot::PlotExport::kPdf:
      return ExportKind::kPlotPdf;
    case plot::PlotExport::kCsv:
      return ExportKind::kPlotCsv;
    case plot::PlotExport::kNone:
      break;
  }
  return std::nullopt;
}

plot::PlotSpec emptySpec(const char* id, const char* title) {
  plot::PlotSpec spec;
  spec.id = id;
  spec.title = title;
  spec.xLabel = "step";
  return spec;
}

}  // namespace

const char* PlotsPanel::nameOf(std::size_t plot) {
  constexpr std::array<const char*, kPlots> kNames{"loss", "crossings", "bounds"};
  return kNames[plot];
}

void PlotsPanel::follow(const ModelFrame& model) {
  const TrainFrame& train = *model.train;
  if (train.runNumber != runNumber_ || train.history != history_) {
    runNumber_ = train.runNumber;
    history_ = train.history;
    steps_ = 0;
    addTracks();
    const Experiment& experiment = *train.experiment;
    const double boundaries = static_cast<double>(experiment.data.train.sampleCount()) *
                              experiment.initial.architecture.hiddenNeuronCount();
    boundCourse_.emplace(history_, boundaries);
  }
  constant_ = train.config.theory.c;
  // The history may be ahead of the frame that the rest of the window shows.
  const long last = std::min({train.lastStep, history_->stepCount(), steps_ + kStepsPerFrame});
  for (; steps_ < last; ++steps_) {
    for (const std::unique_ptr<Track>& track : tracks_) track->pyramid.append(track->value(steps_));
  }
  boundCourse_->follow(steps_);
  // A moment inside a step has that step still before it.
  nearLinear_ = &boundCourse_->after(train.tau < 1.0 ? train.step - 1 : train.step);
}

/// Keeps the pyramids of the kept runs complete; runs that are gone go.
void PlotsPanel::followKept(const TrainFrame& train) {
  std::vector<std::unique_ptr<KeptTracks>> now;
  for (const KeptRun& run : *train.kept) {
    const auto known =
        std::find_if(keptTracks_.begin(), keptTracks_.end(),
                     [&](const auto& tracks) { return tracks && tracks->history == run.history; });
    if (known != keptTracks_.end()) {
      now.push_back(std::move(*known));
    } else {
      now.push_back(std::make_unique<KeptTracks>());
      now.back()->history = run.history;
    }
    KeptTracks& tracks = *now.back();
    const long last = std::min(run.history->stepCount(), tracks.steps + kStepsPerFrame);
    for (; tracks.steps < last; ++tracks.steps) {
      const StepPoint& point = run.history->steps[static_cast<std::size_t>(tracks.steps)];
      tracks.loss.append(point.before.trainLoss);
      tracks.crossings.append(static_cast<double>(point.crossings));
    }
  }
  keptTracks_ = std::move(now);
}

/// One curve for each kept run that is not hidden.
void PlotsPanel::addKept(plot::PlotSpec& spec, const ModelFrame& model, const UiState& state,
                         const std::string& what, double (*value)(const StepPoint&)) const {
  const TrainFrame& train = *model.train;
  for (std::size_t i = 0; i < keptTracks_.size(); ++i) {
    const KeptRun& run = (*train.kept)[i];
    const bool isHidden = std::find(state.hiddenRuns.begin(), state.hiddenRuns.end(), run.number) !=
                          state.hiddenRuns.end();
    if (isHidden || run.history == train.history) continue;
    plot::PlotSeries curve;
    curve.name = run.name;
    curve.explanation = what + " of a run that is kept for comparison.";
    curve.color = keptRunColor(i);
    curve.firstX = 1.0;
    curve.count = keptTracks_[i]->steps;
    const std::shared_ptr<const RunHistory> history = run.history;
    curve.value = [history, value](long k) {
      return value(history->steps[static_cast<std::size_t>(k)]);
    };
    curve.pyramid =
        spec.id == std::string("loss") ? &keptTracks_[i]->loss : &keptTracks_[i]->crossings;
    spec.series.push_back(std::move(curve));
  }
}

void PlotsPanel::addTracks() {
  tracks_.clear();
  const std::shared_ptr<const RunHistory> history = history_;
  const auto point = [history](long i) -> const StepPoint& {
    return history->steps[static_cast<std::size_t>(i)];
  };
  const double logBoundaries =
      std::log(std::max(1.0, static_cast<double>(history->experiment().data.train.sampleCount()) *
                                 history->experiment().initial.architecture.hiddenNeuronCount()));
  const auto add = [this](plot::ValueAccess value) {
    auto track = std::make_unique<Track>();
    track->value = std::move(value);
    tracks_.push_back(std::move(track));
  };
  add([point](long i) { return point(i).before.trainLoss; });
  add([point](long i) { return point(i).before.testLoss; });
  add([point](long i) { return point(i).before.trainError; });
  add([point](long i) { return point(i).before.testError; });
  add([point](long i) { return static_cast<double>(point(i).crossings); });
  add([point](long i) { return static_cast<double>(point(i).regionChanges); });
  add([point](long i) { return static_cast<double>(point(i).regionsVisited); });
  add([point](long i) { return static_cast<double>(point(i).endpointFlips); });
  add([point](long i) { return point(i).logSegment; });
  add([point](long i) { return point(i).logEffectiveArrangement; });
  // B4 for C = 1; the user's C only shifts a logarithm and must not rebuild the track.
  add([point, logBoundaries](long i) {
    return std::log(point(i).effectiveDimension * logBoundaries);
  });
  add([history](long) { return history->logArrangement(); });
  add([history](long) { return history->logProduct(); });
}

plot::PlotSeries PlotsPanel::series(std::size_t track, const std::string& name, const Color& color,
                                    const std::string& explanation) const {
  plot::PlotSeries series;
  series.name = name;
  series.explanation = explanation;
  series.color = color;
  series.firstX = 1.0;
  series.count = steps_;
  series.value = tracks_[track]->value;
  series.pyramid = &tracks_[track]->pyramid;
  return series;
}

plot::PlotSpec PlotsPanel::lossPlot(const ModelFrame& model) const {
  plot::PlotSpec spec = emptySpec("loss", "Loss");
  spec.series.push_back(
      series(kTrainLoss, "train", kTrainColor, "Loss over all training samples before each step."));
  const DataSet& test = model.train->experiment->data.test;
  if (test.sampleCount() > 0) {
    spec.series.push_back(
        series(kTestLoss, "test", kTestColor, "Loss over the test samples before each step."));
  }
  if (model.train->experiment->data.train.task == Task::kClassification) {
    spec.series.push_back(series(kTrainError, "train error", kTrainColor,
                                 "Share of the training samples that are classified wrongly."));
    spec.series.back().dash = plot::Dash::kDotted;
    if (test.sampleCount() > 0) {
      spec.series.push_back(series(kTestError, "test error", kTestColor,
                                   "Share of the test samples that are classified wrongly."));
      spec.series.back().dash = plot::Dash::kDotted;
    }
  }
  return spec;
}

plot::PlotSpec PlotsPanel::crossingPlot(const ModelFrame&) const {
  plot::PlotSpec spec = emptySpec("crossings", "Crossings per window");
  const std::shared_ptr<const RunHistory> history = history_;
  if (history->hiddenLayerCount() == 0) spec.emptyText = "No hidden layer, no crossings";
  for (int layer = 1; layer <= history->hiddenLayerCount(); ++layer) {
    plot::PlotSeries bars;
    bars.name = "layer " + std::to_string(layer);
    bars.explanation =
        "Boundaries of this layer's neurons that were crossed, summed over windows "
        "of steps; the windows follow the zoom.";
    bars.color = figure::layerColor(layer);
    bars.kind = plot::SeriesKind::kBars;
    bars.firstX = 1.0;
    bars.count = steps_;
    bars.value = [history, layer](long i) {
      return static_cast<double>(history->layerCrossings(i, layer));
    };
    spec.series.push_back(std::move(bars));
  }
  return spec;
}

std::string PlotsPanel::boundVerdict(const ModelFrame& model) const {
  const double c = model.train->config.theory.c;
  std::string text =
      "C = " + shortText(c) + ". Ratio C_T / (d_eff ln N) now " + shortText(nearLinear_->ratio()) +
      "; the least C that has held so far is C* = " + shortText(nearLinear_->leastConstant()) +
      ". ";
  if (const std::optional<long> since = nearLinear_->brokenSince(c)) {
    return text + "BROKEN since step " + groupedText(*since) + ".";
  }
  const std::optional<long> first = nearLinear_->firstBroken(c);
  return text + (first ? "Holds now, but was broken at step " + groupedText(*first) + "."
                       : "Has held at every step so far.");
}

plot::PlotSpec PlotsPanel::boundPlot(const ui::Frame& frame, const ModelFrame& model) const {
  plot::PlotSpec spec = emptySpec("bounds", "Totals and bounds");
  const Color ink = frame.theme.isDark() ? kCountColor : kCountOnLight;
  const Color muted = colorOf(frame.colors().muted);
  spec.series.push_back(series(kCrossings, "C_T crossings", ink,
                               "Every change of a mask bit along the straight segments of the "
                               "steps, found exactly."));
  const auto addBound = [&](TrackId track, const std::string& name, const Color& color,
                            const std::string& explanation) {
    spec.series.push_back(series(track, name, color, explanation));
    spec.series.back().dash = plot::Dash::kDashed;
    spec.series.back().isNaturalLog = true;
  };
  addBound(kNearLinearBound, "B4 near-linear", fromHex(0xE5556B),
           "Claimed bound of C_T: C d_eff ln N; no constant is given, so C is yours. " +
               boundVerdict(model));
  const double shift = std::log(constant_);
  const plot::ValueAccess base = tracks_[kNearLinearBound]->value;
  spec.series.back().value = [base, shift](long i) { return base(i) + shift; };
  // The pyramid holds the values for C = 1.
  if (shift != 0.0) spec.series.back().pyramid = nullptr;
  spec.series.push_back(series(kRegionChanges, "R_T region changes", fromHex(0x8AA0F5),
                               "Instants with at least one crossing."));
  spec.series.push_back(series(kVisited, "V_T regions", fromHex(0x61C9B5),
                               "Distinct joint activation patterns of all training samples."));
  spec.series.push_back(series(kEndpoint, "E_T end points", muted,
                               "What a comparison of each step's end points alone would count."));
  spec.series.back().dash = plot::Dash::kDotted;
  addBound(kSegmentBound, "B1 segment", fromHex(0xB48EE0),
           "Rigorous bound of C_T: T n sum_l m_l l p_l, p_1 = 1, p_{l+1} = p_l (1 + l m_l).");
  addBound(kArrangementBound, "B2 arrangement", fromHex(0x8D97A3),
           "Zaslavsky: V_T <= sum_{k<=d} binom(N, k). Rigorous for one hidden layer, generic for "
           "deeper networks.");
  if (!std::isnan(history_->logProduct())) {
    addBound(kProductBound, "B2c product", fromHex(0x5FA8A0),
             "Cover: V_T <= prod_j 2 sum_{k<=d_0} binom(n-1, k). Rigorous, one hidden layer.");
  }
  addBound(kEffectiveBound, "B3 with d_eff", fromHex(0xC9A24A),
           "B2 with d replaced by the effective dimension d_eff, rounded up. Our estimator.");
  return spec;
}

void PlotsPanel::makeSpecs(const ui::Frame& frame, const ModelFrame& model, const UiState& state) {
  specs_ = {lossPlot(model), crossingPlot(model), boundPlot(frame, model)};
  followKept(*model.train);
  addKept(specs_[0], model, state, "Training loss",
          [](const StepPoint& point) { return point.before.trainLoss; });
  addKept(specs_[2], model, state, "C_T",
          [](const StepPoint& point) { return static_cast<double>(point.crossings); });
  for (plot::PlotSpec& spec : specs_) {
    for (const SettingsChange& change : *model.train->changes) {
      spec.marks.push_back({static_cast<double>(change.step), change.setting});
    }
    spec.timeLine = static_cast<double>(model.train->step);
  }
}

/// What B4 is worth now, over its plot.
void PlotsPanel::drawBoundLine(const ui::Frame& frame, const ModelFrame& model,
                               const ui::Rect& place) const {
  const double c = model.train->config.theory.c;
  const std::optional<long> since = nearLinear_->brokenSince(c);
  const std::string word = since ? "B4 broken since step " + groupedText(*since) : "B4 holds";
  ImGui::SetCursorScreenPos(place.min());
  ui::pill(frame, word, since ? frame.colors().error : frame.colors().good, place.height);
  const float left = ImGui::GetItemRectMax().x + frame.grid(2);
  std::string numbers = "C " + shortText(c) + "  now " + shortText(nearLinear_->ratio()) + "  C* " +
                        shortText(nearLinear_->leastConstant());
  const auto isTooLong = [&] {
    return left + ui::sizeOf(frame.fonts.smallNumbers, numbers.c_str()).x > place.right();
  };
  if (isTooLong()) numbers = "C* " + shortText(nearLinear_->leastConstant());
  if (isTooLong()) numbers.clear();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect({left, place.y}, {place.right(), place.bottom()}, true);
  draw->AddText(
      frame.fonts.smallNumbers, ui::heightOf(frame.fonts.smallNumbers),
      {left, std::round(place.y + (place.height - ui::heightOf(frame.fonts.smallNumbers)) / 2)},
      frame.colors().muted, numbers.c_str());
  draw->PopClipRect();
  const std::string body = boundVerdict(model);
  ImGui::SetCursorScreenPos({left, place.y});
  ImGui::Dummy({std::max(1.0F, place.right() - left), place.height});
  ui::tipOnHover(
      frame,
      {.title = "B4, the near-linear claim", .body = body, .formula = "C_T \u2264 C d_eff ln N"});
}

void PlotsPanel::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                      Actions& actions, const ui::Rect& rect) {
  const bool isFirst = runNumber_ < 0;
  follow(model);
  if (isFirst) {
    states_[0].yScale.kind = plot::Scale::kLog;
    states_[2].yScale.kind = plot::Scale::kLog;
    // Astronomically large: shown at a click.
    states_[2].hidden = {"B2 arrangement", "B2c product", "B3 with d_eff"};
  }
  makeSpecs(frame, model, state);
  const float gap = frame.grid(1.0F);
  const float width = (rect.width - 2.0F * gap) / static_cast<float>(kPlots);
  const plot::PlotFonts fonts{.strong = frame.fonts.strong,
                              .number = frame.fonts.smallNumbers,
                              .strongSize = ui::heightOf(frame.fonts.strong),
                              .numberSize = ui::heightOf(frame.fonts.smallNumbers)};
  const ui::WithFont font(frame.fonts.small);
  for (std::size_t i = 0; i < kPlots; ++i) {
    ui::Rect place{rect.x + static_cast<float>(i) * (width + gap), rect.y, width, rect.height};
    if (i == kBoundPlot) {
      const float line = frame.em(1) + frame.grid(1.5F);
      drawBoundLine(
          frame, model,
          {place.x + frame.grid(2), place.y + frame.grid(0.5F), place.width - frame.grid(3), line});
      place.y += line + frame.grid(0.5F);
      place.height -= line + frame.grid(0.5F);
    }
    ImGui::SetCursorScreenPos(place.min());
    const plot::PlotResult result =
        plot::drawPlot(specs_[i], states_[i], link_,
                       {.size = place.size(), .style = styleOf(frame.colors()), .fonts = fonts});
    if (const std::optional<ExportKind> kind = kindOf(result.exportRequest)) {
      actions.request({.kind = *kind, .scale = 2, .plot = i});
    }
    if (result.timeLine && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      actions.runTo(std::lround(*result.timeLine));
    }
  }
}

Status PlotsPanel::write(const ExportRequest& request, const ui::Theme& theme,
                         const std::string& path) const {
  const plot::PlotSpec& spec = specs_[request.plot];
  if (request.kind == ExportKind::kPlotCsv) {
    return writeFileAtomically(path, plot::plotCsv(spec));
  }
  plot::PlotSheet sheet{.scale = static_cast<double>(request.scale),
                        .style = styleOf(theme.colors)};
  if (request.kind != ExportKind::kPlotPng) sheet.scale = 1.0;
  if (request.width > 0 && request.height > 0) {
    sheet.scale = request.width / sheet.width;
    sheet.height = request.height / sheet.scale;
  }
  return plot::writePlot({spec, states_[request.plot], link_}, sheet, path);
}

}  // namespace adamscope
