#include "app/plot/plot_layout.h"

#include <algorithm>
#include <cmath>

#include "app/figure/ellipsis.h"

namespace adamscope::plot {
namespace {

using figure::Box;

// Distances in em.
constexpr double kRow = 1.5;           // of the header
constexpr double kSwatch = 1.1;        // the colour in front of a name, with its distance
constexpr double kEntryGap = 0.9;      // between legend entries
constexpr double kLabelGap = 0.45;     // between y labels and the axis
constexpr double kXLabelDrop = 0.5;    // between the axis and its labels
constexpr double kGutterGap = 0.35;    // between the area and the gutter
constexpr double kGutterHeight = 1.3;  // so that its label is clear of the lowest one
constexpr double kRightMargin = 0.6;

/// Lays out the header: the title, then the legend in what is left.
class Header {
 public:
  Header(const Surface& surface, const PlotSpec& spec, PlotLayout& layout)
      : surface_(surface), spec_(spec), layout_(layout), em_(surface.em()) {
    right_ = layout.menuButton.width > 0.0 ? layout.menuButton.x - 0.3 * em_
                                           : layout.whole.right() - kRightMargin * em_;
    x_ = layout.whole.x + 0.5 * em_;
    const double rows = layout.whole.height / em_;
    mostRows_ = rows < 11.0 ? 1 : rows < 18.0 ? 2 : 3;
  }

  /// Places everything; returns the foot of the header.
  double place() {
    placeTitle();
    for (std::size_t i = 0; i < spec_.series.size(); ++i) {
      if (!placeEntry(i)) {
        placeRest(i);
        break;
      }
    }
    return layout_.whole.y + (row_ + 1) * kRow * em_ + 0.25 * em_;
  }

 private:
  double rowTop() const { return layout_.whole.y + (row_ * kRow + 0.25) * em_; }
  double restWidth() const { return surface_.textWidth("+99", TextRole::kText) + 0.8 * em_; }

  void placeTitle() {
    // A legend of which nothing but the chip has room needs this much.
    const double chip = spec_.series.empty() ? 0.0 : restWidth();
    const double room = right_ - x_ - (mostRows_ == 1 ? chip : 0.0);
    layout_.title = shortenedText(surface_, spec_.title, TextRole::kStrong, room);
    const double width = surface_.textWidth(layout_.title, TextRole::kStrong);
    layout_.titleBox = {x_, rowTop(), width, em_};
    x_ += width + 0.4 * em_;
    if (!spec_.yUnit.empty()) x_ += surface_.textWidth(spec_.yUnit, TextRole::kText) + 0.4 * em_;
    x_ += 0.8 * em_;
  }

  bool placeEntry(std::size_t i) {
    const std::string& name = spec_.series[i].name;
    const bool isLast = i + 1 == spec_.series.size();
    const double width = kSwatch * em_ + surface_.textWidth(name, TextRole::kText);
    const bool isLastRow = row_ + 1 == mostRows_;
    const double end = right_ - (isLastRow && !isLast ? restWidth() : 0.0);
    if (x_ + width > end) {
      if (isLastRow) return false;
      ++row_;
      x_ = layout_.whole.x + 0.5 * em_;
      right_ = layout_.whole.right() - kRightMargin * em_;
      const double newEnd = right_ - (row_ + 1 == mostRows_ && !isLast ? restWidth() : 0.0);
      if (x_ + width > newEnd) return placeShortened(i, newEnd);
    }
    layout_.legend.push_back({i, {x_, rowTop(), width, em_}, name});
    x_ += width + kEntryGap * em_;
    return true;
  }

  bool placeShortened(std::size_t i, double end) {
    const double room = end - x_ - kSwatch * em_;
    if (room < 3.0 * em_) return false;
    const std::string label = shortenedText(surface_, spec_.series[i].name, TextRole::kText, room);
    layout_.legend.push_back({i, {x_, rowTop(), end - x_, em_}, label});
    x_ = end;
    return true;
  }

  void placeRest(std::size_t first) {
    const double width = restWidth();
    layout_.firstRest = first;
    layout_.legendRest = {std::min(x_, right_ - width), rowTop() - 0.1 * em_, width, 1.2 * em_};
  }

