#include "app/cli/input_figure.h"

#include "app/figure/tessellation_figure.h"
#include "core/regions/tessellation.h"

namespace adamscope {

namespace {

// Points in SVG and PDF; the PNG gets this many pixels per point, enough for print at 17 cm.
constexpr double kWidth = 440.0;
constexpr double kPixelsPerPoint = 3.0;

std::string subtitleOf(const Run& run, const Tessellation& regions) {
  std::string text = std::to_string(regions.faceCount()) + " linear regions";
  if (!regions.exact) text += " (truncated)";
  return text + " after " + std::to_string(run.stepCount()) + " steps, " +
         std::to_string(run.counts().crossings) + " crossings";
}

}  // namespace

Status writeInputFigures(const Run& run, const std::vector<std::string>& paths) {
  const Experiment& experiment = run.experiment();
  const Config& config = experiment.config;
  const Tessellation regions =
      tessellate(run.network(), experiment.slice, experiment.domain,
                 {.maxRegions = static_cast<std::size_t>(config.limits.maxRegions)});
  const bool classifier = experiment.data.train.task == Task::kClassification;
  const TessellationFigure figure{
      .network = &run.network(),
      .tessellation = &regions,
      .data = &experiment.data,
      .threshold = classifier ? decisionThreshold(config.loss) : 0.0,
      .isLogit = config.loss == Loss::kBce,
      .isClassifier = classifier,
      .title = config.data.source + ", " + run.network().architecture.describe(),
      .subtitle = subtitleOf(run, regions)};
  const bool manyOutputs = run.network().architecture.outputCount() > 1;
  for (const std::string& path : paths) {
    FigureOptions options{.width = kWidth};
    options.fill = classifier && manyOutputs ? FigureFill::kClass : FigureFill::kOutput;
    if (path.ends_with(".png")) options.scale = kPixelsPerPoint;
    if (const Status written = writeTessellationFigure(figure, path, options); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace adamscope
