#include "app/report/comparison_page.h"

#include <array>
#include <cmath>
#include <functional>

#include "app/plot/number_text.h"
#include "app/plot/plot_export.h"
#include "app/plot/series_data.h"
#include "core/base/text.h"

namespace adamscope {

namespace {

// Not the layers' colours; told apart in greyscale, too.
constexpr std::array<std::uint32_t, 6> kColors{0x20262E, 0xC4304B, 0x3F57C4,
                                               0x1D8A76, 0x8055B8, 0x9A6A00};

struct Column {
  const char* name;
  double (*value)(const ComparedPoint&);
};

constexpr std::array<Column, 10> kColumns{
    {{"time", [](const ComparedPoint& p) { return p.time; }},
     {"train_loss", [](const ComparedPoint& p) { return p.trainLoss; }},
     {"test_loss", [](const ComparedPoint& p) { return p.testLoss; }},
     {"crossings", [](const ComparedPoint& p) { return static_cast<double>(p.crossings); }},
     {"regions_visited",
      [](const ComparedPoint& p) { return static_cast<double>(p.regionsVisited); }},
     {"d_eff", [](const ComparedPoint& p) { return p.effectiveDimension; }},
     {"distance_from_start", [](const ComparedPoint& p) { return p.travelled; }},
     {"distance_to_reference", [](const ComparedPoint& p) { return p.distance; }},
     {"loss_difference", [](const ComparedPoint& p) { return p.lossDifference; }},
     {"pieces", [](const ComparedPoint& p) { return static_cast<double>(p.pieces); }}}};

ReportPlot plotOf(const Comparison& comparison, const char* title, plot::Scale scale,
                  double (*value)(const ComparedPoint&), bool withoutReference) {
  ReportPlot content;
  content.spec.id = title;
  content.spec.title = title;
  content.spec.xLabel = "step";
  content.yScale = scale;
  for (int i = 0; i < comparison.runCount(); ++i) {
    if (withoutReference && i == comparison.reference()) continue;
    std::vector<double> values;
    for (const ComparedPoint& point : comparison.pointsOf(i)) values.push_back(value(point));
    const figure::Color color = figure::fromHex(kColors[static_cast<std::size_t>(i)]);
    content.spec.series.push_back(
        plot::lineThrough(comparison.nameOf(i), color, std::move(values), 0.0, 1.0));
  }
  return content;
}

std::string prefixOf(int run) { return std::string(1, static_cast<char>('a' + run)) + "_"; }

}  // namespace

std::string comparisonCsv(const Comparison& comparison) {
  std::string csv = "step";
  for (int i = 0; i < comparison.runCount(); ++i) {
    for (const Column& column : kColumns) csv.append(",").append(prefixOf(i)).append(column.name);
  }
  csv += "\n";
  for (long k = 0; k <= comparison.stepCount(); ++k) {
    csv += std::to_string(k);
    for (int i = 0; i < comparison.runCount(); ++i) {
      const auto& points = comparison.pointsOf(i);
      const auto at = static_cast<std::size_t>(k);
      for (const Column& column : kColumns) {
        csv += ',';
        const double value = at < points.size() ? column.value(points[at]) : std::nan("");
        if (!std::isnan(value)) csv += formatReal(value);
      }
    }
    csv += "\n";
  }
  return csv;
}

nlohmann::ordered_json comparisonJson(const Comparison& comparison) {
  nlohmann::ordered_json all;
  all["steps"] = comparison.stepCount();
  all["reference"] = prefixOf(comparison.reference()).substr(0, 1);
  for (int i = 0; i < comparison.runCount(); ++i) {
    nlohmann::ordered_json entry;
    entry["name"] = comparison.nameOf(i);
    entry["diverged"] = comparison.runAt(i).divergence().has_value();
    for (const Column& column : kColumns) {
      const double value = column.value(comparison.pointsOf(i).back());
      if (std::isfinite(value)) entry[column.name] = value;
    }
    if (const FlowState* flow = comparison.runAt(i).flow()) {
      entry["flow_sliding_time"] = flow->slidingTime;
      entry["flow_zigzag_pieces"] = flow->zigzagPieces;
    }
    entry["config"] = nlohmann::ordered_json::parse(configToJson(comparison.runAt(i).config()));
    all["variants"][prefixOf(i).substr(0, 1)] = entry;
  }
  return all;
}

std::vector<ReportPlot> comparisonPlots(const Comparison& comparison) {
  std::vector<ReportPlot> plots{
      plotOf(comparison, "Training loss", plot::Scale::kLog, kColumns[1].value, false),
      plotOf(comparison, "Crossings C_T", plot::Scale::kLinear, kColumns[3].value, false),
      plotOf(comparison, "Effective dimension", plot::Scale::kLinear, kColumns[5].value, false),
      plotOf(comparison, "Distance in parameters to the reference", plot::Scale::kLog,
             kColumns[7].value, true)};
  plots[0].caption = "Over all training samples, after each step.";
  plots[1].caption = "Exact, since the start.";
  plots[2].caption = "Of the last K gradients, by the measure that the configuration names.";
  plots[3].caption = "|theta - theta_ref|, where the reference is " +
                     comparison.nameOf(comparison.reference()) + ".";
  return plots;
}

Status drawComparison(const Comparison& comparison, const std::string& path) {
  const Result<figure::Format> format = figure::formatOf(path);
  if (!format) return format.error();
  const plot::PlotSheet sheet;
  Result<figure::Canvas> canvas =
      figure::Canvas::create(*format, 2.0 * sheet.width, 2.0 * sheet.height, 1.0);
  if (!canvas) return canvas.error();
  int place = 0;
  for (const ReportPlot& content : comparisonPlots(comparison)) {
    plot::PlotState state;
    state.yScale.kind = content.yScale;
    plot::drawPlotAt(*canvas, {place % 2 * sheet.width, place / 2 * sheet.height},
                     {content.spec, state, {}}, sheet);
    ++place;
  }
  return std::move(*canvas).save(path);
}

ReportPage comparisonPage(const Comparison& comparison) {
  ReportPage page;
  const Experiment& experiment = comparison.runAt(0).experiment();
  page.title = "Adamscope: a comparison on " + experiment.config.data.source;
  page.subtitle = experiment.initial.architecture.describe() + ", " +
                  std::to_string(comparison.stepCount()) +
                  " steps in lock-step from the same start";
  ReportSection section;
  section.title = "Variants";
  ReportTable table;
  table.head = {"Variant", "Training loss", "Test loss",         "Crossings",
                "Regions", "d_eff",         "|theta - theta_0|", "To the reference"};
  for (int i = 0; i < comparison.runCount(); ++i) {
    const ComparedPoint& last = comparison.pointsOf(i).back();
    std::vector<ReportCell> row{{comparison.nameOf(i)}};
    if (comparison.runAt(i).divergence()) row[0].text += " (diverged)";
    for (const double value : {last.trainLoss, last.testLoss, static_cast<double>(last.crossings),
                               static_cast<double>(last.regionsVisited), last.effectiveDimension,
                               last.travelled, last.distance}) {
      row.push_back({plot::readoutNumber(value), CellTone::kPlain, true});
    }
    table.rows.push_back(std::move(row));
  }
  section.tables = {table};
  section.plots = comparisonPlots(comparison);
  page.sections.push_back(section);
  ReportSection config;
  config.title = "What the variants share";
  config.listing = configToJson(experiment.config);
  page.sections.push_back(config);
  return page;
}

}  // namespace adamscope
