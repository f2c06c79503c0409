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

struct WeightedSize {
  double size = 0.0;
  double weight = 0.0;
};

/// The least size up to which (inclusive) the weights sum to `share` or more; the largest if they
/// do not; 0 without any. Reorders the entries. Linear in their number: each round leaves one half.
double weightedQuantile(std::span<WeightedSize> entries, double share) {
  const auto isLess = [](const WeightedSize& a, const WeightedSize& b) { return a.size < b.size; };
  while (entries.size() > 1) {
    const std::size_t half = entries.size() / 2;
    std::nth_element(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(half),
                     entries.end(), isLess);
    double below = 0.0;
    for (const WeightedSize& entry : entries.first(half)) below += entry.weight;
    if (below >= share) {
      entries = entries.first(half);
    } else {
      share -= below;
      entries = entries.subspan(half);
    }
  }
  return entries.empty() ? 0.0 : entries.front().size;
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
  std::vector<WeightedSize> sizes;  // |f - center| and the area that it stands for
  std::vector<SlicePoint> loop;
  double total = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    loop.clear();
    for (const int v : tessellation.faceVertices(face)) {
      loop.push_back(tessellation.vertices[static_cast<std::size_t>(v)]);
    }
    const double weight = sizeOf(loop) / static_cast<double>(loop.size());
    total += weight * static_cast<double>(loop.size());
    for (const SlicePoint& corner : loop) {
      sizes.push_back({std::abs(maps.valueAt(face, output, corner) - center), weight});
    }
  }
  std::erase_if(sizes, [](const WeightedSize& entry) { return !std::isfinite(entry.size); });
  double range = weightedQuantile(sizes, kShare * total);
  if (range > 0.0) return niceCeiling(range);
  for (const WeightedSize& entry : sizes) {
    if (entry.size > 0.0 && (range == 0.0 || entry.size < range)) range = entry.size;
  }
  return range > 0.0 ? niceCeiling(range) : 1.0;
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
