#include "core/theory/assumption.h"

namespace adamscope {

namespace {

constexpr std::array<AssumptionText, kAssumptionCount> kTexts{{
    {"A0", "A0_bounded_norms", "Bounded norms", "largest spectral norm of a weight matrix so far",
     "Weights that stay bounded keep every preactivation, and so every margin, on one scale "
     "(A0 of arXiv 2505.15013).",
     "max over t and l of |W_l(t)|_2", true, 10.0, 0.1, 1000.0, true},
    {"L1", "L1_mask_freeze", "Margin cut-off",
     "share of the N masks that did not flip in the last K steps",
     "Once nearly all masks are frozen the network is trained inside one region, and crossings "
     "stop (L1 of arXiv 2505.15013).",
     "#{masks without a flip in the last K steps} / N", false, 0.99, 0.5, 1.0, false},
    {"L2", "L2_spectral_floor", "Spectral floor", "smallest entry of Adam's second moment",
     "A floor under v_hat keeps the effective step sizes bounded; below eps^2 it is eps, not the "
     "gradients, that sets the step (L2 of arXiv 2505.15013).",
     "min_k v_hat_k", false, 1e-16, 1e-24, 1.0, true},
    {"L3", "L3_low_rank_gradients", "Low-rank gradients", "effective dimension over d",
     "Gradients that use few directions let d_eff replace d in the bounds (L3 of arXiv "
     "2505.15013).",
     "d_eff / d", true, 0.1, 1e-4, 1.0, true},
    {"L4", "L4_sparse_topes", "Sparse topes", "mean share of active neurons per sample",
     "Few active neurons per sample means that few cells of the arrangement are in play (L4 of "
     "arXiv 2505.15013).",
     "#{(i,l,j) : z_lj(x_i) > 0} / N", true, 0.5, 0.01, 1.0, false},
    {"L5", "L5_sub_gaussian_drift", "Sub-Gaussian drift",
     "largest psi_2 norm over standard deviation of the projected updates",
     "Updates without heavy tails make long jumps across many boundaries rare; a Gaussian has "
     "1.633 (L5 of arXiv 2505.15013).",
     "max over 9 directions of inf{c : mean exp(X^2/c^2) <= 2} / sd(X)", true, 2.0, 1.2, 10.0,
     true},
    {"L6", "L6_angular_concentration", "Angular concentration",
     "mean resultant length of the unit updates over K steps",
     "Updates that keep their direction move along a nearly straight path and cross few "
     "boundaries twice (L6 of arXiv 2505.15013).",
     "|(1/K) sum u_t/|u_t||", false, 0.5, 0.01, 1.0, false},
    {"L7", "L7_directional_richness", "Directional richness",
     "box dimension of the set of update directions",
     "A Kakeya argument needs a set of directions that is richer than a curve, whose box dimension "
     "is 1 (L7 of arXiv 2505.15013).",
     "slope of ln(delta-net size) against ln(1/delta)", false, 1.0, 0.1, 10.0, true},
}};

}  // namespace

const AssumptionText& describe(Assumption assumption) { return kTexts[indexOf(assumption)]; }

PerAssumption defaultThresholds() {
  PerAssumption thresholds{};
  for (const Assumption a : kAssumptions) thresholds[indexOf(a)] = describe(a).threshold;
  return thresholds;
}

const char* wordFor(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return "holds";
    case Verdict::kFails:
      return "fails";
    case Verdict::kUnclear:
      break;
  }
  return "unclear";
}

Verdict judge(Assumption assumption, const Figure& figure, double threshold) {
  if (!figure.exists() || !figure.isReady) return Verdict::kUnclear;
  const double slack =
      describe(assumption).isAtMost ? threshold - figure.value : figure.value - threshold;
  if (figure.standardError > 0.0 && std::abs(slack) <= figure.standardError) {
    return Verdict::kUnclear;
  }
  return slack >= 0.0 ? Verdict::kHolds : Verdict::kFails;
}

void VerdictHistory::add(long step, Verdict verdict) {
  if (verdict_ == verdict) return;
  verdict_ = verdict;
  since_ = step;
}

}  // namespace adamscope