  const Surface& surface_;
  const PlotSpec& spec_;
  PlotLayout& layout_;
  double em_;
  double x_ = 0.0;
  double right_ = 0.0;
  int row_ = 0;
  int mostRows_ = 1;
};

void placeButtons(const Surface& surface, PlotLayout& layout) {
  const double em = surface.em();
  const Box& whole = layout.whole;
  layout.menuButton = {whole.right() - 1.7 * em, whole.y + 0.1 * em, 1.5 * em, 1.3 * em};
}

/// The labels that have room, in the order of the axis; `extent` is along the axis.
std::vector<PlacedLabel> withoutOverlap(const std::vector<PlacedLabel>& labels,
                                        const std::vector<Interval>& extents, double gap) {
  std::vector<PlacedLabel> kept;
  double end = -1e300;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (extents[i].low < end + gap) continue;
    kept.push_back(labels[i]);
    end = extents[i].high;
  }
  return kept;
}

void placeYLabels(const Surface& surface, const PlotLayout& layout, PlotAxes& axes) {
  const double em = surface.em();
  const int most = std::max(2, static_cast<int>(layout.area.height / (2.1 * em)));
  axes.yTicks = axisTicks(axes.y.scale, axes.y.view, most);
  std::vector<PlacedLabel> labels;
  std::vector<Interval> extents;
  const double right = layout.area.x - layout.xGutter.width - kLabelGap * em;
  // From the top down, so that the extents increase.
  for (std::size_t i = axes.yTicks.marks.size(); i-- > 0;) {
    const AxisTick& t = axes.yTicks.marks[i];
    if (t.label.empty()) continue;
    const double top = axes.y.pixelAt(t.coordinate) - 0.5 * em;
    const double width = surface.textWidth(t.label, TextRole::kNumber);
    labels.push_back({{right - width, top}, t.label});
    extents.push_back({top, top + em});
  }
  axes.yLabels = withoutOverlap(labels, extents, 0.05 * em);
}

/// Ticks with so few labels that they fit side by side.
void placeXLabels(const Surface& surface, const PlotSpec& spec, const PlotLayout& layout,
                  PlotAxes& axes) {
  const double em = surface.em();
  int most = std::clamp(static_cast<int>(layout.area.width / (4.0 * em)), 2, 10);
  std::vector<PlacedLabel> labels;
  std::vector<Interval> extents;
  for (;; --most) {
    labels.clear();
    extents.clear();
    axes.xTicks = axisTicks(axes.x.scale, axes.x.view, most);
    bool fits = true;
    double end = -1e300;
    for (const AxisTick& t : axes.xTicks.marks) {
      if (t.label.empty()) continue;
      const double width = surface.textWidth(t.label, TextRole::kNumber);
      const double left = std::min(axes.x.pixelAt(t.coordinate) - 0.5 * width,
                                   layout.whole.right() - width - 0.2 * em);
      fits = fits && left > end + em;
      end = left + width;
      labels.push_back({{left, layout.xLabelTop}, t.label});
      extents.push_back({left, end});
    }
    if (fits || most <= 2) break;
  }
  const std::string name = shortenedText(surface, spec.xLabel + axes.xTicks.note, TextRole::kText,
                                         0.5 * layout.area.width);
  const double width = surface.textWidth(name, TextRole::kText);
  const double nameLeft = layout.whole.right() - kRightMargin * em - width;
  // The name of the axis stands at its end, in place of a label, if two are left without.
  std::size_t before = 0;
  while (before < extents.size() && extents[before].high < nameLeft - 0.6 * em) ++before;
  if (before >= 2 || !axes.xTicks.note.empty()) {
    axes.xName = {{nameLeft, layout.xLabelTop}, name};
    labels.resize(before);
    extents.resize(before);
  }
  axes.xLabels = withoutOverlap(labels, extents, 0.4 * em);
}

}  // namespace

double leastBarPx(const Surface& surface) { return 0.45 * surface.em(); }

