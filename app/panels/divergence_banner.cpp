#include "app/panels/divergence_banner.h"

#include <algorithm>
#include <cctype>
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
constexpr long kStepsBack = 100;
/// By how much the second one lowers the learning rate.
constexpr double kSlower = 10.0;

void restartSlower(Actions& actions) {
  Config config = actions.config();
  config.optimizer.learningRate /= kSlower;
  actions.setConfig(config);
  actions.restart();
  actions.play();
}

/// The cause and the remedy as a sentence; the message begins with the step, as a terminal shows
/// it.
std::string causeOf(const Divergence& divergence) {
  const std::string step = "step " + std::to_string(divergence.step) + ": ";
  std::string text = divergence.message;
  if (text.starts_with(step)) text.erase(0, step.size());
  if (text.empty()) return text;
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('.') ? text : text + ".";
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
  ImGui::TextUnformatted(causeOf(divergence).c_str());
  ImGui::PopTextWrapPos();
}

void drawButtons(const ui::Frame& frame, const TrainFrame& train, Actions& actions) {
  const long target = std::max(0L, train.step - kStepsBack);
  const std::string back =
      target > 0 ? "Go back " + std::to_string(kStepsBack) + " steps" : "Go back to the start";
  if (ui::button(frame, "back", back,
                 {.title = "Back to step " + groupedText(target),
                  .body = "Shown as it was then; a setting that is changed there starts a branch."},
                 {.isPrimary = true})) {
    actions.seek(target);
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
