#include "app/panels/theory_pages.h"

#include <cmath>
#include <functional>
#include <vector>

#include "app/plot/number_text.h"
#include "app/plot/series_data.h"
#include "app/ui/buttons.h"
#include "app/ui/number_row.h"
#include "app/ui/rows.h"
#include "core/theory/two_phase.h"

namespace adamscope {

namespace {

plot::PlotSpec specFor(const char* id, const char* title, const char* xLabel) {
  plot::PlotSpec spec;
  spec.id = id;
  spec.title = title;
  spec.xLabel = xLabel;
  return spec;
}

void row(const TheoryContext& context, const char* key, double value, const ui::Tip& tip = {}) {
  const std::string text = plot::readoutNumber(value, 4);
  ui::keyValueRow(context.frame, {.key = key, .value = text, .tip = tip});
}

plot::PlotSeries courseOf(const TheoryContext& context, const char* name,
                          const figure::Color& color,
                          const std::function<double(const TheoryLook&)>& value) {
  LookColumn column = lookColumn(*context.theory(), value);
  return plot::lineThrough(name, color, std::move(column.values), column.firstStep, column.stride);
}

void remark(const TheoryContext& context, const std::string& text) {
  const ui::WithFont font(context.frame.fonts.small);
  ui::mutedText(context.frame, text);
}

void drawKernel(const TheoryContext& context, const TheoryInks& inks) {
  plot::PlotSpec spec = specFor("kernel", "Tangent kernel K = J J\u1D40", "step");
  spec.series = {courseOf(context, "\u03BB min", inks.first,
                          [](const TheoryLook& l) { return l.kernel.spectrum.smallest; }),
                 courseOf(context, "\u03BB max", inks.second,
                          [](const TheoryLook& l) { return l.kernel.spectrum.largest; }),
                 courseOf(context, "drift", inks.muted,
                          [](const TheoryLook& l) { return l.kernel.relativeDrift; })};
  spec.series[2].dash = plot::Dash::kDashed;
  drawTheoryPlot(context, 0, spec, plot::Scale::kLog);
  const TheoryFrame& theory = *context.theory();
  if (!theory.kernelUsesAllSamples) {
    remark(context, "K of " + std::to_string(theory.kernelSamples) +
                        " samples, evenly spread: \u03BB min is an upper estimate.");
  }
}

void drawPl(const TheoryContext& context, const TheoryInks& inks) {
  std::vector<PlPoint> points;
  for (const TheoryLook& look : context.theory()->looks) {
    points.push_back({look.step, look.loss, look.gradientNorm});
  }
  plot::PlotSpec spec = specFor("pl", "PL ratio |\u2207L|\u00B2 / 2L", "step");
  spec.series = {courseOf(context, "ratio", inks.first, [](const TheoryLook& l) {
    return plRatio(l.gradientNorm, l.loss, 0.0);
  })};
  drawTheoryPlot(context, 1, spec, plot::Scale::kLog);
  const std::vector<PlRatio> ratios = plRatios(points, 0.0);
  row(context, "Lower envelope", ratios.back().envelope,
      {.title = "Least PL ratio so far",
       .body = "With L* = 0. A PL inequality with constant \u03BC asks for a ratio of at least "
               "\u03BC everywhere on the way.",
       .formula = "\u03BC = min |\u2207L|\u00B2 / (2 (L \u2212 L*))"});
}

void drawLocalConstant(const TheoryContext& context) {
  const LocalConstant& local = context.look().local;
  const ui::Frame& frame = context.frame;
  row(context, "\u03BB\u2080 at the start", local.initialSmallest);
  row(context, "L_\u0398, seen so far", local.lipschitz);
  row(context, "r, largest drift", local.radius);
  const std::string mu = plot::readoutNumber(local.mu, 4);
  ui::keyValueRow(frame,
                  {.key = "\u03BC = \u03BB\u2080 \u2212 L_\u0398 r",
                   .value = mu,
                   .valueColor = local.isInside() ? frame.colors().good : frame.colors().error,
                   .tip = {.title = "P3's local constant",
                           .body = "Above 0 the run is inside a locally Polyak-\u0141ojasiewicz "
                                   "region of its start. L_\u0398 is estimated from the run, so "
                                   "\u03BC is an upper estimate. Our estimator.",
                           .formula = "\u03BC = \u03BB\u2080 \u2212 L_\u0398 r"}});
  remark(context, local.isInside()
                      ? "Inside the locally PL region of the start, by this estimate."
                      : "Outside of the locally PL region of the start: the kernel has "
                        "moved further than its smallest eigenvalue.");
}

void drawPhases(const TheoryContext& context) {
  std::vector<double> times;
  std::vector<double> logs;
  for (const TheoryLook& look : context.theory()->looks) {
    if (!(look.loss > 0.0)) return;
    times.push_back(static_cast<double>(look.step));
    logs.push_back(std::log(look.loss));
  }
  const std::optional<TwoPhaseFit> fit = fitTwoPhases(times, logs);
  if (!fit) {
    remark(context, "Two phases: needs eight looks.");
    return;
  }
  row(context, "Change point, step", fit->changeTime,
      {.title = "Two phases",
       .body = "The split of ln L into a power law and an exponential that fits best. Our "
               "estimator.",
       .formula = "t \u2264 s:  ln L = a \u2212 b ln(1 + t)\nt > s:  ln L = c \u2212 r t"});
  row(context, "b before it", fit->powerExponent);
  row(context, "r after it, per step", fit->rate);
  if (!fit->isDistinct()) {
    remark(context, "One phase alone fits nearly as well: the change point means little.");
  }
}

/// F2: the loss below the curve that the kernel's smallest eigenvalue predicts.
void drawPrediction(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryFrame& theory = *context.theory();
  const std::vector<double> predicted =
      predictedLosses(theory.looks, *context.model.train->experiment);
  if (predicted.empty()) {
    remark(context,
           "The rate 2 \u03BB min / n is stated for half_mse under the gradient flow or plain "
           "full-batch descent; this run is another, so no rate is predicted.");
    return;
  }
  plot::PlotSpec spec = specFor("prediction", "Loss and F2's rate", "step");
  spec.series = {courseOf(context, "loss", inks.first, [](const TheoryLook& l) { return l.loss; }),
                 courseOf(context, "at most", inks.second, [&](const TheoryLook& l) {
                   return predicted[static_cast<std::size_t>(&l - theory.looks.data())];
                 })};
  spec.series[1].dash = plot::Dash::kDashed;
  spec.series[1].explanation =
      "L(0) exp(\u2212(2/n) \u222B \u03BB min dt): the flow stays below it, gradient descent as "
      "far as its steps are small.";
  drawTheoryPlot(context, 2, spec, plot::Scale::kLog);
  if (predicted.back() >= predicted.front()) {
    remark(context, "\u03BB min was 0 at every look: F2 promises no decay here.");
  }
}

void pacBayesRow(const TheoryContext& context, const char* label, double TheoryConfig::*field,
                 const ui::NumberRange& range, const ui::SliderRange& slider, const char* what) {
  const ui::NumberEdit edit = ui::numberRow(
      context.frame,
      {.label = label, .range = range, .slider = slider, .tip = {.title = label, .body = what}},
      context.settings().*field);
  if (!edit.isPreview && !edit.isCommitted) return;
  Config config = context.actions.config();
  config.theory.*field = edit.value;
  if (edit.isCommitted) {
    context.actions.setConfig(config);
  } else {
    context.actions.previewConfig(config);
  }
}

void drawPaths(const TheoryContext& context, const BarrierReport& report) {
  const TheoryInks inks = theoryInks(context.frame);
  plot::PlotSpec spec = specFor("paths", "Loss along the path", "s");
  const auto add = [&](const char* name, const figure::Color& color, const PathProfile& profile) {
    const double stride = 1.0 / static_cast<double>(profile.losses.size() - 1);
    spec.series.push_back(plot::lineThrough(name, color, profile.losses, 0.0, stride));
  };
  add("straight", inks.second, report.straight);
  add("matched", inks.first, report.matched);
  add("curve", inks.third, report.curve);
  drawTheoryPlot(context, 3, spec, plot::Scale::kLinear);
  const auto rows = [&](const char* name, const PathProfile& profile) {
    const std::string value = plot::readoutNumber(profile.barrier, 4);
    const std::string crossings = std::to_string(profile.crossings) + " crossings";
    ui::keyValueRow(context.frame, {.key = name, .value = value, .unit = crossings});
  };
  rows("Barrier, straight", report.straight);
  rows("After matching", report.matched);
  rows("Trained curve", report.curve);
}

}  // namespace

void drawRatePage(const TheoryContext& context) {
  const TheoryInks inks = theoryInks(context.frame);
  drawKernel(context, inks);
  drawLocalConstant(context);
  drawPl(context, inks);
  drawPhases(context);
  drawPrediction(context, inks);
}

void drawGapPage(const TheoryContext& context) {
  const TheoryInks inks = theoryInks(context.frame);
  const TheoryLook& last = context.look();
  plot::PlotSpec spec = specFor("gap", "Generalization gap", "step");
  spec.series = {courseOf(context, "loss gap", inks.first,
                          [](const TheoryLook& l) { return l.generalization.lossGap; }),
                 courseOf(context, "error gap", inks.third,
                          [](const TheoryLook& l) { return l.generalization.errorGap; }),
                 courseOf(context, "\u221A(d_eff/n)", inks.second,
                          [](const TheoryLook& l) { return l.generalization.effective; }),
                 courseOf(context, "PAC-Bayes", inks.muted,
                          [](const TheoryLook& l) { return l.generalization.pacBayes; }),
                 courseOf(context, "\u221A(d/n)", inks.muted,
                          [](const TheoryLook& l) { return l.generalization.parameterCount; })};
  for (std::size_t i = 2; i < spec.series.size(); ++i) spec.series[i].dash = plot::Dash::kDashed;
  spec.series[4].dash = plot::Dash::kDotted;
  drawTheoryPlot(context, 2, spec, plot::Scale::kLog);
  row(context, "Loss gap", last.generalization.lossGap);
  row(context, "Error gap", last.generalization.errorGap);
  row(context, "\u221A(d_eff / n)", last.generalization.effective);
  row(context, "Least C so far", context.theory()->leastGapConstant,
      {.title = "Least constant of G1",
       .body = "The least C for which the loss gap was at most C \u221A(d_eff/n) at every look.",
       .formula = "L_test \u2212 L_train \u2264 C \u221A(d_eff / n)"});
  row(context, "PAC-Bayes", last.generalization.pacBayes,
      {.title = "PAC-Bayes complexity",
       .body = "Bounds the gap of the randomised network \u03B8 + \u03C3 noise for a loss in "
               "[0, 1], not of \u03B8 itself.",
       .formula =
           "\u221A((|\u03B8\u2212\u03B8\u2080|\u00B2/2\u03C3\u00B2 + ln(2\u221An/\u03B4))/2n)"});
  row(context, "\u221A(d / n)", last.generalization.parameterCount);
  pacBayesRow(context, "\u03C3", &TheoryConfig::sigma,
              {.minimum = 0.0, .maximum = 1e12, .excludesMinimum = true},
              {1e-2, 1e2, ui::SliderScale::kLog}, "Deviation of prior and posterior.");
  pacBayesRow(context, "\u03B4", &TheoryConfig::delta,
              {.minimum = 0.0, .maximum = 1.0, .excludesMinimum = true, .excludesMaximum = true},
              {1e-4, 0.5, ui::SliderScale::kLog}, "Allowed failure probability.");
  if (context.model.train->experiment->data.test.sampleCount() == 0) {
    remark(context, "There are no test samples, so there is no gap to see.");
  }
}

void drawBarrierPage(const TheoryContext& context) {
  const ui::Frame& frame = context.frame;
  const TrainFrame& train = *context.model.train;
  TheoryState& state = context.state;
  remark(context,
         "How high the loss rises between two networks of one shape: two steps of a run, or two "
         "runs. Hold one network, go on (or restart with another seed), and measure to it.");
  const float width = std::floor(ImGui::GetContentRegionAvail().x);
  const std::string here =
      "step " + std::to_string(train.step) + " of run " + std::to_string(train.runNumber);
  const bool isHeld = ui::button(frame, "hold", "Hold this network as A",
                                 {.title = "Hold", .body = "Keeps a copy of the network as it is."},
                                 {.widthUnits = width});
  if (isHeld) state.held = HeldNetwork{train.network, here};
  ui::keyValueRow(frame, {.key = "A", .value = state.held ? state.held->name : "\u2013"});
  const bool fits = state.held && state.held->network.architecture == train.network.architecture;
  const bool isBusy = context.actions.session().isBarrierUnderWay();
  const bool isAsked =
      ui::button(frame, "measure", isBusy ? "Measuring\u2026" : "Measure from A to this network",
                 {.title = "Measure the barrier",
                  .body = state.held && !fits ? "A has another shape than this network."
                                              : "Takes a second or so on the analysis thread.",
                  .formula = "max L(path) \u2212 max(L(A), L(B))"},
                 {.isPrimary = true, .isEnabled = fits && !isBusy, .widthUnits = width});
  if (isAsked) {
    context.actions.session().requestBarrier({.a = state.held->network,
                                              .b = train.network,
                                              .aName = state.held->name,
                                              .bName = here,
                                              .experiment = train.experiment});
  }
  if (isBusy) frame.redraw.in(0.1);
  if (!context.model.barrier) return;
  const BarrierFrame& barrier = *context.model.barrier;
  remark(context, "From " + barrier.request.aName + " to " + barrier.request.bName + ":");
  drawPaths(context, barrier.report);
}

}  // namespace adamscope
