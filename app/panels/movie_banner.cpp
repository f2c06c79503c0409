#include "app/panels/movie_banner.h"

#include <string>

#include "app/panels/number_format.h"
#include "app/ui/buttons.h"

namespace adamscope {

namespace {

constexpr ImGuiWindowFlags kFlags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_AlwaysAutoResize;

/// "84 pictures · 2.8 s · step 840 of 1,000".
std::string progressText(const MovieProgress& movie) {
  std::string text = groupedText(movie.frames) + (movie.frames == 1 ? " picture" : " pictures");
  text += " \u00B7 " + secondsText(movie.seconds) + " \u00B7 step " + groupedText(movie.step);
  if (movie.lastStep) text += " of " + groupedText(*movie.lastStep);
  return text;
}

/// A disc in the middle of the row, as on a camera.
void drawLight(const ui::Frame& frame) {
  const ImVec2 place = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight();
  const float radius = frame.em(0.3F);
  ImGui::GetWindowDrawList()->AddCircleFilled({place.x + radius, place.y + 0.5F * height}, radius,
                                              frame.colors().error);
  ImGui::Dummy({2 * radius, height});
  ImGui::SameLine(0.0F, frame.grid(2));
}

}  // namespace

void drawMovieBanner(const ui::Frame& frame, const UiState& state, Actions& actions,
                     const ui::Rect& area) {
  if (!state.movie || area.isEmpty()) return;
  const MovieProgress& movie = *state.movie;
  ImGui::SetNextWindowPos({area.x + area.width / 2, area.y + frame.grid(2)}, ImGuiCond_Always,
                          {0.5F, 0.0F});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {frame.grid(3), frame.grid(1.5F)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, frame.scale));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, frame.colors().panel);
  ImGui::PushStyleColor(ImGuiCol_Border, frame.colors().error);
  ImGui::Begin("##movie-banner", nullptr, kFlags);
  if (ImGui::IsWindowAppearing()) frame.redraw.in(0.0);
  drawLight(frame);
  ImGui::AlignTextToFramePadding();
  {
    const ui::WithFont font(frame.fonts.strong);
    ImGui::TextUnformatted(movie.isEnding ? "Finishing the movie" : "Recording");
  }
  ImGui::SameLine(0.0F, frame.grid(3));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(progressText(movie).c_str());
  ImGui::SameLine(0.0F, frame.grid(3));
  if (ui::button(frame, "stop", "Stop",
                 {.title = "End the movie here", .body = "What is recorded so far is saved."},
                 {.isEnabled = !movie.isEnding})) {
    actions.stopMovie();
  }
  ImGui::End();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(2);
}

}  // namespace adamscope
