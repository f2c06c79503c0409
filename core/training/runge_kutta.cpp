#include "core/training/runge_kutta.h"

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

}  // namespace

DormandPrince::DormandPrince(int dimension, FlowTolerance tolerance) : tolerance_(tolerance) {
  for (Vector& stage : stages_) stage.setZero(dimension);
  for (Vector* buffer :
       {&begin_, &end_, &point_, &chord_, &firstBend_, &secondBend_, &thirdBend_}) {
    buffer->setZero(dimension);
  }
}

bool DormandPrince::begin(const Velocity& velocity, const Vector& x) {
  ADAMSCOPE_CHECK(x.size() == begin_.size(), "x has the stepper's length");
  begin_ = x;
  return velocity(begin_, stages_[0]);
}

bool DormandPrince::step(const Velocity& velocity, double h) {
  for (std::size_t s = 0; s < 6; ++s) {
    Vector& point = s == 5 ? end_ : point_;
    point = begin_;
    for (std::size_t k = 0; k <= s; ++k) {
      if (kA[s][k] != 0.0) point += (h * kA[s][k]) * stages_[k];
    }
    if (!velocity(point, stages_[s + 1])) return false;
  }
  point_.setZero();
  for (std::size_t k = 0; k < 7; ++k) {
    if (kError[k] != 0.0) point_ += (h * kError[k]) * stages_[k];
  }
  point_.array() /=
      tolerance_.absolute + tolerance_.relative * begin_.array().abs().max(end_.array().abs());
  error_ = std::sqrt(point_.squaredNorm() / static_cast<double>(point_.size()));
  prepareDenseOutput(h);
  return std::isfinite(error_);
}

void DormandPrince::prepareDenseOutput(double h) {
  chord_ = end_ - begin_;
  firstBend_ = h * stages_[0] - chord_;
  secondBend_ = chord_ - h * stages_[6] - firstBend_;
  thirdBend_.setZero();
  for (std::size_t k = 0; k < 7; ++k) {
    if (kDense[k] != 0.0) thirdBend_ += (h * kDense[k]) * stages_[k];
  }
}

void DormandPrince::pointAt(double share, Vector& point) const {
  const double rest = 1.0 - share;
  point = secondBend_ + rest * thirdBend_;
  point = firstBend_ + share * point;
  point = chord_ + rest * point;
  point = begin_ + share * point;
}

}  // namespace adamscope
