#include "core/geometry/symmetric_eigen.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"

namespace adamscope {
namespace {

Eigen::MatrixXd randomMatrix(Random& random, int rows, int columns) {
  Eigen::MatrixXd matrix(rows, columns);
  for (int j = 0; j < columns; ++j) {
    for (int i = 0; i < rows; ++i) matrix(i, j) = random.normal();
  }
  return matrix;
}

}  // namespace

TEST_SUITE("geometry") {
  TEST_CASE("the eigenvalues of a semidefinite matrix are those of the full solver") {
    Random random(3);
    for (const int n : {1, 2, 7, 40, 120}) {
      for (const int rank : {0, 1, 2, n / 4, n / 3, n / 2, n}) {
        for (const double decay : {1.0, 0.5, 1e-3}) {
          CAPTURE(n);
          CAPTURE(rank);
          CAPTURE(decay);
          Eigen::MatrixXd vectors = randomMatrix(random, n, rank);
          for (int k = 0; k < rank; ++k) vectors.col(k) *= std::pow(decay, k);
          const Eigen::MatrixXd matrix = vectors * vectors.transpose();
          const Eigen::VectorXd values = semidefiniteEigenvalues(matrix);
          const Eigen::VectorXd expected = symmetricEigenvalues(matrix);
          REQUIRE(values.size() == n);
          CHECK((values - expected).lpNorm<Eigen::Infinity>() <= 1e-14 * n * matrix.trace());
        }
      }
    }
  }

  TEST_CASE("only the lower triangle is read") {
    Random random(4);
    const Eigen::MatrixXd vectors = randomMatrix(random, 30, 3);
    const Eigen::MatrixXd matrix = vectors * vectors.transpose();
    Eigen::MatrixXd lower = matrix;
    lower.triangularView<Eigen::StrictlyUpper>().setConstant(std::nan(""));
    CHECK(semidefiniteEigenvalues(lower) == semidefiniteEigenvalues(matrix));
  }

  TEST_CASE("a diagonal of any range keeps its large entries exactly") {
    Eigen::VectorXd diagonal = Eigen::VectorXd::Zero(20);
    diagonal << 1e200, 3e199, 1e190, 1e150, Eigen::VectorXd::Zero(16);
    const Eigen::VectorXd values = semidefiniteEigenvalues(diagonal.asDiagonal());
    CHECK(values(19) == doctest::Approx(1e200).epsilon(1e-14));
    CHECK(values(18) == doctest::Approx(3e199).epsilon(1e-14));
    CHECK(values(17) == doctest::Approx(1e190).epsilon(1e-3));
    CHECK(values(0) == 0.0);
  }
}

}  // namespace adamscope
