#include "app/report/run_page.h"

#include <cmath>

#include "app/plot/number_text.h"
#include "app/plot/series_data.h"
#include "app/report/run_plots.h"
#include "core/io/theory_json.h"

namespace adamscope {

namespace {

std::string number(double value, int digits = 4) { return plot::readoutNumber(value, digits); }

ReportCell numberCell(double value) { return {number(value), CellTone::kPlain, true}; }

CellTone toneOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return CellTone::kGood;
    case Verdict::kFails:
      return CellTone::kBad;
    case Verdict::kUnclear:
      break;
  }
  return CellTone::kUnclear;
}

std::string endText(RunEnd end) {
  switch (end) {
    case RunEnd::kDiverged:
      return "The run diverged: a number was not finite any more. ";
    case RunEnd::kInterrupted:
      return "The run was interrupted. ";
    case RunEnd::kFailed:
      return "The logs of this run could not be written. ";
    case RunEnd::kCompleted:
      break;
  }
  return {};
}

void addBoundRow(ReportTable& table, const char* name, const char* statement, double logBound,
                 double count, bool isRigorous) {
  const bool holds = isWithinBound(count, logBound);
  table.rows.push_back({{name},
                        {statement},
                        {isRigorous ? "rigorous" : "estimator"},
                        {plot::readoutFromLog(logBound), CellTone::kPlain, true},
                        {number(count, 8), CellTone::kPlain, true},
                        {holds ? "holds" : "exceeded", holds ? CellTone::kGood : CellTone::kBad}});
}

ReportTable boundsTable(const Run& run, double effectiveDimension) {
  const BoundedRun bounded = run.boundedRun(effectiveDimension);
  const LogBounds bounds = computeLogBounds(bounded);
  const auto crossings = static_cast<double>(run.counts().crossings);
  const auto visited = static_cast<double>(run.counts().regionsVisited);
  const bool isShallow = bounded.architecture.hiddenLayerCount() == 1;
  ReportTable table;
  table.head = {"Bound", "Statement", "Standing", "Value", "Counted", "Verdict"};
  addBoundRow(table, "B1", "C_T: pieces of bounded degree on each step's segment", bounds.segment,
              crossings, true);
  addBoundRow(table, "B2", "V_T: regions of N hyperplanes in R^d (Zaslavsky)", bounds.arrangement,
              visited, isShallow);
  if (bounds.product) {
    addBoundRow(table, "B2c", "V_T: product over the neurons (Cover)", *bounds.product, visited,
                true);
  }
  addBoundRow(table, "B3", "V_T: B2 with d replaced by d_eff", bounds.effectiveArrangement, visited,
              false);
  addBoundRow(table, "B4", "C_T: C d_eff ln N (arXiv 2505.15013, which gives no C)",
              bounds.nearLinear, crossings, false);
  return table;
}

std::string nearLinearSentence(const Run& run) {
  const BoundTracker& tracker = run.nearLinearBound();
  const double c = run.config().theory.c;
  std::string text = "B4 with C = " + number(c) + ": ";
  if (const auto since = tracker.brokenSince(c)) {
    text += "broken since step " + std::to_string(*since) + ". ";
  } else if (const auto first = tracker.firstBroken(c)) {
    text += "holds at the end, but was broken first at step " + std::to_string(*first) + ". ";
  } else {
    text += "has held at every step. ";
  }
  return text + "The ratio C_T / (d_eff ln N) is " + number(tracker.ratio()) +
         " at the end; the least C for which B4 has held at every step is C* = " +
         number(tracker.leastConstant()) + ".";
}

ReportSection boundsSection(const RunPageInput& input) {
  const Run& run = *input.run;
  const TheoryLook& last = input.analyst->looks().back();
  const RegionCounts& counts = run.counts();
  ReportSection section;
  section.title = "Bounds against the counts";
  section.paragraphs = {"C_T = " + std::to_string(counts.crossings) +
                            " crossings, R_T = " + std::to_string(counts.regionChanges) +
                            " region changes, V_T = " + std::to_string(counts.regionsVisited) +
                            " regions visited (" + std::to_string(counts.revisits()) +
                            " revisits); comparing the end points of each step alone would count " +
                            std::to_string(counts.endpointFlips) +
                            ". N = " + number(run.boundedRun(0.0).boundaryCount(), 12) +
                            " boundaries, d = " + std::to_string(run.network().parameters.size()) +
                            ", d_eff = " + number(last.effectiveDimension) + " at the end.",
                        nearLinearSentence(run)};
  section.tables = {boundsTable(run, last.effectiveDimension)};
  section.plots = {boundsPlot(input), lossPlot(input, fitLoss(*input.history))};
  return section;
}

