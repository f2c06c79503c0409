#include "app/plot/axis_ticks.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace adamscope::plot {
namespace {

struct LabelStatistics {
  int count = 0;
  std::string all;
};

/// Checks what every set of ticks keeps, and counts its labels.
LabelStatistics checkTicks(const AxisScale& scale, const Interval& view, int most) {
  const AxisTicks ticks = axisTicks(scale, view, most);
  LabelStatistics statistics;
  std::set<std::string> labels;
  for (std::size_t i = 0; i < ticks.marks.size(); ++i) {
    const AxisTick& t = ticks.marks[i];
    CHECK(view.contains(t.coordinate));
    if (i > 0) CHECK(t.coordinate > ticks.marks[i - 1].coordinate);
    if (t.label.empty()) continue;
    statistics.all += t.label + " | ";
    ++statistics.count;
    labels.insert(t.label);
  }
  statistics.all += ticks.note;
  CAPTURE(statistics.all);
  CHECK(static_cast<int>(labels.size()) == statistics.count);
  return statistics;
}

TEST_SUITE("plot") {
  TEST_CASE("every zoom of every axis has two labels or more, in order, inside, all different") {
    for (const Scale kind : {Scale::kLinear, Scale::kLog, Scale::kSymlog}) {
      for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        Random random(seed, static_cast<std::uint64_t>(kind));
        const AxisScale scale{kind, std::pow(10.0, std::floor(random.uniform(-3.0, 3.0)))};
        const double reach = kind == Scale::kLinear ? 9.0 : 4.5;
        const double middle = random.normal() * std::pow(10.0, random.uniform(-3.0, reach));
        const double width = std::pow(10.0, random.uniform(-4.0, reach));
        const Interval view = limitedView(scale, {middle - 0.5 * width, middle + 0.5 * width});
        const int most = 2 + static_cast<int>(random.below(8));
        CAPTURE(static_cast<int>(kind));
        CAPTURE(seed);
        CAPTURE(view.low);
        CAPTURE(view.high);
        CAPTURE(most);
        const LabelStatistics labels = checkTicks(scale, view, most);
        CAPTURE(labels.all);
        CHECK(labels.count >= 2);
        CHECK(labels.count <= most + 3);
      }
    }
  }

  TEST_CASE("labels of common views read as one expects") {
    struct Row {
      std::string name;
      AxisScale scale;
      Interval view;
      int most;
      std::string labels;
    };
    const std::vector<Row> rows{
        {"steps", {}, {0, 1000}, 6, "0 | 200 | 400 | 600 | 800 | 1000 | "},
        {"many steps", {}, {0, 1e6}, 6, "0 | 0.2M | 0.4M | 0.6M | 0.8M | 1.0M | "},
        {"tens of thousands", {}, {0, 40000}, 5, "0 | 10k | 20k | 30k | 40k | "},
        {"few of many steps", {}, {123450, 123470}, 3, "123450 | 123460 | 123470 | "},
        {"loss", {}, {0, 0.7}, 8, "0.0 | 0.1 | 0.2 | 0.3 | 0.4 | 0.5 | 0.6 | 0.7 | "},
        {"decades", {Scale::kLog}, {-2, 3}, 8, "0.01 | 0.1 | 1 | 10 | 100 | 1000 | "},
        {"small numbers", {Scale::kLog}, {-8, -4}, 6, "10⁻⁸ | 10⁻⁷ | 10⁻⁶ | 10⁻⁵ | 10⁻⁴ | "},
        {"bounds", {Scale::kLog}, {0, 43429}, 5, "10⁰ | 10¹⁰⁰⁰⁰ | 10²⁰⁰⁰⁰ | 10³⁰⁰⁰⁰ | 10⁴⁰⁰⁰⁰ | "},
        {"one decade", {Scale::kLog}, {0.0, 1.0}, 4, "1 | 2 | 5 | 10 | "},
        {"inside a decade", {Scale::kLog}, {0.35, 0.6}, 5, "2.5 | 3.0 | 3.5 | "},
        {"inside a far decade", {Scale::kLog}, {400.35, 400.6}, 5, "2.5 | 3.0 | 3.5 |  ×10⁴⁰⁰"},
        {"both signs",
         {Scale::kSymlog},
         {-3.1, 3.1},
         7,
         "\u22121000 | \u2212100 | \u221210 | 0 | 10 | 100 | 1000 | "},
    };
    for (const Row& row : rows) {
      CAPTURE(row.name);
      CHECK(checkTicks(row.scale, row.view, row.most).all == row.labels);
    }
  }
}

}  // namespace
}  // namespace adamscope::plot
