// The report of one run (theory sections 4 to 8): what a theorist could attach to a review.
#pragma once

#include <optional>

#include "app/report/report_page.h"
#include "core/io/run_folder.h"
#include "core/session/run_history.h"
#include "core/theory/barrier.h"

namespace adamscope {

/// What the report is made of. The pointers are borrowed for the call, and never null unless it
/// says so.
struct RunPageInput {
  const Run* run = nullptr;
  const RunHistory* history = nullptr;     ///< All steps of the run.
  const TheoryAnalyst* analyst = nullptr;  ///< With at least one look.
  const BarrierReport* barrier = nullptr;  ///< Null: none was asked for.
  std::string barrierPartner;              ///< What the barrier leads to, in words.
  RunEnd end = RunEnd::kCompleted;
};

ReportPage runPage(const RunPageInput& input);

/// The three paths of a barrier: loss along each, and a table. Also for `adamscope barrier`.
ReportPlot barrierPlot(const BarrierReport& report);
ReportTable barrierTable(const BarrierReport& report);

}  // namespace adamscope
