#include "app/export/export_names.h"

#include "app/export/new_file.h"
#include "app/panels/plots_panel.h"

namespace adamscope {

namespace {

std::string partOf(const ExportRequest& request) {
  switch (request.kind) {
    case ExportKind::kViewPng:
    case ExportKind::kViewSvg:
    case ExportKind::kViewPdf:
      return "view";
    case ExportKind::kPlotPng:
    case ExportKind::kPlotSvg:
    case ExportKind::kPlotPdf:
    case ExportKind::kPlotCsv:
      return PlotsPanel::nameOf(request.plot);
    case ExportKind::kLogs:
      return "logs";
    case ExportKind::kRun:
      return "run";
    case ExportKind::kConfig:
    case ExportKind::kComparisonCsv:
    case ExportKind::kComparisonPage:
    case ExportKind::kWindowPng:
      break;
  }
  return {};
}

}  // namespace

std::string endingFor(ExportKind kind) {
  switch (kind) {
    case ExportKind::kWindowPng:
    case ExportKind::kViewPng:
    case ExportKind::kPlotPng:
      return ".png";
    case ExportKind::kViewSvg:
    case ExportKind::kPlotSvg:
      return ".svg";
    case ExportKind::kViewPdf:
    case ExportKind::kPlotPdf:
      return ".pdf";
    case ExportKind::kPlotCsv:
    case ExportKind::kComparisonCsv:
      return ".csv";
    case ExportKind::kComparisonPage:
      return ".html";
    case ExportKind::kConfig:
      return ".json";
    case ExportKind::kLogs:
    case ExportKind::kRun:
      break;
  }
  return {};
}

std::string suggestedPath(const ExportRequest& request, const TrainFrame& train,
                          const std::string& folder) {
  const std::string stem = [&] {
    switch (request.kind) {
      // These belong to no step of the run.
      case ExportKind::kConfig:
        return exportStem(train.config) + "-config";
      case ExportKind::kComparisonCsv:
      case ExportKind::kComparisonPage:
        return exportStem(train.config) + "-comparison";
      default:
        return exportStem(train, partOf(request));
    }
  }();
  return (folder.empty() ? defaultExportFolder() : folder) + "/" + stem + endingFor(request.kind);
}

}  // namespace adamscope
