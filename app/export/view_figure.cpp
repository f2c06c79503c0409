#include "app/export/view_figure.h"

#include <algorithm>

#include "app/panels/number_format.h"

namespace adamscope {

namespace {

/// Points: two columns of a paper.
constexpr double kWidth = 440.0;

}  // namespace

FigureFill figureFillFor(const TrainFrame& train, const InputViewState& view) {
  const int outputs = train.network.architecture.outputCount();
  switch (view.fill) {
    case RegionFill::kRegion:
      return FigureFill::kRegion;
    case RegionFill::kProbability:
      return outputs == 1 ? FigureFill::kProbability : FigureFill::kClass;
    default:
      return FigureFill::kOutput;
  }
}

bool hasFigureFill(const InputViewState& view) {
  return view.fill == RegionFill::kOutput || view.fill == RegionFill::kProbability ||
         view.fill == RegionFill::kRegion;
}

Status writeViewFigure(const ModelFrame& model, const InputViewState& view, ui::ThemeName theme,
                       const std::string& path) {
  if (!model.analysis) return Error{"There are no regions to draw yet; try again in a moment."};
  const AnalysisFrame& analysis = *model.analysis;
  const TrainFrame& train = *analysis.train;
  const Experiment& experiment = *train.experiment;
  const bool isClassifier = experiment.data.train.task == Task::kClassification;
  std::string subtitle = groupedText(analysis.tessellation.faceCount()) + " linear regions";
  if (!analysis.tessellation.exact) subtitle += " (truncated)";
  subtitle += " after " + groupedText(train.step) + " steps, " +
              groupedText(train.counts.crossings) + " crossings";
  const TessellationFigure figure{
      .network = &train.network,
      .tessellation = &analysis.tessellation,
      .data = &experiment.data,
      .threshold = isClassifier ? decisionThreshold(train.config.loss) : 0.0,
      .isLogit = train.config.loss == Loss::kBce,
      .isClassifier = isClassifier,
      .title = train.config.data.source + ", " + train.network.architecture.describe(),
      .subtitle = subtitle};
  const int outputs = train.network.architecture.outputCount();
  const FigureOptions options{
      .fill = figureFillFor(train, view),
      .theme = theme == ui::ThemeName::kDark ? FigureTheme::kDark : FigureTheme::kPaper,
      .width = kWidth,
      .output = std::clamp(view.output, 0, outputs - 1),
      .showBoundaries = view.showBoundaries,
      .showDecisionBoundary = view.showDecision,
      .showTrainingData = view.showTrain,
      .showTestData = view.showTest};
  return writeTessellationFigure(figure, path, options);
}

}  // namespace adamscope
