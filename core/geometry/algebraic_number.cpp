#include "core/geometry/algebraic_number.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace adamscope {

namespace {

// Intervals are refined to this many bits before the gcd of the polynomials is taken: different
// roots are nearly always apart by then, equal ones never are.
constexpr int kBitsBeforeGcd = 40;

Dyadic middle(const Dyadic& a, const Dyadic& b) { return (a + b).scaled(-1); }

// An interval [index, index + 1] 2^-depth and the polynomial in its local coordinate x in [0, 1].
struct Cell {
  std::vector<BigInt> local;
  BigInt index;
  int depth = 0;

  Dyadic low() const { return {index, -depth}; }
  Dyadic high() const { return {index + 1, -depth}; }
};

std::pair<Cell, Cell> halves(const Cell& cell) {
  Cell left{cell.local, cell.index * 2, cell.depth + 1};
  const std::size_t size = left.local.size();
  for (std::size_t i = 0; i < size; ++i) left.local[i] <<= static_cast<unsigned>(size - 1 - i);
  Cell right{left.local, left.index + 1, left.depth};
  taylorShiftByOne(right.local);
  return {std::move(left), std::move(right)};
}

bool isNarrow(const AlgebraicNumber& number) {
  return compare(number.high() - number.low(), Dyadic(1, -kBitsBeforeGcd)) <= 0;
}

// About where the polynomial changes its sign in (low, high), by bisection in double precision.
double guessRoot(const IntegerPolynomial& polynomial, double low, double high, int signAfterLow) {
  std::vector<double> c;
  int bits = 0;
  for (const BigInt& exact : polynomial.coefficients()) {
    if (!exact.is_zero()) bits = std::max(bits, static_cast<int>(msb(BigInt(abs(exact)))));
  }
  for (const BigInt& exact : polynomial.coefficients()) {
    c.push_back(Dyadic(exact, -bits).toDouble());
  }
  for (int i = 0; i < 60; ++i) {
    const double t = low + 0.5 * (high - low);
    double value = 0.0;
    for (std::size_t k = c.size(); k-- > 0;) value = value * t + c[k];
    (value * signAfterLow > 0.0 ? low : high) = t;
  }
  return low + 0.5 * (high - low);
}

// The root of a linear polynomial with a root in (0, 1), to 64 bits or more.
AlgebraicNumber linearRoot(const IntegerPolynomial& linear) {
  const BigInt numerator = abs(linear.coefficients()[0]);
  const BigInt denominator = abs(linear.coefficients()[1]);
  const int bits = 64 + static_cast<int>(msb(denominator)) - static_cast<int>(msb(numerator));
  const BigInt scaled = numerator << static_cast<unsigned>(bits);
  const BigInt quotient = scaled / denominator;
  if (quotient * denominator == scaled) return AlgebraicNumber(Dyadic(quotient, -bits));
  return {linear, Dyadic(quotient, -bits), Dyadic(quotient + 1, -bits),
          linear.coefficients()[0].sign()};
}

// True if a squarefree polynomial has a root in (low, high), given that it has at most one there.
bool hasTheRoot(const IntegerPolynomial& polynomial, const Dyadic& low, const Dyadic& high) {
  return polynomial.degree() > 0 && polynomial.signVariations(low, high) % 2 == 1;
}

}  // namespace

AlgebraicNumber::AlgebraicNumber(Dyadic value) : low_(value), high_(std::move(value)) {
  isDyadic_ = true;
}

AlgebraicNumber::AlgebraicNumber(IntegerPolynomial polynomial, Dyadic low, Dyadic high,
                                 int signAfterLow)
    : polynomial_(std::move(polynomial)),
      low_(std::move(low)),
      high_(std::move(high)),
      signAfterLow_(signAfterLow) {
  ADAMSCOPE_CHECK(signAfterLow == 1 || signAfterLow == -1, "the sign must be 1 or -1");
}

void AlgebraicNumber::refine() {
  if (!isDyadic_) compareTo(middle(low_, high_));
}

void AlgebraicNumber::refineByGuess() {
  const double low = low_.toDouble();
  const double high = high_.toDouble();
  if (isDyadic_ || !(low < high)) return;
  const double root = guessRoot(polynomial_, low, high, signAfterLow_);
  for (const double relativeRadius : {0x1.0p-50, 0x1.0p-40, 0x1.0p-25}) {
    const double radius = root * relativeRadius;
    if (root - radius > low) compareTo(Dyadic(root - radius));
    if (root + radius < high) compareTo(Dyadic(root + radius));
    if (isDyadic_ || compare(high_ - low_, Dyadic(4.0 * radius)) <= 0) return;
  }
}

