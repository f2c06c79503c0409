#include "core/training/gradient_flow.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace adamscope {

namespace {

constexpr double kSafety = 0.9;
constexpr double kSmallestFactor = 0.2;
constexpr double kLargestFactor = 5.0;
/// The end of a piece is located to this share of its length.
constexpr double kResolution = 1e-6;
/// Distances of theta from a boundary, in units of 1 + |theta|: at which it is held, below the
/// error that a piece may have, but enough for the straight segments along a curved boundary; ...
constexpr double kOffset = 1e-7;
/// ... at which it lands behind one that it only crosses, well above rounding; ...
constexpr double kLanding = 1e-10;
/// ... and up to which it counts as beside the boundary.
constexpr double kReach = 1e-5;

double scaleOf(const Vector& theta) { return 1.0 + theta.norm(); }

double stepFactor(double error) {
  if (error <= 0.0) return kLargestFactor;
  return std::clamp(kSafety * std::pow(error, -0.2), kSmallestFactor, kLargestFactor);
}

void removeAll(const std::vector<int>& removed, std::vector<int>& from) {
  std::erase_if(from, [&](int k) { return std::binary_search(removed.begin(), removed.end(), k); });
}

/// Both lists in ascending order; those of the second only as far as there is room.
std::vector<int> unite(std::span<const int> first, std::span<const int> second, std::size_t most) {
  std::vector<int> all(first.begin(), first.end());
  for (const int k : second) {
    if (all.size() < most) all.push_back(k);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

GradientFlow::GradientFlow(int parameterCount, FlowTolerance tolerance)
    : stepper_(parameterCount, tolerance) {
  for (Vector* buffer : {&start_, &end_, &point_, &scratch_}) buffer->setZero(parameterCount);
}

FlowPiece GradientFlow::advance(PiecewiseField& field, const FlowSpan& span, FlowState& state,
                                Vector& theta) {
  ADAMSCOPE_CHECK(theta.size() == start_.size() && span.rest > 0.0 && span.unit > 0.0,
                  "theta has length d and time passes");
  const DormandPrince::Velocity velocity = [&](const Vector& x, Vector& v) {
    return slidingVelocity(field, x, v);
  };
  field.freezeSides(theta);
  start_ = theta;
  if (!chooseHeld(field, state, start_) || !stepper_.begin(velocity, start_)) {
    return {.isFinite = false};
  }
  const FlowPiece piece = integrate(field, velocity, span, state, theta);
  if (!piece.isFinite) return piece;
  theta = end_;
  state.held = held_;
  // While it zigzags, those that it met before are still beside it.
  state.crossed = piece.isZigzag ? unite(crossed_, candidates_, kMostHeld) : crossed_;
  const bool isUnitOver = piece.duration >= span.rest * (1.0 - 1e-9);
  state.crowding = isUnitOver ? 0 : state.crowding + (piece.isZigzag ? kPiecesPerDoubling : 1);
  if (piece.heldCount > 0) state.slidingTime += piece.duration;
  if (piece.isZigzag) ++state.zigzagPieces;
  return piece;
}

FlowPiece GradientFlow::integrate(PiecewiseField& field, const DormandPrince::Velocity& velocity,
                                  const FlowSpan& span, FlowState& state, const Vector& theta) {
  const double doublings = static_cast<double>(state.crowding) / kPiecesPerDoubling;
  const double shortest = std::min(span.rest, kShortest * span.unit * std::exp2(doublings));
  double h = state.trial > 0.0 ? std::clamp(state.trial, shortest, span.rest) : span.rest;
  // What to try next. A piece that the end of the unit has cut says nothing against a longer one.
  double next = 0.0;
  const auto suggest = [&](double duration) {
    next = std::max(next, h >= span.rest ? std::max(duration, state.trial) : duration);
  };
  Ending ending = Ending::kNone;
  for (bool isCut = false;;) {
    const bool isShortest = h <= shortest * (1.0 + 1e-12);
    const bool isFinite = stepper_.step(velocity, h);
    const bool isExact = isFinite && stepper_.error() <= 1.0;
    if (isShortest && !isFinite) return {.isFinite = false};
    if (!isExact && !isShortest) {
      h = std::max(shortest,
                   h * (isFinite ? std::min(0.9, stepFactor(stepper_.error())) : kSmallestFactor));
      isCut = false;
      next = 0.0;
      continue;
    }
    if (!isCut) {
      ending = endingHere(field);
      crossed_ = misplaced_;
      suggest(ending == Ending::kNone ? h * stepFactor(stepper_.error()) : h);
    }
    if (ending != Ending::kNone && !isCut && !isShortest) {
      h = std::max(shortest, h * locateEnding(field, ending));
      isCut = h > shortest;
      continue;
    }
    end_ = stepper_.end();
    if (isCut || ending == Ending::kNone) land(field, crossed_, Landing::kBehindFrozen, end_);
    if (!isShortest && !chordIsClear(field, theta, end_)) {
      h = std::max(shortest, 0.5 * h);
      isCut = false;
      next = 0.0;
      continue;
    }
    state.trial = std::min(next, span.unit);
    return {.duration = h,
            .endsAtCrossing = ending == Ending::kCrossing,
            .isZigzag = isShortest && (ending != Ending::kNone || !isExact),
            .heldCount = static_cast<int>(held_.size())};
  }
}

// Which of the boundaries beside theta it slides along, which it leaves, and to which side.
//
// The jumps are those with the masks as they are. Where one sample has entries in two layers, the
// gradient is not affine in both shares, and their conditions are these up to that product; the
// velocity, a projection, is right in any case.
bool GradientFlow::chooseHeld(PiecewiseField& field, const FlowState& state, Vector& start) {
  held_.clear();
  candidates_ = unite(state.held, state.crossed, kMostHeld);
  if (candidates_.empty()) return true;
  if (!field.velocity(start, scratch_)) return false;
  field.evaluate(candidates_, values_);
  const double reach = kReach * scaleOf(start);
  std::vector<int> near;
  std::vector<int> convex;
  for (std::size_t c = 0; c < candidates_.size(); ++c) {
    const auto row = static_cast<Eigen::Index>(c);
    if (std::abs(values_.values(row)) > reach * values_.gradients.row(row).norm()) continue;
    near.push_back(candidates_[c]);
    // Else the field of the other side pushes away from the boundary: nothing can slide there.
    const bool pushesBack = values_.jumps(row) * field.sideOf(candidates_[c]) > 0.0;
    if (pushesBack) convex.push_back(candidates_[c]);
  }
  candidates_ = near;
  if (convex.empty()) return true;
  field.evaluate(convex, values_);
  applySlides(field, convex, chooseSlides(values_, scratch_), start);
  return true;
}

void GradientFlow::applySlides(PiecewiseField& field, const std::vector<int>& candidates,
                               const std::vector<Slide>& slides, Vector& start) {
  bool isFlipped = false;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    if (slides[c] == Slide::kHeld) held_.push_back(candidates[c]);
    if (slides[c] != Slide::kOtherSide) continue;
    field.flipSide(candidates[c]);
    isFlipped = true;
  }
  if (!isFlipped) return;
  // The move to another side must not carry theta over a boundary that it has only just crossed.
  std::vector<int> left = candidates_;
  removeAll(held_, left);
  land(field, left, Landing::kOnFrozen, start);
}

bool GradientFlow::slidingVelocity(PiecewiseField& field, const Vector& theta, Vector& velocity) {
  if (!field.velocity(theta, velocity)) return false;
  if (held_.empty()) return true;
  field.evaluate(held_, values_);
  projector_.project(values_, velocity);
  return velocity.allFinite();
}

// What ends the piece at or before the field's place, with the boundaries in misplaced_.
GradientFlow::Ending GradientFlow::endingHere(const PiecewiseField& field) {
  field.misplaced(misplaced_);
  removeAll(held_, misplaced_);
  if (!misplaced_.empty()) return Ending::kCrossing;
  return held_.empty() || projector_.sharesHold() ? Ending::kNone : Ending::kRelease;
}

// Share of the step at which it ends, just behind, by the dense output; with the boundaries that
// are crossed there in crossed_.
double GradientFlow::locateEnding(PiecewiseField& field, Ending& ending) {
  double before = 0.0;
  double behind = 1.0;
  while (behind - before > kResolution) {
    const double share = 0.5 * (before + behind);
    stepper_.pointAt(share, point_);
    if (held_.empty()) {
      field.moveTo(point_);
    } else {
      slidingVelocity(field, point_, scratch_);
    }
    const Ending here = endingHere(field);
    if (here == Ending::kNone) {
      before = share;
      continue;
    }
    behind = share;
    ending = here;
    crossed_ = misplaced_;
  }
  return behind;
}

// Where z_k should be: a held boundary at its offset, another one at least behind the landing. If
// the field there points back, it will be held.
double GradientFlow::wantedHeight(const PiecewiseField& field, int boundary, Eigen::Index row,
                                  Landing landing) const {
  const double length = values_.gradients.row(row).norm();
  const double held = kOffset * scaleOf(start_) * length;
  if (std::binary_search(held_.begin(), held_.end(), boundary)) {
    return field.sideOf(boundary) * held;
  }
  const bool isOver = landing == Landing::kBehindFrozen;
  const double side = (isOver ? -1.0 : 1.0) * field.sideOf(boundary);
  const double jump = isOver ? values_.jumps(row) * length * length : 0.0;
  const bool pointsBack = side * (values_.gradients.row(row).dot(scratch_) + jump) < 0.0;
  const double least = pointsBack ? held : kLanding * scaleOf(start_) * length;
  return side * std::max(least, side * values_.values(row));
}

// Moves theta the shortest way so that the held boundaries are at their offsets and the others
// behind their landings. Leaves theta if that is far.
void GradientFlow::land(PiecewiseField& field, std::span<const int> others, Landing landing,
                        Vector& theta) {
  if (held_.empty() && others.empty()) return;
  const std::vector<int> all = unite(held_, others, held_.size() + others.size());
  constexpr int kMostRounds = 3;
  for (int round = 0; round < kMostRounds; ++round) {
    if (!field.velocity(theta, scratch_)) return;
    field.evaluate(all, values_);
    Vector wanted(values_.values.size());
    bool isThere = true;
    for (Eigen::Index k = 0; k < wanted.size(); ++k) {
      const double height = wantedHeight(field, all[static_cast<std::size_t>(k)], k, landing);
      wanted(k) = height - values_.values(k);
      isThere = isThere && std::abs(wanted(k)) <= 0.01 * std::abs(height);
    }
    if (isThere) return;
    projector_.moveBy(values_, wanted, scratch_);
    if (!(scratch_.norm() <= kReach * scaleOf(start_))) return;
    theta += scratch_;
  }
}

// Whether the straight segment stays on the held boundaries' sides, though they are curved. The
// middle decides for the first two layers, where z is a parabola along the segment and both ends
// are at the same offset; the other places are a sample for deeper layers and for other offsets.
bool GradientFlow::chordIsClear(PiecewiseField& field, const Vector& from, const Vector& to) {
  if (held_.empty()) return true;
  for (const double share : {0.5, 0.25, 0.75, 0.0625}) {
    point_ = from + share * (to - from);
    field.moveTo(point_);
    field.misplaced(misplaced_);
    for (const int k : misplaced_) {
      if (std::binary_search(held_.begin(), held_.end(), k)) return false;
    }
  }
  return true;
}

}  // namespace adamscope
