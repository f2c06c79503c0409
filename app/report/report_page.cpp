#include "app/report/report_page.h"

#include <memory>
#include <utility>

namespace adamscope {

plot::PlotSeries reportSeries(std::string name, const figure::Color& color,
                              std::vector<double> values, double firstX, double stride) {
  plot::PlotSeries series;
  series.name = std::move(name);
  series.color = color;
  series.firstX = firstX;
  series.stride = stride;
  series.count = static_cast<long>(values.size());
  const auto shared = std::make_shared<const std::vector<double>>(std::move(values));
  series.value = [shared](long i) { return (*shared)[static_cast<std::size_t>(i)]; };
  return series;
}

plot::PlotSeries reportLevel(std::string name, const figure::Color& color, double value,
                             const plot::PlotSeries& like) {
  plot::PlotSeries series = like;
  series.name = std::move(name);
  series.color = color;
  series.dash = plot::Dash::kDashed;
  series.value = [value](long) { return value; };
  series.pyramid = nullptr;
  return series;
}

}  // namespace adamscope
