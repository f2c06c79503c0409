#include "app/report/report_page.h"

#include <memory>
#include <utility>

namespace adamscope {

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
