// What the window and the figures of parameter slices share: the colours behind the curves, how
// strong the curves are drawn, and how points off the plane fade.
#pragma once

#include "app/figure/theme.h"
#include "core/session/slice_analysis.h"

namespace adamscope::figure {

/// Colours of the loss on a logarithmic scale between two quantiles of a map.
class LossScale {
 public:
  /// The range of the finite values, without the highest and lowest few; 1 to 10 if there are none.
  explicit LossScale(const SliceGrid& grid);

  /// 0 at the lowest, 1 at the highest loss of the scale; 1 for what is not finite.
  double share(double loss) const;
  double lossAt(double share) const;
  double low() const { return lossAt(0.0); }
  double high() const { return lossAt(1.0); }
  /// Losses to draw contours at, evenly spaced on the scale.
  std::vector<double> levels() const;

 private:
  double logLow_ = 0.0;
  double logHigh_ = 1.0;
};

/// Quiet, so that the curves lead.
Color lossColor(const Theme& theme, double share);
/// One quiet colour for each joint mask.
Color regionColor(const Theme& theme, const Hash128& hash);

/// How strongly curves are drawn so that many of them still show where they are dense.
struct CurveStyle {
  double opacity = 0.9;
  double width = 1.0;      ///< In the picture's unit.
  bool isDensity = false;  ///< Single curves can no longer be told apart.
};
/// lengthOfAll: of all curves, in the picture's unit; area: of the picture.
CurveStyle curveStyle(double lengthOfAll, double area);
/// Length of all shown boundaries if the domain is drawn at width x height.
double boundaryLength(const SliceFrame& frame, double width, double height);

/// Whether something is as good as in the plane: nearer to it than half a pixel.
bool isInPlane(const SliceFrame& frame, double distance);
/// Whether the preconditioner's ellipse is large enough in the picture to be seen.
bool hasVisibleEllipse(const SliceFrame& frame);

/// Opacity of what lies at this distance from the plane.
double offPlaneOpacity(const SliceFrame& frame, double distance);

/// "42 regions, exact" or "at least 42 regions at this resolution", and what is left out; for a
/// corner of the picture.
std::string sliceCaption(const SliceFrame& frame);

}  // namespace adamscope::figure
