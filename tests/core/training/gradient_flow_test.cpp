#include "core/training/gradient_flow.h"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "core/data/load_data.h"
#include "core/network/initialization.h"
#include "core/training/trainer.h"

namespace adamscope {
namespace {

// The velocities below are smooth unless said otherwise.
bool never(const Vector&) { return false; }

DataSet regression(int samples) {
  DataConfig config;
  config.source = "sine";
  config.samples = samples;
  config.testFraction = 0.0;
  return loadData(config)->train;
}

Trainer makeTrainer(const DataSet& data, const std::vector<int>& widths, OptimizerKind kind,
                    double eta) {
  TrainerConfig config;
  config.loss = Loss::kHalfMse;
  config.optimizer.kind = kind;
  config.optimizer.learningRate = eta;
  const Network initial = initializeNetwork({widths, 0.0}, Initialization::kHeNormalRandomBias, 3);
  return Trainer::create(data, initial, config).value();
}

// Theta of the flow or of gradient descent at time t.
Vector parametersAt(Trainer trainer, double time) {
  while (trainer.time() < time * (1.0 - 1e-9)) {
    REQUIRE(trainer.step().applied());
  }
  return trainer.network().parameters;
}

TEST_SUITE("training") {
  TEST_CASE("the flow of a quadratic is its matrix exponential") {
    Vector rates(3);
    rates << 0.1, 1.0, 20.0;
    const FlowField field{.velocity =
                              [&](const Vector& x, Vector& v) {
                                v = -rates.cwiseProduct(x);
                                return true;
                              },
                          .masksDiffer = never};
    Vector theta(3);
    theta << 1.0, -2.0, 3.0;
    const Vector begin = theta;
    FlowIntegrator flow(3);
    double time = 0.0;
    double trial = 0.0;
    while (time < 3.0) {
      const Vector start = -rates.cwiseProduct(theta);
      const FlowPiece piece = flow.advance(field, start, 3.0 - time, trial, theta);
      CHECK(piece.duration > 0.0);
      CHECK_FALSE(piece.endsAtCrossing);
      time += piece.duration;
    }
    for (Eigen::Index k = 0; k < 3; ++k) {
      const double exact = begin(k) * std::exp(-3.0 * rates(k));
      CHECK(std::abs(theta(k) - exact) < 1e-5);
    }
  }

  TEST_CASE("a piece ends where the field jumps") {
    // x falls at speed 1 above 0 and at speed 3 below: 0 is reached at t = 0.7.
    const FlowField field{.velocity =
                              [](const Vector& x, Vector& v) {
                                v.setConstant(1, x(0) > 0.0 ? -1.0 : -3.0);
                                return true;
                              },
                          .masksDiffer = [](const Vector& x) { return x(0) <= 0.0; }};
    Vector theta = Vector::Constant(1, 0.7);
    FlowIntegrator flow(1);
    double trial = 0.0;
    double time = 0.0;
    bool cut = false;
    for (int pieces = 0; pieces < 20 && !cut; ++pieces) {
      const FlowPiece piece = flow.advance(field, Vector::Constant(1, -1.0), 1.0, trial, theta);
      time += piece.duration;
      cut = piece.endsAtCrossing;
    }
    CHECK(cut);
    // A thousandth of the piece may lie behind the jump.
    CHECK(std::abs(time - 0.7) < 1e-3);
    CHECK(theta(0) <= 0.0);
    CHECK(std::abs(theta(0)) < 1e-3);
  }

  TEST_CASE("a field that is not finite moves nothing") {
    const FlowField field{.velocity = [](const Vector&, Vector&) { return false; },
                          .masksDiffer = never};
    Vector theta = Vector::Constant(2, 1.0);
    FlowIntegrator flow(2);
    double trial = 0.0;
    const FlowPiece piece = flow.advance(field, Vector::Zero(2), 1.0, trial, theta);
    CHECK_FALSE(piece.isFinite);
    CHECK(theta == Vector::Constant(2, 1.0));
  }

  TEST_CASE("an affine model's loss follows its kernel: F2 in closed form") {
    // r' = -(1/n) K r with K = x x' + 1, so r(t) = exp(-K t / n) r(0).
    const DataSet data = regression(12);
    Trainer flow = makeTrainer(data, {1, 1}, OptimizerKind::kGradientFlow, 0.25);
    const Matrix kernel = (data.inputs * data.inputs.transpose()).array() + 1.0;
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(kernel / 12.0);
    const Vector residual = flow.pass().output() - data.targets;
    const Vector mode = solver.eigenvectors().transpose() * residual;
    for (const double t : {0.25, 1.0, 2.0}) {
      CAPTURE(t);
      while (flow.time() < t) REQUIRE(flow.step().applied());
      CHECK(flow.time() == doctest::Approx(t).epsilon(1e-12));
      const Vector decayed = (-t * solver.eigenvalues().array()).exp() * mode.array();
      CHECK(flow.trainingLoss() == doctest::Approx(decayed.squaredNorm() / 24.0).epsilon(1e-5));
    }
  }

  TEST_CASE("gradient descent tends to the flow at first order in the step size") {
    const DataSet data = regression(24);
    const std::vector<int> widths{1, 6, 1};
    const Vector flow =
        parametersAt(makeTrainer(data, widths, OptimizerKind::kGradientFlow, 0.5), 2.0);
    const Vector coarse = parametersAt(makeTrainer(data, widths, OptimizerKind::kSgd, 0.02), 2.0);
    const Vector fine = parametersAt(makeTrainer(data, widths, OptimizerKind::kSgd, 0.0025), 2.0);
    const double far = (coarse - flow).norm();
    const double near = (fine - flow).norm();
    CHECK(far < 0.2);
    CHECK(near < 0.25 * far);  // an eighth, but for kinks and tolerance
  }

  TEST_CASE("the loss never rises along the flow, and a keyframe goes on with the same bits") {
    const DataSet data = regression(40);
    Trainer flow = makeTrainer(data, {1, 8, 8, 1}, OptimizerKind::kGradientFlow, 0.1);
    double loss = flow.trainingLoss();
    for (int piece = 0; piece < 60; ++piece) {
      REQUIRE(flow.step().applied());
      CHECK(flow.trainingLoss() <= loss * (1.0 + 1e-12));
      loss = flow.trainingLoss();
    }
    const TrainerState keyframe = flow.state();
    for (int piece = 0; piece < 20; ++piece) flow.step();
    const Vector once = flow.network().parameters;
    flow.restore(keyframe);
    for (int piece = 0; piece < 20; ++piece) flow.step();
    CHECK(flow.network().parameters == once);
  }
}

}  // namespace
}  // namespace adamscope
