#include "core/training/sliding.h"

#include <cmath>

namespace adamscope {

namespace {

constexpr double kLowest = -0.5 * kShareSlack;
constexpr double kHighest = 1.0 - kLowest;
/// Cosine to the velocity below which a boundary's push is taken for rounding.
constexpr double kNoPush = 1e-10;
/// Squared sine of the angle to the other gradients below which a gradient depends on them.
constexpr double kDependent = 1e-8;
/// Added to the squared lengths, so that dependent gradients can be factored.
constexpr double kRegularization = 1e-12;

/// min |u + sum t_k J_k|^2 over the box, by the Gram matrix of the J_k.
class BoundedLeastSquares {
 public:
  BoundedLeastSquares(const BoundaryValues& boundaries, const Vector& velocity)
      : count_(boundaries.jumps.size()), speed_(velocity.norm()) {
    const auto c = boundaries.jumps.asDiagonal();
    gram_ = c * (boundaries.gradients * boundaries.gradients.transpose()) * c;
    push_ = c * (boundaries.gradients * velocity);
    shares_.setConstant(count_, kLowest);
    slides_.assign(static_cast<std::size_t>(count_), Slide::kThisSide);
    isDependent_.assign(static_cast<std::size_t>(count_), 0);
  }

  std::vector<Slide> solve() {
    // Each round frees one boundary and lessens the norm; rounding alone could make it endless.
    for (Eigen::Index round = 0; round < 8 * count_ + 16; ++round) {
      const Eigen::Index next = mostPushed();
      if (next < 0) break;
      release(next);
    }
    return slides_;
  }

 private:
  Slide& slide(Eigen::Index k) { return slides_[static_cast<std::size_t>(k)]; }

  /// The boundary at an end of its box whose share most wants to come inside; -1: none.
  Eigen::Index mostPushed() {
    const Vector slope = gram_ * shares_ + push_;
    Eigen::Index most = -1;
    double largest = kNoPush * speed_;
    for (Eigen::Index k = 0; k < count_; ++k) {
      if (slide(k) == Slide::kHeld || isDependent_[static_cast<std::size_t>(k)] != 0) continue;
      const double inwards = slide(k) == Slide::kThisSide ? -slope(k) : slope(k);
      const double size = inwards / std::sqrt(gram_(k, k));
      if (!(size > largest)) continue;
      largest = size;
      most = k;
    }
    return most;
  }

  /// Adds boundary k to the held ones and moves to their least norm, by steps that end where a
  /// share meets the end of its box.
  void release(Eigen::Index k) {
    const Slide before = slide(k);
    slide(k) = Slide::kHeld;
    if (!factorHeld()) {
      slide(k) = before;
      isDependent_[static_cast<std::size_t>(k)] = 1;
      return;
    }
    while (!moveToLeastNorm()) {
      if (held_.empty() || !factorHeld()) return;
    }
  }

  /// The held gradients' factors; false if one depends on the others.
  bool factorHeld() {
    held_.clear();
    for (Eigen::Index k = 0; k < count_; ++k) {
      if (slide(k) == Slide::kHeld) held_.push_back(k);
    }
    if (held_.empty()) return true;
    const Matrix block = gram_(held_, held_);
    factors_.compute(block);
    if (factors_.info() != Eigen::Success) return false;
    const Vector heights = factors_.matrixLLT().diagonal().array().square();
    return (heights.array() > kDependent * block.diagonal().array()).all();
  }

  /// True if the held shares have reached their least norm inside the box.
  bool moveToLeastNorm() {
    if (held_.empty()) return true;
    const Vector slope = gram_ * shares_ + push_;
    const Vector change = -factors_.solve(Vector(slope(held_)));
    double length = 1.0;
    Eigen::Index blocked = -1;
    for (Eigen::Index h = 0; h < change.size(); ++h) {
      const double share = shares_(held_[static_cast<std::size_t>(h)]);
      const double room = change(h) > 0.0 ? kHighest - share : kLowest - share;
      if (change(h) == 0.0 || room / change(h) >= length) continue;
      length = room / change(h);
      blocked = h;
    }
    for (Eigen::Index h = 0; h < change.size(); ++h) {
      shares_(held_[static_cast<std::size_t>(h)]) += length * change(h);
    }
    if (blocked < 0) return true;
    const Eigen::Index k = held_[static_cast<std::size_t>(blocked)];
    slide(k) = change(blocked) > 0.0 ? Slide::kOtherSide : Slide::kThisSide;
    shares_(k) = change(blocked) > 0.0 ? kHighest : kLowest;
    return false;
  }

  Eigen::Index count_;
  double speed_;
  Matrix gram_;
  Vector push_;
  Vector shares_;
  std::vector<Slide> slides_;
  std::vector<char> isDependent_;
  std::vector<Eigen::Index> held_;
  Eigen::LLT<Matrix> factors_;
};

}  // namespace

std::vector<Slide> chooseSlides(const BoundaryValues& boundaries, const Vector& velocity) {
  return BoundedLeastSquares(boundaries, velocity).solve();
}

void SlideProjector::factor(const BoundaryValues& boundaries) {
  gram_.noalias() = boundaries.gradients * boundaries.gradients.transpose();
  gram_.diagonal() *= 1.0 + kRegularization;
  factors_.compute(gram_);
}

void SlideProjector::project(const BoundaryValues& boundaries, Vector& velocity) {
  factor(boundaries);
  multipliers_.noalias() = boundaries.gradients * velocity;
  factors_.solveInPlace(multipliers_);
  velocity.noalias() -= boundaries.gradients.transpose() * multipliers_;
  shares_ = -multipliers_.cwiseQuotient(boundaries.jumps);
}

bool SlideProjector::sharesHold() const {
  // A share that is not a number, as that of a boundary without a jump, does not hold.
  return ((shares_.array() - 0.5).abs() <= 0.5 + kShareSlack).all();
}

void SlideProjector::moveBy(const BoundaryValues& boundaries, const Vector& wanted, Vector& move) {
  factor(boundaries);
  multipliers_ = wanted;
  factors_.solveInPlace(multipliers_);
  move.noalias() = boundaries.gradients.transpose() * multipliers_;
}

}  // namespace adamscope
