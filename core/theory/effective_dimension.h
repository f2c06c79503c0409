// How many directions the gradients (or the updates) really use (theory D8): ranks of the
// uncentred second moment (1/k) sum g g^T over the last K vectors, or over all so far.
//
//   columns G = [g_1 ... g_k], d x k:   G G^T (d x d) and G^T G (k x k) share their non-zero
//   eigenvalues, so the smaller of the two is kept. The participation ratio needs no eigenvalues:
//   (sum lambda)^2 / sum lambda^2 = tr(M)^2 / |M|_F^2 for either matrix M.
#pragma once

#include <array>

#include "core/network/network.h"

namespace adamscope {

/// Ranks of a spectrum lambda_1 >= ... >= 0, each between 1 and the number of positive eigenvalues.
/// All four are 0 when there is no positive eigenvalue (no vectors yet, or only zero vectors).
struct SpectralRanks {
  double participationRatio = 0.0;  ///< (sum lambda)^2 / sum lambda^2.
  double stableRank = 0.0;          ///< sum lambda / lambda_1.
  double energyRank = 0.0;          ///< Least r with lambda_1 + ... + lambda_r >= share * sum.
  double entropyRank = 0.0;         ///< exp of the entropy of lambda / sum lambda, in nats.

  friend bool operator==(const SpectralRanks&, const SpectralRanks&) = default;
};

/// The ranks of eigenvalues in descending order; negative ones (rounding) count as zero.
/// energyShare in (0, 1].
SpectralRanks spectralRanks(const Vector& eigenvalues, double energyShare = 0.99);

/// Which participation ratios can be asked for: those after each of the last kBlock vectors, or the
/// latest alone. For the latest alone a window's products wait for the question, so that vectors
/// which leave before it cost nothing but their copy.
enum class RatioHistory { kBlock, kLatest };

/// The second moment of a stream of vectors, with its ranks. One instance for the gradients,
/// another for the updates. Vectors are finite, of any size: the gradients of a run that is about
/// to diverge have norms whose fourth power is no double, so the vectors are stored in units of a
/// power of two that follows the largest of them. Vectors that are smaller by 1e60 may count as
/// zero.
class EffectiveDimension {
 public:
  /// For vectors of length d = dimension. window = K > 0: the last K vectors; 0: all so far.
  /// A window takes its K d + K^2 numbers at once. For all so far the Gram form grows with the
  /// vectors, to at most 2 d^2 numbers, and gives way to the d x d sum of g g^T, which then is the
  /// cheaper one, at d/2 to d vectors: memory is bounded however long the run; see memoryBytes().
  explicit EffectiveDimension(int dimension, int window = 256,
                              RatioHistory history = RatioHistory::kBlock);

  /// Appends one vector of length d; in a full window it replaces the oldest. The vector is only
  /// stored (O(d)); its products wait for a question, or for kBlock vectors that in a window are
  /// much cheaper together. When they are formed makes no difference to any number, bit for bit.
  /// Allocates nothing in a window.
  void add(const Vector& vector);

  /// Vectors in the window now (all so far for window 0).
  long count() const { return count_; }

  /// The participation ratio, exact up to a relative 1e-11. Costs one row of dot products, O(K d)
  /// (window) or O(d^2) (second-moment form), per vector added since the last question: a passage
  /// through all the memory for each question.
  double participationRatio() { return pastParticipationRatio(0); }

  /// The participation ratio as it was before the last `back` vectors, 0 <= back < kBlock and at
  /// most the vectors added: the same number as asked then. So who can wait asks once for a block.
  /// With RatioHistory::kLatest and a window, back is 0.
  double pastParticipationRatio(int back);

  /// Vectors whose products are formed together: enough for a matrix product to reuse the window's
  /// columns from the cache, few enough for a short wait.
  static constexpr int kBlock = 16;

  /// Eigenvalues of the second moment in descending order, min(count, d) of them, through the
  /// smaller of the two matrices: O(min(count, d)^3), and far less where few directions hold the
  /// rest up to rounding. Absolute error about 1e-16 min(count, d) times their sum. Infinite or
  /// zero where the square of a norm is outside of double's range.
  Vector eigenvalues();

  /// All four ranks, from the eigenvalues in their own unit: right even where those are infinite.
  SpectralRanks ranks(double energyShare = 0.99) {
    return spectralRanks(scaledEigenvalues(), energyShare);
  }

  /// The vectors in the window, oldest first, one a column; 0 columns for all so far (window 0),
  /// which are not kept. Those that are smaller than the largest by 1e60 may be zero.
  Matrix vectors() const;

  /// The most memory that these arguments can take, for a warning before a run begins.
  static double memoryBytes(int dimension, int window);

 private:
  Vector scaledEigenvalues();
  void changeUnit(int exponent);
  void formGram();
  void takeFreshNorm();
  bool mayBeSmall() const;
  void followSmallVectors();
  void flush();
  void storeUnformed(const Vector& vector);
  void formGramColumns(Eigen::Index first, Eigen::Index count);
  void formWaitingProducts();
  void addPendingToGram();
  void addPendingToSecondMoment();
  void updateGramSlot(Eigen::Index vector);
  void settleGramRows(Eigen::Index count);
  bool refreshSquaredNorm(Eigen::Index taken);
  void noteRatio(double trace, double squaredNorm);
  void dropPending(Eigen::Index count);
  void grow();
  void switchToSecondMoment();
  bool usesGram() const { return secondMoment_.size() == 0; }
  bool answersLatestOnly() const { return window_ > 0 && history_ == RatioHistory::kLatest; }

  Eigen::Index dimension_ = 0;
  Eigen::Index window_ = 0;
  RatioHistory history_ = RatioHistory::kBlock;
  long count_ = 0;

  Matrix pending_;  // d x kBlock: the last vectors, which wait for their products
  Eigen::Index pendingCount_ = 0;
  std::array<double, kBlock> ratios_{};  // after the last vectors taken in, as a ring
  long ratioCount_ = 0;

  Matrix columns_;                // d x capacity: the window as a ring, without the pending vectors
  Matrix gram_;                   // capacity x capacity: columns_^T columns_, empty slots zero
  Vector diagonal_;               // of gram_
  Vector row_;                    // capacity
  RowMatrix oldDots_;             // pending x capacity: pending_^T columns_
  RowMatrix newDots_;             // pending x pending
  Eigen::Index nextSlot_ = 0;     // of columns_, for the first pending vector
  Eigen::Index unformed_ = 0;     // newest columns whose rows of gram_ are not formed yet
  double squaredNorm_ = 0.0;      // |gram_|_F^2, kept incrementally
  double squaredNormPeak_ = 0.0;  // its largest value since it was last summed afresh
  long updatesSinceSum_ = 0;

  Matrix secondMoment_;  // d x d sum of g g^T, lower triangle; empty while the Gram form is used

  int exponent_ = 0;  // the unit is 2^exponent_: all matrices are those of v 2^-exponent_
};

}  // namespace adamscope
