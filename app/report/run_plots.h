// The plots of a run's report.
#pragma once

#include <optional>
#include <vector>

#include "app/report/run_page.h"
#include "core/theory/two_phase.h"

namespace adamscope {

/// Counts against bounds, on a logarithmic axis.
ReportPlot boundsPlot(const RunPageInput& input);
/// Training and test loss; the two-phase fit where there is one.
ReportPlot lossPlot(const RunPageInput& input, const std::optional<TwoPhaseFit>& fit);
/// One assumption's figure at the looks, with its threshold.
ReportPlot assumptionPlot(const RunPageInput& input, Assumption assumption);
/// PL ratio with its lower envelope; smallest and largest eigenvalue of the kernel; its drift.
ReportPlot plPlot(const RunPageInput& input);
ReportPlot kernelPlot(const RunPageInput& input);
/// The loss against F2's curve; for runs with hasPredictedRate().
ReportPlot ratePlot(const RunPageInput& input);
/// Gap and complexities.
ReportPlot gapPlot(const RunPageInput& input);

/// The looks that are a whole number of intervals apart, for plots: all but perhaps the last one.
std::vector<const TheoryLook*> evenLooks(const std::vector<TheoryLook>& looks);

/// ln L of the run at up to 512 steps, fitted; nothing if L is not positive throughout.
std::optional<TwoPhaseFit> fitLoss(const RunHistory& history);

}  // namespace adamscope
