#include "core/io/theory_json.h"

#include <cmath>

#include "core/base/text.h"

namespace adamscope {

namespace {

using Json = nlohmann::ordered_json;

Json realOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json assumptionJson(const TheoryLook& look, const TheoryConfig& settings, Assumption assumption) {
  const AssumptionText& text = describe(assumption);
  const Figure& figure = look.figures[indexOf(assumption)];
  const double threshold = thresholdOf(settings, assumption);
  Json entry;
  entry["title"] = text.title;
  entry["figure"] = text.figure;
  entry["value"] = realOrNull(figure.value);
  if (figure.standardError > 0.0) entry["standard_error"] = figure.standardError;
  entry["threshold"] = threshold;
  entry["holds_if"] = text.isAtMost ? "at most" : "at least";
  entry["verdict"] = wordFor(judge(assumption, figure, threshold));
  entry["meaning"] = text.meaning;
  entry["estimator"] = "ours";
  return entry;
}

/// The columns that are not headline figures, with their values.
std::vector<std::pair<const char*, double>> furtherColumns(const TheoryLook& look) {
  const StepFigures& steps = look.steps;
  return {{"time", look.time},
          {"loss", look.loss},
          {"gradient_norm", look.gradientNorm},
          {"largest_gradient_norm", steps.largestGradientNorm},
          {"steps_since_crossing", static_cast<double>(steps.stepsSinceEvent)},
          {"crossings_per_step", steps.eventRate},
          {"margin_over_step", look.margins.smallestRatio},
          {"v_hat_p1", look.lowSecondMoment},
          {"v_hat_median", look.medianSecondMoment},
          {"smallest_step", steps.smallestStep},
          {"largest_step", steps.largestStep},
          {"zero_gradient_share", steps.zeroShare},
          {"d_eff", look.effectiveDimension},
          {"distinct_masks", static_cast<double>(look.distinctMasks)},
          {"excess_kurtosis_top", look.tails.empty() ? NAN : look.tails[0].excessKurtosis},
          {"update_cosine", steps.updateCosine},
          {"descent_cosine", steps.descentCosine},
          {"weakest_direction", look.weakestDirection},
          {"lambda_min", look.kernel.spectrum.smallest},
          {"lambda_max", look.kernel.spectrum.largest},
          {"kernel_drift", look.kernel.relativeDrift},
          {"parameter_drift", look.kernel.parameterDrift},
          {"pl_ratio", plRatio(look.gradientNorm, look.loss, 0.0)},
          {"local_mu", look.local.mu},
          {"loss_gap", look.generalization.lossGap},
          {"error_gap", look.generalization.errorGap},
          {"sqrt_d_eff_over_n", look.generalization.effective},
          {"pac_bayes", look.generalization.pacBayes},
          {"sqrt_d_over_n", look.generalization.parameterCount}};
}

}  // namespace

std::string theoryHeader() {
  std::string header = "step";
  for (const Assumption assumption : kAssumptions) {
    const std::string key = describe(assumption).key;
    header += "," + key + "," + key + "_verdict";
  }
  for (const auto& column : furtherColumns({})) header += std::string(",") + column.first;
  return header;
}

void appendTheoryLine(std::string& text, const TheoryLook& look, const TheoryConfig& settings) {
  const auto add = [&text](double value) {
    text += ',';
    if (!std::isnan(value)) text += formatReal(value);
  };
  text += std::to_string(look.step);
  for (const Assumption assumption : kAssumptions) {
    const Figure& figure = look.figures[indexOf(assumption)];
    add(figure.value);
    text += ',';
    text += wordFor(judge(assumption, figure, thresholdOf(settings, assumption)));
  }
  for (const auto& column : furtherColumns(look)) add(column.second);
  text += '\n';
}

Json theoryJson(const TheoryLook& look, const TheoryConfig& settings) {
  Json all;
  all["step"] = look.step;
  Json assumptions;
  for (const Assumption assumption : kAssumptions) {
    assumptions[describe(assumption).key] = assumptionJson(look, settings, assumption);
  }
  all["assumptions"] = assumptions;
  all["tangent_kernel"] = {{"lambda_min", realOrNull(look.kernel.spectrum.smallest)},
                           {"lambda_max", realOrNull(look.kernel.spectrum.largest)},
                           {"relative_drift", realOrNull(look.kernel.relativeDrift)},
                           {"parameter_drift", realOrNull(look.kernel.parameterDrift)}};
  all["polyak_lojasiewicz"] = {{"ratio", realOrNull(plRatio(look.gradientNorm, look.loss, 0.0))},
                               {"lambda_0", realOrNull(look.local.initialSmallest)},
                               {"lipschitz_estimate", realOrNull(look.local.lipschitz)},
                               {"largest_parameter_drift", realOrNull(look.local.radius)},
                               {"mu", realOrNull(look.local.mu)},
                               {"inside_local_region", look.local.isInside()}};
  const GeneralizationPoint& point = look.generalization;
  all["generalization"] = {{"loss_gap", realOrNull(point.lossGap)},
                           {"error_gap", realOrNull(point.errorGap)},
                           {"sqrt_d_eff_over_n", realOrNull(point.effective)},
                           {"pac_bayes", realOrNull(point.pacBayes)},
                           {"sqrt_d_over_n", realOrNull(point.parameterCount)}};
  return all;
}

}  // namespace adamscope
