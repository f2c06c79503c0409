#include "core/geometry/algebraic_number.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

// Product of (denominator t - numerator).
struct Fraction {
  long numerator;
  long denominator;
};

IntegerPolynomial product(const std::vector<Fraction>& roots) {
  std::vector<BigInt> c{BigInt(1)};
  for (const Fraction& root : roots) {
    c.emplace_back(0);
    for (std::size_t i = c.size(); i-- > 0;) {
      c[i] = -c[i] * root.numerator + (i > 0 ? c[i - 1] * root.denominator : BigInt(0));
    }
  }
  return IntegerPolynomial(std::move(c));
}

double nearest(AlgebraicNumber number) {
  number.refineTo(80);
  return number.high().toDouble();
}

}  // namespace

TEST_SUITE("geometry") {
  TEST_CASE("homogeneous coefficients give the polynomial in the power basis") {
    // 3 (1-t)^2 - 5 t (1-t) + 7 t^2 = 3 - 11 t + 15 t^2
    const std::vector<BigInt> homogeneous{3, -5, 7};
    const IntegerPolynomial p = IntegerPolynomial::fromHomogeneous(homogeneous);
    CHECK(p.coefficients() == std::vector<BigInt>{3, -11, 15});
    CHECK(p.signAt(Dyadic(0.5)) == 1);
    CHECK(p.signVariations(Dyadic(0.0), Dyadic(1.0)) == 2);
  }

  TEST_CASE("the squarefree part keeps each root once") {
    const IntegerPolynomial p = product({{1, 3}, {1, 3}, {1, 3}, {2, 5}, {2, 5}, {-4, 1}});
    const IntegerPolynomial simple = p.squarefreePart();
    const IntegerPolynomial expected = product({{1, 3}, {2, 5}, {-4, 1}}).primitivePart();
    CHECK(simple.degree() == 3);
    CHECK(gcd(simple, expected) == gcd(expected, expected));
  }

  TEST_CASE("roots at the ends, dyadic roots and double roots are found once, in order") {
    const IntegerPolynomial p =
        product({{1, 1}, {0, 1}, {1, 2}, {1, 3}, {1, 3}, {3, 4}, {-1, 7}, {9, 8}});
    std::vector<AlgebraicNumber> roots = rootsInUnitInterval(p);
    REQUIRE(roots.size() == 5);
    const double expected[] = {0.0, 1.0 / 3.0, 0.5, 0.75, 1.0};
    for (std::size_t i = 0; i < 5; ++i) CHECK(nearest(roots[i]) == expected[i]);
    for (std::size_t i = 0; i + 1 < 5; ++i) {
      CHECK(compare(roots[i], roots[i + 1]) == -1);
      CHECK(compare(roots[i + 1], roots[i]) == 1);
      const Dyadic between = dyadicBetween(roots[i], roots[i + 1]);
      CHECK(roots[i].compareTo(between) == -1);
      CHECK(roots[i + 1].compareTo(between) == 1);
    }
  }

  TEST_CASE("two roots 1e-18 apart are two roots") {
    const long q = 1'000'000'000'000'000'000;
    const IntegerPolynomial p = product({{q / 3, q}, {q / 3 + 1, q}});
    std::vector<AlgebraicNumber> roots = rootsInUnitInterval(p);
    REQUIRE(roots.size() == 2);
    CHECK(compare(roots[0], roots[1]) == -1);
    CHECK(nearest(roots[0]) == doctest::Approx(1.0 / 3.0).epsilon(1e-15));
  }

  TEST_CASE("equality is decided between roots of different polynomials") {
    // sqrt(2)/2 as a root of 2 t^2 - 1 and of (2 t^2 - 1)(3 t - 2).
    const IntegerPolynomial a(std::vector<BigInt>{-1, 0, 2});
    const IntegerPolynomial b(std::vector<BigInt>{2, -3, -4, 6});
    std::vector<AlgebraicNumber> x = rootsInUnitInterval(a);
    std::vector<AlgebraicNumber> y = rootsInUnitInterval(b);
    REQUIRE(x.size() == 1);
    REQUIRE(y.size() == 2);
    CHECK(compare(x[0], y[0]) == 1);
    CHECK(compare(x[0], y[1]) == 0);
    CHECK(compare(y[1], x[0]) == 0);
    CHECK(signAt(b, x[0]) == 0);
    CHECK(signAt(a, y[1]) == 0);
    CHECK(signAt(a, y[0]) == -1);
    // A number that agrees with sqrt(2)/2 to 25 digits is another number.
    const BigInt ten25 = boost::multiprecision::pow(BigInt(10), 25);
    const IntegerPolynomial near(std::vector<BigInt>{-(ten25 + 1), 0, 2 * ten25});
    std::vector<AlgebraicNumber> z = rootsInUnitInterval(near);
    REQUIRE(z.size() == 1);
    CHECK(compare(x[0], z[0]) == -1);
    CHECK(signAt(near, x[0]) == -1);
    CHECK(signAt(a, z[0]) == 1);
  }

  TEST_CASE("random products of linear factors give back their roots") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      std::vector<Fraction> factors(1 + random.below(6));
      for (Fraction& f : factors) {
        f.denominator = 1 + static_cast<long>(random.below(20));
        f.numerator = static_cast<long>(random.below(40)) - 10;
      }
      const IntegerPolynomial p = product(factors);
      std::vector<double> expected;
      for (const Fraction& f : factors) {
        if (f.numerator >= 0 && f.numerator <= f.denominator) {
          expected.push_back(static_cast<double>(f.numerator) / static_cast<double>(f.denominator));
        }
      }
      std::sort(expected.begin(), expected.end());
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      std::vector<AlgebraicNumber> roots = rootsInUnitInterval(p);
      REQUIRE(roots.size() == expected.size());
      for (std::size_t i = 0; i < roots.size(); ++i) {
        CHECK(signAt(p, roots[i]) == 0);
        CHECK(nearest(roots[i]) == expected[i]);
      }
    }
  }
}

}  // namespace adamscope
