#include "core/theory/effective_dimension.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace adamscope {
namespace {

// Vectors whose products are formed together: enough for a matrix product to reuse the window's
// columns from the cache, few enough for a short wait.
constexpr Eigen::Index kBlock = 16;

// |gram|_F^2 is kept by adding and subtracting; it is summed afresh when it has fallen to this
// share of its peak. With K = 256 replacements between two sums the relative error stays below 2 *
// 256 * 16 * 1.1e-16, about 1e-12.
constexpr double kFreshSumShare = 1.0 / 16.0;

// A vector may differ from the unit by this power of two before the unit changes: fourth powers of
// norms then stay far inside double's range, and usual gradients never leave the unit 1.
constexpr int kUnitReach = 200;

// The smallest unit whose inverse is a double.
constexpr int kSmallestUnit = -1000;

// |M|_F^2 of a symmetric matrix of which the lower triangle is stored.
double squaredNormOfLower(const Matrix& m) {
  double total = 0.0;
  for (Eigen::Index j = 0; j < m.cols(); ++j) {
    const Eigen::Index below = m.rows() - j - 1;
    total += m(j, j) * m(j, j) + 2.0 * m.col(j).tail(below).squaredNorm();
  }
  return total;
}

}  // namespace

SpectralRanks spectralRanks(const Vector& eigenvalues, double energyShare) {
  ADAMSCOPE_CHECK(energyShare > 0.0 && energyShare <= 1.0, "an energy share is in (0, 1]");
  const double largest = eigenvalues.size() == 0 ? 0.0 : eigenvalues(0);
  if (!(largest > 0.0)) return {};
  // In units of the largest, so that squares stay in range.
  const Vector scaled = (eigenvalues / largest).cwiseMax(0.0);
  const double sum = scaled.sum();
  SpectralRanks ranks;
  ranks.participationRatio = sum * sum / scaled.squaredNorm();
  ranks.stableRank = sum;
  double energy = 0.0;
  double entropy = 0.0;
  for (const double value : scaled) {
    if (value == 0.0) break;
    if (energy < energyShare * sum) ranks.energyRank += 1.0;
    energy += value;
    entropy -= value / sum * std::log(value / sum);
  }
  ranks.entropyRank = std::exp(entropy);
  return ranks;
}

EffectiveDimension::EffectiveDimension(int dimension, int window)
    : dimension_(dimension), window_(window) {
  ADAMSCOPE_CHECK(dimension >= 1 && window >= 0, "a window of vectors needs a length");
  const Eigen::Index capacity = window > 0 ? window : kBlock;
  columns_.setZero(dimension_, capacity);
  gram_.setZero(capacity, capacity);
  diagonal_.setZero(capacity);
  pendingDots_.setZero(capacity, kBlock);
}

double EffectiveDimension::memoryBytes(int dimension, int window) {
  const double d = dimension;
  const double k = window;
  const double block = static_cast<double>(kBlock);
  // All so far: growing by doubling can hold 2 * d/2 columns and their Gram matrix.
  const double entries = window > 0 ? k * (d + k + block) : 2.0 * d * d + block * d;
  return static_cast<double>(sizeof(double)) * entries;
}

Matrix EffectiveDimension::vectors() const {
  Matrix result(dimension_, window_ > 0 ? count_ : 0);
  const Eigen::Index count = result.cols();
  // In a full ring the next slot holds the oldest one (a ring that is just full starts again at 0).
  const Eigen::Index first = count == columns_.cols() ? nextSlot_ % columns_.cols() : 0;
  for (Eigen::Index i = 0; i < count; ++i) {
    result.col(i) = std::ldexp(1.0, exponent_) * columns_.col((first + i) % columns_.cols());
  }
  return result;
}

void EffectiveDimension::add(const Vector& vector) {
  ADAMSCOPE_CHECK(vector.size() == dimension_, "a vector of another length");
  if (nextSlot_ == columns_.cols()) {
    flush();
    if (usesGram() && window_ == 0) grow();
    if (nextSlot_ == columns_.cols()) nextSlot_ = firstPending_ = 0;
  }
  const double size = vector.lpNorm<Eigen::Infinity>();
  if (size > 0.0 && std::ilogb(size) > exponent_ + kUnitReach) changeUnit(std::ilogb(size));
  columns_.col(nextSlot_++) = std::ldexp(1.0, -exponent_) * vector;
  count_ = window_ > 0 ? std::min<long>(count_ + 1, window_) : count_ + 1;
  if (nextSlot_ - firstPending_ == kBlock) flush();
}

// Everything in another unit. The Gram matrix is formed anew: its entries may have underflowed.
void EffectiveDimension::changeUnit(int exponent) {
  flush();
  const double factor = std::ldexp(1.0, exponent_ - exponent);
  exponent_ = exponent;
  columns_ *= factor;
  if (!usesGram()) {
    secondMoment_ *= factor;
    secondMoment_ *= factor;
    return;
  }
  gram_.noalias() = columns_.transpose() * columns_;
  diagonal_ = gram_.diagonal();
  squaredNorm_ = gram_.squaredNorm();
  squaredNormPeak_ = squaredNorm_;
  updatesSinceSum_ = 0;
}

