// The opened card of an assumption: pictures, further numbers, the threshold.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/panels/theory_cards.h"
#include "app/plot/number_text.h"
#include "app/plot/series_data.h"
#include "app/ui/number_row.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

plot::PlotSpec specFor(const char* id, const char* title, const char* xLabel) {
  plot::PlotSpec spec;
  spec.id = id;
  spec.title = title;
  spec.xLabel = xLabel;
  spec.emptyText = "Nothing to show yet";
  return spec;
}

void row(const TheoryContext& context, const char* key, double value, const char* unit = "") {
  const std::string text = plot::readoutNumber(value, 4);
  ui::keyValueRow(context.frame, {.key = key, .value = text, .unit = unit});
}

/// Counts of log10 of the positive values in bins of a quarter of a decade.
plot::PlotSeries logHistogram(const std::vector<double>& values, const char* name,
                              const figure::Color& color) {
  constexpr double kBin = 0.25;
  double low = 1e300;
  double high = -1e300;
  for (const double value : values) {
    if (!(value > 0.0)) continue;
    low = std::min(low, std::log10(value));
    high = std::max(high, std::log10(value));
  }
  if (low > high) return plot::lineThrough(name, color, {}, 0.0, kBin);
  const double first = std::floor(low / kBin) * kBin;
  const auto bins = static_cast<std::size_t>(std::floor((high - first) / kBin)) + 2;
  std::vector<double> counts(bins, 0.0);
  for (const double value : values) {
    if (!(value > 0.0)) continue;
    ++counts[static_cast<std::size_t>((std::log10(value) - first) / kBin)];
  }
  plot::PlotSeries series = plot::lineThrough(name, color, std::move(counts), first, kBin);
  series.kind = plot::SeriesKind::kSteps;
  return series;
}

plot::PlotSeries courseOf(const TheoryContext& context, const char* name,
                          const figure::Color& color, double (*value)(const TheoryLook&)) {
  LookColumn column = lookColumn(*context.theory(), value);
  return plot::lineThrough(name, color, std::move(column.values), column.firstStep, column.stride);
}

void drawNorms(const TheoryContext& context, const TheoryInks& inks) {
  plot::PlotSpec spec = specFor("norms", "Largest norms so far", "step");
  spec.series = {courseOf(context, "|W|\u2082", inks.first,
                          [](const TheoryLook& l) { return l.steps.largestSpectralNorm; }),
                 courseOf(context, "|g|", inks.second,
                          [](const TheoryLook& l) { return l.steps.largestGradientNorm; })};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLog);
}

void drawFreeze(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  plot::PlotSpec spec = specFor("margins", "Margins", "log10 margin");
  spec.series = {logHistogram(context.theory()->distributions.margins, "count", inks.first)};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLinear);
  row(context, "Steps since the last crossing", static_cast<double>(last.steps.stepsSinceEvent));
  row(context, "Crossings per step", last.steps.eventRate);
  row(context, "Least margin / longest step", last.margins.smallestRatio);
}

void drawFloor(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  plot::PlotSpec spec = specFor("moments", "Second moment v\u0302", "log10 v");
  spec.series = {
      logHistogram(context.theory()->distributions.secondMoments, "parameters", inks.first)};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLinear);
  const auto& moments = context.theory()->distributions.secondMoments;
  const auto zeros = std::count(moments.begin(), moments.end(), 0.0);
  row(context, "Entries that are exactly 0", static_cast<double>(zeros));
  row(context, "First percentile", last.lowSecondMoment);
  row(context, "Median", last.medianSecondMoment);
  row(context, "Shortest effective step", last.steps.smallestStep);
  row(context, "Longest effective step", last.steps.largestStep);
}

void drawSpectrum(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  plot::PlotSpec spec = specFor("spectrum", "Spectrum of the gradients", "index");
  spec.series = {plot::lineThrough("\u03BB", inks.first,
                                   context.theory()->distributions.gradientEigenvalues, 1.0, 1.0)};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLog);
  row(context, "Participation ratio", last.gradientRanks.participationRatio);
  row(context, "Stable rank", last.gradientRanks.stableRank);
  row(context, "99 % energy rank", last.gradientRanks.energyRank);
  row(context, "Entropy rank", last.gradientRanks.entropyRank);
  row(context, "Of the updates, participation", last.updateRanks.participationRatio);
  row(context, "Exact zeros in the gradient", 100.0 * last.steps.zeroShare, "%");
}

void drawTopes(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  plot::PlotSpec spec = specFor("topes", "Distinct masks among the samples", "step");
  spec.series = {courseOf(context, "masks", inks.first, [](const TheoryLook& l) {
    return static_cast<double>(l.distinctMasks);
  })};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLinear);
  row(context, "Distinct masks", static_cast<double>(last.distinctMasks),
      ("of " + std::to_string(context.model.train->experiment->data.train.sampleCount())).c_str());
  row(context, "Regions visited V_T",
      static_cast<double>(context.model.train->counts.regionsVisited));
}

