#include "core/training/gradient_flow.h"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <cmath>
#include <functional>

#include "core/crossings/crossing_detector.h"
#include "core/crossings/region_tracker.h"
#include "core/data/load_data.h"
#include "core/network/initialization.h"
#include "core/training/trainer.h"

namespace adamscope {
namespace {

// A field of the plane or the line with boundaries x_k = 0, for the last `count` coordinates; the
// velocity is given for the sides +1 or -1 of each.
class HandMadeField final : public PiecewiseField {
 public:
  using Formula = std::function<Vector(const Vector& x, const std::vector<double>& sides)>;

  HandMadeField(int count, Formula formula)
      : sides_(static_cast<std::size_t>(count), 1.0), formula_(std::move(formula)) {}

  void freezeSides(const Vector& x) override {
    moveTo(x);
    for (std::size_t k = 0; k < sides_.size(); ++k) sides_[k] = height(k) > 0.0 ? 1.0 : -1.0;
  }
  void flipSide(int k) override { sides_[static_cast<std::size_t>(k)] *= -1.0; }
  double sideOf(int k) const override { return sides_[static_cast<std::size_t>(k)]; }
  void moveTo(const Vector& x) override { place_ = x; }
  bool velocity(const Vector& x, Vector& v) override {
    moveTo(x);
    v = formula_(x, sides_);
    return v.allFinite();
  }
  void misplaced(std::vector<int>& boundaries) const override {
    boundaries.clear();
    for (std::size_t k = 0; k < sides_.size(); ++k) {
      if ((height(k) > 0.0) != (sides_[k] > 0.0)) boundaries.push_back(static_cast<int>(k));
    }
  }
  void evaluate(std::span<const int> boundaries, BoundaryValues& values) const override {
    const auto count = static_cast<Eigen::Index>(boundaries.size());
    values.values.resize(count);
    values.jumps.resize(count);
    values.gradients.setZero(count, place_.size());
    for (Eigen::Index r = 0; r < count; ++r) {
      const auto k = static_cast<std::size_t>(boundaries[static_cast<std::size_t>(r)]);
      std::vector<double> other = sides_;
      other[k] *= -1.0;
      values.values(r) = height(k);
      values.gradients(r, place_.size() - 1) = 1.0;
      values.jumps(r) = (formula_(place_, other) - formula_(place_, sides_))(place_.size() - 1);
    }
  }

 private:
  // All boundaries lie on the last coordinate: more than one are the same line.
  double height(std::size_t) const { return place_(place_.size() - 1); }

