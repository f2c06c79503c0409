// A comparison of runs as numbers, as a figure and as a page.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "app/report/report_page.h"
#include "core/session/comparison.h"

namespace adamscope {

/// One row a step, a group of columns a variant ("a_", "b_", ...); empty after a divergence.
std::string comparisonCsv(const Comparison& comparison);

/// The variants with their settings and their last numbers.
nlohmann::ordered_json comparisonJson(const Comparison& comparison);

/// Loss, crossings, effective dimension and distance to the reference, each for all variants.
std::vector<ReportPlot> comparisonPlots(const Comparison& comparison);

/// Those four plots on one sheet, in the format of the path's ending. Error: as writePlot.
Status drawComparison(const Comparison& comparison, const std::string& path);

ReportPage comparisonPage(const Comparison& comparison);

}  // namespace adamscope
