#include "app/figure/scene.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/figure/ticks.h"

namespace adamscope::figure {
namespace {

/// Area of a polygon, length of an interval.
double sizeOf(std::span<const SlicePoint> loop) {
  if (loop.size() == 2) return std::abs(loop[1].x - loop[0].x);
  double twice = 0.0;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const SlicePoint& a = loop[i];
    const SlicePoint& b = loop[(i + 1) % loop.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return 0.5 * std::abs(twice);
}

ColorScale makeScale(const TessellationFigure& content, const FigureOptions& options,
                     const AffineMaps& maps, const Theme& theme) {
  if (options.fill == FigureFill::kProbability) return ColorScale::probability(theme);
  const double halfRange =
      options.colorHalfRange > 0.0
          ? options.colorHalfRange
          : chooseHalfRange(*content.tessellation, maps, options.output, content.threshold);
  return ColorScale::diverging(content.threshold, halfRange, theme);
}

}  // namespace

int Scene::classCount() const { return std::max(2, content.network->architecture.outputCount()); }

double chooseHalfRange(const Tessellation& tessellation, const AffineMaps& maps, int output,
                       double center) {
  constexpr double kShare = 0.9;
  std::vector<std::pair<double, double>> sizes;  // |f - center| and the area that it stands for.
  double total = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    std::vector<SlicePoint> loop;
    for (const int v : tessellation.faceVertices(face)) {
      loop.push_back(tessellation.vertices[static_cast<std::size_t>(v)]);
    }
    const double weight = sizeOf(loop) / static_cast<double>(loop.size());
    for (const SlicePoint& corner : loop) {
      sizes.emplace_back(std::abs(maps.valueAt(face, output, corner) - center), weight);
      total += weight;
    }
  }
  std::sort(sizes.begin(), sizes.end());
  double sum = 0.0;
  for (const auto& [size, weight] : sizes) {
    sum += weight;
    if (sum >= kShare * total && size > 0.0 && std::isfinite(size)) return niceCeiling(size);
  }
  return 1.0;
}

Scene makeScene(const TessellationFigure& content, const FigureOptions& options) {
  const Theme theme = options.theme == FigureTheme::kDark ? Theme::dark() : Theme::paper();
  AffineMaps maps = affineMapsOf(*content.network, *content.tessellation);
  DecisionBoundary boundary;
  const bool needsClasses = options.showDecisionBoundary || options.fill == FigureFill::kClass;
  if (content.isClassifier && needsClasses) {
    boundary = findDecisionBoundary(*content.tessellation, maps, content.threshold);
  }
  ColorScale scale = makeScale(content, options, maps, theme);
  return {content, options, theme, std::move(maps), std::move(boundary), std::move(scale)};
}

}  // namespace adamscope::figure
