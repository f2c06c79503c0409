// Exact numbers m * 2^e: every finite double is one, and they are closed under +, - and *.
// They decide what floating point cannot: the filters (bounds on rounding errors) settle nearly
// every sign, the rest is computed here without any rounding. Slow (tens of nanoseconds and up).
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace adamscope {

using BigInt = boost::multiprecision::cpp_int;

/// The exact number mantissa * 2^exponent. Not normalised; compare with sign(a - b).
class Dyadic {
 public:
  Dyadic() = default;
  /// Exact. value must be finite.
  explicit Dyadic(double value);
  Dyadic(BigInt mantissa, int exponent) : mantissa_(std::move(mantissa)), exponent_(exponent) {}

  /// -1, 0 or 1.
  int sign() const { return mantissa_.sign(); }
  bool isZero() const { return mantissa_.is_zero(); }
  const BigInt& mantissa() const { return mantissa_; }
  int exponent() const { return exponent_; }
  /// Nearest double up to one unit in the last place (overflow gives an infinity).
  double toDouble() const;
  /// The mantissa for a smaller or equal exponent: this = result * 2^exponent.
  BigInt mantissaAt(int exponent) const;

  Dyadic operator-() const { return {-mantissa_, exponent_}; }
  Dyadic& operator+=(const Dyadic& other);
  Dyadic& operator-=(const Dyadic& other);
  friend Dyadic operator+(Dyadic a, const Dyadic& b) { return a += b; }
  friend Dyadic operator-(Dyadic a, const Dyadic& b) { return a -= b; }
  friend Dyadic operator*(const Dyadic& a, const Dyadic& b) {
    return {a.mantissa_ * b.mantissa_, a.exponent_ + b.exponent_};
  }
  /// This number times 2^power.
  Dyadic scaled(int power) const { return {mantissa_, exponent_ + power}; }

 private:
  BigInt mantissa_ = 0;
  int exponent_ = 0;
};

/// Sign of a - b: -1, 0 or 1.
int compare(const Dyadic& a, const Dyadic& b);

}  // namespace adamscope
