// Gradient flow d theta/dt = -grad L(theta) (theory F1), integrated by the Runge-Kutta pair 5(4) of
// Dormand and Prince (1980; coefficients and dense output as in Hairer, Norsett and Wanner,
// "Solving ordinary differential equations I"). L is smooth inside a region and its gradient jumps
// across a boundary, so a piece ends where the first mask changes:
//
//   region A  |  region B                theta_t ---- piece ---->| cut
//   smooth    |  smooth                                           +---- next piece ---->
//
// Each accepted piece is one step of the run: the crossing detector sees the straight segment
// between its two ends (theory D4). The flow itself is curved, by O(h^2) within a piece; so the
// events are exact for the polygon, and the polygon approximates the flow.
#pragma once

#include <array>
#include <functional>

#include "core/network/network.h"

namespace adamscope {

/// What the flow follows, and where its field is not smooth.
struct FlowField {
  /// Fills `velocity` = -grad L(theta); false if something is not finite.
  std::function<bool(const Vector& theta, Vector& velocity)> velocity;
  /// Whether a mask at theta differs from the masks where the piece began.
  std::function<bool(const Vector& theta)> masksDiffer;
};

/// How exactly the flow is followed.
struct FlowTolerance {
  double relative = 1e-6;  ///< Error of one piece against |theta_k|.
  double absolute = 1e-9;
  /// No piece is shorter than this share of the longest one, whatever the error or the masks say.
  double shortest = 1e-6;
};

/// What one piece was.
struct FlowPiece {
  double duration = 0.0;  ///< Time that has passed, > 0 unless the field was not finite.
  bool endsAtCrossing = false;
  bool isFinite = true;  ///< false: nothing was moved.
  int evaluations = 0;   ///< Of the field.
};

/// The integrator with its buffers. A piece allocates nothing. Copyable.
class FlowIntegrator {
 public:
  /// For theta of length d.
  explicit FlowIntegrator(int parameterCount, FlowTolerance tolerance = {});

  /// Moves theta by one piece of at most `longest` > 0. `start` is the velocity at theta; `trial`
  /// is the duration to try first (0: the longest) and becomes the one to try next.
  FlowPiece advance(const FlowField& field, const Vector& start, double longest, double& trial,
                    Vector& theta);

 private:
  /// Fills stages_, end_ and the error of a step of length h; false if not finite.
  bool evaluate(const FlowField& field, const Vector& theta, double h, double& error);
  /// Share of the step at which the masks change, by the dense output, just behind the change.
  double locateChange(const FlowField& field, const Vector& theta, double h);

  FlowTolerance tolerance_;
  std::array<Vector, 7> stages_;
  Vector point_;
  Vector end_;
  Vector difference_;
  Vector bend_;
};

}  // namespace adamscope