std::string shortenedText(const Surface& surface, const std::string& text, TextRole role,
                          double width) {
  const auto fits = [&](const std::string& shown) {
    return surface.textWidth(shown, role) <= width;
  };
  if (fits(text)) return text;
  const std::string cut = figure::withEllipsis(text, fits);
  // An ellipsis alone says nothing, and may be too wide itself.
  return cut == "…" ? std::string() : cut;
}

PlotLayout layoutPlot(const Surface& surface, const PlotModel& model, const Box& whole,
                      bool hasButtons) {
  const double em = surface.em();
  PlotLayout layout;
  layout.whole = whole;
  if (hasButtons) placeButtons(surface, layout);
  const double top = Header(surface, model.spec, layout).place() + 0.35 * em;
  const double foot = (model.spec.showsXLabels ? 1.3 + kXLabelDrop : 0.6) * em;
  const bool hasYGutter = model.state.yScale.kind == Scale::kLog && model.state.hasGutter;
  const double gutter = hasYGutter ? kGutterHeight * em : 0.0;
  const double gap = hasYGutter ? kGutterGap * em : 0.0;
  const double xGutter = model.link.xScale.kind == Scale::kLog ? 2.4 * em : 0.0;
  const double xGap = xGutter > 0.0 ? kGutterGap * em : 0.0;
  const double left = whole.x + model.link.leftEm * em + xGutter + xGap;
  const double bottom = std::max(top + em, whole.bottom() - foot - gutter - gap);
  layout.area = {std::round(left), std::round(top), 0.0, 0.0};
  layout.area.width = std::max(em, std::round(whole.right() - kRightMargin * em) - layout.area.x);
  layout.area.height = std::round(bottom) - layout.area.y;
  const Box& area = layout.area;
  layout.yGutter = {area.x, std::round(area.bottom() + gap), area.width, std::round(gutter)};
  layout.xGutter = {area.x - xGap - xGutter, area.y, xGutter, area.height};
  layout.xLabelTop = layout.yGutter.bottom() + kXLabelDrop * em;
  layout.xStrip = {area.x, area.bottom() + 1.0, area.width, whole.bottom() - area.bottom() - 1.0};
  layout.yStrip = {whole.x, area.y, area.x - whole.x - 1.0, area.height};
  const double follow = surface.textWidth("Follow", TextRole::kText) + 2.2 * em;
  layout.followButton = {area.right() - follow - 0.4 * em, area.y + 0.4 * em, follow, 1.5 * em};
  return layout;
}

PlotAxes makeAxes(const PlotModel& model, const PlotLayout& layout) {
  const Box& area = layout.area;
  PlotAxes axes;
  const PlotLink& link = model.link;
  const PlotState& state = model.state;
  axes.x = {link.xScale, limitedView(link.xScale, link.xView), area.x, area.right()};
  axes.x.hasGutter = layout.xGutter.width > 0.0;
  axes.x.gutterPx = layout.xGutter.x + 0.5 * layout.xGutter.width;
  axes.y = {state.yScale, limitedView(state.yScale, state.yView), area.bottom(), area.y};
  axes.y.hasGutter = layout.yGutter.height > 0.0;
  axes.y.gutterPx = layout.yGutter.y + 0.5 * layout.yGutter.height;
  return axes;
}

void placeTicks(const Surface& surface, const PlotSpec& spec, const PlotLayout& layout,
                PlotAxes& axes) {
  const double em = surface.em();
  placeYLabels(surface, layout, axes);
  placeXLabels(surface, spec, layout, axes);
  // The note of the y axis stands in the upper corner of the area, where it moves nothing.
  axes.yNote = {{layout.area.x + 0.5 * em, layout.area.y + 0.2 * em},
                shortenedText(surface, axes.yTicks.note, TextRole::kText, layout.area.width - em)};
}

double yLabelRoom(const Surface& surface, const PlotAxes& axes) {
  double widest = surface.textWidth("0.000", TextRole::kNumber);
  for (const PlacedLabel& label : axes.yLabels) {
    widest = std::max(widest, surface.textWidth(label.text, TextRole::kNumber));
  }
  return widest / surface.em() + kLabelGap + 0.4;
}

}  // namespace adamscope::plot
