#include "core/geometry/dyadic.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace adamscope {

Dyadic::Dyadic(double value) {
  ADAMSCOPE_CHECK(std::isfinite(value), "an exact number needs a finite double");
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);  // value = fraction * 2^exponent
  const auto mantissa = static_cast<long long>(std::ldexp(fraction, 53));
  mantissa_ = mantissa;
  exponent_ = mantissa == 0 ? 0 : exponent - 53;
}

BigInt Dyadic::mantissaAt(int exponent) const {
  if (mantissa_.is_zero()) return 0;
  ADAMSCOPE_CHECK(exponent <= exponent_, "mantissaAt cannot drop bits");
  return mantissa_ << static_cast<unsigned>(exponent_ - exponent);
}

Dyadic& Dyadic::operator+=(const Dyadic& other) {
  if (other.isZero()) return *this;
  if (isZero()) return *this = other;
  const int exponent = std::min(exponent_, other.exponent_);
  mantissa_ = mantissaAt(exponent) + other.mantissaAt(exponent);
  exponent_ = exponent;
  return *this;
}

Dyadic& Dyadic::operator-=(const Dyadic& other) { return *this += -other; }

double Dyadic::toDouble() const {
  if (mantissa_.is_zero()) return 0.0;
  const BigInt magnitude = abs(mantissa_);
  const int bits = static_cast<int>(msb(magnitude)) + 1;
  const int drop = std::max(0, bits - 64);  // 64 leading bits, then one rounding to 53
  const auto head = static_cast<std::uint64_t>(magnitude >> static_cast<unsigned>(drop));
  const double value = std::ldexp(static_cast<double>(head), drop + exponent_);
  return mantissa_.sign() < 0 ? -value : value;
}

int compare(const Dyadic& a, const Dyadic& b) { return (a - b).sign(); }

}  // namespace adamscope
