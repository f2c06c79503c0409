// How heavy the tails of a sample are (theory L5): the psi_2 (sub-Gaussian) norm over the standard
// deviation, and the excess kurtosis.
//
// Sampling error. For a Gaussian the psi_2 norm is sqrt(8/3) sd, but at that c the variable
// exp(X^2/c^2) has infinite variance: the empirical norm has no root-K error and lies below the
// true one on average (for K = 256: mean 1.58, standard deviation 0.08, against 1.633; measured in
// the tests). A finite sample has a finite norm, however heavy its law: at most max|x| / sqrt(ln 2)
// and, by one far outlier alone, sqrt(K / ln K) standard deviations.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// sqrt(8/3): psi_2 norm over standard deviation of a Gaussian.
inline constexpr double kGaussianPsi2 = 1.6329931618554521;

/// inf {c > 0 : mean exp(x_i^2 / c^2) <= 2} of the empirical law, to a relative 1e-12. 0 for no
/// values or only zeros. Values are finite.
double psi2Norm(const Eigen::Ref<const Vector>& values);

/// Tails of centred values.
struct TailFigures {
  double psi2Ratio = 0.0;  ///< psi_2 norm over standard deviation; 1/sqrt(ln 2) = 1.201 or more.
  double excessKurtosis = 0.0;  ///< 0 for a Gaussian; standard error sqrt(24/K) for one.
};

/// Subtracts the mean first. Both NaN if all values are equal or there are fewer than two.
TailFigures tailFigures(const Eigen::Ref<const Vector>& values);

/// Tails of the projections of vectors on the top direction of their uncentred second moment and on
/// `directionCount` random directions that depend on the seed alone. vectors: d x K, one a column.
std::vector<TailFigures> projectedTails(const Matrix& vectors, int directionCount,
                                        std::uint64_t seed);

/// The projections themselves, standardised (mean 0, deviation 1): (directionCount + 1) columns of
/// K; a column of zeros where all are equal. Column 0 belongs to the top direction.
Matrix standardizedProjections(const Matrix& vectors, int directionCount, std::uint64_t seed);

/// The direction of the largest eigenvalue of sum v v^T, of length 1, by power iteration (relative
/// accuracy of the eigenvalue 1e-6, at most 200 iterations); zero for zero vectors.
Vector topDirection(const Matrix& vectors);

}  // namespace adamscope
