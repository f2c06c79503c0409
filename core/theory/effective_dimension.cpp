#include "core/theory/effective_dimension.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/geometry/symmetric_eigen.h"
#include "core/network/dense_product.h"

namespace adamscope {
namespace {

// |gram|_F^2 is kept by adding and subtracting; it is summed afresh when it has fallen to this
// share of its peak. With K = 256 replacements between two sums the relative error stays below 2 *
// 256 * 16 * 1.1e-16, about 1e-12.
constexpr double kFreshSumShare = 1.0 / 16.0;

// A vector may differ from the unit by this power of two before the unit changes: fourth powers of
// norms then stay far inside double's range, and usual gradients never leave the unit 1.
constexpr int kUnitReach = 200;

// The smallest unit whose inverse is a double.
constexpr int kSmallestUnit = -1000;

// Makes rows first ... first + count - 1 of m the transpose of these columns, whose block on the
// diagonal is symmetric.
void mirrorColumns(Eigen::Index first, Eigen::Index count, Matrix& m) {
  const Eigen::Index end = first + count;
  const Eigen::Index after = m.cols() - end;
  m.block(first, 0, count, first) = m.block(0, first, first, count).transpose();
  m.block(first, end, count, after) = m.block(end, first, after, count).transpose();
}

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

EffectiveDimension::EffectiveDimension(int dimension, int window, RatioHistory history)
    : dimension_(dimension), window_(window), history_(history) {
  ADAMSCOPE_CHECK(dimension >= 1 && window >= 0, "a window of vectors needs a length");
  const Eigen::Index capacity = window > 0 ? window : kBlock;
  columns_.setZero(dimension_, capacity);
  gram_.setZero(capacity, capacity);
  diagonal_.setZero(capacity);
  if (answersLatestOnly()) return;
  pending_.setZero(dimension_, kBlock);
  row_.setZero(capacity);
  oldDots_.setZero(kBlock, capacity);
  newDots_.setZero(kBlock, kBlock);
}

double EffectiveDimension::memoryBytes(int dimension, int window) {
  const double d = dimension;
  const double k = window;
  const double block = kBlock;
  // All so far: growing by doubling can hold 2 * d/2 columns and their Gram matrix.
  const double entries = window > 0 ? k * (d + k + block) + block * d : 2.0 * d * d + block * d;
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
  count_ = window_ > 0 ? std::min<long>(count_ + 1, window_) : count_ + 1;
  if (answersLatestOnly()) {
    storeUnformed(vector);
    return;
  }
  if (usesGram() && nextSlot_ + pendingCount_ == columns_.cols()) {
    flush();
    if (window_ == 0) grow();
    if (nextSlot_ == columns_.cols()) nextSlot_ = 0;
  }
  const double size = vector.lpNorm<Eigen::Infinity>();
  if (size > 0.0 && std::ilogb(size) > exponent_ + kUnitReach) {
    flush();
    changeUnit(std::ilogb(size));
  }
  pending_.col(pendingCount_++) = std::ldexp(1.0, -exponent_) * vector;
  if (pendingCount_ == kBlock) flush();
}

// A vector takes the oldest one's column; its products wait for a question.
void EffectiveDimension::storeUnformed(const Vector& vector) {
  const double size = vector.lpNorm<Eigen::Infinity>();
  if (size > 0.0 && std::ilogb(size) > exponent_ + kUnitReach) changeUnit(std::ilogb(size));
  if (nextSlot_ == columns_.cols()) nextSlot_ = 0;
  columns_.col(nextSlot_++) = std::ldexp(1.0, -exponent_) * vector;
  unformed_ = std::min(unformed_ + 1, columns_.cols());
}

// Everything in another unit. The Gram matrix is formed anew: its entries may have underflowed.
void EffectiveDimension::changeUnit(int exponent) {
  const double factor = std::ldexp(1.0, exponent_ - exponent);
  exponent_ = exponent;
  pending_ *= factor;
  if (!usesGram()) {
    secondMoment_ *= factor;
    secondMoment_ *= factor;
    return;
  }
  columns_ *= factor;
  unformed_ = columns_.cols();
  if (!answersLatestOnly()) formGram();
}

// Brings the columns of the Gram matrix that wait, and its norm, up to date.
void EffectiveDimension::formGram() {
  const Eigen::Index capacity = columns_.cols();
  const Eigen::Index count = std::exchange(unformed_, 0);
  if (count == capacity) {
    formGramColumns(0, capacity);
  } else {
    // The newest columns end before nextSlot_; the older of them may stand at the ring's end.
    const Eigen::Index late = std::min(count, nextSlot_);
    formGramColumns(nextSlot_ - late, late);
    formGramColumns(capacity - (count - late), count - late);
  }
  diagonal_ = gram_.diagonal();
  takeFreshNorm();
}

void EffectiveDimension::formGramColumns(Eigen::Index first, Eigen::Index count) {
  if (count == 0) return;
  // A row of the product lies where a column of the Gram matrix does.
  transposedProduct(columns_.middleCols(first, count), columns_,
                    MutableWeightView(gram_.col(first).data(), count, gram_.rows()));
  mirrorColumns(first, count, gram_);
}

void EffectiveDimension::takeFreshNorm() {
  squaredNorm_ = gram_.squaredNorm();
  squaredNormPeak_ = squaredNorm_;
  updatesSinceSum_ = 0;
}

// Whether the vectors may have become too small for their unit.
bool EffectiveDimension::mayBeSmall() const {
  return std::ilogb(diagonal_.maxCoeff()) < -2 * kUnitReach || squaredNorm_ == 0.0;
}

// When the large vectors have left the window.
void EffectiveDimension::followSmallVectors() {
  const double largest = columns_.lpNorm<Eigen::Infinity>();
  if (largest == 0.0 || std::ilogb(largest) >= -kUnitReach) return;
  const int exponent = std::max(exponent_ + std::ilogb(largest), kSmallestUnit);
  if (exponent == exponent_) return;
  changeUnit(exponent);
  if (answersLatestOnly()) formGram();
  --ratioCount_;  // the last ratio may have suffered
  noteRatio(diagonal_.sum(), squaredNorm_);
}

void EffectiveDimension::flush() {
  if (unformed_ > 0) formWaitingProducts();
  while (pendingCount_ > 0) {
    if (usesGram()) {
      addPendingToGram();
    } else {
      addPendingToSecondMoment();
    }
  }
}

void EffectiveDimension::formWaitingProducts() {
  formGram();
  noteRatio(diagonal_.sum(), squaredNorm_);
  if (mayBeSmall()) followSmallVectors();
}

// Takes the pending vectors into the window one after the other, with all their products formed at
// once; stops early where the unit must change.
void EffectiveDimension::addPendingToGram() {
  const auto vectors = pending_.leftCols(pendingCount_);
  transposedProduct(vectors, columns_,
                    MutableWeightView(oldDots_.data(), pendingCount_, oldDots_.cols()));
  transposedProduct(vectors, pending_,
                    MutableWeightView(newDots_.data(), pendingCount_, newDots_.cols()));
  Eigen::Index taken = 0;
  bool isSmall = false;
  while (taken < pendingCount_ && !isSmall) {
    updateGramSlot(taken);
    ++taken;
    isSmall = refreshSquaredNorm(taken);
    noteRatio(diagonal_.sum(), squaredNorm_);
  }
  settleGramRows(taken);
  columns_.middleCols(nextSlot_, taken) = pending_.leftCols(taken);
  nextSlot_ += taken;
  dropPending(taken);
  if (isSmall) followSmallVectors();
}

// Replaces the column of the Gram matrix in a pending vector's slot by its products with the window
// as it stands then. The rows wait for settleGramRows(): one by one they are a passage through the
// whole matrix each.
void EffectiveDimension::updateGramSlot(Eigen::Index vector) {
  const Eigen::Index slot = nextSlot_ + vector;
  auto column = gram_.col(slot);
  column.segment(nextSlot_, vector) = oldDots_.col(slot).head(vector);
  const double oldDiagonal = diagonal_(slot);
  const double removed = 2.0 * column.squaredNorm() - oldDiagonal * oldDiagonal;
  row_ = oldDots_.row(vector).transpose();
  row_.segment(nextSlot_, vector + 1) = newDots_.row(vector).head(vector + 1).transpose();
  column = row_;
  diagonal_(slot) = row_(slot);
  const double added = 2.0 * row_.squaredNorm() - diagonal_(slot) * diagonal_(slot);
  squaredNorm_ += added - removed;
  squaredNormPeak_ = std::max({squaredNormPeak_, squaredNorm_, removed});
  ++updatesSinceSum_;
}

// Makes the Gram matrix symmetric again after its columns of the first `count` pending vectors.
void EffectiveDimension::settleGramRows(Eigen::Index count) {
  gram_.block(nextSlot_, nextSlot_, count, count) = newDots_.topLeftCorner(count, count);
  mirrorColumns(nextSlot_, count, gram_);
}

// Sums |gram_|_F^2 afresh where that is due, after the first `taken` pending vectors; true if the
// vectors may be too small for their unit.
bool EffectiveDimension::refreshSquaredNorm(Eigen::Index taken) {
  const bool isStale = updatesSinceSum_ >= std::max<long>(gram_.cols(), kBlock);
  if (!isStale && squaredNorm_ > kFreshSumShare * squaredNormPeak_) return false;
  settleGramRows(taken);
  takeFreshNorm();
  return mayBeSmall();
}

// One by one, so that the rounding does not depend on how many are pending.
void EffectiveDimension::addPendingToSecondMoment() {
  for (Eigen::Index p = 0; p < pendingCount_; ++p) {
    secondMoment_.selfadjointView<Eigen::Lower>().rankUpdate(pending_.col(p));
    noteRatio(secondMoment_.diagonal().sum(), squaredNormOfLower(secondMoment_));
  }
  dropPending(pendingCount_);
}

void EffectiveDimension::noteRatio(double trace, double squaredNorm) {
  const auto index = static_cast<std::size_t>(ratioCount_++ % kBlock);
  ratios_[index] = squaredNorm > 0.0 ? trace * trace / squaredNorm : 0.0;
}

void EffectiveDimension::dropPending(Eigen::Index count) {
  pendingCount_ -= count;
  for (Eigen::Index p = 0; p < pendingCount_; ++p) pending_.col(p) = pending_.col(count + p);
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
  row_.setZero(larger);
  oldDots_.setZero(kBlock, larger);
}

void EffectiveDimension::switchToSecondMoment() {
  secondMoment_.setZero(dimension_, dimension_);
  secondMoment_.selfadjointView<Eigen::Lower>().rankUpdate(columns_);
  columns_.resize(0, 0);
  gram_.resize(0, 0);
}

double EffectiveDimension::pastParticipationRatio(int back) {
  ADAMSCOPE_CHECK(back >= 0 && back < (answersLatestOnly() ? 1 : kBlock),
                  "the ratios of the last block are kept, or the latest one");
  flush();
  if (ratioCount_ == 0) return 0.0;
  ADAMSCOPE_CHECK(back < ratioCount_, "a ratio before the first vector");
  return ratios_[static_cast<std::size_t>((ratioCount_ - 1 - back) % kBlock)];
}

Vector EffectiveDimension::eigenvalues() {
  const double unit = std::ldexp(1.0, exponent_);
  return unit * (unit * scaledEigenvalues());
}

Vector EffectiveDimension::scaledEigenvalues() {
  flush();
  if (count_ == 0) return {};
  Matrix moment;
  const Eigen::Index capacity = usesGram() ? columns_.cols() : count_;
  const auto vectors = std::min<Eigen::Index>(count_, capacity);
  if (!usesGram()) {
    moment = secondMoment_;
  } else if (vectors <= dimension_) {
    moment = gram_.topLeftCorner(vectors, vectors);
  } else {
    moment.setZero(dimension_, dimension_);
    moment.selfadjointView<Eigen::Lower>().rankUpdate(columns_.leftCols(vectors));
  }
  moment /= static_cast<double>(count_);
  return semidefiniteEigenvalues(moment).reverse().cwiseMax(0.0);
}

}  // namespace adamscope
