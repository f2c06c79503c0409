#include "app/panels/file_dialog.h"

#include <algorithm>
#include <cstdlib>

#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/icons.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

using ui::Frame;

constexpr const char* kPopup = "##file dialog";
constexpr float kWidthEm = 42.0F;
constexpr float kHeightEm = 30.0F;
constexpr std::size_t kLongestPath = 4096;

/// Keys that the path box does not use itself: Up and Down walk the list, Tab completes.
int onPathKey(ImGuiInputTextCallbackData* data) {
  auto& browser = *static_cast<FileBrowser*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
    browser.moveSelection(data->EventKey == ImGuiKey_UpArrow ? -1 : 1);
  } else {
    browser.typed.assign(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    browser.typed = completedPath(browser.typed, browser.folder(), browser.request().endings);
  }
  data->DeleteChars(0, data->BufTextLen);
  data->InsertChars(0, browser.typed.c_str());
  return 0;
}

/// Whether the key was pressed, be it into the path box.
bool isPressed(const Frame& frame, const ui::KeyChord& chord) {
  return std::any_of(frame.keys.begin(), frame.keys.end(),
                     [&](const ui::KeyPress& press) { return press.chord == chord; });
}

/// A long folder, cut at its left end so that the last parts are seen.
std::string shortened(const std::string& path, float width) {
  std::string text = path;
  std::size_t from = 0;
  while (ImGui::CalcTextSize(text.c_str()).x > width && from + 1 < path.size()) {
    const std::size_t slash = path.find('/', from + 1);
    from = slash == std::string::npos ? from + 4 : slash;
    text = std::string("\u2026").append(path, std::min(from, path.size()));
  }
  return text;
}

}  // namespace

void FileDialog::open(FileDialogSpec spec) {
  spec_ = std::move(spec);
  browser_.begin(spec_.request);
  isOpen_ = true;
  isNew_ = true;
  wantsPathFocus_ = true;
  asksToReplace_ = false;
}

void FileDialog::close() {
  isOpen_ = false;
  ImGui::CloseCurrentPopup();
}

std::optional<std::string> FileDialog::draw(const Frame& frame) {
  if (!isOpen_) return std::nullopt;
  if (isNew_) ImGui::OpenPopup(kPopup);
  isNew_ = false;
  const ImVec2 size{std::min(frame.em(kWidthEm), frame.size.x - frame.grid(8)),
                    std::min(frame.em(kHeightEm), frame.size.y - frame.grid(8))};
  ImGui::SetNextWindowSize(size);
  ImGui::SetNextWindowPos({frame.size.x / 2, frame.size.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(4), frame.grid(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, frame.scale));
  ImGui::PushStyleColor(ImGuiCol_PopupBg, frame.colors().panel);
  std::optional<std::string> path;
  const bool isVisible =
      ImGui::BeginPopupModal(kPopup, nullptr,
                             ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                 ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  if (!isVisible) {
    isOpen_ = false;
    return std::nullopt;
  }
  ui::noteDialog(frame);
  path = drawContents(frame);
  ImGui::EndPopup();
  return path;
}

std::optional<std::string> FileDialog::drawContents(const Frame& frame) {
  {
    const ui::WithFont font(frame.fonts.heading);
    ImGui::TextUnformatted(spec_.title.c_str());
  }
  drawPlaces(frame);
  const bool hasProblem = !browser_.problem().empty() && !asksToReplace_;
  const float below = 2 * ImGui::GetFrameHeightWithSpacing() + frame.grid(1) +
                      (hasProblem ? frame.em(1.3F) + ImGui::GetStyle().ItemSpacing.y : 0.0F);
  bool isAccepted =
      drawEntries(frame, std::max(frame.em(4), ImGui::GetContentRegionAvail().y - below));
  if (drawPathBox(frame)) isAccepted = true;
  if (hasProblem) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().error);
    ImGui::TextUnformatted(browser_.problem().c_str());
    ImGui::PopStyleColor();
    ui::tipOnHover(frame, {.body = browser_.problem()});
  }
  if (isAccepted) return accept(false);
  if (const std::optional<std::string> path = drawButtons(frame)) return path;
  return useKeys(frame);
}

