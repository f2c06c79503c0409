// Gradient flow d theta/dt = -grad L(theta) (theory F1), integrated piece by piece. L is smooth
// inside a region and its gradient jumps across a boundary, so a piece is computed with the sides
// of all boundaries frozen, and ends where theta meets one. There the flow crosses, or both fields
// push towards the boundary and it slides along it (sliding.h), until one of them turns away:
//
//   region A | region B       theta_t --- piece --->+ landing        +--- piece, in A or B --->
//   smooth   | smooth                                +=== sliding ===+ release
//
// A boundary that theta slides along is held at a tiny offset on the side where theta came to lie,
// so that every mask is definite. Each piece is one step of the run: the crossing detector sees the
// straight segment between its ends (theory D4). So meeting a boundary is one event, sliding along
// it none, and leaving it is one more if theta leaves to the other side. The flow itself is curved,
// by O(h^2) within a piece: the events are exact for the polygon, which approximates the flow.
//
// What this does not settle (gradients that depend on each other, too many boundaries at once, a
// flow that crosses back and forth) goes on in pieces of a shortest duration, which grows with
// their number: a unit of time ends after at most kMostPieces pieces, whatever the field.
#pragma once

#include <span>
#include <vector>

#include "core/training/flow_state.h"
#include "core/training/runge_kutta.h"
#include "core/training/sliding.h"

namespace adamscope {

/// A field that is smooth where no z_k changes its sign. It keeps the side of each boundary that a
/// piece is computed with, and a place, which is where the questions below are answered.
class PiecewiseField {
 public:
  virtual ~PiecewiseField() = default;

  /// Makes theta the place, and the sides on which it lies those of the piece to come.
  virtual void freezeSides(const Vector& theta) = 0;
  virtual void flipSide(int boundary) = 0;
  /// +1 for z > 0, else -1.
  virtual double sideOf(int boundary) const = 0;

  virtual void moveTo(const Vector& theta) = 0;
  /// Moves to theta and fills the velocity there, computed with the frozen sides; false if
  /// something is not finite.
  virtual bool velocity(const Vector& theta, Vector& velocity) = 0;
  /// Replaces `boundaries` by those whose z has another sign here than their frozen side,
  /// ascending.
  virtual void misplaced(std::vector<int>& boundaries) const = 0;
  /// Fills the values here; the velocity must have been the last question.
  virtual void evaluate(std::span<const int> boundaries, BoundaryValues& values) const = 0;
};

/// How much time may pass.
struct FlowSpan {
  double rest = 0.0;  ///< Longest piece: time up to the end of this unit, > 0.
  double unit = 0.0;  ///< Of the run: the learning rate, > 0.
};

/// What one piece was.
struct FlowPiece {
  double duration = 0.0;  ///< Time that has passed, > 0 unless the field was not finite.
  bool endsAtCrossing = false;
  bool isZigzag = false;  ///< The shortest duration ended it, behind a crossing.
  int heldCount = 0;      ///< Boundaries that it slid along.
  bool isFinite = true;   ///< false: nothing was moved.
};

/// The integrator with its buffers. Allocates only where boundaries are met. Copyable.
class GradientFlow {
 public:
  /// The shortest piece is this share of a unit, and doubles with each zigzag piece and with every
  /// kPiecesPerDoubling others of the same unit.
  static constexpr double kShortest = 1e-6;
  static constexpr int kPiecesPerDoubling = 256;
  /// 20 doublings make the shortest piece a whole unit.
  static constexpr int kMostPieces = 20 * kPiecesPerDoubling + 1;
  /// Boundaries that are held at once; further ones are crossed back and forth.
  static constexpr std::size_t kMostHeld = 128;

  /// For theta of length d.
  explicit GradientFlow(int parameterCount, FlowTolerance tolerance = {});

  /// Moves theta by one piece, and the state with it.
  FlowPiece advance(PiecewiseField& field, const FlowSpan& span, FlowState& state, Vector& theta);

 private:
  enum class Ending { kNone, kCrossing, kRelease };
  // On which side of the boundaries that are not held.
  enum class Landing { kOnFrozen, kBehindFrozen };

  FlowPiece integrate(PiecewiseField& field, const DormandPrince::Velocity& velocity,
                      const FlowSpan& span, FlowState& state, const Vector& theta);
  bool chooseHeld(PiecewiseField& field, const FlowState& state, Vector& start);
  void applySlides(PiecewiseField& field, const std::vector<int>& candidates,
                   const std::vector<Slide>& slides, Vector& start);
  bool slidingVelocity(PiecewiseField& field, const Vector& theta, Vector& velocity);
  Ending endingHere(const PiecewiseField& field);
  double locateEnding(PiecewiseField& field, Ending& ending);
  double wantedHeight(const PiecewiseField& field, int boundary, Eigen::Index row,
                      Landing landing) const;
  void land(PiecewiseField& field, std::span<const int> others, Landing landing, Vector& theta);
  bool chordIsClear(PiecewiseField& field, const Vector& from, const Vector& to);

  DormandPrince stepper_;
  SlideProjector projector_;
  std::vector<int> held_;
  std::vector<int> candidates_;  // beside theta at the begin of the piece
  std::vector<int> crossed_;     // at the end of the piece
  std::vector<int> misplaced_;
  BoundaryValues values_;
  Vector start_;
  Vector end_;
  Vector point_;
  Vector scratch_;
};

}  // namespace adamscope
