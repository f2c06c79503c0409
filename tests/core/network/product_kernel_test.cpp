#include "core/network/product_kernel.h"

#include <doctest/doctest.h>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr Eigen::Index kTerms = 21;
constexpr Eigen::Index kColumns = 17;  // odd ends of every block of columns

Matrix randomMatrix(Random& random, Eigen::Index rows, Eigen::Index columns) {
  Matrix matrix(rows, columns);
  for (double& entry : matrix.reshaped()) entry = random.uniform(-1.0, 1.0);
  return matrix;
}

struct Product {
  Matrix x;
  Matrix factor;
  Vector bias;
  Matrix start;

  Matrix with(KernelWidth width, Eigen::Index rows, bool isFirst) const {
    Matrix result = start;
    multiplyPanel({x.data(), kPanelRows, kTerms, rows}, {factor.data(), 1, kTerms}, kColumns,
                  {result.data(), kPanelRows, bias.data(), isFirst}, width);
    return result;
  }
};

TEST_SUITE("network") {
  TEST_CASE("the kernel gives the same bits with the widest vectors and with the build's own") {
    Random random(1);
    for (Eigen::Index rows = 1; rows <= kPanelRows; ++rows) {
      CAPTURE(rows);
      const Product product{
          randomMatrix(random, kPanelRows, kTerms), randomMatrix(random, kTerms, kColumns),
          randomMatrix(random, kColumns, 1), randomMatrix(random, kPanelRows, kColumns)};
      for (const bool isFirst : {true, false}) {
        CHECK(product.with(KernelWidth::kWidest, rows, isFirst) ==
              product.with(KernelWidth::kBase, rows, isFirst));
      }
    }
  }

  TEST_CASE("the kernel computes the panel's rows and leaves the ones below alone") {
    Random random(2);
    for (Eigen::Index rows = 1; rows <= kPanelRows; ++rows) {
      CAPTURE(rows);
      const Product product{
          randomMatrix(random, kPanelRows, kTerms), randomMatrix(random, kTerms, kColumns),
          randomMatrix(random, kColumns, 1), randomMatrix(random, kPanelRows, kColumns)};
      const Matrix sums = product.x * product.factor;
      const Eigen::Index below = kPanelRows - rows;
      for (const bool isFirst : {true, false}) {
        const Matrix expected =
            isFirst ? Matrix(sums.rowwise() + product.bias.transpose()) : sums + product.start;
        for (const KernelWidth width : {KernelWidth::kWidest, KernelWidth::kBase}) {
          const Matrix result = product.with(width, rows, isFirst);
          // 22 terms in [-1, 1]: rounding errors below 22^2 eps.
          CHECK((result - expected).topRows(rows).cwiseAbs().maxCoeff() <= 484.0 * 2.3e-16);
          CHECK(result.bottomRows(below) == product.start.bottomRows(below));
        }
      }
    }
  }
}

}  // namespace
}  // namespace adamscope
