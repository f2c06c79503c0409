#include "core/geometry/integer_polynomial.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "core/base/check.h"

namespace adamscope {

namespace {

// The remainder of lead(b)^k a by b, and through `quotient` (if any) the pseudo-quotient.
std::vector<BigInt> pseudoRemainder(std::vector<BigInt> a, const std::vector<BigInt>& b,
                                    std::vector<BigInt>* quotient) {
  const BigInt& lead = b.back();
  if (quotient != nullptr) quotient->assign(a.size() - b.size() + 1, BigInt(0));
  while (a.size() >= b.size()) {
    const std::size_t shift = a.size() - b.size();
    const BigInt factor = a.back();
    for (BigInt& c : a) c *= lead;
    for (std::size_t i = 0; i < b.size(); ++i) a[i + shift] -= factor * b[i];
    if (quotient != nullptr) {
      for (BigInt& c : *quotient) c *= lead;
      (*quotient)[shift] += factor;
    }
    a.pop_back();  // the leading terms cancel
    while (!a.empty() && a.back().is_zero()) a.pop_back();
  }
  return a;
}

BigInt shiftedLeft(const BigInt& value, int bits) { return value << static_cast<unsigned>(bits); }

// 2^31 - 1: products of two residues fit in 64 bits.
constexpr std::uint64_t kPrime = 2147483647;

using Residues = std::vector<std::uint64_t>;

void dropLeadingZeros(Residues& residues) {
  while (!residues.empty() && residues.back() == 0) residues.pop_back();
}

Residues residuesOf(const IntegerPolynomial& polynomial) {
  Residues residues;
  for (const BigInt& c : polynomial.coefficients()) {
    const auto rest = static_cast<std::int64_t>(c % kPrime);  // has the sign of c
    residues.push_back(static_cast<std::uint64_t>(rest < 0 ? rest + std::int64_t{kPrime} : rest));
  }
  return residues;
}

// a modulo b up to a nonzero factor.
void reduceModulo(Residues& a, const Residues& b) {
  while (a.size() >= b.size()) {
    const std::size_t shift = a.size() - b.size();
    const std::uint64_t factor = kPrime - a.back();
    for (std::uint64_t& c : a) c = c * b.back() % kPrime;
    for (std::size_t i = 0; i < b.size(); ++i) {
      a[i + shift] = (a[i + shift] + factor * b[i]) % kPrime;
    }
    dropLeadingZeros(a);
  }
}

}  // namespace

bool certainlyCoprime(const IntegerPolynomial& a, const IntegerPolynomial& b) {
  // If the prime divides neither leading coefficient, the resultant modulo the prime is that of
  // the residues, and nonzero if their gcd is constant; then the true resultant is not zero.
  Residues x = residuesOf(a);
  Residues y = residuesOf(b);
  if (x.empty() || y.empty() || x.back() == 0 || y.back() == 0) return false;
  if (x.size() < y.size()) x.swap(y);
  while (!y.empty()) {
    reduceModulo(x, y);
    x.swap(y);
  }
  return x.size() == 1;
}

IntegerPolynomial::IntegerPolynomial(std::vector<BigInt> coefficients)
    : coefficients_(std::move(coefficients)) {
  while (!coefficients_.empty() && coefficients_.back().is_zero()) coefficients_.pop_back();
}

IntegerPolynomial IntegerPolynomial::fromHomogeneous(std::span<const BigInt> coefficients) {
  // With u = t / (1 - t): sum C_i u^i (1 - t)^n. Reversing and shifting twice would do as well;
  // here each term C_i t^i (1 - t)^(n - i) is expanded with binomials.
  const std::size_t size = coefficients.size();
  std::vector<BigInt> power(size, BigInt(0));
  for (std::size_t i = 0; i < size; ++i) {
    if (coefficients[i].is_zero()) continue;
    const std::size_t m = size - 1 - i;
    BigInt term = coefficients[i];  // C_i (-1)^k binom(m, k)
    for (std::size_t k = 0; k <= m; ++k) {
      power[i + k] += term;
      if (k < m) term = -(term * (m - k)) / (k + 1);
    }
  }
  return IntegerPolynomial(std::move(power));
}

int IntegerPolynomial::signAt(const Dyadic& t) const {
  if (isZero()) return 0;
  const int exponent = std::min(t.exponent(), 0);
  const BigInt mantissa = t.isZero() ? BigInt(0) : t.mantissaAt(exponent);
  BigInt value = coefficients_.back();
  int scale = 0;  // value is the true one times 2^scale
  for (std::size_t i = coefficients_.size() - 1; i-- > 0;) {
    scale -= exponent;
    value = value * mantissa + shiftedLeft(coefficients_[i], scale);
  }
  return value.sign();
}

IntegerPolynomial IntegerPolynomial::derivative() const {
  std::vector<BigInt> result;
  for (std::size_t i = 1; i < coefficients_.size(); ++i) result.push_back(coefficients_[i] * i);
  return IntegerPolynomial(std::move(result));
}

IntegerPolynomial IntegerPolynomial::primitivePart() const {
  BigInt content = 0;
  for (const BigInt& c : coefficients_) {
    content = boost::multiprecision::gcd(content, c);
    if (content == 1) return *this;
  }
  if (content.is_zero()) return *this;
  content = abs(content);
  IntegerPolynomial result = *this;
  for (BigInt& c : result.coefficients_) c /= content;
  return result;
}

IntegerPolynomial IntegerPolynomial::withoutPowersOfTwo() const {
  if (isZero()) return *this;
  std::size_t shift = std::numeric_limits<std::size_t>::max();
  for (const BigInt& c : coefficients_) {
    if (!c.is_zero()) shift = std::min<std::size_t>(shift, lsb(BigInt(abs(c))));
  }
  if (shift == 0) return *this;
  IntegerPolynomial result = *this;
  for (BigInt& c : result.coefficients_) c /= BigInt(1) << shift;
  return result;
}

IntegerPolynomial IntegerPolynomial::squarefreePart() const {
  ADAMSCOPE_CHECK(!isZero(), "the zero polynomial has no squarefree part");
  if (degree() <= 1) return *this;
  const IntegerPolynomial slope = derivative();
  if (certainlyCoprime(*this, slope)) return *this;
  const IntegerPolynomial common = gcd(*this, slope);
  return common.degree() <= 0 ? *this : exactQuotient(*this, common);
}

int IntegerPolynomial::signVariations(const Dyadic& low, const Dyadic& high) const {
  ADAMSCOPE_CHECK(!isZero(), "the zero polynomial has no sign variations");
  // q(x) = p(low + (high - low) x) times a power of two, with integer coefficients: Horner.
  const Dyadic width = high - low;
  ADAMSCOPE_CHECK(width.sign() > 0, "an interval needs low < high");
  const int exponent = std::min({low.isZero() ? 0 : low.exponent(), width.exponent(), 0});
  const BigInt a = low.mantissaAt(exponent);
  const BigInt b = width.mantissaAt(exponent);
  std::vector<BigInt> q{coefficients_.back()};
  int scale = 0;
  for (std::size_t i = coefficients_.size() - 1; i-- > 0;) {
    scale -= exponent;
    q.emplace_back(0);
    for (std::size_t k = q.size(); k-- > 0;) q[k] = q[k] * a + (k > 0 ? q[k - 1] * b : BigInt(0));
    q[0] += shiftedLeft(coefficients_[i], scale);
  }
  return descartesVariations(q);
}

IntegerPolynomial gcd(const IntegerPolynomial& a, const IntegerPolynomial& b) {
  IntegerPolynomial x = a.primitivePart();
  IntegerPolynomial y = b.primitivePart();
  if (x.degree() < y.degree()) std::swap(x, y);
  while (!y.isZero()) {
    IntegerPolynomial remainder(pseudoRemainder(x.coefficients(), y.coefficients(), nullptr));
    x = std::move(y);
    y = remainder.primitivePart();
  }
  if (!x.isZero() && x.coefficients().back().sign() < 0) {
    std::vector<BigInt> negated = x.coefficients();
    for (BigInt& c : negated) c = -c;
    x = IntegerPolynomial(std::move(negated));
  }
  return x;
}

IntegerPolynomial exactQuotient(const IntegerPolynomial& dividend,
                                const IntegerPolynomial& divisor) {
  ADAMSCOPE_CHECK(!divisor.isZero(), "division by the zero polynomial");
  ADAMSCOPE_CHECK(dividend.degree() >= divisor.degree(), "the quotient is not a polynomial");
  std::vector<BigInt> quotient;
  const std::vector<BigInt> remainder =
      pseudoRemainder(dividend.coefficients(), divisor.coefficients(), &quotient);
  ADAMSCOPE_CHECK(remainder.empty(), "the division leaves a remainder");
  return IntegerPolynomial(std::move(quotient)).primitivePart();
}

void taylorShiftByOne(std::vector<BigInt>& coefficients) {
  const std::size_t size = coefficients.size();
  for (std::size_t i = 0; i + 1 < size; ++i) {
    for (std::size_t k = size - 1; k > i; --k) coefficients[k - 1] += coefficients[k];
  }
}

int signChanges(std::span<const BigInt> sequence) {
  int changes = 0;
  int previous = 0;
  for (const BigInt& value : sequence) {
    const int sign = value.sign();
    if (sign == 0) continue;
    if (previous != 0 && sign != previous) ++changes;
    previous = sign;
  }
  return changes;
}

int descartesVariations(std::span<const BigInt> coefficients) {
  // Coefficients of (1 + x)^n p(1 / (1 + x)): the scaled Bernstein coefficients, reversed.
  std::vector<BigInt> bernstein(coefficients.rbegin(), coefficients.rend());
  taylorShiftByOne(bernstein);
  return signChanges(bernstein);
}

}  // namespace adamscope
