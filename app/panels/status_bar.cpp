#include "app/panels/status_bar.h"

#include <cmath>
#include <cstdio>
#include <string>

#include "app/model/region_report.h"
#include "app/panels/number_format.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

/// One piece of the line, if there is room for all of it.
void piece(const ui::Frame& frame, const std::string& text, ImU32 color, const ui::Tip& tip) {
  const ui::WithFont font(frame.fonts.small);
  if (ImGui::CalcTextSize(text.c_str()).x > ImGui::GetContentRegionAvail().x) return;
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  ui::tipOnHover(frame, tip);
  ImGui::SameLine(0.0F, frame.grid(5.0F));
}

std::string regionText(const AnalysisFrame& analysis) {
  const int faces = analysis.tessellation.faceCount();
  const std::string count = groupedText(faces) + (faces == 1 ? " region" : " regions");
  return analysis.tessellation.exact ? count + " in view, exact" : count + ", truncated";
}

std::string durationText(double seconds) {
  if (seconds >= 1.0) return secondsText(seconds);
  char text[32];
  std::snprintf(text, sizeof text, "%.1f ms", 1000.0 * seconds);
  return text;
}

}  // namespace

void drawStatusBar(const ui::Frame& frame, const CommandContext& context,
                   const DrawingFigures& figures) {
  const TrainFrame& train = *context.model.train;
  const Config& config = train.config;
  const ImU32 muted = frame.colors().muted;
  if (!hasOwnRegions(context.model)) {
    piece(frame, "finding the regions", muted,
          {.title = "Linear regions in view",
           .body = "Those of this run's network are not known yet; the picture is older."});
  } else {
    const AnalysisFrame& analysis = *context.model.analysis;
    piece(frame, regionText(analysis),
          analysis.tessellation.exact ? frame.colors().text : frame.colors().warning,
          {.title = "Linear regions in view",
           .body = analysis.tessellation.exact
                       ? "Every region of the visible part of the slice, found exactly."
                       : "There are more regions than limits.max_regions allows; the rest is not "
                         "split any further."});
    if (analysis.seconds > 0.0) {
      piece(frame, "found in " + durationText(analysis.seconds), muted,
            {.title = "Time for the last tessellation",
             .body = "On its own thread; training does not wait for it."});
    }
  }
  const std::string seeds =
      "seeds: data " + std::to_string(config.data.seed) + ", network " +
      std::to_string(config.network.seed) +
      (config.batch.size > 0 ? ", batch " + std::to_string(config.batch.seed) : std::string());
  piece(frame, seeds, muted,
        {.title = "Seeds", .body = "Same configuration and seeds: the same run, bit for bit."});
  piece(frame, train.network.architecture.describe(), muted,
        {.title = "Widths of the network", .body = "Inputs, hidden layers, outputs."});
  piece(frame, train.recordPath.empty() ? "not recorded" : train.recordPath, muted,
        {.title = "Run folder", .body = "Logs of every step and every crossing."});
  char fps[48];
  std::snprintf(fps, sizeof fps, "%.0f fps", figures.framesPerSecond);
  piece(frame, figures.isIdle ? "idle" : fps, muted,
        {.title = figures.isIdle ? "Idle" : "Frames per second",
         .body = "While nothing changes, nothing is drawn."});
}

}  // namespace adamscope
