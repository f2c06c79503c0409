#include "app/panels/export_dialog.h"

#include <array>
#include <filesystem>
#include <vector>

#include "app/export/export_names.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"

namespace adamscope {

namespace {

using ui::Frame;

constexpr const char* kPopup = "##export";
constexpr float kWidthEm = 36.0F;
constexpr float kLabelEm = 5.0F;

}  // namespace

std::optional<ExportRequest> ExportDialog::draw(const Frame& frame, const ExportScene& scene) {
  if (isRequested_) {
    ImGui::OpenPopup(kPopup);
    place_.begin(scene.settings.exportFolder);
  }
  isRequested_ = false;
  if (!ui::beginDialog(frame,
                       {.id = kPopup, .title = "Export", .widthEm = kWidthEm, .topShare = 0.25F})) {
    return std::nullopt;
  }
  drawWhat(frame);
  drawFormat(frame, scene);
  drawSize(frame, scene);
  drawPlace(frame, scene);
  std::optional<ExportRequest> decided;
  if (drawDialogEnd(frame, {.trouble = problem(scene),
                            .remark = place_.replaces()
                                          ? "The file that is there will be replaced."
                                          : "A name that is taken gets a number; nothing is lost.",
                            .hasKeyboard = !place_.isBrowsing()})) {
    decided = request();
    // The next export goes there, too.
    const std::string folder = place_.folderToRemember();
    if (!folder.empty()) scene.settings.exportFolder = folder;
    ImGui::CloseCurrentPopup();
  }
  ui::endDialog();
  return decided;
}

void ExportDialog::drawWhat(const Frame& frame) {
  const std::array<ui::Segment, 5> cells{{
      {.text = "Window", .tip = {.body = "All of it, as it is now."}},
      {.text = "View", .tip = {.body = "The picture in the centre alone."}},
      {.text = "Plot", .tip = {.body = "One of the three plots, or its numbers."}},
      {.text = "Logs",
       .tip = {.body = "A folder with every crossing, every step, the samples, the configuration "
                       "with its seeds, the network and a summary. The run goes on."}},
      {.text = "Config", .tip = {.body = "config.json: what reproduces the run."}},
  }};
  rowLabel(frame, "What", kLabelEm);
  const int chosen = ui::segmented(frame, "what", cells, static_cast<int>(what_),
                                   ImGui::GetContentRegionAvail().x);
  if (chosen != static_cast<int>(what_)) place_.forgetName();
  what_ = static_cast<What>(chosen);
  if (what_ != What::kPlot) return;
  const std::array<ui::Segment, 3> plots{
      {{.text = "Loss"}, {.text = "Crossings"}, {.text = "Totals and bounds"}}};
  rowLabel(frame, "Plot", kLabelEm);
  plot_ = ui::segmented(frame, "plot", plots, plot_, ImGui::GetContentRegionAvail().x);
}

bool ExportDialog::hasFormat(Format format, const ExportScene& scene) const {
  const bool isFlat = !scene.state.input.is3D;
  switch (format) {
    case Format::kPng:
      return true;
    case Format::kSvg:
    case Format::kPdf:
      return what_ == What::kPlot || (what_ == What::kView && isFlat);
    case Format::kCsv:
      return what_ == What::kPlot;
  }
  return false;
}

void ExportDialog::drawFormat(const Frame& frame, const ExportScene& scene) {
  if (what_ == What::kLogs || what_ == What::kConfig) return;
  constexpr std::array kNames{"PNG", "SVG", "PDF", "CSV"};
  std::vector<ui::Segment> cells;
  std::vector<Format> formats;
  int selected = 0;
  for (const Format format : {Format::kPng, Format::kSvg, Format::kPdf, Format::kCsv}) {
    if (!hasFormat(format, scene)) continue;
    if (format == format_) selected = static_cast<int>(formats.size());
    cells.push_back({.text = kNames[static_cast<std::size_t>(format)]});
    formats.push_back(format);
  }
  rowLabel(frame, "Format", kLabelEm);
  selected = ui::segmented(frame, "format", cells, selected,
                           frame.em(5) * static_cast<float>(cells.size()));
  format_ = formats[static_cast<std::size_t>(selected)];
}

void ExportDialog::drawSize(const Frame& frame, const ExportScene& scene) {
  if (!isSized()) return;
  const DrawnArea& area = what_ == What::kWindow ? scene.window : scene.view;
  const std::string size = what_ == What::kPlot ? sizeText(480 * size_.scale, 280 * size_.scale)
                                                : sizeText(area, size_.scale);
  drawSizeRows(frame, kLabelEm, size_, size + ", drawn anew with sharp text");
}

void ExportDialog::drawPlace(const Frame& frame, const ExportScene& scene) {
  place_.suggest(
      std::filesystem::path(suggestedPath({.kind = kind(), .plot = static_cast<std::size_t>(plot_)},
                                          *scene.model.train, "/"))
          .filename()
          .string());
  place_.draw(frame, kLabelEm,
              {.title = what_ == What::kLogs ? "Name of the folder" : "Name of the file",
               .body = "The data, what is in it, and the step."},
              endingFor(kind()));
}

std::string ExportDialog::problem(const ExportScene& scene) const {
  if (const std::string place = place_.problem(); !place.empty()) return place;
  if (what_ == What::kLogs && scene.model.train->recordPath.empty()) {
    return "This run is not being recorded, so there are no logs. Restart it (R) to try again, or "
           "use adamscope run.";
  }
  if (!isSized()) return {};
  return pictureFrame(what_ == What::kWindow ? scene.window : scene.view, size_.wish()).message();
}

/// Whether it has a number of pixels.
bool ExportDialog::isSized() const {
  const bool canBe = what_ == What::kWindow || what_ == What::kView || what_ == What::kPlot;
  return canBe && format_ == Format::kPng;
}

ExportKind ExportDialog::kind() const {
  constexpr std::array kPlots{ExportKind::kPlotPng, ExportKind::kPlotSvg, ExportKind::kPlotPdf,
                              ExportKind::kPlotCsv};
  constexpr std::array kViews{ExportKind::kViewPng, ExportKind::kViewSvg, ExportKind::kViewPdf,
                              ExportKind::kViewPng};
  const auto format = static_cast<std::size_t>(format_);
  switch (what_) {
    case What::kView:
      return kViews[format];
    case What::kPlot:
      return kPlots[format];
    case What::kLogs:
      return ExportKind::kLogs;
    case What::kConfig:
      return ExportKind::kConfig;
    case What::kWindow:
      break;
  }
  return ExportKind::kWindowPng;
}

ExportRequest ExportDialog::request() const {
  const PictureWish wish = isSized() ? size_.wish() : PictureWish{};
  return {.kind = kind(),
          .scale = wish.scale,
          .width = wish.widthPx,
          .height = wish.heightPx,
          .path = place_.path(),
          .plot = static_cast<std::size_t>(plot_),
          .replaces = place_.replaces()};
}

}  // namespace adamscope