  std::vector<double> sides_;
  Formula formula_;
  Vector place_;
};

Vector point(double x, double y) { return Vector(Eigen::Vector2d(x, y)); }

// Where a flow was led, and how.
struct Course {
  Vector end;
  FlowState state{};
  int pieces = 0;
  int mostPiecesInAUnit = 0;
  int flips = 0;  // pieces between whose ends y changes its sign
};

Course follow(HandMadeField field, const Vector& start, int units, double unit) {
  Course course{.end = start};
  GradientFlow flow(static_cast<int>(start.size()));
  for (int k = 0; k < units; ++k) {
    int pieces = 0;
    for (double rest = unit; rest > 1e-12 * unit;) {
      const Vector before = course.end;
      const FlowPiece piece = flow.advance(field, {rest, unit}, course.state, course.end);
      REQUIRE(piece.isFinite);
      REQUIRE(piece.duration > 0.0);
      rest -= piece.duration;
      ++pieces;
      const Eigen::Index y = start.size() - 1;
      if ((before(y) > 0.0) != (course.end(y) > 0.0)) ++course.flips;
    }
    course.pieces += pieces;
    course.mostPiecesInAUnit = std::max(course.mostPiecesInAUnit, pieces);
  }
  return course;
}

// The distance at which a boundary is held, and the share by which a release is late.
constexpr double kHeld = 1e-6;
constexpr double kLate = 2e-3;

// A start from which the network of regression() below slides early and long.
constexpr std::uint64_t kSlidingSeed = 1;
constexpr double kSlidingTime = 2.0;

DataSet regression(int samples) {
  DataConfig config;
  config.source = "sine";
  config.samples = samples;
  config.testFraction = 0.0;
  return loadData(config)->train;
}

Trainer makeTrainer(const DataSet& data, const std::vector<int>& widths, OptimizerKind kind,
                    double eta, std::uint64_t seed = 3) {
  TrainerConfig config;
  config.loss = Loss::kHalfMse;
  config.optimizer.kind = kind;
  config.optimizer.learningRate = eta;
  const Network initial =
      initializeNetwork({widths, 0.0}, Initialization::kHeNormalRandomBias, seed);
  return Trainer::create(data, initial, config).value();
}

// Theta of the flow or of gradient descent at time t.
Vector parametersAt(Trainer trainer, double time) {
  while (trainer.time() < time * (1.0 - 1e-9)) {
    REQUIRE(trainer.step().applied());
  }
  return trainer.network().parameters;
}

// What the detector finds along a trainer's steps up to a time.
struct Walk {
  RegionTracker tracker;
  long mostPiecesInAUnit = 0;
  double largestRise = 0.0;
};

Walk walk(Trainer& trainer, double time) {
  Walk found{RegionTracker(exactActivationPattern(trainer.network(), trainer.inputs()))};
  CrossingDetector detector(trainer.network().architecture, trainer.inputs());
  const double eta = trainer.config().optimizer.learningRate;
  Network before = trainer.network();
  long unitBegan = trainer.stepCount();
  while (trainer.time() < time * (1.0 - 1e-9)) {
    const double loss = trainer.trainingLoss();
    const double unit = std::floor(trainer.time() / eta + 1e-9);
    before.parameters = trainer.network().parameters;
    REQUIRE(trainer.step().applied());
    found.tracker.addStep(
        detector.detect(before, trainer.passBefore(), trainer.network(), trainer.pass()));
    found.largestRise = std::max(found.largestRise, trainer.trainingLoss() - loss);
    if (std::floor(trainer.time() / eta + 1e-9) == unit) continue;
    found.mostPiecesInAUnit = std::max(found.mostPiecesInAUnit, trainer.stepCount() - unitBegan);
    unitBegan = trainer.stepCount();
  }
  return found;
}

TEST_SUITE("training") {
  TEST_CASE("the flow of a quadratic is its matrix exponential") {
    Vector rates(3);
    rates << 0.1, 1.0, 20.0;
    Vector begin(3);
    begin << 1.0, -2.0, 3.0;
    const HandMadeField field(
        0, [&](const Vector& x, const auto&) -> Vector { return -rates.cwiseProduct(x); });
    const Course course = follow(field, begin, 1, 3.0);
    for (Eigen::Index k = 0; k < 3; ++k) {
      const double exact = begin(k) * std::exp(-3.0 * rates(k));
      CHECK(std::abs(course.end(k) - exact) < 1e-5);
    }
  }

  TEST_CASE("a piece ends behind a boundary that the flow crosses") {
    // x falls at speed 1 above 0 and at speed 3 below: 0 is reached at t = 0.7.
    HandMadeField field(1, [](const Vector&, const auto& sides) -> Vector {
      return Vector::Constant(1, sides[0] > 0.0 ? -1.0 : -3.0);
    });
    Vector x = Vector::Constant(1, 0.7);
    GradientFlow flow(1);
    FlowState state;
    const FlowPiece first = flow.advance(field, {1.0, 1.0}, state, x);
    CHECK(first.endsAtCrossing);
    CHECK(std::abs(first.duration - 0.7) < 1e-6);
    CHECK(x(0) < 0.0);
    CHECK(x(0) > -1e-6);
    const FlowPiece second = flow.advance(field, {0.3, 1.0}, state, x);
    CHECK(second.heldCount == 0);
    CHECK(std::abs(x(0) + 0.9) < 1e-5);
  }

  TEST_CASE("a field that is not finite moves nothing") {
    HandMadeField field(0, [](const Vector& x, const auto&) -> Vector {
      return Vector::Constant(x.size(), std::nan(""));
    });
    Vector theta = Vector::Constant(2, 1.0);
    GradientFlow flow(2);
    FlowState state;
    const FlowPiece piece = flow.advance(field, {1.0, 1.0}, state, theta);
    CHECK_FALSE(piece.isFinite);
    CHECK(theta == Vector::Constant(2, 1.0));
  }

  TEST_CASE("between two fields that push towards a line the flow slides along it") {
    const HandMadeField field(
        1, [](const Vector&, const auto& sides) -> Vector { return point(1.0, -sides[0]); });
    const Course course = follow(field, point(0.0, 0.7), 20, 0.1);
    CHECK(std::abs(course.end(0) - 2.0) < 1e-9);
    CHECK(std::abs(course.end(1)) < kHeld);
    CHECK(course.flips == 1);
    CHECK(course.pieces <= 22);
    CHECK(course.state.zigzagPieces == 0);
    CHECK(course.state.slidingTime == doctest::Approx(1.3).epsilon(1e-6));
  }

  TEST_CASE("a slide ends where one of the fields turns away, to that side") {
    // Below the line y' = 1 - x until it turns away at x = 1; the other is its mirror image.
    const HandMadeField turnsBelow(1, [](const Vector& x, const auto& sides) -> Vector {
      return point(1.0, sides[0] > 0.0 ? -1.0 : 1.0 - x(0));
    });
    const HandMadeField turnsAbove(1, [](const Vector& x, const auto& sides) -> Vector {
      return point(1.0, sides[0] > 0.0 ? x(0) - 1.0 : 1.0);
    });
    const Course below = follow(turnsBelow, point(0.0, 0.35), 20, 0.1);
    CHECK(below.flips == 1);  // from above onto the line, and on below it
    CHECK(std::abs(below.end(1) + 0.5) < kLate);
    CHECK(below.state.slidingTime == doctest::Approx(0.65).epsilon(kLate));
    const Course above = follow(turnsAbove, point(0.0, 0.21875), 20, 0.1);
    CHECK(above.flips == 2);  // back to where it came from
    CHECK(std::abs(above.end(1) - 0.5) < kLate);
    CHECK(above.state.slidingTime == doctest::Approx(0.75).epsilon(kLate));
    CHECK(below.state.zigzagPieces + above.state.zigzagPieces == 0);
  }

  TEST_CASE("a line that three boundaries share is not settled, but every unit of time ends") {
    // Each of the three adds a third of the jump: no one of them can be held for all.
    const HandMadeField field(3, [](const Vector&, const auto& sides) -> Vector {
      return point(1.0, -(sides[0] + sides[1] + sides[2]) / 3.0);
    });
    const Course course = follow(field, point(0.0, 0.05), 5, 0.1);
    CHECK(course.mostPiecesInAUnit <= GradientFlow::kMostPieces);
    CHECK(course.state.zigzagPieces > 0);
    CHECK(std::abs(course.end(0) - 0.5) < 1e-9);
    CHECK(std::abs(course.end(1)) <= 0.1);
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

  TEST_CASE("where gradient descent zigzags along boundaries the flow slides, to the same place") {
    const DataSet data = regression(24);
    const std::vector<int> widths{1, 8, 8, 1};
    Trainer flow = makeTrainer(data, widths, OptimizerKind::kGradientFlow, 0.1, kSlidingSeed);
    Trainer descent = makeTrainer(data, widths, OptimizerKind::kSgd, 2.5e-5, kSlidingSeed);
    const Walk sliding = walk(flow, kSlidingTime);
    const Walk zigzag = walk(descent, kSlidingTime);
    CHECK(flow.optimizerState().flow.slidingTime > 0.5);
    CHECK(flow.optimizerState().flow.zigzagPieces == 0);
    // Euler's method is off by its step; the flow by its tolerance and the held distance.
    CHECK((flow.network().parameters - descent.network().parameters).norm() < 2e-5);
    CHECK(sliding.tracker.counts().regionChanges * 20 < zigzag.tracker.counts().regionChanges);
    // A flow that zigzags comes back to regions; this one does not.
    CHECK(sliding.tracker.counts().revisits() == 0);
    CHECK(sliding.tracker.regionHash() ==
          exactActivationPattern(flow.network(), flow.inputs()).hash());
    CHECK(sliding.largestRise == 0.0);
  }

  TEST_CASE("a unit of time ends after few pieces, for a long time") {
    DataConfig config;
    config.source = "two_moons";
    config.samples = 40;
    config.testFraction = 0.0;
    const DataSet data = loadData(config)->train;
    Trainer flow = makeTrainer(data, {2, 8, 8, 1}, OptimizerKind::kGradientFlow, 0.05, 2);
    const Walk found = walk(flow, 15.0);
    CHECK(flow.optimizerState().flow.slidingTime > 5.0);
    CHECK(found.mostPiecesInAUnit < 40);
    CHECK(found.tracker.counts().revisits() <= 2);
    CHECK(found.largestRise < 1e-9);
  }

  TEST_CASE("a keyframe in the middle of a slide goes on with the same bits") {
    const DataSet data = regression(24);
    Trainer flow = makeTrainer(data, {1, 8, 8, 1}, OptimizerKind::kGradientFlow, 0.1, kSlidingSeed);
    while (flow.optimizerState().flow.held.empty()) REQUIRE(flow.step().applied());
    const TrainerState keyframe = flow.state();
    for (int piece = 0; piece < 40; ++piece) flow.step();
    const TrainerState once = flow.state();
    flow.restore(keyframe);
    for (int piece = 0; piece < 40; ++piece) flow.step();
    CHECK(flow.network().parameters == once.parameters);
    CHECK(flow.time() == once.optimizer.time);
    CHECK(flow.optimizerState().flow.held == once.optimizer.flow.held);
    CHECK(flow.optimizerState().flow.slidingTime == once.optimizer.flow.slidingTime);
  }

  TEST_CASE("a hand that moves the parameters ends a slide") {
    const DataSet data = regression(24);
    Trainer flow = makeTrainer(data, {1, 8, 8, 1}, OptimizerKind::kGradientFlow, 0.1, kSlidingSeed);
    while (flow.optimizerState().flow.held.empty()) REQUIRE(flow.step().applied());
    flow.setParameters(Vector(0.9 * flow.network().parameters));
    CHECK(flow.optimizerState().flow.held.empty());
    CHECK(flow.step().applied());
  }
}

}  // namespace
}  // namespace adamscope
