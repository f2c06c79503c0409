#include "app/views/graph_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "core/network/forward.h"
#include "tests/support/preset_session.h"

namespace adamscope {
namespace {

/// Rounding of f at knots, for values of order 1.
constexpr double kTolerance = 1e-9;

double outputAt(const AnalysisFrame& analysis, double x) {
  ForwardPass pass;
  const Matrix input = analysis.tessellation.slice.inputAt(x, 0.0).transpose();
  forward(analysis.train->network, input, pass);
  return pass.output()(0, 0);
}

}  // namespace

TEST_SUITE("views") {
  TEST_CASE("the curve runs through the network's own output at every knot and between them") {
    const auto analysis = analysedPreset("sine", 100);
    const GraphCurve curve = graphCurve(*analysis);
    REQUIRE(curve.pieceCount() == analysis->tessellation.faceCount());
    REQUIRE(curve.knots.size() == curve.faces.size() + 1);
    CHECK(curve.knots.front().layer == 0);
    CHECK(curve.knots.back().layer == 0);
    CHECK(curve.knots.front().x == analysis->tessellation.domain.xMin);
    CHECK(curve.knots.back().x == analysis->tessellation.domain.xMax);
    for (int i = 0; i < curve.pieceCount(); ++i) {
      const GraphKnot& left = curve.knots[static_cast<std::size_t>(i)];
      const GraphKnot& right = curve.knots[static_cast<std::size_t>(i) + 1];
      CHECK(left.x < right.x);
      CHECK(std::abs(curve.valueAt(i, 0) - outputAt(*analysis, left.x)) < kTolerance);
      const double middle = 0.5 * (left.x + right.x);
      CHECK(*pieceAt(curve, middle) == i);
      const int face = curve.faces[static_cast<std::size_t>(i)];
      CHECK(std::abs(analysis->maps.valueAt(face, 0, {middle, 0.0}) - outputAt(*analysis, middle)) <
            kTolerance);
      if (i > 0) CHECK(left.layer > 0);
    }
  }

  TEST_CASE("beyond the interval there is no piece") {
    const auto analysis = analysedPreset("sine", 10);
    const GraphCurve curve = graphCurve(*analysis);
    const double left = curve.knots.front().x;
    const double right = curve.knots.back().x;
    CHECK(*pieceAt(curve, left) == 0);
    CHECK(*pieceAt(curve, right) == curve.pieceCount() - 1);
    CHECK_FALSE(pieceAt(curve, std::nextafter(left, left - 1.0)).has_value());
    CHECK_FALSE(pieceAt(curve, std::nextafter(right, right + 1.0)).has_value());
    CHECK_FALSE(valueRange(*analysis, curve, right + 1.0, right + 2.0).has_value());
  }

  TEST_CASE("the range over a part of the curve is that of many places on it") {
    const auto analysis = analysedPreset("sine", 200);
    const GraphCurve curve = graphCurve(*analysis);
    const double left = curve.knots.front().x;
    const double width = curve.knots.back().x - left;
    for (const double start : {0.0, 0.21, 0.6}) {
      CAPTURE(start);
      const double from = left + start * width;
      const double to = from + 0.33 * width;
      const auto range = valueRange(*analysis, curve, from, to);
      REQUIRE(range.has_value());
      double low = range->second;
      double high = range->first;
      constexpr int kPlaces = 5000;
      for (int i = 0; i <= kPlaces; ++i) {
        const double f = outputAt(*analysis, from + (to - from) * i / kPlaces);
        low = std::min(low, f);
        high = std::max(high, f);
      }
      // The places miss a knot by at most one step of theirs.
      CHECK(low >= range->first - kTolerance);
      CHECK(high <= range->second + kTolerance);
      CHECK(low - range->first < 0.05);
      CHECK(range->second - high < 0.05);
    }
  }
}

}  // namespace adamscope
