#include "core/training/gradient_flow.h"

#include <algorithm>
#include <cmath>

namespace adamscope {

namespace {

// Dormand and Prince's tableau; row s gives the point of stage s + 1.
constexpr double kA[6][6] = {
    {1.0 / 5.0, 0, 0, 0, 0, 0},
    {3.0 / 40.0, 9.0 / 40.0, 0, 0, 0, 0},
    {44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0, 0, 0},
    {19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0, 0, 0},
    {9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0, 0},
    {35.0 / 384.0, 0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0}};
// Fifth minus fourth order.
constexpr double kError[7] = {
    71.0 / 57600.0, 0,          -71.0 / 16695.0, 71.0 / 1920.0, -17253.0 / 339200.0,
    22.0 / 525.0,   -1.0 / 40.0};
// Dense output of fourth order (Hairer, Norsett and Wanner, II.6).
constexpr double kDense[7] = {-12715105075.0 / 11282082432.0,  0,
                              87487479700.0 / 32700410799.0,   -10690763975.0 / 1880347072.0,
                              701980252875.0 / 199316789632.0, -1453857185.0 / 822651844.0,
                              69997945.0 / 29380423.0};

constexpr double kSafety = 0.9;
constexpr double kSmallestFactor = 0.2;
constexpr double kLargestFactor = 5.0;

/// A piece may end this share of its length behind the crossing.
constexpr double kOvershoot = 1e-3;
/// After so many cuts at one crossing the error alone decides.
constexpr int kMostCuts = 12;

double stepFactor(double error) {
  if (error <= 0.0) return kLargestFactor;
  return std::clamp(kSafety * std::pow(error, -0.2), kSmallestFactor, kLargestFactor);
}

}  // namespace

FlowIntegrator::FlowIntegrator(int parameterCount, FlowTolerance tolerance)
    : tolerance_(tolerance) {
  for (Vector& stage : stages_) stage.setZero(parameterCount);
  point_.setZero(parameterCount);
  end_.setZero(parameterCount);
  difference_.setZero(parameterCount);
  bend_.setZero(parameterCount);
}

bool FlowIntegrator::evaluate(const FlowField& field, const Vector& theta, double h,
                              double& error) {
  for (std::size_t s = 0; s < 6; ++s) {
    Vector& point = s == 5 ? end_ : point_;
    point = theta;
    for (std::size_t k = 0; k <= s; ++k) {
      if (kA[s][k] != 0.0) point += (h * kA[s][k]) * stages_[k];
    }
    if (!field.velocity(point, stages_[s + 1])) return false;
  }
  difference_.setZero();
  for (std::size_t k = 0; k < 7; ++k) {
    if (kError[k] != 0.0) difference_ += (h * kError[k]) * stages_[k];
  }
  difference_.array() /=
      tolerance_.absolute + tolerance_.relative * theta.array().abs().max(end_.array().abs());
  error = std::sqrt(difference_.squaredNorm() / static_cast<double>(theta.size()));
  return std::isfinite(error);
}

double FlowIntegrator::locateChange(const FlowField& field, const Vector& theta, double h) {
  difference_ = end_ - theta;
  bend_.setZero();
  for (std::size_t k = 0; k < 7; ++k) {
    if (kDense[k] != 0.0) bend_ += (h * kDense[k]) * stages_[k];
  }
  double before = 0.0;
  double behind = 1.0;
  while (behind - before > 1e-6) {
    const double s = 0.5 * (before + behind);
    const double r = 1.0 - s;
    // y0 + s (D + r (B + s (D - h k7 - B + r bend))) with B = h k1 - D.
    point_ = h * stages_[0] - difference_;
    point_ += s * (difference_ - h * stages_[6] - point_ + r * bend_);
    point_ = theta + s * (difference_ + r * point_);
    (field.masksDiffer(point_) ? behind : before) = s;
  }
  return behind;
}

FlowPiece FlowIntegrator::advance(const FlowField& field, const Vector& start, double longest,
                                  double& trial, Vector& theta) {
  ADAMSCOPE_CHECK(theta.size() == point_.size() && start.size() == theta.size() && longest > 0.0,
                  "theta has length d and time passes");
  const double shortest = tolerance_.shortest * longest;
  double h = trial > 0.0 ? std::clamp(trial, shortest, longest) : longest;
  const double wanted = h;
  stages_[0] = start;
  FlowPiece piece;
  double error = 0.0;
  for (int cuts = 0;;) {
    const bool isFinite = evaluate(field, theta, h, error);
    piece.evaluations += 6;
    const bool isShortest = h <= shortest * (1.0 + 1e-12);
    piece.endsAtCrossing = isFinite && field.masksDiffer(end_);
    if (isFinite && (isShortest || (error <= 1.0 && !piece.endsAtCrossing))) break;
    if (isShortest) {
      piece.isFinite = false;
      return piece;
    }
    if (!piece.endsAtCrossing || cuts == kMostCuts) {
      if (isFinite && error <= 1.0) break;
      h = std::max(shortest, h * (isFinite ? std::min(0.9, stepFactor(error)) : kSmallestFactor));
      continue;
    }
    // The dense output of a piece that straddles a jump is rough; each cut makes it better.
    const double share = locateChange(field, theta, h);
    if (error <= 1.0 && share > 1.0 - kOvershoot) break;
    h = std::max(shortest, share * h);
    ++cuts;
  }
  trial = piece.endsAtCrossing ? wanted : std::min(longest, h * stepFactor(error));
  theta = end_;
  piece.duration = h;
  return piece;
}

}  // namespace adamscope