// When the large vectors have left the window.
void EffectiveDimension::followSmallVectors() {
  const double largest = columns_.lpNorm<Eigen::Infinity>();
  if (largest == 0.0 || std::ilogb(largest) >= -kUnitReach) return;
  const int exponent = std::max(exponent_ + std::ilogb(largest), kSmallestUnit);
  if (exponent != exponent_) changeUnit(exponent);
}

// Takes the pending vectors into the Gram matrix or the second moment.
void EffectiveDimension::flush() {
  const Eigen::Index pending = nextSlot_ - firstPending_;
  if (pending == 0) return;
  if (!usesGram()) {
    secondMoment_.selfadjointView<Eigen::Lower>().rankUpdate(
        columns_.middleCols(firstPending_, pending));
    nextSlot_ = firstPending_ = 0;
    return;
  }
  if (pending == 1) {
    pendingDots_.col(0).noalias() = columns_.transpose() * columns_.col(firstPending_);
  } else {
    pendingDots_.leftCols(pending).noalias() =
        columns_.transpose() * columns_.middleCols(firstPending_, pending);
  }
  for (Eigen::Index p = 0; p < pending; ++p) updateGramSlot(firstPending_ + p, p);
  firstPending_ = nextSlot_;
  refreshSquaredNorm();
}

// Replaces one row and column of the Gram matrix. Entries shared with a slot that is still to be
// replaced are right already; |gram|_F^2 always belongs to the matrix as it stands.
void EffectiveDimension::updateGramSlot(Eigen::Index slot, Eigen::Index pendingColumn) {
  const double oldDiagonal = diagonal_(slot);
  const double removed = 2.0 * gram_.col(slot).squaredNorm() - oldDiagonal * oldDiagonal;
  gram_.col(slot) = pendingDots_.col(pendingColumn);
  gram_.row(slot) = pendingDots_.col(pendingColumn).transpose();
  diagonal_(slot) = gram_(slot, slot);
  const double added = 2.0 * gram_.col(slot).squaredNorm() - diagonal_(slot) * diagonal_(slot);
  squaredNorm_ += added - removed;
  squaredNormPeak_ = std::max({squaredNormPeak_, squaredNorm_, removed});
  ++updatesSinceSum_;
}

void EffectiveDimension::refreshSquaredNorm() {
  const bool isStale = updatesSinceSum_ >= std::max<long>(gram_.cols(), kBlock);
  if (!isStale && squaredNorm_ > kFreshSumShare * squaredNormPeak_) return;
  squaredNorm_ = gram_.squaredNorm();
  squaredNormPeak_ = squaredNorm_;
  updatesSinceSum_ = 0;
  followSmallVectors();
}

// Doubles the room for all vectors so far, or gives up the Gram form where the d x d one is
// cheaper.
void EffectiveDimension::grow() {
  const Eigen::Index capacity = columns_.cols();
  if (2 * capacity > dimension_) {
    switchToSecondMoment();
    return;
  }
  const Eigen::Index larger = 2 * capacity;
  columns_.conservativeResize(Eigen::NoChange, larger);
  columns_.rightCols(larger - capacity).setZero();
  Matrix gram = Matrix::Zero(larger, larger);
  gram.topLeftCorner(capacity, capacity) = gram_;
  gram_.swap(gram);
  diagonal_.conservativeResize(larger);
  diagonal_.tail(larger - capacity).setZero();
  pendingDots_.setZero(larger, kBlock);
}

void EffectiveDimension::switchToSecondMoment() {
  secondMoment_.setZero(dimension_, dimension_);
  secondMoment_.selfadjointView<Eigen::Lower>().rankUpdate(columns_);
  columns_.setZero(dimension_, kBlock);
  gram_.resize(0, 0);
  pendingDots_.resize(0, 0);
  nextSlot_ = firstPending_ = 0;
}

double EffectiveDimension::participationRatio() {
  flush();
  const double trace = usesGram() ? diagonal_.sum() : secondMoment_.diagonal().sum();
  const double squaredNorm = usesGram() ? squaredNorm_ : squaredNormOfLower(secondMoment_);
  return squaredNorm > 0.0 ? trace * trace / squaredNorm : 0.0;
}

Vector EffectiveDimension::eigenvalues() {
  const double unit = std::ldexp(1.0, exponent_);
  return unit * (unit * scaledEigenvalues());
}

Vector EffectiveDimension::scaledEigenvalues() {
  flush();
  if (count_ == 0) return {};
  const auto vectors = static_cast<Eigen::Index>(std::min<long>(count_, columns_.cols()));
  Matrix moment;
  if (!usesGram()) {
    moment = secondMoment_;
  } else if (vectors <= dimension_) {
    moment = gram_.topLeftCorner(vectors, vectors);
  } else {
    moment.setZero(dimension_, dimension_);
    moment.selfadjointView<Eigen::Lower>().rankUpdate(columns_.leftCols(vectors));
  }
  moment /= static_cast<double>(count_);
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(moment, Eigen::EigenvaluesOnly);
  return solver.eigenvalues().reverse().cwiseMax(0.0);
}

}  // namespace adamscope
