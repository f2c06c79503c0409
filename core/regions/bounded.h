// A double with a rigorous bound on its distance to the exact number that it stands for. Between
// the plain floating-point filter and exact arithmetic: about as fast as the one, and nearly always
// enough where the filter's coarser bounds are not.
#pragma once

#include <cmath>
#include <limits>

namespace adamscope {

/// value +- error contains the exact number; error may be infinite.
struct Bounded {
  double value = 0.0;
  double error = 0.0;

  Bounded() = default;
  explicit Bounded(double exact) : value(exact) {}
  Bounded(double v, double e) : value(v), error(e) {}

  bool isZero() const { return value == 0.0 && error == 0.0; }
  Bounded operator-() const { return {-value, error}; }
  Bounded& operator+=(const Bounded& other) {
    value += other.value;
    // Two doubles whose sum is rounded to zero have the sum zero.
    const bool isExactZero = value == 0.0 && error == 0.0 && other.error == 0.0;
    error = isExactZero ? 0.0 : widened(error + other.error, value);
    return *this;
  }
  friend Bounded operator-(const Bounded& a, const Bounded& b) {
    Bounded difference = a;
    difference += -b;
    return difference;
  }
  friend Bounded operator*(const Bounded& a, const Bounded& b) {
    if (a.isZero() || b.isZero()) return {};
    const double product = a.value * b.value;
    const double spread =
        std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error;
    return {product, widened(spread, product)};
  }

 private:
  /// Adds the rounding of one operation with this result, and of the bound's own arithmetic (less
  /// than 8 roundings), with the smallest normal number against underflow.
  static double widened(double spread, double result) {
    constexpr double kUnit = 0x1.0p-53;
    return spread * (1.0 + 16.0 * kUnit) + 2.0 * kUnit * std::abs(result) +
           std::numeric_limits<double>::min();
  }
};

}  // namespace adamscope
