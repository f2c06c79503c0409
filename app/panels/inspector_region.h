// The Inspector's region: which one is under the cursor or pinned, what f is on it, which neurons
// are on, and what lies beyond its sides.
#pragma once

#include <memory>
#include <optional>

#include "app/model/face_locator.h"
#include "app/model/region_report.h"
#include "app/panels/inspector_context.h"

namespace adamscope {

class InspectorRegion {
 public:
  /// Draws into the current window, from its cursor down.
  void draw(const InspectorContext& context);

  /// The region that is shown, if any.
  const std::optional<RegionReport>& report() const { return report_; }

 private:
  void update(const InspectorContext& context);
  void drawTitle(const InspectorContext& context) const;

  FaceFinder finder_;
  std::shared_ptr<const AnalysisFrame> analysis_;  // of the report
  std::optional<RegionReport> report_;
};

/// The point that the Inspector describes: the cursor, unless another region is pinned.
std::optional<SlicePoint> describedPoint(const std::shared_ptr<const AnalysisFrame>& analysis,
                                         const Selection& selection, FaceFinder& finder);

}  // namespace adamscope
