#include "app/panels/transport_bar.h"

#include <array>
#include <cmath>
#include <span>
#include <string>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

namespace icons = ui::icons;

/// A button of one command, with its key in the tooltip.
void commandButton(const ui::Frame& frame, const CommandContext& context, CommandId id,
                   const char* icon, const ui::Tip& tip, bool isPrimary = false) {
  const CommandSpec& spec = specOf(id);
  const std::string keys = ui::describe(spec.chord);
  ui::Tip withKeys = tip;
  withKeys.shortcut = keys;
  const ui::ButtonLook look{.isPrimary = isPrimary,
                            .isFlat = !isPrimary,
                            .isEnabled = isEnabled(id, context),
                            .widthUnits = isPrimary ? frame.em(3.0F) : 0.0F};
  if (ui::button(frame, spec.label, icon, withKeys, look)) perform(id, context);
  ImGui::SameLine(0.0F, frame.grid(1.0F));
}

std::string speedText(double logSpeed) {
  if (logSpeed >= kMaximumLogSpeed) return "max speed";
  const double speed = std::pow(10.0, logSpeed);
  if (speed < 10.0) return shortText(std::round(speed * 10.0) / 10.0) + " steps/s";
  return groupedText(std::lround(speed)) + " steps/s";
}

void drawSpeed(const ui::Frame& frame, const CommandContext& context) {
  auto position = static_cast<float>(context.state.logSpeed);
  ImGui::SetNextItemWidth(frame.em(7.0F));
  // The text stands beside the slider: inside, the grab would cover it.
  const bool moved =
      ImGui::SliderFloat("##speed", &position, 0.0F, static_cast<float>(kMaximumLogSpeed), "",
                         ImGuiSliderFlags_NoInput);
  ui::tipOnHover(frame, {.title = "Speed",
                         .body = "Training steps per second, from 1 to as fast as it goes. The "
                                 "speed never changes what the steps do."});
  if (moved) {
    context.state.logSpeed = static_cast<double>(position);
    const bool isMax = context.state.logSpeed >= kMaximumLogSpeed;
    context.actions.setSpeed(isMax ? kMaximumSpeed : std::pow(10.0, context.state.logSpeed));
  }
  ImGui::SameLine(0.0F, frame.grid(2.0F));
  const float start = ImGui::GetCursorPosX();
  ImGui::AlignTextToFramePadding();
  const std::string text = speedText(context.state.logSpeed);
  if (ImGui::CalcTextSize(text.c_str()).x <= ImGui::GetContentRegionAvail().x) {
    ImGui::TextUnformatted(text.c_str());
  } else {
    ImGui::NewLine();
  }
  // A fixed width, so that nothing moves while the slider does.
  ImGui::SameLine(start + frame.em(7.5F), 0.0F);
}

void drawRunTo(const ui::Frame& frame, const CommandContext& context) {
  int target = static_cast<int>(context.state.runToStep);
  ImGui::SetNextItemWidth(frame.em(5.0F));
  const bool entered =
      ImGui::InputInt("##target", &target, 0, 0, ImGuiInputTextFlags_EnterReturnsTrue);
  ui::tipOnHover(frame, {.title = "Run to step",
                         .body = "Type a step and press Enter. A step that is past is reached by "
                                 "running again from the start, with the same changes."});
  if (target >= 0) context.state.runToStep = target;
  ImGui::SameLine(0.0F, frame.grid(1.0F));
  const bool clicked =
      ui::button(frame, "run-to", icons::kRunTo,
                 {.title = "Run to this step", .body = "Then pause."}, {.isFlat = true});
  if (entered || clicked) context.actions.runTo(context.state.runToStep);
  ImGui::SameLine(0.0F, frame.grid(3.0F));
}

/// A small label with its value.
struct Readout {
  const char* label;
  std::string value;
  float widthEm;  ///< Fixed, so that nothing jumps.
  int rank;       ///< In a narrow window the largest ranks are left out.
  ui::Tip tip;
  ImU32 color = 0;
};

void drawFigure(const ui::Frame& frame, const Readout& figure) {
  ImGui::BeginGroup();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* small = frame.fonts.small;
  ImFont* number = frame.fonts.numbers;
  const float top = start.y + 0.5F * (height - ui::heightOf(small) - ui::heightOf(number));
  list.AddText(small, ui::heightOf(small), {start.x, top}, frame.colors().muted, figure.label);
  list.AddText(number, ui::heightOf(number), {start.x, top + ui::heightOf(small)},
               figure.color != 0 ? figure.color : frame.colors().text, figure.value.c_str());
  ImGui::Dummy({frame.em(figure.widthEm), height});
  ImGui::EndGroup();
  ui::tipOnHover(frame, figure.tip);
  ImGui::SameLine(0.0F, frame.grid(3.0F));
}

