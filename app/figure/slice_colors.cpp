#include "app/figure/slice_colors.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace adamscope::figure {
namespace {

/// What the scale leaves out at either end.
constexpr double kOutliers = 0.02;
constexpr int kContours = 9;
/// With more ink than this share of the area, curves are drawn fainter.
constexpr double kMuchInk = 0.12;

std::string withCommas(long count) {
  const std::string digits = std::to_string(count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

/// Of the picture, in parameter space.
double widthOf(const SliceFrame& frame) {
  return (frame.domain.xMax - frame.domain.xMin) * frame.slice.plane.directions.col(0).norm();
}

}  // namespace

LossScale::LossScale(const SliceGrid& grid) {
  std::vector<double> logs;
  for (const double value : grid.values) {
    if (value > 0.0 && std::isfinite(value)) logs.push_back(std::log(value));
  }
  if (logs.empty()) {
    logHigh_ = std::log(10.0);
    return;
  }
  std::sort(logs.begin(), logs.end());
  const auto at = [&](double share) {
    return logs[static_cast<std::size_t>(share * static_cast<double>(logs.size() - 1))];
  };
  logLow_ = at(0.0);
  logHigh_ = std::max(at(1.0 - kOutliers), logLow_ + 1e-9);
}

double LossScale::share(double loss) const {
  if (!std::isfinite(loss)) return 1.0;
  if (!(loss > 0.0)) return 0.0;
  return std::clamp((std::log(loss) - logLow_) / (logHigh_ - logLow_), 0.0, 1.0);
}

double LossScale::lossAt(double share) const {
  return std::exp(logLow_ + share * (logHigh_ - logLow_));
}

std::vector<double> LossScale::levels() const {
  std::vector<double> levels;
  for (int k = 1; k <= kContours; ++k) levels.push_back(lossAt(double(k) / (kContours + 1)));
  return levels;
}

Color lossColor(const Theme& theme, double share) {
  // Low loss stands out: light on paper, and in the dark a valley of light as well.
  const Color low = theme.isDark ? fromOklch(0.40, 0.055, 250.0) : fromOklch(0.985, 0.01, 250.0);
  const Color high = theme.isDark ? fromOklch(0.17, 0.02, 285.0) : fromOklch(0.76, 0.045, 285.0);
  return mix(low, high, share);
}

Color regionColor(const Theme& theme, const Hash128& hash) {
  const double hue = static_cast<double>(hash.low % 360U);
  const double shade = hash.high % 2U == 0U ? 0.02 : -0.02;
  return fromOklch(theme.regionLightness + shade, theme.regionChroma, hue);
}

CurveStyle curveStyle(double lengthOfAll, double area) {
  CurveStyle style;
  const double ink = lengthOfAll / std::max(area, 1.0);
  if (ink <= kMuchInk) return style;
  style.opacity = std::clamp(style.opacity * std::sqrt(kMuchInk / ink), 0.16, 0.9);
  style.width = std::clamp(std::sqrt(kMuchInk / ink), 0.6, 1.0);
  style.isDensity = ink > 4.0 * kMuchInk;
  return style;
}

double boundaryLength(const SliceFrame& frame, double width, double height) {
  const double x = width / (frame.domain.xMax - frame.domain.xMin);
  const double y = height / (frame.domain.yMax - frame.domain.yMin);
  double length = 0.0;
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    length += std::hypot(x * (piece.to.x - piece.from.x), y * (piece.to.y - piece.from.y));
  }
  return length;
}

double offPlaneOpacity(const SliceFrame& frame, double distance) {
  const double across = widthOf(frame);
  if (!(across > 0.0)) return 1.0;
  return std::clamp(1.0 - 3.0 * distance / across, 0.45, 1.0);
}

bool isInPlane(const SliceFrame& frame, double distance) {
  return distance <= 0.5 * widthOf(frame) / frame.request.widthPx;
}

bool hasVisibleEllipse(const SliceFrame& frame) {
  if (!frame.ellipse) return false;
  constexpr double kLeastShare = 0.02;
  const double reach = std::max(std::hypot(frame.ellipse->first.x, frame.ellipse->first.y),
                                std::hypot(frame.ellipse->second.x, frame.ellipse->second.y));
  return reach > kLeastShare * (frame.domain.xMax - frame.domain.xMin);
}

std::string sliceCaption(const SliceFrame& frame) {
  std::string text;
  if (frame.exactRegions) {
    text = withCommas(*frame.exactRegions) + " regions, exact";
  } else if (frame.regions) {
    text = "at least " + withCommas(static_cast<long>(frame.regions->hashes.size())) +
           " regions, at this resolution";
  } else {
    std::set<std::tuple<int, int, int>> seen;
    for (const BoundarySegment& piece : frame.boundaries.segments) {
      seen.insert({piece.layer, piece.neuron, piece.sample});
    }
    const long all = static_cast<long>(frame.boundaries.sampleCount) *
                     frame.slice.architecture.hiddenNeuronCount();
    text = withCommas(static_cast<long>(seen.size())) + " of " + withCommas(all) +
           " boundaries pass here";
  }
  const ParameterBoundaries& found = frame.boundaries;
  if (found.samplesTraced < found.sampleCount) {
    text += "; truncated, " + withCommas(found.samplesTraced) + " of " +
            withCommas(found.sampleCount) + " samples";
  }
  if (found.layersTraced < found.layerCount) {
    text += "; layers above " + std::to_string(found.layersTraced) + " left out";
  }
  return text;
}

}  // namespace adamscope::figure
