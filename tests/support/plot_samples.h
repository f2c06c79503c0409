// Series for the tests of the plots: values with all the trouble that data can bring.
#pragma once

#include <string>
#include <vector>

#include "app/plot/plot_spec.h"

namespace adamscope::testing {

/// Values and their pyramid; series refer to it, so it must stay in place.
struct SampleSeries {
  std::vector<double> values;
  plot::MinMaxPyramid pyramid;

  explicit SampleSeries(std::vector<double> all);
  /// A line over steps 0, 1, ...
  plot::PlotSeries line(const std::string& name) const;
};

/// A plot of one such line.
plot::PlotSpec plotOf(const SampleSeries& sample);

/// Value vectors, from harmless to nasty, each with a name.
struct NamedValues {
  std::string name;
  std::vector<double> values;
};
std::vector<NamedValues> troublesomeValues();

}  // namespace adamscope::testing