ReportSection assumptionSection(const RunPageInput& input) {
  const TheoryConfig& settings = input.run->config().theory;
  const TheoryLook& last = input.analyst->looks().back();
  ReportSection section;
  section.title = "Assumptions of arXiv 2505.15013";
  section.paragraphs = {
      "The paper states its assumptions in words. The figures, thresholds and verdicts below are "
      "our "
      "estimators of them; a verdict that says fails is a finding about this run, not about the "
      "theorem. \"Since\" is the first look from which the verdict has not changed (looks every " +
      std::to_string(lookInterval(input.run->config())) + " steps)."};
  ReportTable table;
  table.head = {"",        "Assumption", "Figure at the end", "Value", "Holds if",
                "Verdict", "Since",      "What it means"};
  for (const Assumption assumption : kAssumptions) {
    const AssumptionText& text = describe(assumption);
    const Figure& figure = last.figures[indexOf(assumption)];
    const double threshold = thresholdOf(settings, assumption);
    const Verdict verdict = judge(assumption, figure, threshold);
    std::string value = number(figure.value);
    std::string rule = text.isAtMost ? "\u2264 " : "\u2265 ";
    rule += number(threshold);
    if (figure.standardError > 0.0) value += " \u00B1 " + number(figure.standardError, 2);
    table.rows.push_back(
        {{text.label},
         {text.title},
         {text.figure},
         {value, CellTone::kPlain, true},
         {rule, CellTone::kPlain, true},
         {wordFor(verdict), toneOf(verdict)},
         {std::to_string(verdictSince(input.analyst->looks(), settings, assumption)),
          CellTone::kPlain, true},
         {text.meaning}});
  }
  section.tables = {table};
  for (const Assumption assumption : kAssumptions) {
    section.plots.push_back(assumptionPlot(input, assumption));
  }
  return section;
}

std::string phaseSentence(const std::optional<TwoPhaseFit>& fit) {
  if (!fit) return "Too few steps, or a loss of 0, for a two-phase fit.";
  std::string text = "Two phases (our estimator): L ~ (1 + t)^-" + number(fit->powerExponent) +
                     " up to step " + number(fit->changeTime, 8) +
                     ", then L ~ exp(-r t) with r = " + number(fit->rate) + " \u00B1 " +
                     number(fit->rateError, 2) + " per step. ";
  text += fit->isDistinct()
              ? "The split explains ln L more than twice as well as one phase does."
              : "The split explains ln L less than twice as well as one phase does: the change "
                "point means little.";
  return text;
}

std::string rateSentence(const RunPageInput& input, const std::optional<TwoPhaseFit>& fit) {
  const Experiment& experiment = input.run->experiment();
  const LocalConstant& local = input.analyst->looks().back().local;
  std::string text =
      "P3's local constant: mu = lambda_0 - L_Theta r = " + number(local.initialSmallest) + " - " +
      number(local.lipschitz) + " x " + number(local.radius) + " = " + number(local.mu) +
      ", so by this estimate the " + "run is " + (local.isInside() ? "inside" : "outside of") +
      " a locally PL region around its start. ";
  if (!hasPredictedRate(experiment.config)) {
    return text +
           "The rate 2 mu / n is stated for gradient flow on half_mse, which this run is not; no "
           "rate is predicted for it.";
  }
  const double perStep = input.run->stepCount() > 0
                             ? input.run->time() / static_cast<double>(input.run->stepCount())
                             : 0.0;
  const int n = experiment.data.train.sampleCount();
  const double predicted = predictedRate(local.mu, n) * perStep;
  text += "Predicted rate 2 mu / n = " + number(predicted) + " per step";
  if (fit) text += "; measured in the last phase " + number(fit->rate);
  return text + ".";
}

ReportSection rateSection(const RunPageInput& input) {
  const TheoryLook& last = input.analyst->looks().back();
  const std::optional<TwoPhaseFit> fit = fitLoss(*input.history);
  ReportSection section;
  section.title = "Rates: tangent kernel and Polyak-Lojasiewicz";
  section.paragraphs = {phaseSentence(fit), rateSentence(input, fit)};
  std::string kernel = "At the end lambda_min(K) = " + number(last.kernel.spectrum.smallest) +
                       ", lambda_max(K) = " + number(last.kernel.spectrum.largest) +
                       ", relative drift " + number(last.kernel.relativeDrift) +
                       ", parameter drift " + number(last.kernel.parameterDrift) + ".";
  if (!input.analyst->kernelUsesAllSamples()) {
    kernel += " K is of a subset of the samples, so lambda_min is an upper estimate.";
  }
  section.paragraphs.push_back(kernel);
  section.plots = {kernelPlot(input), plPlot(input)};
  if (hasPredictedRate(input.run->experiment().config)) section.plots.push_back(ratePlot(input));
  return section;
}

