#include "core/geometry/symmetric_eigen.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>

namespace adamscope {

namespace {

/// Cholesky's factor L (n x r) of A = L L^T + R with pivots, where R is positive semidefinite and
/// has at most the share n u of A's trace. No columns if that needs more than `mostColumns`.
Eigen::MatrixXd lowRankFactor(const Eigen::MatrixXd& matrix, Eigen::Index mostColumns) {
  const Eigen::Index n = matrix.rows();
  Eigen::MatrixXd factor(n, mostColumns);
  Eigen::VectorXd left = matrix.diagonal();
  const double enough =
      0.5 * std::numeric_limits<double>::epsilon() * static_cast<double>(n) * left.sum();
  for (Eigen::Index k = 0; k <= mostColumns; ++k) {
    Eigen::Index pivot = 0;
    const double largest = left.maxCoeff(&pivot);
    if (left.sum() <= enough) return factor.leftCols(k);
    if (k == mostColumns || !(largest > 0.0)) break;
    auto column = factor.col(k);
    // The lower triangle alone is read.
    column.head(pivot) = matrix.row(pivot).head(pivot).transpose();
    column.tail(n - pivot) = matrix.col(pivot).tail(n - pivot);
    column.noalias() -= factor.leftCols(k) * factor.row(pivot).head(k).transpose();
    column /= std::sqrt(largest);
    left = (left - column.cwiseAbs2()).cwiseMax(0.0);
    left(pivot) = 0.0;
  }
  return {};
}

}  // namespace

SymmetricEigen symmetricEigen(const Eigen::MatrixXd& matrix) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  return {solver.eigenvalues(), solver.eigenvectors()};
}

Eigen::VectorXd symmetricEigenvalues(const Eigen::MatrixXd& matrix) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix, Eigen::EigenvaluesOnly)
      .eigenvalues();
}

Eigen::VectorXd semidefiniteEigenvalues(const Eigen::MatrixXd& matrix) {
  const Eigen::Index n = matrix.rows();
  // From this many columns on the factor costs as much as it saves.
  const Eigen::MatrixXd factor = lowRankFactor(matrix, n / 3);
  const Eigen::Index rank = factor.cols();
  if (rank == 0) return symmetricEigenvalues(matrix);
  Eigen::MatrixXd small = Eigen::MatrixXd::Zero(rank, rank);
  small.selfadjointView<Eigen::Lower>().rankUpdate(factor.transpose());
  Eigen::VectorXd values = Eigen::VectorXd::Zero(n);
  values.tail(rank) = symmetricEigenvalues(small);
  return values;
}

}  // namespace adamscope
