#include "app/panels/theory_compare.h"

#include <array>
#include <cmath>
#include <utility>

#include "app/panels/number_format.h"
#include "app/plot/number_text.h"
#include "app/ui/buttons.h"
#include "app/ui/number_row.h"
#include "app/ui/rows.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr long kMostSteps = 100'000;
/// While a comparison goes on.
constexpr double kRedrawSeconds = 0.1;

/// What a plot shows of each variant.
struct Quantity {
  const char* id;
  const char* title;
  std::vector<double> ComparedCourse::*values;
  plot::Scale scale;
};

constexpr std::array<Quantity, 3> kQuantities{
    {{"compared-crossings", "Crossings C_T", &ComparedCourse::crossings, plot::Scale::kLinear},
     {"compared-loss", "Training loss", &ComparedCourse::trainLosses, plot::Scale::kLog},
     {"compared-dimension", "d_eff", &ComparedCourse::effectiveDimensions, plot::Scale::kLinear}}};

void remark(const TheoryContext& context, const std::string& text) {
  const ui::WithFont font(context.frame.fonts.small);
  ui::mutedText(context.frame, text);
}

void drawChoices(const TheoryContext& context, float width, bool isRunning) {
  TheoryState& state = context.state;
  const std::array<ui::Segment, 2> kinds{
      {{.text = "Optimizers",
        .tip = {.title = "Optimizers",
                .body = "Adam, SGD with momentum 0.9, and the gradient flow, all with the learning "
                        "rate of the setup panel. The flow passes the same time as k steps."}},
       {.text = "Learning rates",
        .tip = {.title = "Learning rates",
                .body = "The setup panel's optimizer with a tenth of its learning rate, with its "
                        "learning rate, and with ten times that."}}}};
  const int kind = ui::segmented(context.frame, "compared-kind", kinds,
                                 static_cast<int>(state.comparedKind), width);
  if (!isRunning) state.comparedKind = static_cast<ComparedKind>(kind);
  const ui::NumberEdit edit = ui::numberRow(
      context.frame,
      {.label = "Steps",
       .range = {.minimum = 1.0, .maximum = static_cast<double>(kMostSteps), .isInteger = true},
       .slider = {100.0, 20'000.0, ui::SliderScale::kLog},
       .isEnabled = !isRunning,
       .tip = {.title = "Steps", .body = "Of each variant, from the start of the run."}},
      static_cast<double>(state.comparedSteps));
  if (edit.isPreview || edit.isCommitted) state.comparedSteps = std::lround(edit.value);
}

void drawButton(const TheoryContext& context, float width, bool isRunning) {
  TheoryState& state = context.state;
  if (isRunning) {
    const bool isStopped = ui::button(
        context.frame, "stop-comparison", "Stop",
        {.title = "Stop", .body = "What has been compared so far stays."}, {.widthUnits = width});
    if (isStopped) state.comparer.stop();
    return;
  }
  const bool isStarted = ui::button(
      context.frame, "compare", "Compare",
      {.title = "Compare",
       .body = "Trains all of them from the present configuration's start, on a thread of its own. "
               "The run in the window goes on."},
      {.isPrimary = true, .widthUnits = width});
  if (!isStarted) return;
  state.comparer.start(context.actions.config(), state.comparedKind, state.comparedSteps,
                       loadExperiment);
  state.plots = {};
  state.links = {};
  context.frame.redraw.in(0.0);
}

void drawPlots(const TheoryContext& context, const ComparisonFrame& comparison) {
  const TheoryInks inks = theoryInks(context.frame);
  const std::array<figure::Color, 3> colors{inks.first, inks.second, inks.third};
  for (std::size_t q = 0; q < kQuantities.size(); ++q) {
    const Quantity& quantity = kQuantities[q];
    plot::PlotSpec spec;
    spec.id = quantity.id;
    spec.title = quantity.title;
    spec.xLabel = "step";
    for (std::size_t i = 0; i < comparison.courses.size(); ++i) {
      const ComparedCourse& course = comparison.courses[i];
      const std::vector<double>& values = course.*quantity.values;
      plot::PlotSeries series;
      series.name = course.name;
      series.color = colors[i % colors.size()];
      series.count = static_cast<long>(values.size());
      series.value = [&values](long k) { return values[static_cast<std::size_t>(k)]; };
      spec.series.push_back(std::move(series));
    }
    drawTheoryPlot(context, q, spec, quantity.scale, 0);
  }
}

/// The numbers at the end, a block for each variant.
void drawNumbers(const TheoryContext& context, const ComparisonFrame& comparison) {
  for (const ComparedCourse& course : comparison.courses) {
    if (course.crossings.empty()) continue;
    const std::string after =
        course.hasDiverged
            ? "diverged after " + groupedText(static_cast<long>(course.crossings.size()) - 1) +
                  " steps"
            : "after " + groupedText(static_cast<long>(course.crossings.size()) - 1) + " steps";
    remark(context, course.name + ", " + after);
    const std::string crossings = groupedText(static_cast<long>(course.crossings.back()));
    const std::string loss = plot::readoutNumber(course.trainLosses.back(), 4);
    const std::string dimension = plot::readoutNumber(course.effectiveDimensions.back(), 4);
    ui::keyValueRow(context.frame, {.key = "Crossings", .value = crossings});
    ui::keyValueRow(context.frame, {.key = "Training loss", .value = loss});
    ui::keyValueRow(context.frame, {.key = "d_eff", .value = dimension});
  }
}

void drawSaving(const TheoryContext& context, float width) {
  const float half = std::floor((width - ImGui::GetStyle().ItemSpacing.x) / 2);
  const ui::Frame& frame = context.frame;
  const bool asCsv =
      ui::button(frame, "save-csv", "Save CSV",
                 {.title = "Save CSV",
                  .body = "A row a step with everything measured: losses, crossings, "
                          "regions, d_eff, distances. Into the export folder."},
                 {.widthUnits = half});
  ImGui::SameLine();
  const bool asPage = ui::button(frame, "save-page", "Save page",
                                 {.title = "Save page",
                                  .body = "One page (HTML) with the plots, the numbers and the "
                                          "configuration. Into the export folder."},
                                 {.widthUnits = half});
  if (asCsv) context.actions.request({.kind = ExportKind::kComparisonCsv});
  if (asPage) context.actions.request({.kind = ExportKind::kComparisonPage});
}

}  // namespace

void drawComparePage(const TheoryContext& context) {
  const bool isRunning = context.state.comparer.isRunning();
  const float width = std::floor(ImGui::GetContentRegionAvail().x);
  remark(context,
         "Why Adam and not SGD? The same data and the same first \u03B8, in lock-step: what each "
         "crosses, and what it reaches.");
  drawChoices(context, width, isRunning);
  drawButton(context, width, isRunning);
  if (isRunning) context.frame.redraw.in(kRedrawSeconds);
  const std::shared_ptr<const ComparisonFrame> comparison = context.state.comparer.frame();
  if (comparison == nullptr) return;
  if (!comparison->problem.empty()) {
    ui::mutedText(context.frame, "Nothing was compared: " + comparison->problem);
    return;
  }
  if (isRunning) {
    remark(context, "Step " + groupedText(comparison->steps) + " of " +
                        groupedText(comparison->goal) + "\u2026");
  }
  if (comparison->courses.empty()) return;
  drawPlots(context, *comparison);
  drawNumbers(context, *comparison);
  if (context.state.comparer.result() != nullptr) drawSaving(context, width);
}

}  // namespace adamscope
