#include "app/panels/export_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

#include "app/export/export_names.h"
#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;
using ui::Frame;

constexpr const char* kPopup = "##export";
constexpr float kWidthEm = 36.0F;
constexpr float kLabelEm = 5.0F;
constexpr std::size_t kLongestPath = 4096;

/// The label of a row; what comes next stands beside it.
void label(const Frame& frame, const char* text) {
  const float start = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  ImGui::TextUnformatted(text);
  ImGui::PopStyleColor();
  ImGui::SameLine(start + frame.em(kLabelEm), 0.0F);
}

std::string sizeText(int widthPx, int heightPx) {
  return std::to_string(widthPx) + " \u00D7 " + std::to_string(heightPx) + " pixels";
}

/// A box for a number of pixels.
void pixelBox(const Frame& frame, const char* id, int& pixels, const ui::Tip& tip) {
  const ui::WithFont font(frame.fonts.numbers);
  ImGui::SetNextItemWidth(frame.em(5));
  ImGui::InputInt(id, &pixels, 0, 0);
  ui::tipOnHover(frame, tip);
}

}  // namespace

std::optional<ExportRequest> ExportDialog::draw(const Frame& frame, const ExportScene& scene) {
  if (isRequested_) {
    ImGui::OpenPopup(kPopup);
    isPathTyped_ = replaces_ = false;
  }
  isRequested_ = false;
  if (!ui::beginDialog(frame, {.id = kPopup, .title = "Export", .widthEm = kWidthEm})) {
    return std::nullopt;
  }
  drawWhat(frame);
  drawFormat(frame, scene);
  drawSize(frame, scene);
  drawPath(frame, scene);
  const std::string trouble = problem(scene);
  std::optional<ExportRequest> decided;
  if (drawButtons(frame, trouble)) {
    decided = request();
    takeFolder(scene);
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
      {.text = "Configuration", .tip = {.body = "config.json: what reproduces the run."}},
  }};
  label(frame, "What");
  const int chosen = ui::segmented(frame, "what", cells, static_cast<int>(what_),
                                   ImGui::GetContentRegionAvail().x);
  if (chosen != static_cast<int>(what_)) isPathTyped_ = replaces_ = false;
  what_ = static_cast<What>(chosen);
  if (what_ != What::kPlot) return;
  const std::array<ui::Segment, 3> plots{
      {{.text = "Loss"}, {.text = "Crossings"}, {.text = "Totals and bounds"}}};
  label(frame, "Plot");
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
  label(frame, "Format");
  selected = ui::segmented(frame, "format", cells, selected,
                           frame.em(5) * static_cast<float>(cells.size()));
  format_ = formats[static_cast<std::size_t>(selected)];
}

void ExportDialog::drawSize(const Frame& frame, const ExportScene& scene) {
  if (!isSized()) return;
  constexpr std::array<ui::Segment, 5> kCells{{{.text = "1\u00D7"},
                                               {.text = "2\u00D7"},
                                               {.text = "3\u00D7"},
                                               {.text = "4\u00D7"},
                                               {.text = "Exact"}}};
  label(frame, "Size");
  const int before = scale_ == 0 ? 4 : scale_ - 1;
  const int chosen = ui::segmented(frame, "size", kCells, before, frame.em(20));
  scale_ = chosen == 4 ? 0 : chosen + 1;
  ImGui::Dummy({frame.em(kLabelEm) - ImGui::GetStyle().ItemSpacing.x, 1.0F});
  ImGui::SameLine();
  if (scale_ == 0) return drawExactSize(frame);
  ImGui::AlignTextToFramePadding();
  const DrawnArea& area = what_ == What::kWindow ? scene.window : scene.view;
  const float pixels = area.density * static_cast<float>(scale_);
  const std::string size = what_ == What::kPlot
                               ? sizeText(480 * scale_, 280 * scale_)
                               : sizeText(static_cast<int>(std::lround(area.size.x * pixels)),
                                          static_cast<int>(std::lround(area.size.y * pixels)));
  ui::mutedText(frame, size + ", drawn anew with sharp text");
}

void ExportDialog::drawExactSize(const Frame& frame) {
  pixelBox(frame, "##width", widthPx_, {.title = "Width", .body = "In pixels, 16 to 16384."});
  ImGui::SameLine(0, frame.grid(2));
  ImGui::AlignTextToFramePadding();
  ui::mutedText(frame, "\u00D7");
  ImGui::SameLine(0, frame.grid(2));
  pixelBox(frame, "##height", heightPx_, {.title = "Height", .body = "In pixels, 16 to 16384."});
  ImGui::SameLine(0, frame.grid(2));
  ui::mutedText(frame, "pixels");
}

