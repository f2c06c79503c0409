// A report as sections of text, tables and plots, before it is a page of HTML or PDF.
#pragma once

#include <string>
#include <vector>

#include "app/plot/plot_spec.h"

namespace adamscope {

/// A plot with what stands under it.
struct ReportPlot {
  plot::PlotSpec spec;
  plot::Scale xScale = plot::Scale::kLinear;
  plot::Scale yScale = plot::Scale::kLinear;
  std::string caption;
  bool isSmall = false;  ///< A third of the page instead of half of it.
};

/// The colour that a table's cell is marked with.
enum class CellTone { kPlain, kGood, kBad, kUnclear };

struct ReportCell {
  std::string text;
  CellTone tone = CellTone::kPlain;
  bool isNumber = false;  ///< Right-aligned, digits of equal width.
};

struct ReportTable {
  std::vector<std::string> head;
  std::vector<std::vector<ReportCell>> rows;
};

struct ReportSection {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<ReportTable> tables;
  std::vector<ReportPlot> plots;
  std::string listing;  ///< Verbatim text, such as a configuration; may be empty.
};

struct ReportPage {
  std::string title;
  std::string subtitle;
  std::vector<ReportSection> sections;
};

/// A horizontal line at `value` over the x of `like`.
plot::PlotSeries reportLevel(std::string name, const figure::Color& color, double value,
                             const plot::PlotSeries& like);

}  // namespace adamscope
