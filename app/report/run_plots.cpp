#include "app/report/run_plots.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "app/plot/number_text.h"
#include "app/plot/series_data.h"

namespace adamscope {

namespace {

using figure::Color;
using figure::fromHex;

// Dark enough for white paper; the layers' colours stay theirs.
const Color kTrain = fromHex(0x3F57C4);
const Color kTest = fromHex(0xB85A1F);
const Color kCount = fromHex(0x20262E);
const Color kClaim = fromHex(0xC4304B);
const Color kQuiet = fromHex(0x7A848F);
const Color kRegion = fromHex(0x1D8A76);
const Color kOther = fromHex(0x8055B8);

plot::PlotSpec specFor(const char* title) {
  plot::PlotSpec spec;
  spec.id = title;
  spec.title = title;
  spec.xLabel = "step";
  return spec;
}

plot::PlotSeries stepSeries(const RunHistory& history, const char* name, const Color& color,
                            const std::function<double(const StepPoint&)>& value) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(history.stepCount()));
  for (long i = 0; i < history.stepCount(); ++i) {
    values.push_back(value(history.steps[static_cast<std::size_t>(i)]));
  }
  return plot::lineThrough(name, color, std::move(values), 1.0, 1.0);
}

plot::PlotSeries lookSeries(const std::vector<const TheoryLook*>& looks, const std::string& name,
                            const Color& color,
                            const std::function<double(const TheoryLook&)>& value) {
  std::vector<double> values;
  for (const TheoryLook* look : looks) values.push_back(value(*look));
  const double first = looks.empty() ? 0.0 : static_cast<double>(looks.front()->step);
  const double stride =
      looks.size() > 1 ? static_cast<double>(looks[1]->step - looks[0]->step) : 1.0;
  return plot::lineThrough(name, color, std::move(values), first, stride);
}

}  // namespace

std::vector<const TheoryLook*> evenLooks(const std::vector<TheoryLook>& looks) {
  // Older looks may have been thinned out: the widest distance is the common one.
  long stride = 0;
  for (std::size_t i = 1; i + 1 < looks.size(); ++i) {
    stride = std::max(stride, looks[i].step - looks[i - 1].step);
  }
  if (stride == 0 && looks.size() > 1) stride = looks[1].step - looks[0].step;
  std::vector<const TheoryLook*> even;
  for (const TheoryLook& look : looks) {
    const bool isNext = even.empty() || look.step - even.back()->step == stride;
    if (isNext) even.push_back(&look);
  }
  return even;
}

std::optional<TwoPhaseFit> fitLoss(const RunHistory& history) {
  constexpr long kMostPoints = 512;
  const long stride = std::max(1L, history.stepCount() / kMostPoints);
  std::vector<double> times;
  std::vector<double> logs;
  for (long i = 0; i < history.stepCount(); i += stride) {
    const double loss = history.steps[static_cast<std::size_t>(i)].before.trainLoss;
    if (!(loss > 0.0) || !std::isfinite(loss)) return std::nullopt;
    times.push_back(static_cast<double>(i));
    logs.push_back(std::log(loss));
  }
  return fitTwoPhases(times, logs);
}

ReportPlot boundsPlot(const RunPageInput& input) {
  const RunHistory& history = *input.history;
  const Run& run = *input.run;
  ReportPlot content;
  content.spec = specFor("Totals and bounds");
  content.yScale = plot::Scale::kLog;
  auto& series = content.spec.series;
  series.push_back(stepSeries(history, "C_T crossings", kCount,
                              [](const StepPoint& p) { return static_cast<double>(p.crossings); }));
  series.push_back(stepSeries(history, "V_T regions", kRegion, [](const StepPoint& p) {
    return static_cast<double>(p.regionsVisited);
  }));
  const double logN = std::log(std::max(1.0, run.boundedRun(0.0).boundaryCount()));
  const double c = run.config().theory.c;
  const auto addBound = [&](const char* name, const Color& color,
                            const std::function<double(const StepPoint&)>& logValue) {
    series.push_back(stepSeries(history, name, color, logValue));
    series.back().isNaturalLog = true;
    series.back().dash = plot::Dash::kDashed;
  };
  addBound("B4 C d_eff ln N", kClaim,
           [=](const StepPoint& p) { return std::log(c * p.effectiveDimension * logN); });
  addBound("B1 segments", kOther, [](const StepPoint& p) { return p.logSegment; });
  content.caption =
      "Everything that was counted (solid) against the bounds on it (dashed). B1 is rigorous; B4 "
      "is "
      "the near-linear claim with C = " +
      plot::readoutNumber(c) + ". B2 and B3, of V_T, are far above and in the table.";
  return content;
}

ReportPlot lossPlot(const RunPageInput& input, const std::optional<TwoPhaseFit>& fit) {
  const RunHistory& history = *input.history;
  ReportPlot content;
  content.spec = specFor("Loss");
  content.yScale = plot::Scale::kLog;
  content.spec.series.push_back(
      stepSeries(history, "train", kTrain, [](const StepPoint& p) { return p.before.trainLoss; }));
  if (input.run->experiment().data.test.sampleCount() > 0) {
    content.spec.series.push_back(
        stepSeries(history, "test", kTest, [](const StepPoint& p) { return p.before.testLoss; }));
  }
  content.caption = "Losses before each step.";
  if (!fit) return content;
  std::vector<double> values;
  for (long i = 0; i < history.stepCount(); ++i) {
    values.push_back(std::exp(fit->at(static_cast<double>(i))));
  }
  content.spec.series.push_back(
      plot::lineThrough("two-phase fit", kClaim, std::move(values), 1.0, 1.0));
  content.spec.series.back().dash = plot::Dash::kDashed;
  return content;
}

