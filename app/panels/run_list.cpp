#include "app/panels/run_list.h"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

ImU32 packed(const figure::Color& color) {
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

void swatch(const ui::Frame& frame, ImU32 color) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float size = ImGui::GetFrameHeight();
  const float inset = frame.grid(1.5F);
  ImGui::GetWindowDrawList()->AddRectFilled({corner.x + inset, corner.y + inset},
                                            {corner.x + size - inset, corner.y + size - inset},
                                            color, frame.grid(0.5F));
  ImGui::Dummy({size, size});
  ImGui::SameLine(0.0F, frame.grid(1.0F));
}

void drawKept(const ui::Frame& frame, const KeptRun& run, std::size_t place,
              std::vector<long>& hidden, Actions& actions) {
  ImGui::PushID(static_cast<int>(run.number));
  swatch(frame, packed(keptRunColor(place)));
  const bool isHidden = std::find(hidden.begin(), hidden.end(), run.number) != hidden.end();
  if (ui::button(frame, "shown", isHidden ? ui::icons::kEyeOff : ui::icons::kEye,
                 {.title = isHidden ? "Show it in the plots" : "Hide it in the plots"},
                 {.isFlat = true})) {
    if (isHidden) {
      std::erase(hidden, run.number);
    } else {
      hidden.push_back(run.number);
    }
  }
  ImGui::SameLine(0.0F, frame.grid(1.0F));
  if (ui::button(frame, "open", ui::icons::kOpen,
                 {.title = "Open this run",
                  .body = "Repeats it from its folder and shows it; the present run is kept."},
                 {.isFlat = true, .isEnabled = !run.path.empty()})) {
    actions.keepRun();
    actions.openRun(run.path);
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine(0.0F, frame.grid(1.0F));
  if (ui::button(frame, "remove", ui::icons::kClose,
                 {.title = "Remove it from the plots", .body = "Its folder stays."},
                 {.isFlat = true})) {
    actions.dropRun(run.number);
  }
  ImGui::SameLine(0.0F, frame.grid(2.0F));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(run.name.c_str());
  ImGui::SameLine(0.0F, frame.grid(2.0F));
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().muted);
  ImGui::TextUnformatted((groupedText(run.history->stepCount()) + " steps").c_str());
  ImGui::PopStyleColor();
  ImGui::PopID();
}

}  // namespace

figure::Color keptRunColor(std::size_t place) {
  // Hues between those of the plots' own curves.
  constexpr double kHues[] = {145.0, 330.0, 95.0, 200.0, 300.0, 60.0, 250.0};
  return figure::fromOklch(0.74, 0.12, kHues[place % std::size(kHues)]);
}

void drawRunList(const ui::Frame& frame, const TrainFrame& train, std::vector<long>& hidden,
                 Actions& actions) {
  if (!ImGui::BeginPopup("##runs")) return;
  {
    const ui::WithFont font(frame.fonts.strong);
    ImGui::TextUnformatted("Runs in the plots");
  }
  ImGui::TextUnformatted((train.name + ", " + groupedText(train.lastStep) + " steps").c_str());
  for (std::size_t i = 0; i < train.kept->size(); ++i) {
    const KeptRun& run = (*train.kept)[i];
    if (run.history != train.history) drawKept(frame, run, i, hidden, actions);
  }
  if (ui::button(frame, "keep", "Keep this run",
                 {.title = "Keep this run for comparison",
                  .body = "It stays in the plots when another one is started."},
                 {.isEnabled = train.lastStep > 0})) {
    actions.keepRun();
  }
  ImGui::EndPopup();
}

}  // namespace adamscope
