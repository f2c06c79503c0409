#include "core/theory/bounds.h"

#include <doctest/doctest.h>

#include <Eigen/LU>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/random.h"

namespace adamscope {
namespace {

// Relative to the logarithm; what the docstrings promise.
constexpr double kTolerance = 1e-13;

bool isClose(double a, double b) {
  return std::abs(a - b) <= kTolerance * std::max(1.0, std::abs(b));
}

// Pascal's triangle in whole numbers, exact for n <= 60.
std::uint64_t binomial(int n, int k) {
  std::vector<std::uint64_t> row(static_cast<std::size_t>(n) + 1, 0);
  row[0] = 1;
  for (int i = 1; i <= n; ++i) {
    for (int j = i; j > 0; --j) {
      row[static_cast<std::size_t>(j)] += row[static_cast<std::size_t>(j) - 1];
    }
  }
  return k <= n ? row[static_cast<std::size_t>(k)] : 0;
}

double logSum(int n, int d) {
  std::uint64_t sum = 0;
  for (int k = 0; k <= std::min(n, d); ++k) sum += binomial(n, k);
  return std::log(static_cast<double>(sum));
}

Matrix randomRows(Random& random, Eigen::Index rows, Eigen::Index columns) {
  Matrix matrix(rows, columns);
  for (double& entry : matrix.reshaped()) entry = random.uniform(-1.0, 1.0);
  return matrix;
}

// Signs of `rows * point + offset`, where exactly the rows i and j are zero: all four choices.
void addPatterns(const Vector& values, Eigen::Index i, Eigen::Index j,
                 std::set<std::vector<bool>>& patterns) {
  for (int choice = 0; choice < 4; ++choice) {
    std::vector<bool> pattern;
    for (Eigen::Index r = 0; r < values.size(); ++r) pattern.push_back(values(r) > 0.0);
    pattern[static_cast<std::size_t>(i)] = (choice & 1) != 0;
    pattern[static_cast<std::size_t>(j)] = (choice & 2) != 0;
    patterns.insert(pattern);
  }
}

TEST_SUITE("theory") {
  TEST_CASE("binomials and their sums agree with whole numbers") {
    for (int n = 0; n <= 60; ++n) {
      for (int k = 0; k <= n + 2; ++k) {
        CAPTURE(n);
        CAPTURE(k);
        if (k <= n)
          CHECK(isClose(logBinomial(n, k), std::log(static_cast<double>(binomial(n, k)))));
        CHECK(isClose(logArrangementBound(n, k), logSum(n, k)));
      }
    }
  }

  TEST_CASE("huge arrangements agree with the sums that have a closed form") {
    const double n = 1e9 + 1.0;
    CHECK(isClose(logArrangementBound(n, 0.0), 0.0));
    CHECK(isClose(logArrangementBound(n, 1.0), std::log(1.0 + n)));
    CHECK(isClose(logArrangementBound(n, 2.0), std::log(1.0 + n + n * (n - 1.0) / 2.0)));
    CHECK(isClose(logArrangementBound(n, n), n * std::log(2.0)));
    CHECK(isClose(logArrangementBound(n, n + 5.0), n * std::log(2.0)));
    // Half of all subsets: n is odd.
    CHECK(isClose(logArrangementBound(n, 5e8), (n - 1.0) * std::log(2.0)));
    CHECK(isClose(logArrangementBound(n, n - 1.0), n * std::log(2.0)));
    // The largest term, and the geometric series above it, enclose the sum.
    const double d = 1e6;
    const double bound = logArrangementBound(n, d);
    CHECK(bound >= logBinomial(n, d));
    CHECK(bound <= logBinomial(n, d) - std::log1p(-d / (n - d + 1.0)) + 1e-6);
    CHECK(logArrangementBound(n, d + 1.0) > bound);
  }

  TEST_CASE("lines in the plane have as many regions as the arrangement bound says") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      for (const Eigen::Index lines : {2, 3, 6, 9}) {
        CAPTURE(seed);
        CAPTURE(lines);
        Random random(seed);
        const Matrix normals = randomRows(random, lines, 2);
        const Vector offsets = randomRows(random, lines, 1);
        // Every region has a corner where two lines meet.
        std::set<std::vector<bool>> regions;
        for (Eigen::Index i = 0; i < lines; ++i) {
          for (Eigen::Index j = i + 1; j < lines; ++j) {
            Eigen::Matrix2d pair;
            pair << normals.row(i), normals.row(j);
            const Eigen::Vector2d corner =
                pair.inverse() * Eigen::Vector2d(-offsets(i), -offsets(j));
            addPatterns(normals * corner + offsets, i, j, regions);
          }
        }
        const double bound = logArrangementBound(static_cast<double>(lines), 2.0);
        CHECK(isClose(std::log(static_cast<double>(regions.size())), bound));
      }
    }
  }

