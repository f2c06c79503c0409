// Upper bounds on the crossings and the regions of a run (theory section 4), as natural logarithms:
// the bounds themselves overflow a double within a few steps. Counts are doubles, exact up to 2^53.
#pragma once

#include <optional>
#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// ln binom(n, k) for whole numbers 0 <= k <= n. Relative error about 1e-15, up to n = 1e15
/// (Stirling's series on each factorial, arranged without cancellation after Loader, "Fast and
/// accurate computation of binomial probabilities", 2000). Thread-safe, unlike lgamma.
double logBinomial(double n, double k);

/// B1, theory section 4: ln of the largest possible number of events C_T of `samples` samples over
/// `steps` steps. Rigorous for every network: a neuron of layer l is a polynomial of degree <= l on
/// each of p_l pieces, p_1 = 1, p_{l+1} = p_l (1 + l m_l), so an event count per sample and step of
/// sum_l m_l l p_l. For one hidden layer steps * samples * m_1. -infinity (no event) for no steps,
/// samples or hidden layers.
double logSegmentBound(const Architecture& architecture, double samples, double steps);

/// B2 (Zaslavsky): ln sum_{k=0}^{min(d,N)} binom(N, k), the most regions of N hyperplanes in R^d.
/// Rigorous bound of V_T for one hidden layer, generic for deeper ones. N, d whole numbers >= 0.
/// Cost O(min(d, 10 sqrt(N))): about a millisecond for N = 1e9. Relative error about 1e-13.
double logArrangementBound(double boundaryCount, double dimension);

/// B2c (Cover): ln prod_j 2 sum_{k=0}^{d_0} binom(n-1, k) over the hidden neurons; rigorous bound
/// of V_T. Nothing unless there is exactly one hidden layer. samples >= 1.
std::optional<double> logProductBound(const Architecture& architecture, double samples);

/// B3: B2 with d replaced by the effective dimension (theory D8), rounded up to a whole number (the
/// sum over k has no other meaning, and up is the side on which the bound claims less); an excess
/// of up to 1e-9 over a whole number is taken for rounding. Our estimator.
double logEffectiveArrangementBound(double boundaryCount, double effectiveDimension);

/// B4: ln(C d_eff ln N), P1's near-linear bound of C_T for the user's C; P1 gives no constant.
/// -infinity when the bound is 0 (d_eff = 0 or N = 1) or there is nothing to cross (N = 0). Our
/// estimator.
double logNearLinearBound(double constant, double effectiveDimension, double boundaryCount);

/// Whether count <= exp(logBound), up to 1e-12 relative to max(1, |logBound|), the bound's
/// rounding; a count of 0 is within every bound.
bool isWithinBound(double count, double logBound);

/// A run, as the bounds see it.
struct BoundedRun {
  Architecture architecture;
  double samples = 0.0;             ///< n >= 1.
  double steps = 0.0;               ///< T.
  double effectiveDimension = 0.0;  ///< d_eff(T), any of the ranks of D8.
  double constant = 1.0;            ///< B4's C > 0, the user's.

  /// N = n M.
  double boundaryCount() const { return samples * architecture.hiddenNeuronCount(); }
};

/// The natural logarithms of all bounds.
struct LogBounds {
  double segment = 0.0;               ///< B1, of C_T.
  double arrangement = 0.0;           ///< B2, of V_T.
  std::optional<double> product;      ///< B2c, of V_T; one hidden layer only.
  double effectiveArrangement = 0.0;  ///< B3, of V_T.
  double nearLinear = 0.0;            ///< B4, of C_T.
};

LogBounds computeLogBounds(const BoundedRun& run);

/// Which bounds hold for C_T events and V_T distinct regions.
struct BoundVerdicts {
  bool segment = true;
  bool arrangement = true;
  std::optional<bool> product;
  bool effectiveArrangement = true;
  bool nearLinear = true;
};

BoundVerdicts checkBounds(const LogBounds& bounds, double crossings, double visitedRegions);

/// Follows B4 through a run, for every constant C at once: the user may move C at any time, and the
/// whole history answers. ratio(t) = C_t / (d_eff(t) ln N); B4 holds at t for C when ratio(t) <= C.
/// ratio is 0 while C_t = 0, and infinite when C_t > 0 but d_eff(t) ln N = 0.
class BoundTracker {
 public:
  /// N = n M >= 1, which stays the same through the run.
  explicit BoundTracker(double boundaryCount);

  /// The state after one step; steps must increase, crossings C_t is the total so far. Amortised
  /// O(1) time; memory grows by at most 48 bytes a step, and not at all while the ratio falls.
  void add(long step, double crossings, double effectiveDimension);

  /// The ratio after the last step; 0 before the first.
  double ratio() const { return ratio_; }
  /// C*_T, the least C for which B4 has held at every step so far.
  double leastConstant() const { return maxima_.empty() ? 0.0 : maxima_.back().ratio; }
  /// Whether B4 holds now.
  bool holds(double constant) const { return ratio_ <= constant; }
  /// If B4 is broken now: the step since which it has been broken without interruption, that is the
  /// first step after the last one at which it held. Nothing if it holds now.
  std::optional<long> brokenSince(double constant) const;
  /// The first step at which B4 was broken, even if it holds now. Nothing if it never was.
  std::optional<long> firstBroken(double constant) const;

 private:
  struct Entry {
    long step;
    long stepAfter;  // the step recorded next; used in minima_ only
    double ratio;
  };

  double logBoundaryCount_ = 0.0;
  double ratio_ = 0.0;
  std::optional<long> firstStep_;
  std::vector<Entry> minima_;  // steps whose ratio is below all later ones, in order
  std::vector<Entry> maxima_;  // steps whose ratio is above all earlier ones, in order
};

}  // namespace adamscope
