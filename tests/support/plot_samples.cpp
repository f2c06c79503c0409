#include "tests/support/plot_samples.h"

#include <limits>
#include <utility>

#include "core/base/random.h"

namespace adamscope::testing {

SampleSeries::SampleSeries(std::vector<double> all) : values(std::move(all)) {
  for (const double value : values) pyramid.append(value);
}

plot::PlotSeries SampleSeries::line(const std::string& name) const {
  plot::PlotSeries series;
  series.name = name;
  series.count = static_cast<long>(values.size());
  series.value = [this](long i) { return values[static_cast<std::size_t>(i)]; };
  series.pyramid = &pyramid;
  return series;
}

plot::PlotSpec plotOf(const SampleSeries& sample) {
  plot::PlotSpec spec;
  spec.id = "sample";
  spec.title = "Sample";
  spec.xLabel = "step";
  spec.series = {sample.line("values")};
  return spec;
}

std::vector<NamedValues> troublesomeValues() {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<NamedValues> all{{"nothing", {}},
                               {"one", {3.0}},
                               {"one zero", {0.0}},
                               {"one NaN", {kNan}},
                               {"all NaN", std::vector<double>(5000, kNan)},
                               {"all equal", std::vector<double>(5000, -2.5)},
                               {"all zero", std::vector<double>(5000, 0.0)},
                               {"infinities", {kInfinity, 1.0, -kInfinity, 2.0, kInfinity}},
                               {"only infinities", std::vector<double>(4000, kInfinity)},
                               {"largest", {-1.7e308, 1.7e308}},
                               {"least", {5e-324, 1e-310, -5e-324}}};
  NamedValues mixed{"mixed", {}};
  Random random(1);
  for (int i = 0; i < 4000; ++i) {
    const double kind = random.uniform();
    const double value = random.normal() * (kind > 0.5 ? 1e10 : 1e-10);
    mixed.values.push_back(kind < 0.1 ? kNan : kind < 0.2 ? 0.0 : kind < 0.3 ? kInfinity : value);
  }
  all.push_back(mixed);
  return all;
}

}  // namespace adamscope::testing
