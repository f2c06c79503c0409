#include "app/report/report_pdf.h"

#include <algorithm>
#include <vector>

#include "app/figure/canvas.h"
#include "app/plot/cairo_surface.h"
#include "app/plot/plot_export.h"

namespace adamscope {

namespace {

// A4 in points, and what is left free around the text.
constexpr double kPageWidth = 595.0;
constexpr double kPageHeight = 842.0;
constexpr double kMargin = 42.0;
constexpr double kTextWidth = kPageWidth - 2.0 * kMargin;

const figure::Color kInk = figure::fromHex(0x1B2027);
const figure::Color kMuted = figure::fromHex(0x5B6672);
const figure::Color kRule = figure::fromHex(0xD5DAE0);

struct TextLook {
  double em = 8.5;
  plot::TextRole role = plot::TextRole::kText;
  figure::Color color = kInk;
};

figure::Color colorOf(CellTone tone) {
  switch (tone) {
    case CellTone::kGood:
      return figure::fromHex(0x00704F);
    case CellTone::kBad:
      return figure::fromHex(0xB3261E);
    case CellTone::kUnclear:
      return figure::fromHex(0x7A5B00);
    case CellTone::kPlain:
      break;
  }
  return kInk;
}

/// Puts things under one another, and begins a page where one is full.
class Flow {
 public:
  explicit Flow(figure::Canvas& canvas) : canvas_(canvas) {}

  void skip(double height) { y_ += height; }

  void paragraph(const std::string& text, const TextLook& look) {
    for (const std::string& line : wrapped(text, look, kTextWidth)) {
      makeRoom(look.em * kLeading);
      draw(kMargin, line, look);
      y_ += look.em * kLeading;
    }
  }

  void heading(const std::string& text) {
    constexpr double kKeepWithNext = 60.0;
    skip(10.0);
    makeRoom(kKeepWithNext);
    paragraph(text, {11.5, plot::TextRole::kStrong});
    rule();
    skip(4.0);
  }

  void table(const ReportTable& table) {
    const TextLook look{.em = 7.0};
    const std::vector<double> widths = columnWidths(table, look);
    std::vector<ReportCell> head;
    for (std::size_t i = 0; i < table.head.size(); ++i) {
      const bool isNumber = !table.rows.empty() && table.rows.front()[i].isNumber;
      head.push_back({table.head[i], CellTone::kPlain, isNumber});
    }
    row(head, widths, {look.em, plot::TextRole::kStrong, kMuted});
    for (const std::vector<ReportCell>& cells : table.rows) row(cells, widths, look);
    skip(5.0);
  }

  void plots(const std::vector<ReportPlot>& plots) {
    constexpr double kGap = 8.0;
    double x = kMargin;
    double rowHeight = 0.0;
    for (const ReportPlot& content : plots) {
      const double share = content.isSmall ? 3.0 : 2.0;
      const double width = (kTextWidth - (share - 1.0) * kGap) / share;
      const double height = width * (content.isSmall ? 0.62 : 0.56);
      if (x + width > kPageWidth - kMargin + 1.0) {
        y_ += rowHeight + kGap;
        x = kMargin;
        rowHeight = 0.0;
      }
      const std::vector<std::string> caption = wrapped(content.caption, {.em = 6.5}, width);
      const double whole = height + static_cast<double>(caption.size()) * 6.5 * kLeading + 3.0;
      if (x == kMargin) makeRoom(whole);
      drawOne(content, x, width, height, caption);
      rowHeight = std::max(rowHeight, whole);
      x += width + kGap;
    }
    y_ += rowHeight + kGap;
  }

  void listing(const std::string& text) {
    const TextLook look{6.5, plot::TextRole::kNumber};
    std::size_t start = 0;
    while (start < text.size()) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      makeRoom(look.em * kLeading);
      draw(kMargin, text.substr(start, end - start), look);
      y_ += look.em * kLeading;
      start = end + 1;
    }
  }

 private:
  static constexpr double kLeading = 1.4;

  plot::CairoSurface surface(double em) const { return {canvas_.context(), em, 0.5}; }

  void draw(double x, const std::string& text, const TextLook& look) {
    plot::CairoSurface target = surface(look.em);
    target.drawText({x, y_}, text, {look.color}, look.role);
  }

  void rule() {
    plot::CairoSurface target = surface(8.0);
    target.fillBox({kMargin, y_, kTextWidth, 0.5}, {kRule}, 0.0);
  }

  void makeRoom(double height) {
    if (y_ + height <= kPageHeight - kMargin) return;
    cairo_show_page(canvas_.context());
    y_ = kMargin;
  }

