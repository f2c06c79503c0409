#include "core/crossings/certified_roots.h"

#include <algorithm>
#include <cmath>

#include "core/crossings/rounding.h"

namespace adamscope {

namespace {

using CoefficientArray = std::array<double, kMaxCertifiedDegree + 1>;

// Halvings of an interval before giving up: closer roots are left to the exact tier.
constexpr int kMaxDepth = 24;

class RootFinder {
 public:
  RootFinder(const BernsteinPolynomial& polynomial, std::vector<CertifiedRoot>& roots)
      : polynomial_(polynomial), roots_(roots) {
    double magnitude = 0.0;
    for (int i = 0; i <= polynomial.degree; ++i) {
      magnitude = std::max(magnitude, std::abs(polynomial.coefficients[at(i)]));
    }
    // A blossom takes n levels of convex combinations x + y with three roundings each, and convex
    // combinations never grow: 3 n u magnitude; one level more for safety, and an underflow floor.
    error_ = (polynomial.error + roundingGamma(3.0 * polynomial.degree + 4.0) * magnitude +
              0x1.0p-1000) *
             kRoundUp;
  }

  // Sign at low, or 0.
  int isolate(double low, double high, int depth) {
    if (low == high) return certifiedSign(evaluate(low));
    const int n = polynomial_.degree;
    CoefficientArray b;
    for (int i = 0; i <= n; ++i) b[at(i)] = blossom(low, n - i, high);
    const int signLow = certifiedSign(b[0]);
    const int signHigh = certifiedSign(b[at(n)]);
    if (signLow == 0 || signHigh == 0) return 0;
    if (signLow == signHigh && allOfSign(b, signLow)) return signLow;
    if (signLow != signHigh && changesOnce(b, signLow)) {
      roots_.push_back(bracket(low, high, signLow));
      return signLow;
    }
    const double middle = low + 0.5 * (high - low);
    if (depth == kMaxDepth || !(low < middle && middle < high)) return 0;
    if (isolate(low, middle, depth + 1) == 0) return 0;
    if (isolate(middle, high, depth + 1) == 0) return 0;
    return signLow;
  }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }

  int certifiedSign(double value) const {  // NaN is undecided
    return value > error_ ? 1 : (value < -error_ ? -1 : 0);
  }

  // The symmetric multi-affine form at `first` (count times) and `second` (n - count times).
  double blossom(double first, int count, double second) const {
    CoefficientArray b;
    std::copy_n(polynomial_.coefficients.begin(), polynomial_.degree + 1, b.begin());
    for (int level = 0; level < polynomial_.degree; ++level) {
      const double t = level < count ? first : second;
      for (int i = 0; i + level < polynomial_.degree; ++i) {
        b[at(i)] = (1.0 - t) * b[at(i)] + t * b[at(i + 1)];
      }
    }
    return b[0];
  }

  double evaluate(double t) const { return blossom(t, polynomial_.degree, t); }

  double slope(double t) const {
    return polynomial_.degree * (blossomSlope(t, 1.0) - blossomSlope(t, 0.0));
  }
  double blossomSlope(double t, double end) const {
    return blossom(t, polynomial_.degree - 1, end);
  }

  bool allOfSign(const CoefficientArray& b, int sign) const {
    for (int i = 0; i <= polynomial_.degree; ++i) {
      if (certifiedSign(b[at(i)]) != sign) return false;
    }
    return true;
  }

  // One certain sign, then any number of undecided ones, then the other: exactly one change.
  bool changesOnce(const CoefficientArray& b, int signLow) const {
    int i = 0;
    while (i <= polynomial_.degree && certifiedSign(b[at(i)]) == signLow) ++i;
    while (i <= polynomial_.degree && certifiedSign(b[at(i)]) == 0) ++i;
    while (i <= polynomial_.degree && certifiedSign(b[at(i)]) == -signLow) ++i;
    return i > polynomial_.degree;
  }

  // Regula falsi (Illinois) for the guess; no guarantee needed, the bracket is certified after.
  double guess(double low, double high) const {
    double a = low;
    double b = high;
    double fa = evaluate(a);
    double fb = evaluate(b);
    int side = 0;
    double t = a;
    for (int i = 0; i < 80 && b - a > 0.25 * kUnitRoundoff * b; ++i) {
      const double previous = t;
      t = (a * fb - b * fa) / (fb - fa);
      if (!(t > a && t < b)) t = a + 0.5 * (b - a);
      if (t == previous) break;
      const double f = evaluate(t);
      if (std::abs(f) <= 0.25 * error_) break;
      if ((f > 0.0) == (fa > 0.0)) {
        a = t;
        fa = f;
        if (side == 1) fb *= 0.5;
        side = 1;
      } else {
        b = t;
        fb = f;
        if (side == -1) fa *= 0.5;
        side = -1;
      }
    }
    return t;
  }

  CertifiedRoot bracket(double low, double high, int signLow) const {
    // The true root is inside (0, 1), for the signs at both ends are certain.
    const double t = std::clamp(guess(low, high), std::max(low, 0x1.0p-1074),
                                std::min(high, 1.0 - kUnitRoundoff));
    const double steepness = std::abs(slope(t));
    double radius = 2.0 * t * kUnitRoundoff;
    if (steepness > 0.0) radius = std::max(radius, 2.0 * error_ / steepness);
    CertifiedRoot root{low, high, t};
    bool lowDone = false;
    bool highDone = false;
    for (int i = 0; i < 8 && !(lowDone && highDone); ++i, radius *= 8.0) {
      if (!lowDone && t - radius > low && certifiedSign(evaluate(t - radius)) == signLow) {
        root.low = t - radius;
        lowDone = true;
      }
      if (!highDone && t + radius < high && certifiedSign(evaluate(t + radius)) == -signLow) {
        root.high = t + radius;
        highDone = true;
      }
    }
    return root;
  }

  const BernsteinPolynomial& polynomial_;
  std::vector<CertifiedRoot>& roots_;
  double error_ = 0.0;
};

}  // namespace

int isolateCertifiedRoots(const BernsteinPolynomial& polynomial, double low, double high,
                          std::vector<CertifiedRoot>& roots) {
  return RootFinder(polynomial, roots).isolate(low, high, 0);
}

}  // namespace adamscope
