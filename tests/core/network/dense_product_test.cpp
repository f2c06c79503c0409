#include "core/network/dense_product.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/network/forward.h"

namespace adamscope {
namespace {

Matrix randomMatrix(Random& random, Eigen::Index rows, Eigen::Index columns) {
  Matrix matrix(rows, columns);
  for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = random.uniform(-1.0, 1.0);
  return matrix;
}

struct Shape {
  Eigen::Index samples, inputs, outputs;
};

// Odd ends of every block size: rows, terms (more than one packed panel), columns.
const std::vector<Shape> kShapes = {{1, 1, 1},    {3, 2, 5},   {16, 2, 16}, {17, 13, 3},
                                    {31, 25, 24}, {256, 4, 1}, {300, 7, 2}, {513, 300, 11}};

// A sum of k products of numbers in [-1, 1] has a rounding error below k^2 eps, k <= 513.
constexpr double kTolerance = 513.0 * 513.0 * 2.3e-16;

TEST_SUITE("network") {
  TEST_CASE("the three products of a layer agree with their definitions") {
    Random random(1);
    for (const Shape& shape : kShapes) {
      CAPTURE(shape.samples);
      CAPTURE(shape.inputs);
      CAPTURE(shape.outputs);
      const Matrix x = randomMatrix(random, shape.samples, shape.inputs);
      const Matrix g = randomMatrix(random, shape.samples, shape.outputs);
      const RowMatrix w = randomMatrix(random, shape.outputs, shape.inputs);
      const Vector b = randomMatrix(random, shape.outputs, 1);
      const WeightView weight(w.data(), w.rows(), w.cols());
      const BiasView bias(b.data(), b.size());

      Matrix z;
      affineProduct(x, weight, bias, z);
      const Matrix expected = (x * w.transpose()).rowwise() + b.transpose();
      CHECK((z - expected).cwiseAbs().maxCoeff() <= kTolerance);

      Matrix below;
      pullBack(g, weight, below);
      CHECK((below - g * w).cwiseAbs().maxCoeff() <= kTolerance);
      RowMatrix belowRows;
      pullBackRows(g, weight, belowRows);
      CHECK(belowRows == below);

      RowMatrix dw(shape.outputs, shape.inputs);
      Vector db(shape.outputs);
      weightGradient(g, x, MutableWeightView(dw.data(), dw.rows(), dw.cols()),
                     MutableBiasView(db.data(), db.size()));
      CHECK((dw - g.transpose() * x).cwiseAbs().maxCoeff() <= kTolerance);
      CHECK((db - g.colwise().sum().transpose()).cwiseAbs().maxCoeff() <= kTolerance);
    }
  }

  TEST_CASE("the activation's slope is 1 above zero and the leaky slope at zero and below") {
    for (const double slope : {0.0, 0.25}) {
      Matrix z(7, 1);
      Matrix g(7, 1);
      z << 1.0, 0.0, -0.0, -1.0, 1e-320, -1e-320, 2.0;
      g << 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0;
      Matrix expected(7, 1);
      expected << 1.0, 2.0 * slope, 3.0 * slope, 4.0 * slope, 5.0, 6.0 * slope, 7.0;
      multiplyByActivationSlope(z, slope, g);
      CHECK(g == expected);
    }
  }

  TEST_CASE("an activation does not hide a NaN") {
    for (const double slope : {0.0, 0.25}) {
      Network network{{{1, 1, 1}, slope}, Vector::Ones(4)};
      ForwardPass pass;
      Matrix x = Matrix::Ones(9, 1);
      x(0) = x(8) = std::nan("");  // in the vectorised part and in the rest
      forward(network, x, pass);
      CHECK(std::isnan(pass.activations[0](0)));
      CHECK(std::isnan(pass.activations[0](8)));
      CHECK(pass.activations[0](1) == 2.0);
    }
  }

  TEST_CASE("a sample's preactivations do not depend on the samples around it, bit for bit") {
    Random random(2);
    const Matrix x = randomMatrix(random, 70, 19);
    const RowMatrix w = randomMatrix(random, 23, 19);
    const Vector b = randomMatrix(random, 23, 1);
    const WeightView weight(w.data(), 23, 19);
    const BiasView bias(b.data(), 23);
    Matrix all;
    Matrix part;
    affineProduct(x, weight, bias, all);
    for (Eigen::Index first = 0; first < 70; first += 9) {
      const Eigen::Index count = std::min<Eigen::Index>(9, 70 - first);
      affineProduct(x.middleRows(first, count), weight, bias, part);
      CHECK(part == all.middleRows(first, count));
    }
  }
}

}  // namespace
}  // namespace adamscope
