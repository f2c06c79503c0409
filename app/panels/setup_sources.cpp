#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/figure/theme.h"
#include "app/model/data_source.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/rect.h"

namespace adamscope {

namespace {

constexpr float kTileEm = 3.6F;

ImU32 packed(const figure::Color& color) {
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

/// The samples in a square.
void drawPoints(const ui::Frame& frame, const DataThumbnail& thumbnail, const ui::Rect& place) {
  const figure::Theme theme = frame.theme.isDark() ? figure::Theme::dark() : figure::Theme::paper();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = std::max(1.0F, frame.grid(1) * 0.3F);
  for (const ThumbnailPoint& point : thumbnail.points) {
    const ImU32 color =
        thumbnail.classCount > 0
            ? packed(theme.classColor(point.label, thumbnail.classCount))
            : packed(figure::mix(theme.classColor(0, 2), theme.classColor(1, 2), point.value));
    draw->AddCircleFilled(
        {place.x + point.x * place.width, place.y + (1.0F - point.y) * place.height}, radius, color,
        6);
  }
}

/// Goes over to a data set; a refusal goes to the toasts.
void chooseSource(const SetupContext& context, const std::string& source) {
  const Result<Config> config = withDataSource(context.config(), source, context.trainData().task);
  if (config) {
    commit(context, *config);
  } else {
    context.actions.tell(
        {.isError = true, .text = "The run goes on unchanged: " + config.message(), .path = {}});
  }
}

/// A picture over a caption that can be clicked; the chosen one has a frame.
bool drawTile(const SetupContext& context, const DataThumbnail& thumbnail, float width) {
  const ui::Frame& frame = context.frame;
  const bool isChosen = context.config().data.source == thumbnail.source;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float captionHeight = ui::heightOf(frame.fonts.small) + frame.grid(1);
  ImGui::PushID(thumbnail.source.c_str());
  const bool wasClicked = ImGui::InvisibleButton("##tile", {width, width + captionHeight});
  ImGui::PopID();
  const bool isHovered = ImGui::IsItemHovered();
  ui::tipOnHover(frame, {.title = thumbnail.title, .body = thumbnail.facts});
  if (!ImGui::IsItemVisible()) return wasClicked;
  const ui::Rect square{corner.x, corner.y, width, width};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ui::Palette& colors = frame.colors();
  const float rounding = ImGui::GetStyle().FrameRounding;
  draw->AddRectFilled(square.min(), square.max(), isHovered ? colors.hovered : colors.background,
                      rounding);
  drawPoints(frame, thumbnail, ui::shrunk(square, frame.grid(1)));
  draw->AddRect(square.min(), square.max(), isChosen ? colors.accent : colors.line, rounding, 0,
                (isChosen ? 2.0F : 1.0F) * frame.scale);
  const char* caption = thumbnail.title.c_str();
  const float textWidth = ui::sizeOf(frame.fonts.small, caption).x;
  draw->PushClipRect({corner.x, square.bottom()}, {square.right(), square.bottom() + captionHeight},
                     true);
  draw->AddText(frame.fonts.small, ui::heightOf(frame.fonts.small),
                {std::round(corner.x + std::max(0.0F, (width - textWidth) / 2)),
                 square.bottom() + frame.grid(0.5F)},
                isChosen ? colors.text : colors.muted, caption);
  draw->PopClipRect();
  return wasClicked && !isChosen;
}

/// The file that is in use, and the way to another one.
void drawCsvRow(const SetupContext& context) {
  const std::string source = context.config().data.source;
  const std::string path = isBuiltInCsv(source) ? std::string() : csvPathOf(source);
  const std::string text = std::string(ui::icons::kOpen) + "  CSV\u2026";
  if (ui::button(context.frame, "csv", text,
                 {.title = "Samples from a CSV file",
                  .body = "A header names the columns: \"label\" (classes) or \"target\" "
                          "(regression), optionally \"split\" (train or test); every other column "
                          "is a feature. A file can also be dropped on the window."},
                 {.isOn = !path.empty()})) {
    context.state.files.open({.title = "Samples from a CSV file",
                              .action = "Use these samples",
                              .request = {.endings = {".csv"}, .suggestedName = {}}});
  }
  if (path.empty()) return;
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  const std::string name = std::filesystem::path(path).filename().string();
  ImGui::TextUnformatted(name.c_str());
  ui::tipOnHover(context.frame, {.title = name, .body = path});
}

}  // namespace

void drawDataSources(const SetupContext& context) {
  const ui::Frame& frame = context.frame;
  const float all = ImGui::GetContentRegionAvail().x;
  const float gap = frame.grid(2);
  const int columns = std::max(1, static_cast<int>((all + gap) / (frame.em(kTileEm) + gap)));
  const float width =
      std::floor((all - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, frame.grid(1)});
  std::string chosen;
  for (std::size_t i = 0; i < context.state.thumbnails.size(); ++i) {
    if (i % static_cast<std::size_t>(columns) != 0) ImGui::SameLine(0, gap);
    const DataThumbnail& thumbnail = context.state.thumbnails[i];
    if (drawTile(context, thumbnail, width)) chosen = thumbnail.source;
  }
  ImGui::PopStyleVar();
  if (!chosen.empty()) chooseSource(context, chosen);
  drawCsvRow(context);
}

}  // namespace adamscope
