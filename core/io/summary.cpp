// summary.json: the run in one page, every number computed from the run itself.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/io/run_folder.h"
#include "core/io/theory_json.h"

namespace adamscope {

namespace {

using Json = nlohmann::ordered_json;

/// A number, or null where there is none (NaN) or JSON has none (infinity).
Json realOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json stepOrNull(const std::optional<long>& step) { return step ? Json(*step) : Json(nullptr); }

std::string wordFor(RunEnd end) {
  switch (end) {
    case RunEnd::kDiverged:
      return "diverged";
    case RunEnd::kInterrupted:
      return "interrupted";
    case RunEnd::kFailed:
      return "failed";
    case RunEnd::kCompleted:
      break;
  }
  return "completed";
}

/// One bound: what it bounds, its value, the count over it, the verdict.
Json boundEntry(const char* statement, const char* quantity, double count, double logBound) {
  Json entry;
  entry["statement"] = statement;
  entry["quantity"] = quantity;
  entry["count"] = count;
  entry["ln_value"] = realOrNull(logBound);
  entry["value"] = realOrNull(std::exp(logBound));
  entry["ratio"] = count == 0.0 ? Json(0.0) : realOrNull(std::exp(std::log(count) - logBound));
  entry["holds"] = isWithinBound(count, logBound);
  return entry;
}

Json boundsJson(const Run& run, double effectiveDimension) {
  const BoundedRun bounded = run.boundedRun(effectiveDimension);
  const LogBounds bounds = computeLogBounds(bounded);
  const auto crossings = static_cast<double>(run.counts().crossings);
  const auto visited = static_cast<double>(run.counts().regionsVisited);
  Json all;
  all["B1"] =
      boundEntry("piecewise polynomial degree; rigorous", "crossings", crossings, bounds.segment);
  const bool shallow = bounded.architecture.hiddenLayerCount() == 1;
  all["B2"] = boundEntry(shallow ? "hyperplane arrangement (Zaslavsky); rigorous"
                                 : "hyperplane arrangement (Zaslavsky); generic, not rigorous here",
                         "regions_visited", visited, bounds.arrangement);
  if (bounds.product) {
    all["B2c"] = boundEntry("product over the neurons (Cover); rigorous", "regions_visited",
                            visited, *bounds.product);
  }
  all["B3"] = boundEntry("arrangement with d replaced by d_eff; our estimator", "regions_visited",
                         visited, bounds.effectiveArrangement);
  Json near = boundEntry("C d_eff ln N (arXiv 2505.15013); C is the user's, our estimator",
                         "crossings", crossings, bounds.nearLinear);
  const BoundTracker& tracker = run.nearLinearBound();
  near["C"] = bounded.constant;
  near["least_C"] = realOrNull(tracker.leastConstant());
  near["C_now"] = realOrNull(tracker.ratio());
  near["broken_since_step"] = stepOrNull(tracker.brokenSince(bounded.constant));
  near["first_broken_step"] = stepOrNull(tracker.firstBroken(bounded.constant));
  all["B4"] = near;
  return all;
}

Json ranksJson(const SpectralRanks& ranks) {
  return {{"participation", ranks.participationRatio},
          {"stable", ranks.stableRank},
          {"energy", ranks.energyRank},
          {"entropy", ranks.entropyRank}};
}

Json countsJson(const Run& run) {
  const RegionCounts& counts = run.counts();
  Json batch{{"crossings", counts.batchCrossings},
             {"region_changes", counts.batchRegionChanges},
             {"endpoint_crossings", counts.batchEndpointFlips}};
  return {{"crossings", counts.crossings},
          {"region_changes", counts.regionChanges},
          {"regions_visited", counts.regionsVisited},
          {"revisits", counts.revisits()},
          {"endpoint_crossings", counts.endpointFlips},
          {"crossings_by_layer",
           std::vector<long>(run.crossingsByLayer().begin(), run.crossingsByLayer().end())},
          {"batch", batch}};
}

}  // namespace

std::string summaryJson(Run& run, RunEnd end, const TheoryLook* look) {
  const Experiment& experiment = run.experiment();
  const BoundedRun bounded = run.boundedRun(0.0);
  const SpectralRanks gradients = run.gradientRanks();
  const Performance last = run.performance();
  Json summary;
  summary["version"] = versionText();
  summary["status"] = wordFor(end);
  if (run.divergence()) {
    summary["diverged_at_step"] = run.divergence()->step;
    summary["reason"] = run.divergence()->message;
  }
  summary["config"] = Json::parse(configToJson(experiment.config));
  summary["steps"] = run.stepCount();
  summary["seconds"] = run.trainingSeconds() + run.detectionSeconds();
  summary["seconds_training"] = run.trainingSeconds();
  summary["seconds_detection"] = run.detectionSeconds();
  summary["widths"] = bounded.architecture.widths;
  summary["parameters"] = bounded.architecture.parameterCount();
  summary["train_samples"] = experiment.data.train.sampleCount();
  summary["test_samples"] = experiment.data.test.sampleCount();
  summary["boundaries"] = static_cast<long>(bounded.boundaryCount());
  summary.update(countsJson(run));
  summary["final"] = {{"train_loss", realOrNull(last.trainLoss)},
                      {"test_loss", realOrNull(last.testLoss)},
                      {"train_error", realOrNull(last.trainError)},
                      {"test_error", realOrNull(last.testError)}};
  const double chosen = chosenRank(gradients, experiment.config.theory.dEff);
  summary["d_eff"] = chosen;
  summary["d_eff_of_gradients"] = ranksJson(gradients);
  summary["d_eff_of_updates"] = ranksJson(run.updateRanks());
  summary["bounds"] = boundsJson(run, chosen);
  summary["flow_time"] = run.time();
  summary["flow_sliding_time"] = run.trainer().optimizerState().flow.slidingTime;
  summary["flow_zigzag_pieces"] = run.trainer().optimizerState().flow.zigzagPieces;
  if (look) {
    summary["theory"] = theoryJson(*look, run.config().theory);
  } else {
    TheoryAnalyst analyst(std::make_shared<const Experiment>(experiment));
    summary["theory"] =
        theoryJson(analyst.look(run.theorySnapshot(), run.config().theory), run.config().theory);
  }
  return summary.dump(2) + "\n";
}

}  // namespace adamscope
