// Polynomials with integer coefficients of any size, without rounding: what is needed to isolate
// and compare the real roots of the preactivations along a training step (theory D6).
// A dyadic polynomial is one of these times a power of two, which moves no root.
#pragma once

#include <span>
#include <vector>

#include "core/geometry/dyadic.h"

namespace adamscope {

/// c_0 + c_1 t + ... + c_n t^n with c_n != 0; the zero polynomial has no coefficients.
class IntegerPolynomial {
 public:
  IntegerPolynomial() = default;
  /// Coefficients by rising power; leading zeros are dropped.
  explicit IntegerPolynomial(std::vector<BigInt> coefficients);
  /// sum C_i t^i (1-t)^(n-i) (scaled Bernstein form) with n + 1 = number of coefficients.
  static IntegerPolynomial fromHomogeneous(std::span<const BigInt> coefficients);

  bool isZero() const { return coefficients_.empty(); }
  /// -1 for the zero polynomial.
  int degree() const { return static_cast<int>(coefficients_.size()) - 1; }
  const std::vector<BigInt>& coefficients() const { return coefficients_; }

  /// Sign of the value at t: -1, 0 or 1. Exact.
  int signAt(const Dyadic& t) const;
  IntegerPolynomial derivative() const;
  /// Divided by the greatest common divisor of the coefficients; the signs stay.
  IntegerPolynomial primitivePart() const;
  /// Divided by the largest power of two that divides all coefficients: the cheap part of it.
  IntegerPolynomial withoutPowersOfTwo() const;
  /// A polynomial with the same real and complex roots, each simple. Not for zero.
  IntegerPolynomial squarefreePart() const;

  /// Number of sign changes among the Bernstein coefficients on [low, high], low < high: at least
  /// the number of roots in the open interval, counted with multiplicity, and of the same parity
  /// (Descartes' rule); so 0 and 1 are exact. Not for zero.
  int signVariations(const Dyadic& low, const Dyadic& high) const;

  friend bool operator==(const IntegerPolynomial&, const IntegerPolynomial&) = default;

 private:
  std::vector<BigInt> coefficients_;
};

/// True only if the polynomials have no common root; false may mean anything. Fast: gcd modulo a
/// prime. Neither may be zero.
bool certainlyCoprime(const IntegerPolynomial& a, const IntegerPolynomial& b);

/// Primitive greatest common divisor with a positive leading coefficient; gcd(0, 0) = 0.
/// Degree 0 means that there is no common root. Primitive remainder sequence.
IntegerPolynomial gcd(const IntegerPolynomial& a, const IntegerPolynomial& b);

/// The primitive part of dividend / divisor up to its sign. The division must leave no remainder.
IntegerPolynomial exactQuotient(const IntegerPolynomial& dividend,
                                const IntegerPolynomial& divisor);

/// Coefficients of p(t + 1) for those of p(t), by rising power, in place.
void taylorShiftByOne(std::vector<BigInt>& coefficients);

/// Number of sign changes in a sequence, zeros left out.
int signChanges(std::span<const BigInt> sequence);

/// Sign changes of the Bernstein coefficients on [0, 1] of the polynomial with these coefficients.
int descartesVariations(std::span<const BigInt> coefficients);

}  // namespace adamscope
