// The activation mask of a region as squares, one row of them for each hidden layer.
#pragma once

#include "app/model/region_report.h"
#include "app/panels/inspector_context.h"

namespace adamscope {

/// Filled squares are neurons that are on. Resting on one tells its preactivation at the report's
/// point; a click selects the neuron.
void drawMask(const InspectorContext& context, const AnalysisFrame& analysis,
              const RegionReport& report);

}  // namespace adamscope