  std::vector<std::string> wrapped(const std::string& text, const TextLook& look,
                                   double width) const {
    const plot::CairoSurface measure = surface(look.em);
    std::vector<std::string> lines;
    std::string line;
    std::size_t start = 0;
    while (start <= text.size()) {
      const std::size_t end = std::min(text.find(' ', start), text.size());
      const std::string word = text.substr(start, end - start);
      const std::string longer = line.empty() ? word : line + " " + word;
      if (!line.empty() && measure.textWidth(longer, look.role) > width) {
        lines.push_back(line);
        line = word;
      } else {
        line = longer;
      }
      start = end + 1;
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
  }

  /// As wide as their texts, but the widest columns give way to fit the page.
  std::vector<double> columnWidths(const ReportTable& table, const TextLook& look) const {
    const plot::CairoSurface measure = surface(look.em);
    std::vector<double> natural;
    for (const std::string& head : table.head) {
      natural.push_back(measure.textWidth(head, plot::TextRole::kStrong));
    }
    for (const std::vector<ReportCell>& cells : table.rows) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto role = cells[i].isNumber ? plot::TextRole::kNumber : plot::TextRole::kText;
        natural[i] = std::max(natural[i], measure.textWidth(cells[i].text, role) + 1.0);
      }
    }
    const double room = kTextWidth - kColumnGap * static_cast<double>(natural.size() - 1);
    double low = 0.0;
    double high = room;
    for (int i = 0; i < 40; ++i) {
      const double cap = 0.5 * (low + high);
      double sum = 0.0;
      for (const double width : natural) sum += std::min(width, cap);
      (sum <= room ? low : high) = cap;
    }
    for (double& width : natural) width = std::min(width, low);
    return natural;
  }

  void row(const std::vector<ReportCell>& cells, const std::vector<double>& widths,
           const TextLook& look) {
    std::vector<std::vector<std::string>> lines;
    std::size_t tallest = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines.push_back(wrapped(cells[i].text, look, widths[i] + 0.5));
      tallest = std::max(tallest, lines.back().size());
    }
    const double height = static_cast<double>(tallest) * look.em * kLeading + 3.0;
    makeRoom(height);
    plot::CairoSurface target = surface(look.em);
    double x = kMargin;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool isStrong =
          look.role == plot::TextRole::kStrong || cells[i].tone != CellTone::kPlain;
      const auto role = isStrong            ? plot::TextRole::kStrong
                        : cells[i].isNumber ? plot::TextRole::kNumber
                                            : plot::TextRole::kText;
      const bool isToned = cells[i].tone != CellTone::kPlain;
      double y = y_;
      for (const std::string& line : lines[i]) {
        const double shift = cells[i].isNumber ? widths[i] - target.textWidth(line, role) : 0.0;
        target.drawText({x + shift, y}, line, {isToned ? colorOf(cells[i].tone) : look.color},
                        role);
        y += look.em * kLeading;
      }
      x += widths[i] + kColumnGap;
    }
    y_ += height - 2.0;
    rule();
    y_ += 2.0;
  }

  void drawOne(const ReportPlot& content, double x, double width, double height,
               const std::vector<std::string>& caption) {
    plot::PlotState state;
    state.yScale.kind = content.yScale;
    plot::PlotLink link;
    link.xScale.kind = content.xScale;
    plot::drawPlotAt(canvas_, {x, y_}, {content.spec, state, link},
                     {.width = width, .height = height, .em = content.isSmall ? 6.0 : 7.0});
    const double top = y_;
    y_ += height + 2.0;
    for (const std::string& line : caption) {
      draw(x, line, {.em = 6.5, .color = kMuted});
      y_ += 6.5 * kLeading;
    }
    y_ = top;
  }

  static constexpr double kColumnGap = 7.0;

  figure::Canvas& canvas_;
  double y_ = kMargin;
};

}  // namespace

Result<std::string> reportPdf(const ReportPage& page) {
  Result<figure::Canvas> canvas =
      figure::Canvas::create(figure::Format::kPdf, kPageWidth, kPageHeight, 1.0);
  if (!canvas) return canvas.error();
  Flow flow(*canvas);
  flow.paragraph(page.title, {16.0, plot::TextRole::kStrong});
  flow.paragraph(page.subtitle, {8.5, plot::TextRole::kText, kMuted});
  for (const ReportSection& section : page.sections) {
    flow.heading(section.title);
    for (const std::string& paragraph : section.paragraphs) {
      flow.paragraph(paragraph, {});
      flow.skip(2.0);
    }
    flow.skip(2.0);
    for (const ReportTable& table : section.tables) flow.table(table);
    if (!section.plots.empty()) flow.plots(section.plots);
    if (!section.listing.empty()) flow.listing(section.listing);
  }
  return std::move(*canvas).encode();
}

}  // namespace adamscope
