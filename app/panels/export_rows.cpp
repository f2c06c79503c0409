#include "app/panels/export_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <vector>

#include "app/export/new_file.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;
using ui::Frame;

constexpr std::size_t kLongestPath = 4096;

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

void drawExactSize(const Frame& frame, SizeChoice& size) {
  pixelBox(frame, "##width", size.widthPx, {.title = "Width", .body = "In pixels, 16 to 16384."});
  ImGui::SameLine(0, frame.grid(2));
  ImGui::AlignTextToFramePadding();
  ui::mutedText(frame, "\u00D7");
  ImGui::SameLine(0, frame.grid(2));
  pixelBox(frame, "##height", size.heightPx,
           {.title = "Height", .body = "In pixels, 16 to 16384."});
  ImGui::SameLine(0, frame.grid(2));
  ui::mutedText(frame, "pixels");
}

}  // namespace

void rowLabel(const Frame& frame, const char* text, float widthEm) {
  const float start = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  ImGui::TextUnformatted(text);
  ImGui::PopStyleColor();
  ImGui::SameLine(start + frame.em(widthEm), 0.0F);
}

std::string sizeText(int widthPx, int heightPx) {
  return std::to_string(widthPx) + " \u00D7 " + std::to_string(heightPx) + " pixels";
}

std::string sizeText(const DrawnArea& area, int scale) {
  const float pixels = area.density * static_cast<float>(scale);
  return sizeText(static_cast<int>(std::lround(area.size.x * pixels)),
                  static_cast<int>(std::lround(area.size.y * pixels)));
}

PictureWish SizeChoice::wish() const {
  return {.scale = std::max(1, scale),
          .widthPx = scale == 0 ? widthPx : 0,
          .heightPx = scale == 0 ? heightPx : 0};
}

void drawSizeRows(const Frame& frame, float labelEm, SizeChoice& size, const std::string& remark) {
  constexpr std::array<ui::Segment, 5> kCells{{{.text = "1\u00D7"},
                                               {.text = "2\u00D7"},
                                               {.text = "3\u00D7"},
                                               {.text = "4\u00D7"},
                                               {.text = "Exact"}}};
  rowLabel(frame, "Size", labelEm);
  const int before = size.scale == 0 ? 4 : size.scale - 1;
  const int chosen = ui::segmented(frame, "size", kCells, before, frame.em(20));
  size.scale = chosen == 4 ? 0 : chosen + 1;
  ImGui::Dummy({frame.em(labelEm) - ImGui::GetStyle().ItemSpacing.x, 1.0F});
  ImGui::SameLine();
  if (size.scale == 0) return drawExactSize(frame, size);
  ImGui::AlignTextToFramePadding();
  ui::mutedText(frame, remark);
}

void PlaceRows::begin(const std::string& exportFolder) {
  forgetName();
  folder_ = exportFolder.empty() ? defaultExportFolder() : exportFolder;
}

void PlaceRows::suggest(const std::string& fileName) {
  const fs::path suggested(fileName);
  if (!isNameTyped_) name_ = fileName;
  const fs::path typed(name_);
  if (isNameTyped_ && typed.has_extension() && suggested.has_extension()) {
    name_ = fs::path(typed).replace_extension(suggested.extension()).string();
  }
}

void PlaceRows::draw(const Frame& frame, float labelEm, const ui::Tip& tip,
                     const std::string& ending) {
  rowLabel(frame, "Name", labelEm);
  if (textBox("##name", name_, ImGui::GetContentRegionAvail().x)) {
    isNameTyped_ = true;
    replaces_ = false;
  }
  ui::tipOnHover(frame, tip);
  rowLabel(frame, "Folder", labelEm);
  const float width = frame.em(6);
  if (textBox("##folder", folder_, ImGui::GetContentRegionAvail().x - width - frame.grid(2))) {
    replaces_ = false;
  }
  ui::tipOnHover(frame, {.title = "Folder", .body = folder_});
  ImGui::SameLine(0, frame.grid(2));
  if (ui::button(frame, "browse", "Browse...", {}, {.widthUnits = width})) browse(ending);
  const std::optional<std::string> chosen = files_.draw(frame);
  if (!chosen) return;
  std::error_code failure;
  folder_ = fs::path(*chosen).parent_path().string();
  name_ = fs::path(*chosen).filename().string();
  isNameTyped_ = true;
  // The dialog has asked before it gave the name of a file that is there.
  replaces_ = !ending.empty() && fs::exists(*chosen, failure);
}

void PlaceRows::browse(const std::string& ending) {
  files_.browser().enter(folder_);
  files_.open({.title = "Export to",
               .action = "Choose",
               .request = {.isSave = true,
                           .endings = ending.empty() ? std::vector<std::string>()
                                                     : std::vector<std::string>{ending},
                           .suggestedName = name_}});
}

std::string PlaceRows::problem() const {
  if (name_.empty() || folder_.empty()) return "Type a name and a folder.";
  if (!fs::path(folder_).is_absolute()) return "The folder must begin with /.";
  if (name_.find('/') != std::string::npos) return "A name has no /; the folder stands below.";
  return {};
}

std::string PlaceRows::path() const { return (fs::path(folder_) / name_).string(); }

std::string PlaceRows::folderToRemember() const {
  return folder_ == defaultExportFolder() ? std::string() : folder_;
}

bool drawDialogEnd(const Frame& frame, const DialogEnd& end) {
  const bool isPossible = end.trouble.empty();
  ImGui::Dummy({0.0F, frame.grid(1)});
  ImGui::PushStyleColor(ImGuiCol_Text, isPossible ? frame.colors().muted : frame.colors().error);
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(isPossible ? end.remark.c_str() : end.trouble.c_str());
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
      ui::button(frame, "do", end.action, {.shortcut = "Enter"},
                 {.isPrimary = true, .isEnabled = isPossible, .widthUnits = width});
  return isClicked || (end.hasKeyboard && isPossible && frame.pressed({.key = ui::keys::kEnter}));
}

}  // namespace adamscope
