#include "core/training/network_field.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/network/backward.h"
#include "core/network/initialization.h"

namespace adamscope {
namespace {

constexpr int kSamples = 5;
const std::vector<int> kWidths{2, 4, 3, 1};

struct Case {
  Matrix inputs;
  Matrix targets;
  NetworkFieldBuffers buffers;

  explicit Case(double leakySlope) {
    inputs.resize(kSamples, 2);
    inputs << 0.3, -0.8, 0.9, 0.4, -0.5, 0.7, -1.1, -0.2, 0.1, 1.2;
    targets.resize(kSamples, 1);
    targets << 0.5, -0.25, 1.0, 0.0, 0.75;
    buffers.network =
        initializeNetwork({kWidths, leakySlope}, Initialization::kHeNormalRandomBias, 11);
  }
  NetworkField field() { return NetworkField({inputs, targets, Loss::kHalfMse, 0.01}, buffers); }
  Vector theta() const { return buffers.network.parameters; }
};

TEST_SUITE("training") {
  TEST_CASE("on its frozen sides the field is minus the gradient") {
    Case a(0.1);
    const Network network = a.buffers.network;
    NetworkField field = a.field();
    Vector velocity;
    field.freezeSides(network.parameters);
    REQUIRE(field.velocity(network.parameters, velocity));
    ForwardPass pass;
    forward(network, a.inputs, pass);
    Matrix outputGradient(kSamples, 1);
    lossValueAndGradient(Loss::kHalfMse, pass.output(), a.targets, outputGradient);
    BackwardPass workspace;
    Vector gradient;
    backward(network, a.inputs, pass, outputGradient, workspace, gradient);
    CHECK((velocity + gradient + 0.01 * network.parameters).norm() < 1e-14);
    std::vector<int> misplaced{1};
    field.misplaced(misplaced);
    CHECK(misplaced.empty());
  }

  TEST_CASE("a boundary's gradient is the difference quotient of its preactivation") {
    Case a(0.0);
    const Vector theta = a.theta();
    NetworkField field = a.field();
    field.freezeSides(theta);
    Vector velocity;
    BoundaryValues here;
    BoundaryValues there;
    std::vector<int> all;
    for (int k = 0; k < kSamples * 7; ++k) all.push_back(k);
    field.velocity(theta, velocity);
    field.evaluate(all, here);
    constexpr double kStep = 1e-6;  // the frozen z is quadratic: the error is of this order
    for (Eigen::Index p = 0; p < theta.size(); ++p) {
      Vector moved = theta;
      moved(p) += kStep;
      field.velocity(moved, velocity);
      field.evaluate(all, there);
      const Vector quotient = (there.values - here.values) / kStep;
      CHECK((quotient - here.gradients.col(p)).norm() < 1e-5);
    }
  }

  TEST_CASE("the field of the other side is this one plus the jump along the gradient") {
    for (const double leakySlope : {0.0, 0.2}) {
      for (int boundary = 0; boundary < kSamples * 7; ++boundary) {
        CAPTURE(leakySlope);
        CAPTURE(boundary);
        Case a(leakySlope);
        Vector theta = a.theta();
        NetworkField field = a.field();
        field.freezeSides(theta);
        Vector before;
        BoundaryValues values;
        const std::vector<int> one{boundary};
        field.velocity(theta, before);
        field.evaluate(one, values);
        // The neuron's own bias brings theta onto the boundary.
        const int neuron = boundary / kSamples;
        const Architecture& shape = a.buffers.network.architecture;
        theta(neuron < 4 ? shape.biasOffset(1) + neuron : shape.biasOffset(2) + neuron - 4) -=
            values.values(0);
        field.freezeSides(theta);
        field.velocity(theta, before);
        field.evaluate(one, values);
        CHECK(std::abs(values.values(0)) < 1e-15);
        const double side = field.sideOf(boundary);
        field.flipSide(boundary);
        CHECK(field.sideOf(boundary) == -side);
        Vector behind;
        field.velocity(theta, behind);
        const Vector jump = values.jumps(0) * values.gradients.row(0).transpose();
        CHECK((behind - before - jump).norm() < 1e-14);
      }
    }
  }
}

}  // namespace
}  // namespace adamscope