ReportSection gapSection(const RunPageInput& input) {
  const TheoryLook& last = input.analyst->looks().back();
  const Experiment& experiment = input.run->experiment();
  ReportSection section;
  section.title = "Generalization";
  const GeneralizationPoint& point = last.generalization;
  if (experiment.data.test.sampleCount() == 0) {
    section.paragraphs = {"There are no test samples, so there is no gap to measure."};
    return section;
  }
  const TheoryConfig& settings = input.run->config().theory;
  ReportTable table;
  table.head = {"Quantity", "Formula", "Value"};
  table.rows = {
      {{"Loss gap"}, {"L_test - L_train"}, numberCell(point.lossGap)},
      {{"Error gap"}, {"0-1 error, test - train"}, numberCell(point.errorGap)},
      {{"Error gap's sampling error"},
       {"sqrt(e (1 - e) / m), m test samples"},
       numberCell(errorSamplingError(last.testError, experiment.data.test.sampleCount()))},
      {{"Effective dimension"}, {"sqrt(d_eff / n)"}, numberCell(point.effective)},
      {{"PAC-Bayes, sigma = " + number(settings.sigma) + ", delta = " + number(settings.delta)},
       {"sqrt((|theta - theta_0|^2/(2 sigma^2) + ln(2 sqrt(n)/delta)) / (2n))"},
       numberCell(point.pacBayes)},
      {{"Parameter count"}, {"sqrt(d / n)"}, numberCell(point.parameterCount)}};
  section.tables = {table};
  section.paragraphs = {
      "The least C for which the loss gap was at most C sqrt(d_eff / n) at every "
      "look is " +
      number(input.analyst->leastGapConstant()) + "."};
  section.plots = {gapPlot(input)};
  return section;
}

ReportSection barrierSection(const RunPageInput& input) {
  ReportSection section;
  section.title = "Barrier";
  section.paragraphs = {"Between the last network of this run and " + input.barrierPartner + "."};
  section.tables = {barrierTable(*input.barrier)};
  section.plots = {barrierPlot(*input.barrier)};
  return section;
}

}  // namespace

ReportPlot barrierPlot(const BarrierReport& report) {
  ReportPlot content;
  content.spec.id = "barrier";
  content.spec.title = "Loss along the path";
  content.spec.xLabel = "s";
  const auto add = [&](const char* name, std::uint32_t color, const PathProfile& profile) {
    const double stride = 1.0 / static_cast<double>(profile.losses.size() - 1);
    content.spec.series.push_back(
        plot::lineThrough(name, figure::fromHex(color), profile.losses, 0.0, stride));
  };
  add("straight", 0xC4304B, report.straight);
  add("after matching", 0x3F57C4, report.matched);
  add("trained curve", 0x1D8A76, report.curve);
  content.caption = "Training loss from A (s = 0) to B (s = 1).";
  return content;
}

ReportTable barrierTable(const BarrierReport& report) {
  ReportTable table;
  table.head = {"Path", "Barrier", "Crossings", "Region changes", "Length of the chord"};
  const auto add = [&](const char* name, const PathProfile& profile, double distance) {
    table.rows.push_back({{name},
                          numberCell(profile.barrier),
                          {std::to_string(profile.crossings), CellTone::kPlain, true},
                          {std::to_string(profile.regionChanges), CellTone::kPlain, true},
                          numberCell(distance)});
  };
  add("straight line", report.straight, report.distance);
  add("straight line after neuron matching", report.matched, report.matchedDistance);
  add("trained quadratic Bezier curve, as chords", report.curve, report.matchedDistance);
  return table;
}

ReportPage runPage(const RunPageInput& input) {
  const Run& run = *input.run;
  const Experiment& experiment = run.experiment();
  ReportPage page;
  page.title = "Adamscope: " + experiment.initial.architecture.describe() + " on " +
               experiment.config.data.source;
  page.subtitle = endText(input.end) + std::to_string(run.stepCount()) + " steps, " +
                  std::to_string(experiment.data.train.sampleCount()) + " training and " +
                  std::to_string(experiment.data.test.sampleCount()) + " test samples; version " +
                  versionText() + ".";
  page.sections = {boundsSection(input), assumptionSection(input), rateSection(input),
                   gapSection(input)};
  if (input.barrier != nullptr) page.sections.push_back(barrierSection(input));
  ReportSection config;
  config.title = "Configuration";
  config.paragraphs = {
      "Save this as config.json; adamscope run config.json --out DIR then gives the "
      "same bytes in its logs (same version, same processor family)."};
  config.listing = configToJson(experiment.config);
  page.sections.push_back(config);
  return page;
}

}  // namespace adamscope
