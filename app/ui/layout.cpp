#include "app/ui/layout.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {
namespace {

// All in the design's pixels.
constexpr float kMenuHeight = 28.0F;
constexpr float kTransportHeight = 52.0F;
constexpr float kStatusHeight = 28.0F;
constexpr float kTimelineHeight = 56.0F;
constexpr float kSplitterWidth = 4.0F;
constexpr float kLeastColumn = 240.0F;
constexpr float kMostColumn = 560.0F;
constexpr float kLeastPlots = 120.0F;
constexpr float kLeastViewsWidth = 260.0F;
constexpr float kLeastViewsHeight = 160.0F;
/// The widest share of the window that one column may take.
constexpr float kMostShare = 0.46F;

/// A column's width inside its limits, in design pixels.
float columnWidth(float wanted, float windowWidth) {
  const float most = std::max(kLeastColumn, std::min(kMostColumn, windowWidth * kMostShare));
  return std::clamp(wanted, kLeastColumn, most);
}

/// The columns' widths in design pixels, with their splitters; 0: not shown.
struct Columns {
  float left = 0.0F;
  float theory = 0.0F;
  float inspector = 0.0F;
  bool inspectorIsTab = false;
  bool theoryIsTab = false;
};

float sumOf(const Columns& columns) {
  float sum = 0.0F;
  for (const float width : {columns.left, columns.theory, columns.inspector}) {
    if (width > 0.0F) sum += width + kSplitterWidth;
  }
  return sum;
}

Columns chooseColumns(const LayoutInput& input, float width, float height) {
  const PanelVisibility& visible = input.visible;
  Columns columns;
  if (visible.areAllHidden) return columns;
  const bool isSmall = width < kNarrowWidth || height < kLowHeight;
  columns.inspectorIsTab = visible.inspector && isSmall;
  const auto fill = [&] {
    const bool hasLeft = visible.setup || columns.inspectorIsTab || columns.theoryIsTab;
    columns.left = hasLeft ? columnWidth(input.sizes.setup, width) : 0.0F;
    const bool hasTheory = visible.theory && !columns.theoryIsTab;
    columns.theory = hasTheory ? columnWidth(input.sizes.theory, width) : 0.0F;
    const bool hasInspector = visible.inspector && !columns.inspectorIsTab;
    columns.inspector = hasInspector ? columnWidth(input.sizes.inspector, width) : 0.0F;
  };
  const auto areViewsTooNarrow = [&] { return width - sumOf(columns) < kLeastViewsWidth; };
  fill();
  if (areViewsTooNarrow() && visible.inspector) {
    columns.inspectorIsTab = true;
    fill();
  }
  if (areViewsTooNarrow() && visible.theory) {
    columns.theoryIsTab = true;
    fill();
  }
  // What remains is the left column alone, or wide columns in a narrow window.
  const auto shrink = [&](float& column) {
    const float missing = kLeastViewsWidth - (width - sumOf(columns));
    if (column > 0.0F && missing > 0.0F) column = std::max(kLeastColumn, column - missing);
  };
  shrink(columns.theory);
  shrink(columns.inspector);
  shrink(columns.left);
  return columns;
}

/// Heights of the plots and the timeline in design pixels; 0: not shown.
struct Rows {
  float plots = 0.0F;
  float timeline = 0.0F;
};

Rows chooseRows(const LayoutInput& input, float height) {
  Rows rows;
  if (input.visible.areAllHidden) return rows;
  if (input.visible.timeline && height >= kLeastViewsHeight + kTimelineHeight) {
    rows.timeline = kTimelineHeight;
  }
  const float most = height - rows.timeline - kSplitterWidth - kLeastViewsHeight;
  if (input.visible.plots && most >= kLeastPlots) {
    rows.plots = std::clamp(input.sizes.plots, kLeastPlots, most);
  }
  return rows;
}

/// Cuts strips from the sides of what is left of the window, on whole units.
class Carver {
 public:
  Carver(const Rect& rest, float scale) : rest_(rest), scale_(scale) {}

