#include "app/plot/bar_picture.h"

#include <algorithm>
#include <cstdint>

#include "app/plot/window_bars.h"

namespace adamscope::plot {
namespace {

using figure::Box;

/// Of windows without an event, on the gutter: no layer's; clear on light and on dark.
constexpr std::uint32_t kGutterColor = 0x87919C;

void drawOneBar(Surface& surface, const std::vector<const PlotSeries*>& series,
                const WindowBar& bar, const Box& area, const PlotAxes& axes) {
  const double left = axes.x.pixelAt(axes.x.scale.coordinateOf(bar.lowX));
  const double right = axes.x.pixelAt(axes.x.scale.coordinateOf(bar.highX));
  const double gap = right - left > 3.0 ? 1.0 : 0.0;
  const bool isLog = axes.y.scale.kind == Scale::kLog;
  // The last window may still grow.
  const PlotSeries& lead = *series.front();
  const bool isComplete = lead.xAt(bar.items.last) >= bar.highX - 0.5 * lead.stride;
  double sum = 0.0;
  double foot = isLog ? area.bottom() : axes.y.pixelAt(axes.y.scale.coordinateOf(0.0));
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (!(bar.sums[i] > 0.0)) continue;
    sum += bar.sums[i];
    const double top = axes.y.pixelAt(axes.y.scale.coordinateOf(sum));
    const double drawnFoot = std::min(foot, area.bottom());
    if (top < drawnFoot) {
      surface.fillBox({left, top, std::max(1.0, right - left - gap), drawnFoot - top},
                      {series[i]->color, isComplete ? 1.0 : 0.55}, 0.0);
    }
    foot = top;
  }
}

}  // namespace

void drawBars(Surface& surface, const PlotModel& model, const PlotLayout& layout,
              const PlotAxes& axes) {
  const std::vector<const PlotSeries*> series = barSeries(model.spec, model.state);
  if (series.empty()) return;
  const long items = windowItems(axes.x, series.front()->stride, leastBarPx(surface));
  const std::vector<WindowBar> bars = windowBars(model.spec, model.state, axes.x, items);
  {
    const ClipScope clip(surface, layout.area);
    for (const WindowBar& bar : bars) drawOneBar(surface, series, bar, layout.area, axes);
  }
  if (!axes.y.hasGutter) return;
  const ClipScope clip(surface, layout.yGutter);
  for (const WindowBar& bar : bars) {
    if (bar.total() > 0.0) continue;
    const double left = axes.x.pixelAt(axes.x.scale.coordinateOf(bar.lowX));
    const double right = axes.x.pixelAt(axes.x.scale.coordinateOf(bar.highX));
    surface.fillBox({left, axes.y.gutterPx - 1.0, std::max(1.0, right - left - 1.0), 2.0},
                    {figure::fromHex(kGutterColor)}, 0.0);
  }
}

}  // namespace adamscope::plot
