#include "app/figure/scene.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

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

/// |f - center| at the corners of all faces, each with its part of the face's area. They are looked
/// at again and again instead of being kept: the window needs them for every frame.
class CornerSizes {
 public:
  CornerSizes(const Tessellation& tessellation, const AffineMaps& maps, int output, double center)
      : tessellation_(tessellation), maps_(maps), output_(output), center_(center) {
    std::vector<SlicePoint> loop;
    weights_.reserve(static_cast<std::size_t>(tessellation.faceCount()));
    for (int face = 0; face < tessellation.faceCount(); ++face) {
      loop.clear();
      for (const int v : tessellation.faceVertices(face)) {
        loop.push_back(tessellation.vertices[static_cast<std::size_t>(v)]);
      }
      const double area = sizeOf(loop);
      weights_.push_back(area / static_cast<double>(loop.size()));
      total_ += area;
    }
  }

  /// As weightedQuantile, of this share of the whole area. First the bin that it lies in is found,
  /// then the entry in the bin.
  double quantile(double share) const {
    std::vector<double> weightOfBin(kBins);
    forEach([&](const WeightedSize& entry) { weightOfBin[binOf(entry.size)] += entry.weight; });
    double left = share * total_;
    std::size_t bin = 0;
    std::size_t filled = 0;  // the last bin with a weight, for sums that rounding leaves short
    for (; bin < kBins && left > weightOfBin[bin]; ++bin) {
      left -= weightOfBin[bin];
      if (weightOfBin[bin] > 0.0) filled = bin;
    }
    if (bin == kBins) {
      bin = filled;
      left = weightOfBin[bin];
    }
    std::vector<WeightedSize> entries;
    forEach([&](const WeightedSize& entry) {
      if (binOf(entry.size) == bin) entries.push_back(entry);
    });
    return weightedQuantile(entries, left);
  }

  /// 0 if there is none.
  double leastPositive() const {
    double least = 0.0;
    forEach([&](const WeightedSize& entry) {
      if (entry.size > 0.0 && (least == 0.0 || entry.size < least)) least = entry.size;
    });
    return least;
  }

 private:
  // The exponent and the first bits of the fraction order the numbers that are not negative.
  static constexpr unsigned kDroppedBits = 49;
  static constexpr std::size_t kBins = std::size_t{1} << (63 - kDroppedBits);

  static std::size_t binOf(double size) {
    return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(size) >> kDroppedBits);
  }

  /// Visits those that are finite.
  template <class Visit>
  void forEach(const Visit& visit) const {
    for (int face = 0; face < tessellation_.faceCount(); ++face) {
      const double weight = weights_[static_cast<std::size_t>(face)];
      for (const int v : tessellation_.faceVertices(face)) {
        const SlicePoint& corner = tessellation_.vertices[static_cast<std::size_t>(v)];
        const double size = std::abs(maps_.valueAt(face, output_, corner) - center_);
        if (std::isfinite(size)) visit(WeightedSize{size, weight});
      }
    }
  }

  const Tessellation& tessellation_;
  const AffineMaps& maps_;
  int output_;
  double center_;
  std::vector<double> weights_;  // of each corner of a face
  double total_ = 0.0;
};

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
  const CornerSizes corners(tessellation, maps, output, center);
  const double range = corners.quantile(kShare);
  if (range > 0.0) return niceCeiling(range);
  const double least = corners.leastPositive();
  return least > 0.0 ? niceCeiling(least) : 1.0;
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