ReportPlot assumptionPlot(const RunPageInput& input, Assumption assumption) {
  const AssumptionText& text = describe(assumption);
  const double threshold = thresholdOf(input.run->config().theory, assumption);
  ReportPlot content;
  content.isSmall = true;
  content.spec = specFor(text.title);
  content.spec.title = std::string(text.label) + "  " + text.title;
  content.spec.emptyText = "Not defined for this run";
  content.yScale = text.isLogarithmic ? plot::Scale::kLog : plot::Scale::kLinear;
  const auto looks = evenLooks(input.analyst->looks());
  content.spec.series.push_back(lookSeries(looks, "figure", kTrain, [&](const TheoryLook& look) {
    return look.figures[indexOf(assumption)].value;
  }));
  content.spec.series.push_back(reportLevel(text.isAtMost ? "holds below" : "holds above", kClaim,
                                            threshold, content.spec.series.front()));
  content.caption = std::string(text.formula) + ".";
  return content;
}

ReportPlot plPlot(const RunPageInput& input) {
  ReportPlot content;
  content.spec = specFor("PL ratio |grad L|^2 / (2 L)");
  content.yScale = plot::Scale::kLog;
  const auto looks = evenLooks(input.analyst->looks());
  std::vector<PlPoint> points;
  for (const TheoryLook* look : looks) {
    points.push_back({look->step, look->loss, look->gradientNorm});
  }
  const std::vector<PlRatio> ratios = plRatios(points, 0.0);
  std::size_t next = 0;
  content.spec.series.push_back(
      lookSeries(looks, "ratio", kTrain, [&](const TheoryLook&) { return ratios[next++].ratio; }));
  next = 0;
  content.spec.series.push_back(lookSeries(
      looks, "lower envelope", kClaim, [&](const TheoryLook&) { return ratios[next++].envelope; }));
  content.spec.series.back().dash = plot::Dash::kDashed;
  content.caption = "F3 with L* = 0. A positive lower envelope is what a PL inequality asks for.";
  return content;
}

ReportPlot kernelPlot(const RunPageInput& input) {
  ReportPlot content;
  content.spec = specFor("Tangent kernel");
  content.yScale = plot::Scale::kLog;
  const auto looks = evenLooks(input.analyst->looks());
  auto& series = content.spec.series;
  series.push_back(lookSeries(looks, "lambda_min", kTrain, [](const TheoryLook& look) {
    return look.kernel.spectrum.smallest;
  }));
  series.push_back(lookSeries(looks, "lambda_max", kTest,
                              [](const TheoryLook& look) { return look.kernel.spectrum.largest; }));
  series.push_back(lookSeries(looks, "relative drift", kQuiet,
                              [](const TheoryLook& look) { return look.kernel.relativeDrift; }));
  series.back().dash = plot::Dash::kDashed;
  content.caption = "Extreme eigenvalues of K = J J^T on " +
                    std::to_string(input.analyst->kernelSamples()) +
                    " training samples, and |K_t - K_0| / |K_0|.";
  return content;
}

ReportPlot ratePlot(const RunPageInput& input) {
  ReportPlot content;
  content.spec = specFor("Loss against F2's rate");
  content.yScale = plot::Scale::kLog;
  const std::vector<TheoryLook>& all = input.analyst->looks();
  const std::vector<double> predicted = predictedLosses(all, input.run->experiment());
  const auto looks = evenLooks(all);
  content.spec.series.push_back(
      lookSeries(looks, "training loss", kTrain, [](const TheoryLook& look) { return look.loss; }));
  content.spec.series.push_back(
      lookSeries(looks, "F2: at most", kClaim, [&](const TheoryLook& look) {
        return predicted[static_cast<std::size_t>(&look - all.data())];
      }));
  content.spec.series.back().dash = plot::Dash::kDashed;
  content.caption =
      "L(0) exp(-(2/n) int lambda_min(K) dt), the integral by trapezoids between the "
      "looks. The flow stays below it where all samples are in K; gradient descent "
      "as far as its steps are small.";
  return content;
}

ReportPlot gapPlot(const RunPageInput& input) {
  ReportPlot content;
  content.spec = specFor("Generalization");
  content.yScale = plot::Scale::kLog;
  const auto looks = evenLooks(input.analyst->looks());
  auto& series = content.spec.series;
  series.push_back(lookSeries(looks, "loss gap", kCount,
                              [](const TheoryLook& look) { return look.generalization.lossGap; }));
  series.push_back(lookSeries(looks, "error gap", kTest,
                              [](const TheoryLook& look) { return look.generalization.errorGap; }));
  series.push_back(lookSeries(looks, "sqrt(d_eff/n)", kClaim, [](const TheoryLook& look) {
    return look.generalization.effective;
  }));
  series.push_back(lookSeries(looks, "PAC-Bayes", kOther,
                              [](const TheoryLook& look) { return look.generalization.pacBayes; }));
  series.push_back(lookSeries(looks, "sqrt(d/n)", kQuiet, [](const TheoryLook& look) {
    return look.generalization.parameterCount;
  }));
  for (std::size_t i = 2; i < series.size(); ++i) series[i].dash = plot::Dash::kDashed;
  content.caption =
      "Gaps (solid; negative ones stand on the lower edge) against the complexities with constant "
      "1 "
      "(dashed).";
  return content;
}

}  // namespace adamscope