void ExportDialog::drawPath(const Frame& frame, const ExportScene& scene) {
  const std::string suggested =
      suggestedPath(request(), *scene.model.train, scene.settings.exportFolder);
  if (!isPathTyped_) path_ = suggested;
  // The ending follows the format.
  const std::string ending = fs::path(suggested).extension().string();
  if (isPathTyped_ && what_ != What::kLogs && fs::path(path_).has_extension()) {
    path_ = fs::path(path_).replace_extension(ending).string();
  }
  label(frame, what_ == What::kLogs ? "Folder" : "File");
  const float browse = frame.em(6);
  std::vector<char> text(kLongestPath);
  path_.copy(text.data(), text.size() - 1);
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - browse - frame.grid(2));
  if (ImGui::InputText("##path", text.data(), text.size())) {
    path_ = text.data();
    isPathTyped_ = true;
    replaces_ = false;
  }
  ui::tipOnHover(frame, {.title = "Where to", .body = path_});
  ImGui::SameLine(0, frame.grid(2));
  if (ui::button(frame, "browse", "Browse...", {}, {.widthUnits = browse})) {
    const fs::path path(path_);
    files_.browser().enter(path.parent_path().string());
    std::vector<std::string> endings;
    if (!ending.empty()) endings.push_back(ending);
    files_.open({.title = "Export to",
                 .action = "Choose",
                 .request = {.isSave = true,
                             .endings = std::move(endings),
                             .suggestedName = path.filename().string()}});
  }
  if (const std::optional<std::string> chosen = files_.draw(frame)) {
    std::error_code failure;
    path_ = *chosen;
    isPathTyped_ = true;
    replaces_ = what_ != What::kLogs && fs::exists(path_, failure);
  }
}

bool ExportDialog::drawButtons(const Frame& frame, const std::string& trouble) {
  ImGui::Dummy({0.0F, frame.grid(1)});
  ImGui::PushStyleColor(ImGuiCol_Text,
                        trouble.empty() ? frame.colors().muted : frame.colors().error);
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(trouble.empty()
                             ? (replaces_ ? "The file that is there will be replaced."
                                          : "A name that is taken gets a number; nothing is lost.")
                             : trouble.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  const float width = frame.em(7);
  ui::alignRight(2 * width + frame.grid(2));
  if (ui::button(frame, "cancel", "Cancel", {.shortcut = "Esc"}, {.widthUnits = width})) {
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine(0, frame.grid(2));
  const bool isClicked =
      ui::button(frame, "export", "Export", {.shortcut = "Enter"},
                 {.isPrimary = true, .isEnabled = trouble.empty(), .widthUnits = width});
  const bool isEntered =
      !files_.isOpen() && trouble.empty() && frame.pressed({.key = ui::keys::kEnter});
  return isClicked || isEntered;
}

std::string ExportDialog::problem(const ExportScene& scene) const {
  if (path_.empty()) return "Where to? Type a path.";
  if (what_ == What::kLogs && scene.model.train->recordPath.empty()) {
    return "This run is not being recorded, so there are no logs. Restart it (R) to try again, or "
           "use adamscope run.";
  }
  if (!isSized()) return {};
  const PictureWish wish{.scale = std::max(1, scale_),
                         .widthPx = scale_ == 0 ? widthPx_ : 0,
                         .heightPx = scale_ == 0 ? heightPx_ : 0};
  return pictureFrame(what_ == What::kWindow ? scene.window : scene.view, wish).message();
}

/// Whether it has a number of pixels.
bool ExportDialog::isSized() const {
  const bool canBe = what_ == What::kWindow || what_ == What::kView || what_ == What::kPlot;
  return canBe && format_ == Format::kPng;
}

ExportRequest ExportDialog::request() const {
  constexpr std::array kPlots{ExportKind::kPlotPng, ExportKind::kPlotSvg, ExportKind::kPlotPdf,
                              ExportKind::kPlotCsv};
  constexpr std::array kViews{ExportKind::kViewPng, ExportKind::kViewSvg, ExportKind::kViewPdf,
                              ExportKind::kViewPng};
  const auto format = static_cast<std::size_t>(format_);
  ExportRequest request{.scale = std::max(1, scale_),
                        .path = isPathTyped_ ? path_ : std::string(),
                        .plot = static_cast<std::size_t>(plot_),
                        .replaces = replaces_};
  switch (what_) {
    case What::kWindow:
      request.kind = ExportKind::kWindowPng;
      break;
    case What::kView:
      request.kind = kViews[format];
      break;
    case What::kPlot:
      request.kind = kPlots[format];
      break;
    case What::kLogs:
      request.kind = ExportKind::kLogs;
      break;
    case What::kConfig:
      request.kind = ExportKind::kConfig;
      break;
  }
  if (isSized() && scale_ == 0) {
    request.width = widthPx_;
    request.height = heightPx_;
  }
  return request;
}

/// The next export goes to the same folder.
void ExportDialog::takeFolder(const ExportScene& scene) {
  if (!isPathTyped_) return;
  const fs::path folder = fs::path(path_).parent_path();
  if (folder.is_absolute()) scene.settings.exportFolder = folder.string();
}

}  // namespace adamscope
