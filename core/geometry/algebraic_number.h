// Real algebraic numbers in [0, 1], exactly: a squarefree integer polynomial and an interval with
// dyadic ends that holds exactly one of its roots. Roots are isolated by bisection with Descartes'
// rule of signs (Collins and Akritas 1976); equality is decided by the gcd of the polynomials.
#pragma once

#include <vector>

#include "core/geometry/integer_polynomial.h"

namespace adamscope {

/// One root, in [0, 1]. Either a dyadic number, or the only root of a squarefree polynomial in an
/// open interval. Refining changes the interval, never the number.
class AlgebraicNumber {
 public:
  /// A dyadic number.
  explicit AlgebraicNumber(Dyadic value);
  /// The only root of the squarefree `polynomial` in the open interval (low, high);
  /// signAfterLow is the polynomial's sign on (low, root).
  AlgebraicNumber(IntegerPolynomial polynomial, Dyadic low, Dyadic high, int signAfterLow);

  /// True if the number is known to be dyadic; then low() == high().
  bool isDyadic() const { return isDyadic_; }
  const Dyadic& low() const { return low_; }
  const Dyadic& high() const { return high_; }
  /// Empty for a dyadic number.
  const IntegerPolynomial& polynomial() const { return polynomial_; }

  /// Halves the interval (or finds that the number is its middle). Nothing for a dyadic number.
  void refine();
  /// Refines until the interval is at most 2^-bits wide relative to its upper end.
  void refineTo(int bits);
  /// Shrinks a wide interval around a root found in floating point; may achieve nothing. Exact all
  /// the same: the guess is only where the interval is split.
  void refineByGuess();
  /// Splits the interval at a dyadic point; afterwards the point is outside the open interval.
  /// Returns the sign of (this - point).
  int compareTo(const Dyadic& point);

 private:
  IntegerPolynomial polynomial_;
  Dyadic low_;
  Dyadic high_;
  int signAfterLow_ = 0;
  bool isDyadic_ = false;
};

/// Sign of a - b. Exact; refines both as far as needed, so that the intervals of different numbers
/// are disjoint afterwards (they may touch at one end).
int compare(AlgebraicNumber& a, AlgebraicNumber& b);

/// Sign of the polynomial at the number: -1, 0 or 1. Exact; may refine the number.
int signAt(const IntegerPolynomial& polynomial, AlgebraicNumber& number);

/// A dyadic number strictly between a and b. Needs a < b; may refine both.
Dyadic dyadicBetween(AlgebraicNumber& a, AlgebraicNumber& b);

/// All distinct roots of the polynomial in the closed interval [0, 1], ascending. Not for zero.
std::vector<AlgebraicNumber> rootsInUnitInterval(const IntegerPolynomial& polynomial);

}  // namespace adamscope
