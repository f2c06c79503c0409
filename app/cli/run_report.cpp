#include "app/cli/run_report.h"

#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace adamscope {

namespace {

/// printf into a string.
[[gnu::format(printf, 2, 3)]] void add(std::string& text, const char* format, ...) {
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  text += line;
}

void addPerformance(std::string& text, const Performance& last) {
  add(text, "  final loss            training %.6g", last.trainLoss);
  if (!std::isnan(last.testLoss)) add(text, ", test %.6g", last.testLoss);
  text += "\n";
  if (std::isnan(last.trainError)) return;
  add(text, "  misclassified         training %.3g %%", 100.0 * last.trainError);
  if (!std::isnan(last.testError)) add(text, ", test %.3g %%", 100.0 * last.testError);
  text += "\n";
}

const char* nameOf(DimensionMeasure measure) {
  switch (measure) {
    case DimensionMeasure::kStable:
      return "stable rank";
    case DimensionMeasure::kEnergy:
      return "99 % energy rank";
    case DimensionMeasure::kEntropy:
      return "entropy rank";
    case DimensionMeasure::kParticipation:
      break;
  }
  return "participation ratio";
}

void addCounts(std::string& text, const Run& run, double dEff) {
  const RegionCounts& counts = run.counts();
  const Experiment& experiment = run.experiment();
  add(text, "  crossings        C_T  %ld", counts.crossings);
  if (run.crossingsByLayer().size() > 1) {
    std::string layers;
    for (const long count : run.crossingsByLayer()) {
      layers += (layers.empty() ? "" : " + ") + std::to_string(count);
    }
    text += " = " + layers + " by layer";
  }
  add(text, " (comparing end points alone: %ld)\n", counts.endpointFlips);
  add(text, "  region changes   R_T  %ld\n", counts.regionChanges);
  add(text, "  regions visited  V_T  %ld (%ld %s)\n", counts.regionsVisited, counts.revisits(),
      counts.revisits() == 1 ? "revisit" : "revisits");
  add(text, "  boundaries         N  %.0f = %d samples x %d neurons\n",
      run.boundedRun(dEff).boundaryCount(), experiment.data.train.sampleCount(),
      experiment.initial.architecture.hiddenNeuronCount());
  const TheoryConfig& theory = experiment.config.theory;
  add(text, "  dimension      d_eff  %.4g, the %s of ", dEff, nameOf(theory.dEff));
  if (theory.window > 0 && run.stepCount() > theory.window) {
    add(text, "the last %d gradients\n", theory.window);
  } else {
    text += "all gradients\n";
  }
}

/// A value from its logarithm: 12345.6, or 10^566 where that is easier to read.
std::string valueText(double logValue) {
  std::string text;
  if (logValue < std::log(1e12)) {
    add(text, "%.6g", std::exp(logValue));
  } else {
    add(text, "10^%.1f", logValue / std::log(10.0));
  }
  return text;
}

/// A rigorous bound that does not hold is a bug; an estimator may be exceeded.
enum class Standing { kRigorous, kEstimator };

void addBound(std::string& text, const char* name, const char* what, Standing standing,
              double logBound, long count) {
  const bool holds = isWithinBound(static_cast<double>(count), logBound);
  const char* broken = standing == Standing::kRigorous ? "BROKEN" : "exceeded";
  add(text, "  %-4s %-48s %12s %10ld  %s\n", name, what, valueText(logBound).c_str(), count,
      holds ? "holds" : broken);
}

void addBounds(std::string& text, const Run& run, double dEff) {
  const BoundedRun bounded = run.boundedRun(dEff);
  const LogBounds bounds = computeLogBounds(bounded);
  const RegionCounts& counts = run.counts();
  const bool shallow = bounds.product.has_value();
  add(text, "  %-53s %12s %10s  %s\n", "bound", "value", "measured", "verdict");
  addBound(text, "B1", "C_T: segments (rigorous)", Standing::kRigorous, bounds.segment,
           counts.crossings);
  addBound(text, "B2",
           shallow ? "V_T: hyperplane arrangement (rigorous)"
                   : "V_T: hyperplane arrangement (generic when deep)",
           shallow ? Standing::kRigorous : Standing::kEstimator, bounds.arrangement,
           counts.regionsVisited);
  if (shallow) {
    addBound(text, "B2c", "V_T: product over the neurons (rigorous)", Standing::kRigorous,
             *bounds.product, counts.regionsVisited);
  }
  addBound(text, "B3", "V_T: arrangement with d_eff (our estimator)", Standing::kEstimator,
           bounds.effectiveArrangement, counts.regionsVisited);
  std::string near;
  add(near, "C_T: C d_eff ln N with C = %g (our estimator)", bounded.constant);
  addBound(text, "B4", near.c_str(), Standing::kEstimator, bounds.nearLinear, counts.crossings);
  const BoundTracker& tracker = run.nearLinearBound();
  add(text, "       B4 holds at every step for C >= %.4g", tracker.leastConstant());
  if (const auto since = tracker.brokenSince(bounded.constant)) {
    add(text, "; with C = %g it is exceeded since step %ld", bounded.constant, *since);
  }
  text += "\n";
}

/// How far the flow went along boundaries, and whether there it had to cross back and forth.
void addFlow(std::string& text, const Run& run) {
  const FlowState* flow = run.flow();
  if (flow == nullptr) return;
  add(text, "  flow             time %.6g, of which %.6g sliding along boundaries\n", run.time(),
      flow->slidingTime);
  if (flow->zigzagPieces == 0) return;
  add(text, "                        %ld zigzag %s: their crossings depend on the shortest piece\n",
      flow->zigzagPieces, flow->zigzagPieces == 1 ? "piece" : "pieces");
}

}  // namespace

std::string runReport(Run& run) {
  const Experiment& experiment = run.experiment();
  const double dEff = chosenRank(run.gradientRanks(), experiment.config.theory.dEff);
  std::string text = std::to_string(run.stepCount()) + (run.stepCount() == 1 ? " step" : " steps");
  text +=
      " of " + experiment.initial.architecture.describe() + " on " + experiment.config.data.source;
  add(text, " in %.2f s (training %.2f s, detection %.2f s)\n\n",
      run.trainingSeconds() + run.detectionSeconds(), run.trainingSeconds(),
      run.detectionSeconds());
  addPerformance(text, run.performance());
  addCounts(text, run, dEff);
  addFlow(text, run);
  text += "\n";
  addBounds(text, run, dEff);
  return text;
}

}  // namespace adamscope
