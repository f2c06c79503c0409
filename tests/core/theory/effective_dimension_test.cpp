#include "core/theory/effective_dimension.h"

#include <doctest/doctest.h>

#include <Eigen/SVD>
#include <cmath>
#include <deque>

#include "core/base/random.h"
#include "tests/support/allocation_counter.h"

namespace adamscope {
namespace {

Vector gaussian(Random& random, Eigen::Index length) {
  Vector vector(length);
  for (double& entry : vector) entry = random.normal();
  return vector;
}

// The ranks by another route: singular values of the vectors themselves.
SpectralRanks ranksFromScratch(const std::deque<Vector>& vectors) {
  Matrix columns(vectors.front().size(), static_cast<Eigen::Index>(vectors.size()));
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    columns.col(static_cast<Eigen::Index>(i)) = vectors[i];
  }
  const Eigen::JacobiSVD<Matrix> svd(columns);
  return spectralRanks(svd.singularValues().array().square().matrix());
}

// Rounding of sums of up to 100 products and of the eigenvalues.
constexpr double kTolerance = 1e-10;

bool isClose(double a, double b) { return std::abs(a - b) <= kTolerance * std::max(1.0, b); }

TEST_SUITE("theory") {
  TEST_CASE("the four ranks of simple spectra are the closed forms") {
    Vector equal = Vector::Constant(7, 3.0);
    CHECK(isClose(spectralRanks(equal).participationRatio, 7.0));
    CHECK(isClose(spectralRanks(equal).stableRank, 7.0));
    CHECK(spectralRanks(equal).energyRank == 7.0);
    CHECK(isClose(spectralRanks(equal).entropyRank, 7.0));

    Vector two(3);
    two << 3.0, 1.0, 0.0;
    const SpectralRanks ranks = spectralRanks(two);
    CHECK(isClose(ranks.participationRatio, 16.0 / 10.0));
    CHECK(isClose(ranks.stableRank, 4.0 / 3.0));
    CHECK(ranks.energyRank == 2.0);
    CHECK(isClose(ranks.entropyRank, std::exp(std::log(4.0) - 0.75 * std::log(3.0))));
    CHECK(spectralRanks(two, 0.75).energyRank == 1.0);  // 3 of 4 is enough for 75 %

    CHECK(spectralRanks(Vector()) == SpectralRanks{});
    CHECK(spectralRanks(Vector::Zero(4)) == SpectralRanks{});
  }

  TEST_CASE("no vectors and zero vectors have rank zero, one direction has rank one") {
    for (const int window : {0, 5, 256}) {
      CAPTURE(window);
      EffectiveDimension dimension(40, window);
      CHECK(dimension.participationRatio() == 0.0);
      CHECK(dimension.ranks() == SpectralRanks{});
      for (int i = 0; i < 50; ++i) dimension.add(Vector::Zero(40));
      CHECK(dimension.participationRatio() == 0.0);
      CHECK(dimension.ranks() == SpectralRanks{});
      Random random(1);
      const Vector direction = gaussian(random, 40);
      for (int i = 0; i < 60; ++i) dimension.add((random.normal() + 2.0) * direction);
      CHECK(isClose(dimension.participationRatio(), 1.0));
      const SpectralRanks ranks = dimension.ranks();
      CHECK(isClose(ranks.stableRank, 1.0));
      CHECK(ranks.energyRank == 1.0);
      CHECK(isClose(ranks.entropyRank, 1.0));
    }
  }

  TEST_CASE("k orthogonal directions in turn have rank k, by any of the four") {
    for (const int window : {0, 30}) {
      EffectiveDimension dimension(50, window);
      for (int i = 0; i < 120; ++i) dimension.add(2.0 * Vector::Unit(50, 7 * (i % 6)));
      const SpectralRanks ranks = dimension.ranks();
      CHECK(isClose(dimension.participationRatio(), 6.0));
      CHECK(isClose(ranks.stableRank, 6.0));
      CHECK(ranks.energyRank == 6.0);
      CHECK(isClose(ranks.entropyRank, 6.0));
    }
  }

  TEST_CASE("isotropic Gaussian vectors fill the space, up to the sampling error") {
    // E tr^2 / E |M|_F^2 of a Wishart matrix with k samples is d (1 + 2/(kd)) / (1 + (d+1)/k), that
    // is 19.8 for d = 20, k = 2000 (not 20); fluctuations are of order 2 sqrt(d)/k, below 0.1.
    Random random(5);
    EffectiveDimension dimension(20, 0);
    for (int i = 0; i < 2000; ++i) dimension.add(gaussian(random, 20));
    const double expected = 20.0 * (1.0 + 2.0 / 40000.0) / (1.0 + 21.0 / 2000.0);
    CHECK(std::abs(dimension.participationRatio() - expected) < 0.1);
    CHECK(dimension.ranks().energyRank == 20.0);
  }

  TEST_CASE("the incremental ranks equal those from scratch, in every form and window") {
    struct Row {
      int dimension, window;
      RatioHistory history = RatioHistory::kBlock;
    };
    constexpr RatioHistory kLatest = RatioHistory::kLatest;
    // Shorter and longer than d, than a block, and all so far through the change of form.
    for (const Row& row :
         {Row{30, 1}, Row{30, 7}, Row{12, 25}, Row{40, 40}, Row{60, 33}, Row{50, 0}, Row{5, 0},
          Row{30, 1, kLatest}, Row{12, 25, kLatest}, Row{60, 33, kLatest}, Row{50, 0, kLatest}}) {
      for (std::uint64_t seed = 0; seed < 3; ++seed) {
        CAPTURE(row.dimension);
        CAPTURE(row.window);
        CAPTURE(seed);
        Random random(seed);
        EffectiveDimension dimension(row.dimension, row.window, row.history);
        std::deque<Vector> kept;
        for (int t = 0; t < 100; ++t) {
          // Sizes that fall by six orders of magnitude, as the gradients of a run do.
          const double size = std::pow(10.0, -0.06 * t);
          kept.push_back(size * gaussian(random, row.dimension));
          if (row.window > 0 && kept.size() > static_cast<std::size_t>(row.window)) {
            kept.pop_front();
          }
          dimension.add(kept.back());
          CHECK(dimension.count() == static_cast<long>(kept.size()));
          const bool asks = seed == 0 || random.below(23) == 0;  // waiting must not matter
          if (!asks) continue;
          const SpectralRanks expected = ranksFromScratch(kept);
          CHECK(isClose(dimension.participationRatio(), expected.participationRatio));
          if (t % 9 != 0) continue;
          const SpectralRanks ranks = dimension.ranks();
          CHECK(isClose(ranks.participationRatio, expected.participationRatio));
          CHECK(isClose(ranks.stableRank, expected.stableRank));
          CHECK(ranks.energyRank == expected.energyRank);
          CHECK(isClose(ranks.entropyRank, expected.entropyRank));
        }
      }
    }
  }

  TEST_CASE("a ratio asked for later is the one of then, bit for bit") {
    struct Row {
      int dimension, window;
    };
    for (const Row& row : {Row{30, 1}, Row{30, 7}, Row{12, 25}, Row{60, 33}, Row{50, 0}}) {
      CAPTURE(row.dimension);
      CAPTURE(row.window);
      Random random(4);
      EffectiveDimension prompt(row.dimension, row.window);
      EffectiveDimension late(row.dimension, row.window);
      std::vector<double> waiting;
      for (int t = 0; t < 200; ++t) {
        // Down by 80 orders of magnitude, so that the unit changes on the way.
        const Vector vector = std::pow(10.0, -0.4 * t) * gaussian(random, row.dimension);
        prompt.add(vector);
        late.add(vector);
        waiting.push_back(prompt.participationRatio());
        const bool asks = waiting.size() == EffectiveDimension::kBlock || random.below(9) == 0;
        if (!asks) continue;
        for (std::size_t k = 0; k < waiting.size(); ++k) {
          const std::size_t back = waiting.size() - 1 - k;
          CHECK(late.pastParticipationRatio(static_cast<int>(back)) == waiting[k]);
        }
        waiting.clear();
      }
    }
  }

  TEST_CASE("where the latest ratio alone is asked for, earlier questions make no difference") {
    for (const int window : {1, 7, 33}) {
      CAPTURE(window);
      Random random(5);
      EffectiveDimension often(30, window, RatioHistory::kLatest);
      EffectiveDimension seldom(30, window, RatioHistory::kLatest);
      for (int t = 0; t < 300; ++t) {
        // Up and down by 300 orders of magnitude, with the unit.
        const double size = std::pow(10.0, 150.0 * std::sin(0.05 * t));
        const Vector vector = size * gaussian(random, 30);
        often.add(vector);
        seldom.add(vector);
        const double ratio = often.participationRatio();
        if (random.below(40) > 0) continue;
        CHECK(isClose(seldom.participationRatio(), ratio));
        CHECK(seldom.vectors() == often.vectors());
      }
    }
  }

  TEST_CASE("one huge vector leaves no trace after it has left the window") {
    Random random(3);
    EffectiveDimension dimension(20, 10);
    EffectiveDimension clean(20, 10);
    dimension.add(1e8 * gaussian(random, 20));
    for (int t = 0; t < 10; ++t) {
      const Vector vector = gaussian(random, 20);
      dimension.add(vector);
      clean.add(vector);
      static_cast<void>(dimension.participationRatio());
    }
    CHECK(isClose(dimension.participationRatio(), clean.participationRatio()));
  }

  TEST_CASE("the eigenvalues are those of the mean of g g^T") {
    Random random(8);
    for (const int window : {4, 64}) {  // fewer vectors than d, and more
      EffectiveDimension dimension(9, window);
      Matrix moment = Matrix::Zero(9, 9);
      for (int t = 0; t < window; ++t) {
        const Vector vector = gaussian(random, 9);
        dimension.add(vector);
        moment += vector * vector.transpose() / window;
      }
      const Vector eigenvalues = dimension.eigenvalues();
      CHECK(eigenvalues.size() == std::min(window, 9));
      CHECK(isClose(eigenvalues.sum(), moment.trace()));
      CHECK(isClose(eigenvalues.squaredNorm(), moment.squaredNorm()));
      for (Eigen::Index i = 1; i < eigenvalues.size(); ++i) {
        CHECK(eigenvalues(i) <= eigenvalues(i - 1));
      }
    }
  }

  TEST_CASE("the ranks do not depend on the vectors' common size, up to the ends of double") {
    struct Row {
      int window;
      RatioHistory history = RatioHistory::kBlock;
    };
    for (const Row& row : {Row{0}, Row{4}, Row{300}, Row{4, RatioHistory::kLatest}}) {
      CAPTURE(row.window);
      for (const int exponent : {-1000, -300, 300, 1000}) {
        CAPTURE(exponent);
        Random random(7);
        EffectiveDimension usual(6, row.window, row.history);
        EffectiveDimension scaled(6, row.window, row.history);
        for (int t = 0; t < 50; ++t) {
          const Vector vector = gaussian(random, 6);
          usual.add(vector);
          scaled.add(std::ldexp(1.0, exponent) * vector);
          CHECK(isClose(scaled.participationRatio(), usual.participationRatio()));
        }
        CHECK(isClose(scaled.ranks().stableRank, usual.ranks().stableRank));
        CHECK(isClose(scaled.ranks().entropyRank, usual.ranks().entropyRank));
      }
    }
  }

  TEST_CASE("a diverging stream keeps finite ranks, and a window recovers from it") {
    Random random(8);
    EffectiveDimension dimension(5, 8);
    for (int t = 0; t < 100; ++t) {
      dimension.add(std::pow(1000.0, t) * gaussian(random, 5));  // to 1e297
      const double ratio = dimension.participationRatio();
      CHECK(ratio >= 1.0 - kTolerance);
      CHECK(ratio <= 5.0);
    }
    std::deque<Vector> last;
    for (int t = 0; t < 8; ++t) {
      last.push_back(gaussian(random, 5));
      dimension.add(last.back());
    }
    CHECK(isClose(dimension.participationRatio(), ranksFromScratch(last).participationRatio));
    CHECK(isClose(dimension.ranks().stableRank, ranksFromScratch(last).stableRank));
  }

  TEST_CASE("a window allocates nothing after its construction") {
    if (!test::canCountAllocations()) return;
    for (const RatioHistory history : {RatioHistory::kBlock, RatioHistory::kLatest}) {
      Random random(2);
      EffectiveDimension dimension(337, 256, history);
      const Vector vector = gaussian(random, 337);
      const long before = test::allocationCount();
      double sum = 0.0;
      for (int t = 0; t < 300; ++t) {
        dimension.add(vector);
        if (t % 40 < 20) sum += dimension.participationRatio();  // single vectors and whole blocks
      }
      CHECK(test::allocationCount() == before);
      CHECK(isClose(sum / 160.0, 1.0));
    }
  }
}

}  // namespace
}  // namespace adamscope
