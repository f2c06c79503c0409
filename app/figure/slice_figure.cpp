#include "app/figure/slice_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "app/figure/canvas.h"
#include "app/figure/painter.h"
#include "app/figure/slice_background.h"
#include "app/figure/slice_colors.h"
#include "app/figure/slice_marks.h"
#include "app/figure/ticks.h"

namespace adamscope {
namespace {

using namespace figure;  // NOLINT: this file is the figure

constexpr double kMargin = 6.0;
constexpr double kTick = 2.8;
constexpr double kGap = 2.6;
constexpr double kBarWidth = 8.0;
constexpr double kFrameLine = 0.6;

/// Places on the loss's colour bar, from its foot to its head.
constexpr std::array<double, 5> kBarTicks{0.0, 0.25, 0.5, 0.75, 1.0};

std::string shortNumber(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// Where everything stands, in units.
struct Sheet {
  Viewport view;
  double height = 0.0;
  double tickWidth = 0.0;
  double barTickWidth = 0.0;
  Ticks xTicks;
  Ticks yTicks;
  std::vector<std::string> titleLines;
  std::vector<std::string> subtitleLines;
  std::vector<SliceSign> legend;
  Place legendCorner;
};

class Drawing {
 public:
  Drawing(const SliceFrame& frame, const SliceFigureOptions& options)
      : frame_(frame),
        options_(options),
        theme_(options.theme == FigureTheme::kPaper ? Theme::paper() : Theme::dark()) {}

  Sheet measure(cairo_t* cr) const;
  void draw(cairo_t* cr, const Sheet& sheet) const;

 private:
  TextStyle text(double size, bool isMuted, Align align = Align::kLeft) const {
    return {.size = size * options_.fontSize,
            .color = isMuted ? theme_.mutedInk : theme_.ink,
            .align = align};
  }
  void drawTitles(cairo_t* cr, const Sheet& sheet) const;
  void drawAxes(cairo_t* cr, const Sheet& sheet) const;
  void drawLossBar(cairo_t* cr, const Sheet& sheet) const;

  const SliceFrame& frame_;
  const SliceFigureOptions& options_;
  Theme theme_;
};

Sheet Drawing::measure(cairo_t* cr) const {
  Sheet sheet;
  const double font = options_.fontSize;
  const double room = options_.width - 2.0 * kMargin;
  TextStyle title = text(1.3, false);
  title.isBold = true;
  if (!options_.title.empty()) sheet.titleLines = wrapText(cr, options_.title, title, room, 2);
  if (!options_.subtitle.empty()) {
    sheet.subtitleLines = wrapText(cr, options_.subtitle, text(1.0, true), room, 4);
  }
  const double top = kMargin + 1.6 * font * static_cast<double>(sheet.titleLines.size()) +
                     1.3 * font * static_cast<double>(sheet.subtitleLines.size()) + 0.75 * font;
  const SliceDomain& domain = frame_.domain;
  sheet.xTicks = niceTicks(domain.xMin, domain.xMax, 6);
  sheet.yTicks = niceTicks(domain.yMin, domain.yMax, 6);
  for (const Tick& tick : sheet.yTicks.marks) {
    sheet.tickWidth = std::max(sheet.tickWidth, textWidth(cr, tick.label, text(0.88, true)));
  }
  const double left = kMargin + 1.3 * font + 2.0 * kGap + sheet.tickWidth + kTick;
  const bool hasBar = frame_.loss && !frame_.regions;
  if (hasBar) {
    const LossScale scale(*frame_.loss);
    for (const double share : kBarTicks) {
      sheet.barTickWidth = std::max(
          sheet.barTickWidth, textWidth(cr, shortNumber(scale.lossAt(share)), text(0.88, true)));
    }
  }
  const double right =
      hasBar ? 1.2 * font + kBarWidth + 3.0 * kGap + sheet.barTickWidth + 1.2 * font + kMargin
             : kMargin + font;
  const double width = options_.width - left - right;
  const double aspect = double(frame_.request.heightPx) / frame_.request.widthPx;
  sheet.view = {domain, {left, top, width, width * aspect}};
  const double below = sheet.view.panel.bottom() + kTick + kGap + 2.6 * font;
  sheet.legendCorner = {left, below + 0.9 * font};
  double height = 0.0;
  sheet.legend =
      sliceLegend(cr, frame_, theme_, text(1.0, false), options_.width - kMargin - left, height);
  sheet.height = std::ceil(sheet.legendCorner.y + height + kMargin);
  return sheet;
}

void Drawing::draw(cairo_t* cr, const Sheet& sheet) const {
  const Box& panel = sheet.view.panel;
  setColor(cr, theme_.background);
  cairo_paint(cr);
  cairo_save(cr);
  cairo_rectangle(cr, panel.x, panel.y, panel.width, panel.height);
  cairo_clip(cr);
  drawSliceBackground(cr, frame_, theme_, sheet.view);
  drawSliceCurves(cr, frame_, sheet.view);
  drawSliceTrail(cr, frame_, theme_, sheet.view);
  drawSliceArrows(cr, frame_, theme_, sheet.view);
  cairo_restore(cr);
  drawAxes(cr, sheet);
  drawLossBar(cr, sheet);
  drawTitles(cr, sheet);
  for (const SliceSign& sign : sheet.legend) {
    drawSliceSign(cr, theme_, sign, sheet.legendCorner, text(1.0, false));
  }
}

void Drawing::drawTitles(cairo_t* cr, const Sheet& sheet) const {
  double y = kMargin;
  const double font = options_.fontSize;
  TextStyle title = text(1.3, false);
  title.isBold = true;
  for (const std::string& line : sheet.titleLines) {
    drawText(cr, {kMargin, y + 1.2 * font}, line, title);
    y += 1.6 * font;
  }
  for (const std::string& line : sheet.subtitleLines) {
    drawText(cr, {kMargin, y + 0.95 * font}, line, text(1.0, true));
    y += 1.3 * font;
  }
}

void Drawing::drawAxes(cairo_t* cr, const Sheet& sheet) const {
  const Box& panel = sheet.view.panel;
  const double font = options_.fontSize;
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width(cr, kFrameLine);
  setColor(cr, theme_.ink);
  cairo_rectangle(cr, panel.x, panel.y, panel.width, panel.height);
  cairo_stroke(cr);
  const auto tick = [&](const Place& from, double dx, double dy) {
    setColor(cr, theme_.ink);
    cairo_move_to(cr, from.x, from.y);
    cairo_line_to(cr, from.x + dx, from.y + dy);
    cairo_stroke(cr);
  };
  for (const Tick& mark : sheet.xTicks.marks) {
    const Place p{sheet.view.place({mark.value, 0.0}).x, panel.bottom()};
    tick(p, 0.0, kTick);
    drawText(cr, {p.x, p.y + kTick + kGap + 0.62 * font}, mark.label,
             text(0.88, true, Align::kCenter));
  }
  for (const Tick& mark : sheet.yTicks.marks) {
    const Place p{panel.x, sheet.view.place({0.0, mark.value}).y};
    tick(p, -kTick, 0.0);
    drawText(cr, {p.x - kTick - kGap, p.y + 0.31 * font}, mark.label,
             text(0.88, true, Align::kRight));
  }
  const Place middle{panel.x + 0.5 * panel.width, panel.y + 0.5 * panel.height};
  drawText(cr, {middle.x, panel.bottom() + kTick + kGap + 2.2 * font},
           "s: " + frame_.slice.sName + sheet.xTicks.note, text(1.0, false, Align::kCenter));
  const double beside = panel.x - kTick - 2.0 * kGap - sheet.tickWidth - 0.45 * font;
  drawTextUpwards(cr, {beside, middle.y}, "t: " + frame_.slice.tName + sheet.yTicks.note,
                  text(1.0, false, Align::kCenter));
}

void Drawing::drawLossBar(cairo_t* cr, const Sheet& sheet) const {
  if (!frame_.loss || frame_.regions) return;
  const Box& panel = sheet.view.panel;
  const LossScale scale(*frame_.loss);
  const Box bar{panel.right() + 1.2 * options_.fontSize, panel.y, kBarWidth, panel.height};
  cairo_pattern_t* pattern = cairo_pattern_create_linear(0.0, bar.bottom(), 0.0, bar.y);
  for (const double share : kBarTicks) {
    const Color color = lossColor(theme_, share);
    cairo_pattern_add_color_stop_rgb(pattern, share, color.red, color.green, color.blue);
  }
  cairo_rectangle(cr, bar.x, bar.y, bar.width, bar.height);
  cairo_set_source(cr, pattern);
  cairo_pattern_destroy(pattern);
  cairo_fill_preserve(cr);
  cairo_set_line_width(cr, kFrameLine);
  setColor(cr, theme_.ink);
  cairo_stroke(cr);
  for (const double share : kBarTicks) {
    drawText(cr,
             {bar.right() + kGap + 1.0,
              bar.bottom() - share * bar.height + (share == 1.0 ? 0.62 : 0.31) * options_.fontSize},
             shortNumber(scale.lossAt(share)), text(0.88, true));
  }
  drawTextUpwards(cr, {options_.width - kMargin, bar.y + 0.5 * bar.height},
                  "training loss (log scale)", text(1.0, false, Align::kCenter));
}

}  // namespace

Status writeSliceFigure(const SliceFrame& frame, const std::string& path,
                        const SliceFigureOptions& options) {
  ADAMSCOPE_CHECK(frame.hasPicture(), "a figure needs a frame with a picture");
  const Result<Format> format = formatOf(path);
  if (!format) return format.error();
  const Drawing drawing(frame, options);
  Result<Canvas> scratch = Canvas::create(Format::kPng, 1.0, 1.0, 1.0);
  if (!scratch) return scratch.error();
  const Sheet sheet = drawing.measure(scratch->context());
  Result<Canvas> canvas = Canvas::create(*format, options.width, sheet.height, options.scale);
  if (!canvas) return canvas.error();
  drawing.draw(canvas->context(), sheet);
  return std::move(canvas).value().save(path);
}

}  // namespace adamscope
