// Eigenvalues of real symmetric matrices. In one place, because Eigen's solver is long to compile.
#pragma once

#include <Eigen/Core>

namespace adamscope {

/// The decomposition A = V diag(values) V^T of a symmetric n x n matrix A.
struct SymmetricEigen {
  Eigen::VectorXd values;   ///< n, ascending.
  Eigen::MatrixXd vectors;  ///< n x n, one orthonormal column for each value.
};

/// Reads the lower triangle alone; its entries must be finite.
SymmetricEigen symmetricEigen(const Eigen::MatrixXd& matrix);

/// The values alone, ascending: about a third of the work.
Eigen::VectorXd symmetricEigenvalues(const Eigen::MatrixXd& matrix);

/// Those of a positive semidefinite matrix, ascending: far less work, O(n r^2), where few
/// directions hold all but a share n u of the trace (u: a rounding, 1.1e-16), which counts as zero
/// then. Absolute error about n u times the trace.
Eigen::VectorXd semidefiniteEigenvalues(const Eigen::MatrixXd& matrix);

}  // namespace adamscope
