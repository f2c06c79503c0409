// One step of the Runge-Kutta pair 5(4) of Dormand and Prince (1980), with its error estimate and
// its dense output of fourth order. Source: Hairer, Norsett and Wanner, "Solving ordinary
// differential equations I", II.5 and II.6.
#pragma once

#include <array>
#include <functional>

#include "core/network/network.h"

namespace adamscope {

/// How exactly a flow is followed: the error of one step against absolute + relative |x_k|.
struct FlowTolerance {
  double relative = 1e-6;
  double absolute = 1e-9;
};

/// The seven stages and their buffers. A step allocates nothing. Copyable.
class DormandPrince {
 public:
  /// Fills the velocity at x; false if something is not finite.
  using Velocity = std::function<bool(const Vector& x, Vector& velocity)>;

  /// For x of length d.
  explicit DormandPrince(int dimension, FlowTolerance tolerance = {});

  /// Sets where the steps to come begin; false if the velocity there is not finite.
  bool begin(const Velocity& velocity, const Vector& x);
  /// A step of length h from there; false if something is not finite. The last evaluation of the
  /// velocity is the one at end().
  bool step(const Velocity& velocity, double h);

  const Vector& end() const { return end_; }
  /// The root mean square of the step's errors in units of the tolerance: up to 1 is good.
  double error() const { return error_; }
  /// The point a share of the step along, by the dense output.
  void pointAt(double share, Vector& point) const;

 private:
  void prepareDenseOutput(double h);

  FlowTolerance tolerance_;
  std::array<Vector, 7> stages_;
  Vector begin_;
  Vector end_;
  Vector point_;
  // The dense output is begin + s (D + r (B + s (C + r E))), r = 1 - s.
  Vector chord_;
  Vector firstBend_;
  Vector secondBend_;
  Vector thirdBend_;
  double error_ = 0.0;
};

}  // namespace adamscope
