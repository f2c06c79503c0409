#include "app/panels/divergence_banner.h"

#include <algorithm>
#include <string>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

constexpr ImGuiWindowFlags kFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_AlwaysAutoResize;
constexpr float kWidthEm = 34.0F;
/// How far back the first way out leads.
constexpr long kRewindSteps = 100;
/// By how much the second one lowers the learning rate.
constexpr double kSlower = 10.0;

void restartSlower(Actions& actions) {
  Config config = actions.config();
  config.optimizer.learningRate /= kSlower;
  actions.setConfig(config);
  actions.restart();
  actions.play();
}

void drawText(const ui::Frame& frame, const Divergence& divergence) {
  ImGui::PushStyleColor(ImGuiCol_Text, frame.colors().error);
  ImGui::TextUnformatted(ui::icons::kWarning);
  ImGui::PopStyleColor();
  ImGui::SameLine(0.0F, frame.grid(2));
  {
    const ui::WithFont font(frame.fonts.strong);
    ImGui::TextUnformatted(("Diverged at step " + groupedText(divergence.step)).c_str());
  }
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(divergence.message.c_str());
  ImGui::PopTextWrapPos();
}

void drawButtons(const ui::Frame& frame, const TrainFrame& train, Actions& actions) {
  const long target = std::max(0L, train.step - kRewindSteps);
  const std::string rewind =
      target > 0 ? "Rewind " + std::to_string(kRewindSteps) + " steps" : "Rewind to the start";
  if (ui::button(frame, "rewind", rewind,
                 {.title = "Back to step " + groupedText(target),
                  .body = "Paused there, so that a setting can be changed."},
                 {.isPrimary = true})) {
    actions.rewind(target);
  }
  ImGui::SameLine(0.0F, frame.grid(2));
  const std::string rate = shortText(train.config.optimizer.learningRate / kSlower);
  if (ui::button(frame, "slower", "Restart with a tenth of the learning rate",
                 {.title = "Learning rate " + rate, .body = "From step 0 with the same seeds."})) {
    restartSlower(actions);
  }
}

}  // namespace

void drawDivergenceBanner(const ui::Frame& frame, const ModelFrame& model, Actions& actions,
                          const ui::Rect& area) {
  const TrainFrame& train = *model.train;
  if (train.state != SessionState::kDiverged || !train.divergence || area.isEmpty()) return;
  const float margin = frame.grid(3);
  const float width = std::min(frame.em(kWidthEm), area.width - 2 * margin);
  ImGui::SetNextWindowPos({area.x + area.width / 2, area.y + margin}, ImGuiCond_Always,
                          {0.5F, 0.0F});
  ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, area.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(3), frame.grid(3)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, frame.scale));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, frame.colors().panel);
  ImGui::PushStyleColor(ImGuiCol_Border, frame.colors().error);
  ImGui::Begin("##diverged", nullptr, kFlags);
  if (ImGui::IsWindowAppearing()) frame.redraw.in(0.0);
  drawText(frame, *train.divergence);
  drawButtons(frame, train, actions);
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(2);
}

}  // namespace adamscope