  Rect top(float designPx) {
    const float height = cut(designPx, rest_.height);
    const Rect strip{rest_.x, rest_.y, rest_.width, height};
    rest_.y += height;
    rest_.height -= height;
    return height > 0 ? strip : Rect();
  }
  Rect bottom(float designPx) {
    const float height = cut(designPx, rest_.height);
    rest_.height -= height;
    return height > 0 ? Rect{rest_.x, rest_.bottom(), rest_.width, height} : Rect();
  }
  Rect left(float designPx) {
    const float width = cut(designPx, rest_.width);
    const Rect strip{rest_.x, rest_.y, width, rest_.height};
    rest_.x += width;
    rest_.width -= width;
    return width > 0 ? strip : Rect();
  }
  Rect right(float designPx) {
    const float width = cut(designPx, rest_.width);
    rest_.width -= width;
    return width > 0 ? Rect{rest_.right(), rest_.y, width, rest_.height} : Rect();
  }
  const Rect& rest() const { return rest_; }

 private:
  float cut(float designPx, float available) const {
    return std::clamp(std::round(designPx * scale_), 0.0F, std::max(0.0F, available));
  }

  Rect rest_;
  float scale_;
};

float splitterFor(float size) { return size > 0.0F ? kSplitterWidth : 0.0F; }

}  // namespace

Layout computeLayout(const LayoutInput& input) {
  const float scale = input.scale;
  const float width = input.window.x / scale;
  const float height = input.window.y / scale;
  const Columns columns = chooseColumns(input, width, height);
  Carver carver({0, 0, std::floor(input.window.x), std::floor(input.window.y)}, scale);
  Layout layout;
  layout.menu = carver.top(kMenuHeight);
  layout.transport = carver.top(kTransportHeight);
  layout.status = carver.bottom(kStatusHeight);
  layout.left = carver.left(columns.left);
  layout.setupSplitter = carver.left(splitterFor(columns.left));
  const Rows rows = chooseRows(input, carver.rest().height / scale);
  layout.timeline = carver.bottom(rows.timeline);
  layout.plots = carver.bottom(rows.plots);
  layout.plotsSplitter = carver.bottom(splitterFor(rows.plots));
  layout.inspector = carver.right(columns.inspector);
  layout.inspectorSplitter = carver.right(splitterFor(columns.inspector));
  layout.theory = carver.right(columns.theory);
  layout.theorySplitter = carver.right(splitterFor(columns.theory));
  layout.views = carver.rest();
  layout.setupIsTab = input.visible.setup && columns.left > 0.0F;
  layout.inspectorIsTab = columns.inspectorIsTab;
  layout.theoryIsTab = columns.theoryIsTab;
  return layout;
}

PanelSizes dragged(const LayoutInput& input, Splitter which, float units) {
  const Layout layout = computeLayout(input);
  const float by = units / input.scale;
  // From the size that is shown, so that a drag beyond a limit has no way to go back.
  PanelSizes sizes = input.sizes;
  const auto shown = [&](float extent) { return extent / input.scale; };
  switch (which) {
    case Splitter::kSetup:
      sizes.setup = std::clamp(shown(layout.left.width) + by, kLeastColumn, kMostColumn);
      break;
    case Splitter::kInspector:
      sizes.inspector = std::clamp(shown(layout.inspector.width) - by, kLeastColumn, kMostColumn);
      break;
    case Splitter::kTheory:
      sizes.theory = std::clamp(shown(layout.theory.width) - by, kLeastColumn, kMostColumn);
      break;
    case Splitter::kPlots:
      sizes.plots = std::max(kLeastPlots, shown(layout.plots.height) - by);
      break;
  }
  return sizes;
}

}  // namespace adamscope::ui
