// Roots of a polynomial in floating point, each inside a bracket that provably holds exactly one:
// Bernstein coefficients on subintervals, whose signs count only where they exceed the bound on
// all errors. Whatever that does not settle is reported as undecided, never guessed.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace adamscope {

/// Highest degree the certified tier works with; deeper layers go to the exact tier.
inline constexpr int kMaxCertifiedDegree = 16;

/// Coefficients of sum b_i binom(n,i) t^i (1-t)^(n-i) on [0, 1] (not scaled by the binomials).
struct BernsteinPolynomial {
  int degree = 0;  ///< At most kMaxCertifiedDegree.
  std::array<double, kMaxCertifiedDegree + 1> coefficients{};
  /// Each coefficient of the true polynomial differs from the given one by at most this.
  double error = 0.0;
};

/// A simple root at which the sign changes.
struct CertifiedRoot {
  double low = 0.0;   ///< The root is in [low, high] ...
  double high = 0.0;  ///< ... and no other root of the polynomial in the searched interval is.
  double tau = 0.0;   ///< Best guess, in [low, high].
};

/// Finds all roots of the true polynomial in [low, high], 0 <= low <= high <= 1, and appends them
/// in ascending order. Returns its sign at `low`, -1 or 1; 0 if undecided: a root too close to an
/// end, two too close to each other (or a double root), or coefficients that are not finite. Then
/// `roots` holds nothing of use beyond its former size.
int isolateCertifiedRoots(const BernsteinPolynomial& polynomial, double low, double high,
                          std::vector<CertifiedRoot>& roots);

}  // namespace adamscope
