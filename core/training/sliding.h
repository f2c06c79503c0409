// Where the fields of both sides of a boundary push towards it, the flow slides along it (Filippov,
// "Differential equations with discontinuous righthand sides"):
//
//        \  field of the side z > 0             v = u + sum_k t_k J_k,  0 <= t_k <= 1,
//         \|                                    J_k = c_k grad z_k: what the field of this side
//   -------+----> v ------- z = 0                     gains on the other side
//         /                                     and v is orthogonal to grad z_k where 0 < t_k < 1
//        /   field of the side z < 0
//
// v is the shortest vector of that form. Where t_k = 0 it leaves boundary k on this side, where
// t_k = 1 on the other one.
#pragma once

#include <Eigen/Cholesky>
#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// Some boundaries at one theta, one row or entry each.
struct BoundaryValues {
  Vector values;        ///< z_k.
  RowMatrix gradients;  ///< grad z_k: count x d.
  /// c_k: the field of the other side is that of this side plus c_k grad z_k.
  Vector jumps;
};

/// A share may leave [0, 1] by so much before its boundary is released; of the boundaries that
/// theta is beside when a piece begins, by half of that. The velocity changes continuously at a
/// release, so that being late costs little, and the small moves of theta there must not undo it.
constexpr double kShareSlack = 1e-3;

/// How a boundary takes part in the sliding.
enum class Slide {
  kThisSide,   ///< t = 0: theta moves away on this side.
  kHeld,       ///< 0 < t < 1.
  kOtherSide,  ///< t = 1: theta moves away on the other side.
};

/// The verdict on each boundary: the shares in [0, 1] (by kShareSlack / 2 wider) that make
/// |u + sum t_k c_k grad z_k| least, by the active-set method for bounded least squares (Stark and
/// Parker, 1995). The gradients of the held ones are linearly independent; one that depends on
/// theirs stays on its side. Exact up to rounding.
std::vector<Slide> chooseSlides(const BoundaryValues& boundaries, const Vector& velocity);

/// Projects velocities onto the complement of the gradients. Keeps buffers; allocates only when
/// their number changes.
class SlideProjector {
 public:
  /// Replaces u by v; shares() then tells t.
  void project(const BoundaryValues& boundaries, Vector& velocity);
  /// Whether all shares are in [0, 1], up to kShareSlack.
  bool sharesHold() const;
  const Vector& shares() const { return shares_; }

  /// Fills `move` with the shortest move that changes z_k by wanted_k to first order.
  void moveBy(const BoundaryValues& boundaries, const Vector& wanted, Vector& move);

 private:
  void factor(const BoundaryValues& boundaries);

  Matrix gram_;
  Eigen::LLT<Matrix> factors_{Matrix::Identity(1, 1)};  // never unset: it is copied
  Vector multipliers_;
  Vector shares_;
};

}  // namespace adamscope