void drawTails(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  const std::vector<double>& sample = context.theory()->distributions.projections;
  constexpr double kBin = 0.5;
  constexpr double kEnd = 6.0;
  constexpr auto kBins = static_cast<std::size_t>(2.0 * kEnd / kBin);
  std::vector<double> density(kBins, 0.0);
  std::vector<double> gaussian;
  for (const double x : sample) {
    const double clamped = std::clamp(x, -kEnd, kEnd - 1e-9);
    density[static_cast<std::size_t>((clamped + kEnd) / kBin)] +=
        1.0 / (kBin * static_cast<double>(sample.size()));
  }
  for (int i = 0; i <= 96; ++i) {
    const double x = -kEnd + kEnd / 48.0 * i;
    const double value = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
    gaussian.push_back(std::max(value, 1e-5));
  }
  plot::PlotSpec spec = specFor("tails", "Tails of the updates", "standard deviations");
  spec.series = {
      plot::lineThrough("updates", inks.first, std::move(density), -kEnd, kBin),
      plot::lineThrough("Gaussian", inks.muted, std::move(gaussian), -kEnd, kEnd / 48.0)};
  spec.series[0].kind = plot::SeriesKind::kSteps;
  spec.series[1].dash = plot::Dash::kDashed;
  drawTheoryPlot(context, 0, spec, plot::Scale::kLog);
  row(context, "Top direction, \u03C8\u2082/sd", last.tails.front().psi2Ratio);
  row(context, "Its excess kurtosis", last.tails.front().excessKurtosis);
  row(context, "A Gaussian has", kGaussianPsi2);
}

void drawAngles(const TheoryContext& context, const TheoryInks& inks) {
  const TheoryLook& last = context.look();
  const std::vector<double>& cosines = context.theory()->distributions.cosines;
  plot::PlotSpec spec = specFor("angles", "Cosine between consecutive updates", "step");
  const double first = static_cast<double>(context.theory()->looks.back().step) -
                       static_cast<double>(cosines.size()) + 1.0;
  spec.series = {plot::lineThrough("cosine", inks.first, cosines, first, 1.0)};
  drawTheoryPlot(context, 0, spec, plot::Scale::kLinear);
  row(context, "Between the last two", last.steps.updateCosine);
  row(context, "Update against \u2212gradient", last.steps.descentCosine);
}

void drawNets(const TheoryContext& context, const TheoryInks& inks) {
  const DirectionNets& nets = context.look().nets;
  std::vector<double> sizes;
  for (const int size : nets.size) {
    sizes.push_back(size > 0 ? std::log2(static_cast<double>(size)) : std::nan(""));
  }
  std::vector<double> fit;
  double offset = 0.0;
  for (int k = 0; k < nets.scalesUsed; ++k) {
    offset += (sizes[static_cast<std::size_t>(k)] - nets.boxDimension * k) / nets.scalesUsed;
  }
  for (int k = 0; k < kNetScales; ++k) fit.push_back(offset + nets.boxDimension * k);
  plot::PlotSpec spec = specFor("nets", "Greedy \u03B4-nets of the directions", "log2 1/\u03B4");
  spec.series = {plot::lineThrough("log2 size", inks.first, sizes, 0.0, 1.0),
                 plot::lineThrough("fitted slope", inks.second, std::move(fit), 0.0, 1.0)};
  spec.series[0].kind = plot::SeriesKind::kMarks;
  spec.series[1].dash = plot::Dash::kDashed;
  drawTheoryPlot(context, 0, spec, plot::Scale::kLinear);
  row(context, "Scales that K points resolve", nets.scalesUsed, "of 5");
  row(context, "Weakest eigenvalue in top d_eff", context.look().weakestDirection);
}

void drawThreshold(const TheoryContext& context, Assumption assumption) {
  const AssumptionText& text = describe(assumption);
  const double now = thresholdOf(context.settings(), assumption);
  const ui::NumberEdit edit = ui::numberRow(
      context.frame,
      {.label = text.isAtMost ? "Holds at most" : "Holds from",
       .range = {.minimum = 0.0, .maximum = 1e12},
       .slider = {text.low, text.high,
                  text.isLogarithmic ? ui::SliderScale::kLog : ui::SliderScale::kLinear},
       .tip = {.title = "Threshold",
               .body = "Where \"holds\" ends. P1 gives no number, so it is yours; the default is "
                       "ours.",
               .formula = text.formula}},
      now);
  if (!edit.isPreview && !edit.isCommitted) return;
  Config config = context.actions.config();
  if (config.theory.thresholds.empty()) {
    const PerAssumption defaults = defaultThresholds();
    config.theory.thresholds.assign(defaults.begin(), defaults.end());
  }
  config.theory.thresholds[indexOf(assumption)] = edit.value;
  if (edit.isCommitted) {
    context.actions.setConfig(config);
  } else {
    context.actions.previewConfig(config);
  }
}

}  // namespace

void drawAssumptionDetails(const TheoryContext& context, Assumption assumption) {
  const TheoryInks inks = theoryInks(context.frame);
  {
    const ui::WithFont font(context.frame.fonts.small);
    ui::mutedText(context.frame,
                  std::string(describe(assumption).meaning) + " The figure is our estimator.");
    if (!context.isNewestLook()) {
      ui::mutedText(context.frame, "Distributions are kept of the newest look only: step " +
                                       std::to_string(context.theory()->looks.back().step) + ".");
    }
  }
  switch (assumption) {
    case Assumption::kBoundedNorms:
      drawNorms(context, inks);
      break;
    case Assumption::kMaskFreeze:
      drawFreeze(context, inks);
      break;
    case Assumption::kSpectralFloor:
      drawFloor(context, inks);
      break;
    case Assumption::kLowRankGradients:
      drawSpectrum(context, inks);
      break;
    case Assumption::kSparseTopes:
      drawTopes(context, inks);
      break;
    case Assumption::kSubGaussianDrift:
      drawTails(context, inks);
      break;
    case Assumption::kAngularConcentration:
      drawAngles(context, inks);
      break;
    case Assumption::kDirectionalRichness:
      drawNets(context, inks);
      break;
  }
  drawThreshold(context, assumption);
}

}  // namespace adamscope