/// As many figures as fit into the row, with room for the recording light behind them.
void drawFigures(const ui::Frame& frame, std::span<const Readout> figures) {
  const float room = ImGui::GetContentRegionAvail().x - frame.em(1.0F);
  const auto width = [&](int mostRank) {
    float sum = 0.0F;
    for (const Readout& figure : figures) {
      if (figure.rank <= mostRank) sum += frame.em(figure.widthEm) + frame.grid(3.0F);
    }
    return sum;
  };
  int mostRank = static_cast<int>(figures.size());
  while (mostRank > 0 && width(mostRank) > room) --mostRank;
  for (const Readout& figure : figures) {
    if (figure.rank <= mostRank) drawFigure(frame, figure);
  }
}

void drawRecordingLight(const ui::Frame& frame, const TrainFrame& train) {
  const bool records = !train.recordPath.empty();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  const float radius = frame.grid(1.25F);
  const ImVec2 center(start.x + radius, start.y + 0.5F * height);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (records) {
    list.AddCircleFilled(center, radius, frame.colors().recording);
  } else {
    list.AddCircle(center, radius, frame.colors().muted, 0, frame.grid(0.4F));
  }
  ImGui::Dummy({2.0F * radius, height});
  const std::string where = records ? "Every step and every crossing is written to " +
                                          train.recordPath + ", complete to about a second."
                                    : std::string("This run is not being written to disk.");
  ui::tipOnHover(frame, {.title = records ? "Recording" : "Not recording", .body = where});
}

std::string stateText(const TrainFrame& train) {
  switch (train.state) {
    case SessionState::kFinished:
      return "finished";
    case SessionState::kDiverged:
      return "diverged";
    case SessionState::kPaused:
      return "paused";
    case SessionState::kPlaying:
      break;
  }
  return train.stepsPerSecond > 0.0 ? groupedText(std::lround(train.stepsPerSecond)) : "...";
}

}  // namespace

void drawTransportBar(const ui::Frame& frame, const CommandContext& context) {
  const TrainFrame& train = *context.model.train;
  const bool playing = train.state == SessionState::kPlaying;
  commandButton(frame, context, CommandId::kRestart, icons::kRestart,
                {.title = "Restart",
                 .body = "From step 0 with the same seeds and the present "
                         "settings: the same run, bit for bit."});
  commandButton(frame, context, CommandId::kStepBack, icons::kStepBack,
                {.title = "One step back", .body = "Runs again up to the step before this one."});
  commandButton(frame, context, CommandId::kPlayPause, playing ? icons::kPause : icons::kPlay,
                {.title = playing ? "Pause" : "Play"}, true);
  commandButton(frame, context, CommandId::kStep, icons::kStep, {.title = "One step"});
  commandButton(frame, context, CommandId::kNextCrossing, icons::kNextCrossing,
                {.title = "To the next crossing",
                 .body = "At its own instant inside the step, where the sample lies on the "
                         "boundary; trains until there is one."});
  ImGui::SameLine(0.0F, frame.grid(3.0F));
  drawRunTo(frame, context);
  drawSpeed(frame, context);

  const bool diverged = train.state == SessionState::kDiverged;
  const std::array<Readout, 6> figures{{
      {"step", groupedText(train.step), 4.5F, 1, {.title = "Steps taken"}},
      {"epoch",
       groupedText(train.epoch),
       3.5F,
       6,
       {.title = "Epochs", .body = "Complete passes through the training samples."}},
      {"training loss",
       shortText(train.performance.trainLoss),
       5.5F,
       3,
       {.title = "Training loss", .body = "Over all training samples, at this step."}},
      {"test error",
       percentText(train.performance.testError),
       4.5F,
       5,
       {.title = "Test error", .body = "Share of the test samples that are classified wrongly."}},
      {"crossings",
       groupedText(train.counts.crossings),
       5.0F,
       2,
       {.title = "Crossings C_T",
        .body = "Region boundaries that the trajectory has crossed, all samples and neurons "
                "together; found exactly, inside the steps too."}},
      {"steps/s",
       stateText(train),
       5.0F,
       4,
       {.title = "Training speed"},
       diverged ? frame.colors().error : 0},
  }};
  drawFigures(frame, figures);
  drawRecordingLight(frame, train);
}

}  // namespace adamscope