  TEST_CASE("points in the plane are divided by lines in as many ways as the product bound says") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      for (const Eigen::Index points : {3, 5, 8}) {
        CAPTURE(seed);
        CAPTURE(points);
        Random random(seed);
        const Matrix x = randomRows(random, points, 2);
        // Every division by a line can be moved until the line passes through two points.
        std::set<std::vector<bool>> divisions;
        for (Eigen::Index i = 0; i < points; ++i) {
          for (Eigen::Index j = 0; j < points; ++j) {
            if (i == j) continue;
            const Eigen::Vector2d along = (x.row(j) - x.row(i)).transpose();
            const Eigen::Vector2d normal(-along.y(), along.x());
            const Vector values = (x.rowwise() - x.row(i)) * normal;
            addPatterns(values, i, j, divisions);
          }
        }
        const auto bound = logProductBound({{2, 4, 1}, 0.0}, static_cast<double>(points));
        REQUIRE(bound.has_value());
        CHECK(isClose(4.0 * std::log(static_cast<double>(divisions.size())), *bound));
      }
    }
    CHECK_FALSE(logProductBound({{2, 4, 4, 1}, 0.0}, 9.0).has_value());
    CHECK_FALSE(logProductBound({{2, 1}, 0.0}, 9.0).has_value());
  }

  TEST_CASE("the segment bound is the recursion of pieces and roots") {
    CHECK(isClose(logSegmentBound({{2, 16, 1}, 0.0}, 64.0, 500.0), std::log(500.0 * 64.0 * 16.0)));
    // Two layers: m_1 roots cut [0,1] into 1 + m_1 pieces with at most 2 roots per neuron each.
    CHECK(isClose(logSegmentBound({{2, 3, 5, 1}, 0.0}, 1.0, 1.0), std::log(3.0 + 5 * 2 * 4)));
    CHECK(isClose(logSegmentBound({{2, 3, 5, 7, 1}, 0.0}, 2.0, 3.0),
                  std::log(6.0 * (3.0 + 5 * 2 * 4 + 7 * 3 * 4 * 11))));
    const double none = -std::numeric_limits<double>::infinity();
    CHECK(logSegmentBound({{2, 1}, 0.0}, 5.0, 5.0) == none);
    CHECK(logSegmentBound({{2, 3, 1}, 0.0}, 5.0, 0.0) == none);
    Architecture deep{std::vector<int>(102, 1000), 0.0};
    CHECK(std::isfinite(logSegmentBound(deep, 1e9, 1e9)));
  }

  TEST_CASE("the effective bound rounds d_eff up, and the near-linear bound is C d_eff ln N") {
    CHECK(logEffectiveArrangementBound(100.0, 2.3) == logArrangementBound(100.0, 3.0));
    CHECK(logEffectiveArrangementBound(100.0, 3.0 + 1e-12) == logArrangementBound(100.0, 3.0));
    CHECK(logEffectiveArrangementBound(100.0, 0.0) == 0.0);
    CHECK(isClose(logNearLinearBound(2.0, 3.5, 1000.0), std::log(2.0 * 3.5 * std::log(1000.0))));
    CHECK(logNearLinearBound(2.0, 0.0, 1000.0) == -std::numeric_limits<double>::infinity());
  }

  TEST_CASE("a count that equals its bound is within it, one more is not") {
    const Architecture shape{{2, 4, 1}, 0.0};
    const LogBounds bounds = computeLogBounds({shape, 10.0, 3.0, 2.0, 1.0});
    CHECK(checkBounds(bounds, 120.0, 1.0).segment);
    CHECK_FALSE(checkBounds(bounds, 121.0, 1.0).segment);
    CHECK(checkBounds(bounds, 0.0, 821.0).effectiveArrangement);  // 1 + 40 + 780
    CHECK_FALSE(checkBounds(bounds, 0.0, 822.0).effectiveArrangement);
    CHECK(checkBounds(bounds, 7.0, 1.0).nearLinear);  // 2 ln 40 = 7.38
    CHECK_FALSE(checkBounds(bounds, 8.0, 1.0).nearLinear);
    CHECK(checkBounds(bounds, 0.0, 1.0).product == true);
    CHECK(isWithinBound(0.0, -std::numeric_limits<double>::infinity()));
    CHECK_FALSE(isWithinBound(1.0, -std::numeric_limits<double>::infinity()));
  }

  TEST_CASE("the tracker agrees with the definitions for every constant") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      BoundTracker tracker(500.0);
      CHECK(tracker.leastConstant() == 0.0);
      CHECK_FALSE(tracker.brokenSince(1.0).has_value());
      std::vector<double> ratios;
      double crossings = 0.0;
      for (long step = 0; step < 60; ++step) {
        crossings += static_cast<double>(random.below(4));
        const double dimension = 1.0 + static_cast<double>(random.below(5));
        tracker.add(10 + 2 * step, crossings, dimension);
        ratios.push_back(crossings == 0.0 ? 0.0 : crossings / (dimension * std::log(500.0)));
        CHECK(tracker.ratio() == ratios.back());
        CHECK(tracker.leastConstant() == *std::max_element(ratios.begin(), ratios.end()));
        for (const double constant : {0.01, 0.5, 1.0, 2.0, ratios[ratios.size() / 2]}) {
          CAPTURE(constant);
          std::optional<long> since;
          std::optional<long> first;
          for (std::size_t t = 0; t < ratios.size(); ++t) {
            const long at = 10 + 2 * static_cast<long>(t);
            if (ratios[t] <= constant) since.reset();
            if (ratios[t] > constant && !since) since = at;
            if (ratios[t] > constant && !first) first = at;
          }
          CHECK(tracker.holds(constant) == (ratios.back() <= constant));
          CHECK(tracker.brokenSince(constant) == since);
          CHECK(tracker.firstBroken(constant) == first);
        }
      }
    }
  }

  TEST_CASE("crossings without any effective dimension break the near-linear bound for every C") {
    BoundTracker tracker(100.0);
    tracker.add(0, 0.0, 0.0);
    CHECK(tracker.holds(1e-300));
    tracker.add(1, 1.0, 0.0);
    CHECK_FALSE(tracker.holds(1e300));
    CHECK(tracker.brokenSince(1e300) == 1);
  }
}

}  // namespace
}  // namespace adamscope
