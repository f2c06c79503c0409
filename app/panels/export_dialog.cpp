#include "app/panels/export_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

#include "app/export/export_names.h"
#include "app/export/new_file.h"
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

/// A box for a text. Whether it was changed in this frame.
bool textBox(const char* id, std::string& text, float width) {
  std::vector<char> typed(kLongestPath);
  text.copy(typed.data(), typed.size() - 1);
  ImGui::SetNextItemWidth(width);
  const bool isChanged = ImGui::InputText(id, typed.data(), typed.size());
  if (isChanged) text = typed.data();
  return isChanged;
}

}  // namespace

std::optional<ExportRequest> ExportDialog::draw(const Frame& frame, const ExportScene& scene) {
  if (isRequested_) {
    ImGui::OpenPopup(kPopup);
    isNameTyped_ = replaces_ = false;
    folder_ =
        scene.settings.exportFolder.empty() ? defaultExportFolder() : scene.settings.exportFolder;
  }
  isRequested_ = false;
  if (!ui::beginDialog(frame,
                       {.id = kPopup, .title = "Export", .widthEm = kWidthEm, .topShare = 0.25F})) {
    return std::nullopt;
  }
  drawWhat(frame);
  drawFormat(frame, scene);
  drawSize(frame, scene);
  drawName(frame, scene);
  drawFolder(frame);
  const std::string trouble = problem(scene);
  std::optional<ExportRequest> decided;
  if (drawButtons(frame, trouble)) {
    decided = request();
    // The next export goes there, too.
    if (folder_ != defaultExportFolder()) scene.settings.exportFolder = folder_;
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
  label(frame, "What");
  const int chosen = ui::segmented(frame, "what", cells, static_cast<int>(what_),
                                   ImGui::GetContentRegionAvail().x);
  if (chosen != static_cast<int>(what_)) isNameTyped_ = replaces_ = false;
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

void ExportDialog::drawName(const Frame& frame, const ExportScene& scene) {
  const fs::path suggested =
      fs::path(suggestedPath({.kind = kind(), .plot = static_cast<std::size_t>(plot_)},
                             *scene.model.train, folder_))
          .filename();
  if (!isNameTyped_) name_ = suggested.string();
  // The ending follows the format.
  const fs::path typed(name_);
  if (isNameTyped_ && typed.has_extension() && suggested.has_extension()) {
    name_ = fs::path(typed).replace_extension(suggested.extension()).string();
  }
  label(frame, "Name");
  if (textBox("##name", name_, ImGui::GetContentRegionAvail().x)) {
    isNameTyped_ = true;
    replaces_ = false;
  }
  ui::tipOnHover(frame, {.title = what_ == What::kLogs ? "Name of the folder" : "Name of the file",
                         .body = "The data, what is in it, and the step."});
}

void ExportDialog::drawFolder(const Frame& frame) {
  label(frame, "Folder");
  const float width = frame.em(6);
  if (textBox("##folder", folder_, ImGui::GetContentRegionAvail().x - width - frame.grid(2))) {
    replaces_ = false;
  }
  ui::tipOnHover(frame, {.title = "Folder", .body = folder_});
  ImGui::SameLine(0, frame.grid(2));
  if (ui::button(frame, "browse", "Browse...", {}, {.widthUnits = width})) browse();
  const std::optional<std::string> chosen = files_.draw(frame);
  if (!chosen) return;
  std::error_code failure;
  folder_ = fs::path(*chosen).parent_path().string();
  name_ = fs::path(*chosen).filename().string();
  isNameTyped_ = true;
  // The dialog has asked before it gave the name of a file that is there.
  replaces_ = what_ != What::kLogs && fs::exists(*chosen, failure);
}

void ExportDialog::browse() {
  files_.browser().enter(folder_);
  const std::string ending = endingFor(kind());
  files_.open({.title = "Export to",
               .action = "Choose",
               .request = {.isSave = true,
                           .endings = ending.empty() ? std::vector<std::string>()
                                                     : std::vector<std::string>{ending},
                           .suggestedName = name_}});
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
  ImGui::Dummy({0.0F, frame.grid(1)});
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
  if (name_.empty() || folder_.empty()) return "Type a name and a folder.";
  if (!fs::path(folder_).is_absolute()) return "The folder must begin with /.";
  if (name_.find('/') != std::string::npos) return "A name has no /; the folder stands below.";
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
  ExportRequest request{.kind = kind(),
                        .scale = std::max(1, scale_),
                        .path = (fs::path(folder_) / name_).string(),
                        .plot = static_cast<std::size_t>(plot_),
                        .replaces = replaces_};
  if (isSized() && scale_ == 0) {
    request.width = widthPx_;
    request.height = heightPx_;
  }
  return request;
}

}  // namespace adamscope
