#include "app/panels/help_dialogs.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/commands.h"
#include "app/ui/buttons.h"
#include "app/ui/dialog.h"
#include "app/ui/rows.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

using ui::Frame;

constexpr const char* kKeysPopup = "##keys";
constexpr const char* kAboutPopup = "##about";

struct MouseHint {
  const char* gesture;
  const char* effect;
};

constexpr std::array<MouseHint, 6> kMouseHints{{
    {"Drag", "moves a view or a plot; turns the 3D sheet"},
    {"Wheel", "zooms at the cursor; over an axis, that axis alone"},
    {"Click", "pins the region under the cursor"},
    {"Double click", "fits"},
    {"Right drag in a plot", "zooms to the box"},
    {"Drop a file", "opens data, a configuration, a network, a run"},
}};

void heading(const Frame& frame, const char* text) {
  const ui::WithFont font(frame.fonts.strong);
  ImGui::TextUnformatted(text);
}

/// A row with the name at the left and the key at the right end of the column.
void keyRow(const Frame& frame, const char* name, const std::string& key) {
  ui::keyValueRow(frame, {.key = name, .value = key});
}

/// The commands of one menu that have a key.
void menuKeys(const Frame& frame, const std::string& menu) {
  heading(frame, menu.c_str());
  for (const CommandSpec& spec : commandTable()) {
    if (menu == spec.menu && spec.chord.key != 0) {
      keyRow(frame, spec.label, ui::describe(spec.chord));
    }
  }
  ImGui::Dummy({0.0F, frame.grid(1)});
}

/// The menus that have keys, in the table's order.
std::vector<std::string> menusWithKeys() {
  std::vector<std::string> menus;
  for (const CommandSpec& spec : commandTable()) {
    if (spec.chord.key != 0 && (menus.empty() || menus.back() != spec.menu)) {
      menus.emplace_back(spec.menu);
    }
  }
  return menus;
}

int rowsOf(const std::string& menu) {
  int rows = 2;  // the heading and the gap
  for (const CommandSpec& spec : commandTable()) {
    if (menu == spec.menu && spec.chord.key != 0) ++rows;
  }
  return rows;
}

/// Two columns of about the same height.
void drawKeyColumns(const Frame& frame) {
  const std::vector<std::string> menus = menusWithKeys();
  int all = 0;
  for (const std::string& menu : menus) all += rowsOf(menu);
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoSavedSettings;
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {frame.grid(4), 0.0F});
  if (ImGui::BeginTable("##columns", 2, kFlags)) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    int rows = 0;
    bool isRight = false;
    for (const std::string& menu : menus) {
      if (!isRight && 2 * rows >= all) {
        ImGui::TableNextColumn();
        isRight = true;
      }
      menuKeys(frame, menu);
      rows += rowsOf(menu);
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
}

void drawMouseHints(const Frame& frame) {
  heading(frame, "Mouse");
  for (const MouseHint& hint : kMouseHints) {
    const float start = ImGui::GetCursorPosX();
    ImGui::TextUnformatted(hint.gesture);
    ImGui::SameLine(start + frame.em(11), 0.0F);
    ui::mutedText(frame, hint.effect);
  }
}

void drawCloseButton(const Frame& frame) {
  ImGui::Dummy({0.0F, frame.grid(1)});
  const float width = frame.em(7);
  ui::alignRight(width);
  if (ui::button(frame, "close", "Close", {.shortcut = "Esc"},
                 {.isPrimary = true, .widthUnits = width})) {
    ImGui::CloseCurrentPopup();
  }
}

void drawKeys(const Frame& frame) {
  if (!ui::beginDialog(frame, {.id = kKeysPopup, .title = "Keys", .widthEm = 44.0F})) return;
  drawKeyColumns(frame);
  drawMouseHints(frame);
  drawCloseButton(frame);
  ui::endDialog();
}

void drawAbout(const Frame& frame) {
  const ui::DialogSpec spec{.id = kAboutPopup, .title = "Adamscope", .widthEm = 32.0F};
  if (!ui::beginDialog(frame, spec)) return;
  ui::mutedText(frame, "Version " + versionText());
  ImGui::Dummy({0.0F, frame.grid(1)});
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(
      "Watch Adam fold the plane. Adamscope trains small ReLU networks, finds every linear region "
      "of the input exactly, and logs every region boundary that a training sample crosses on the "
      "way.");
  ImGui::Dummy({0.0F, frame.grid(1)});
  ImGui::TextUnformatted(
      "Nothing is sampled: f is affine on each region, and crossings are roots along the straight "
      "segment of each step. The same configuration and seeds give the same run, bit for bit.");
  ImGui::PopTextWrapPos();
  drawCloseButton(frame);
  ui::endDialog();
}

}  // namespace

void HelpDialogs::draw(const Frame& frame) {
  if (std::exchange(wantsKeys_, false)) ImGui::OpenPopup(kKeysPopup);
  if (std::exchange(wantsAbout_, false)) ImGui::OpenPopup(kAboutPopup);
  drawKeys(frame);
  drawAbout(frame);
}

}  // namespace adamscope