std::optional<std::string> FileDialog::useKeys(const Frame& frame) {
  if (!isOpen_ || !ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) return std::nullopt;
  if (isPressed(frame, {.key = ui::keys::kEscape})) {
    close();
    return std::nullopt;
  }
  if (isPressed(frame, {.key = ui::keys::kUp, .alt = true})) browser_.enterParent();
  // The path box uses these itself.
  if (ImGui::IsAnyItemActive()) return std::nullopt;
  const int by = frame.pressed({.key = ui::keys::kDown}) ? 1
                 : frame.pressed({.key = ui::keys::kUp}) ? -1
                                                         : 0;
  if (by != 0) browser_.moveSelection(by);
  wantsScroll_ = wantsScroll_ || by != 0;
  return frame.pressed({.key = ui::keys::kEnter}) ? accept(false) : std::nullopt;
}

void FileDialog::drawPlaces(const Frame& frame) {
  if (ui::button(frame, "parent", "\u2191",
                 {.title = "The folder above", .shortcut = "Alt+\u2191"})) {
    browser_.enterParent();
  }
  ImGui::SameLine();
  const float hidden = frame.em(6);
  const float width =
      std::max(frame.em(6), ImGui::GetContentRegionAvail().x - hidden - frame.grid(2));
  ImGui::SetNextItemWidth(width);
  const std::string here = shortened(browser_.folder(), width - frame.em(2.2F));
  if (ImGui::BeginCombo("##recent", here.c_str())) {
    const char* home = std::getenv("HOME");
    std::vector<std::string> places = browser_.recentFolders();
    for (const std::string& place : {std::string(home != nullptr ? home : "/"), std::string("/")}) {
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
    for (const std::string& place : places) {
      if (ImGui::Selectable(place.c_str(), place == browser_.folder())) browser_.enter(place);
    }
    ImGui::EndCombo();
  } else {
    ui::tipOnHover(frame, {.title = "Folder", .body = browser_.folder()});
  }
  ImGui::SameLine();
  const bool showsHidden =
      ui::checkbox(frame, "Hidden", browser_.showsHidden(),
                   {.title = "Hidden files", .body = "Whose names begin with a point."});
  if (showsHidden != browser_.showsHidden()) browser_.showHidden(showsHidden);
}

bool FileDialog::drawPathBox(const Frame& frame) {
  std::vector<char> text(kLongestPath);
  browser_.typed.copy(text.data(), text.size() - 1);
  if (wantsPathFocus_) ImGui::SetKeyboardFocusHere();
  wantsPathFocus_ = false;
  const int before = browser_.selected();
  ImGui::SetNextItemWidth(-1.0F);
  const bool isEntered = ImGui::InputTextWithHint(
      "##path", "Name or path; ~ is your home folder, Tab completes", text.data(), text.size(),
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory |
          ImGuiInputTextFlags_CallbackCompletion,
      onPathKey, &browser_);
  if (browser_.typed != text.data()) asksToReplace_ = false;
  browser_.typed = text.data();
  wantsScroll_ = wantsScroll_ || browser_.selected() != before;
  ui::tipOnHover(frame, {.title = "Path",
                         .body = "A name in this folder or a whole path. Up and Down walk the "
                                 "list, Tab completes, Enter takes it."});
  return isEntered;
}

std::optional<std::string> FileDialog::drawButtons(const Frame& frame) {
  if (asksToReplace_) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted((browser_.problem() + ".").c_str());
    ImGui::SameLine();
    if (ui::button(frame, "replace", "Replace it", {})) return accept(true);
    ImGui::SameLine();
  }
  const float cancel = frame.em(6);
  const float action =
      std::max(frame.em(6), ImGui::CalcTextSize(spec_.action.c_str()).x + frame.grid(6));
  const float indent = ImGui::GetContentRegionAvail().x - cancel - action - frame.grid(2);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, indent));
  if (ui::button(frame, "cancel", "Cancel", {.shortcut = "Esc"}, {.widthUnits = cancel})) {
    close();
    return std::nullopt;
  }
  ImGui::SameLine(0, frame.grid(2));
  if (ui::button(frame, "accept", spec_.action, {}, {.isPrimary = true, .widthUnits = action})) {
    return accept(false);
  }
  return std::nullopt;
}

std::optional<std::string> FileDialog::accept(bool replaces) {
  const FileChoice choice = browser_.accept(replaces);
  asksToReplace_ = choice.kind == FileChoice::Kind::kExists;
  wantsPathFocus_ =
      choice.kind == FileChoice::Kind::kEntered || choice.kind == FileChoice::Kind::kExists;
  if (choice.kind != FileChoice::Kind::kChosen) return std::nullopt;
  close();
  return choice.path;
}

}  // namespace adamscope
