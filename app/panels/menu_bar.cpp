#include "app/panels/menu_bar.h"

#include <string>
#include <vector>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

/// The menus' names in the table's order.
std::vector<std::string> menuNames() {
  std::vector<std::string> names;
  for (const CommandSpec& spec : commandTable()) {
    if (names.empty() || names.back() != spec.menu) names.emplace_back(spec.menu);
  }
  return names;
}

/// What a run is, beside its name.
std::string describe(const RecentRun& run) {
  if (!run.canOpen) return "cannot be opened";
  return run.data + ", " + groupedText(run.steps) + " steps";
}

/// The runs that were recorded, opened or saved lately; those that are gone are dimmed.
void drawRecentRuns(const ui::Frame& frame, const char* label, const CommandContext& context) {
  if (!ImGui::BeginMenu(label)) return;
  std::vector<RecentRun>& runs = context.state.recentRuns;
  if (ImGui::IsWindowAppearing()) {
    runs = recentRuns(context.model.train->recordPath, context.settings.recentRuns);
  }
  if (runs.empty()) ImGui::MenuItem("No other runs yet", nullptr, false, false);
  for (const RecentRun& run : runs) {
    ImGui::PushID(run.path.c_str());
    if (ImGui::MenuItem(run.name.c_str(), describe(run).c_str(), false, run.canOpen)) {
      context.actions.openRun(run.path);
      addRecentRun(context.settings, run.path);
    }
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
      ui::showTip(frame, {.title = run.canOpen ? "Repeat this run and go on from its end"
                                               : "There is no run in this folder any more",
                          .body = run.path});
    }
    ImGui::PopID();
  }
  ImGui::EndMenu();
}

void drawEntries(const ui::Frame& frame, const std::string& menu, const CommandContext& context) {
  for (const CommandSpec& spec : commandTable()) {
    if (menu != spec.menu) continue;
    if (spec.separatorBefore) ImGui::Separator();
    if (spec.id == CommandId::kRecentRuns) {
      drawRecentRuns(frame, spec.label, context);
      continue;
    }
    const std::string keys = spec.chord.key != 0 ? ui::describe(spec.chord) : std::string();
    const bool chosen = ImGui::MenuItem(spec.label, keys.empty() ? nullptr : keys.c_str(),
                                        isChecked(spec.id, context), isEnabled(spec.id, context));
    if (chosen) perform(spec.id, context);
  }
}

}  // namespace

void drawMenuBar(const ui::Frame& frame, const CommandContext& context) {
  const std::vector<std::string> names = menuNames();
  bool anyOpen = false;
  for (const std::string& name : names) anyOpen |= ImGui::IsPopupOpen(name.c_str());
  for (const std::string& name : names) {
    const bool isOpen = ImGui::IsPopupOpen(name.c_str());
    const bool clicked =
        ui::button(frame, name.c_str(), name, {}, {.isOn = isOpen, .isFlat = true});
    const ImVec2 below(ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y);
    // With one menu open, the mouse opens the others by passing over them.
    const bool passedOver =
        anyOpen && !isOpen &&
        ImGui::IsMouseHoveringRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), false);
    if (clicked || passedOver) ImGui::OpenPopup(name.c_str());
    ImGui::SetNextWindowPos(below);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(2.0F), frame.grid(2.0F)});
    if (ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoMove)) {
      drawEntries(frame, name, context);
      ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::SameLine(0.0F, frame.grid(1.0F));
  }
}

}  // namespace adamscope
