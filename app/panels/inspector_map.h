// The affine map of f on a region, and what it gives at the point.
#pragma once

#include "app/model/region_report.h"
#include "app/panels/inspector_context.h"

namespace adamscope {

/// Class and outputs at the point.
void drawOutputs(const InspectorContext& context, const RegionReport& report);

/// "f = 1.234 s - 0.532 t + 0.042", one row an output, aligned.
void drawAffineMap(const InspectorContext& context, const RegionReport& report);

}  // namespace adamscope