void AlgebraicNumber::refineTo(int bits) {
  while (!isDyadic_ && compare(high_.scaled(-bits), high_ - low_) < 0) refine();
}

int AlgebraicNumber::compareTo(const Dyadic& point) {
  const int againstLow = compare(point, low_);
  if (isDyadic_) return -againstLow;
  if (againstLow <= 0) return 1;
  if (compare(point, high_) >= 0) return -1;
  const int sign = polynomial_.signAt(point);
  if (sign == 0) {
    *this = AlgebraicNumber(point);
    return 0;
  }
  if (sign == signAfterLow_) {
    low_ = point;
    return 1;
  }
  high_ = point;
  return -1;
}

int compare(AlgebraicNumber& a, AlgebraicNumber& b) {
  bool knownDifferent = false;
  while (true) {
    if (a.isDyadic()) return -b.compareTo(a.low());
    if (b.isDyadic()) return a.compareTo(b.low());
    if (compare(a.high(), b.low()) <= 0) return -1;
    if (compare(b.high(), a.low()) <= 0) return 1;
    const bool samePolynomial = a.polynomial() == b.polynomial();
    if (!knownDifferent && (samePolynomial || (isNarrow(a) && isNarrow(b)))) {
      const Dyadic& low = compare(a.low(), b.low()) > 0 ? a.low() : b.low();
      const Dyadic& high = compare(a.high(), b.high()) < 0 ? a.high() : b.high();
      if (samePolynomial) {
        if (hasTheRoot(a.polynomial(), low, high)) return 0;
      } else if (!certainlyCoprime(a.polynomial(), b.polynomial()) &&
                 hasTheRoot(gcd(a.polynomial(), b.polynomial()), low, high)) {
        return 0;
      }
      knownDifferent = true;
    }
    if (knownDifferent || !isNarrow(a)) a.refine();
    if (knownDifferent || !isNarrow(b)) b.refine();
  }
}

int signAt(const IntegerPolynomial& polynomial, AlgebraicNumber& number) {
  if (polynomial.isZero()) return 0;
  if (number.isDyadic()) return polynomial.signAt(number.low());
  if (!certainlyCoprime(polynomial, number.polynomial()) &&
      hasTheRoot(gcd(polynomial, number.polynomial()), number.low(), number.high())) {
    return 0;
  }
  while (!number.isDyadic() && polynomial.signVariations(number.low(), number.high()) > 0) {
    number.refine();
  }
  return polynomial.signAt(number.isDyadic() ? number.low() : middle(number.low(), number.high()));
}

Dyadic dyadicBetween(AlgebraicNumber& a, AlgebraicNumber& b) {
  while (compare(a.high(), b.low()) >= 0) {
    ADAMSCOPE_CHECK(!(a.isDyadic() && b.isDyadic()), "dyadicBetween needs a < b");
    a.refine();
    b.refine();
  }
  return middle(a.high(), b.low());
}

std::vector<AlgebraicNumber> rootsInUnitInterval(const IntegerPolynomial& polynomial) {
  ADAMSCOPE_CHECK(!polynomial.isZero(), "the zero polynomial has no isolated roots");
  const IntegerPolynomial simple = polynomial.squarefreePart();
  std::vector<AlgebraicNumber> roots;
  std::vector<Cell> pending{{simple.coefficients(), 0, 0}};
  while (!pending.empty()) {  // depth first, the left half on top: roots come out ascending
    Cell cell = std::move(pending.back());
    pending.pop_back();
    if (cell.local.front().is_zero()) {  // a root at the left end; the right end is the next
      roots.emplace_back(cell.low());    // cell's left end
      cell.local.erase(cell.local.begin());
    }
    const int variations = descartesVariations(cell.local);
    if (variations == 0) continue;
    if (variations == 1 && simple.degree() == 1) {
      roots.push_back(linearRoot(simple));
      continue;
    }
    if (variations == 1) {
      roots.emplace_back(simple, cell.low(), cell.high(), cell.local.front().sign());
      roots.back().refineByGuess();
      continue;
    }
    auto [left, right] = halves(cell);
    pending.push_back(std::move(right));
    pending.push_back(std::move(left));
  }
  const Dyadic one(1.0);
  if (simple.signAt(one) == 0) roots.emplace_back(one);
  return roots;
}

}  // namespace adamscope
