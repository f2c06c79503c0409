#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/figure/ellipsis.h"
#include "app/figure/theme.h"
#include "app/model/data_source.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
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

/// Steps of the ramp that shows a target.
constexpr int kTargetColors = 16;

/// The colours of the classes, or a ramp. Mixing a colour costs more than drawing a point.
std::vector<ImU32> pointColors(const DataThumbnail& thumbnail, const figure::Theme& theme) {
  std::vector<ImU32> colors;
  for (int label = 0; label < thumbnail.classCount; ++label) {
    colors.push_back(packed(theme.classColor(label, thumbnail.classCount)));
  }
  if (!colors.empty()) return colors;
  const figure::Color low = theme.classColor(0, 2);
  const figure::Color high = theme.classColor(1, 2);
  for (int i = 0; i < kTargetColors; ++i) {
    colors.push_back(packed(figure::mix(low, high, i / (kTargetColors - 1.0))));
  }
  return colors;
}

/// The samples in a square.
void drawPoints(const ui::Frame& frame, const DataThumbnail& thumbnail, const ui::Rect& place) {
  const figure::Theme theme = frame.theme.isDark() ? figure::Theme::dark() : figure::Theme::paper();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = std::max(1.0F, frame.grid(1) * 0.3F);
  const std::vector<ImU32> colors = pointColors(thumbnail, theme);
  for (const ThumbnailPoint& point : thumbnail.points) {
    const int i = thumbnail.classCount > 0
                      ? point.label
                      : static_cast<int>(std::lround(point.value * (kTargetColors - 1)));
    const auto last = static_cast<int>(colors.size()) - 1;
    draw->AddCircleFilled(
        {place.x + point.x * place.width, place.y + (1.0F - point.y) * place.height}, radius,
        colors[static_cast<std::size_t>(std::clamp(i, 0, last))], 6);
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

/// A picture over a caption.
struct Tile {
  std::string id;
  std::string caption;
  ui::Tip tip{};
  bool isChosen = false;
  const DataThumbnail* thumbnail = nullptr;  ///< Null: the sign of a folder.
};

/// The caption under a tile, in its middle.
void drawCaption(const ui::Frame& frame, const Tile& tile, const ui::Rect& place) {
  // It may reach into the gaps beside the tile.
  const float most = place.width + frame.grid(1.5F);
  const auto fits = [&](const std::string& text) {
    return ui::sizeOf(frame.fonts.small, text.c_str()).x <= most;
  };
  const std::string caption =
      fits(tile.caption) ? tile.caption : figure::withEllipsis(tile.caption, fits);
  const float textWidth = ui::sizeOf(frame.fonts.small, caption.c_str()).x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(frame.fonts.small, ui::heightOf(frame.fonts.small),
                {std::round(place.x + (place.width - textWidth) / 2), place.y + frame.grid(0.5F)},
                tile.isChosen ? frame.colors().text : frame.colors().muted, caption.c_str());
}

/// True when it was clicked.
bool drawTile(const ui::Frame& frame, const Tile& tile, float width) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float captionHeight = ui::heightOf(frame.fonts.small) + frame.grid(1);
  const bool wasClicked = ImGui::InvisibleButton(tile.id.c_str(), {width, width + captionHeight});
  const bool isHovered = ImGui::IsItemHovered();
  ui::tipOnHover(frame, tile.tip);
  if (!ImGui::IsItemVisible()) return wasClicked;
  const ui::Rect square{corner.x, corner.y, width, width};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ui::Palette& colors = frame.colors();
  const float rounding = ImGui::GetStyle().FrameRounding;
  draw->AddRectFilled(square.min(), square.max(), isHovered ? colors.hovered : colors.background,
                      rounding);
  if (tile.thumbnail != nullptr) {
    drawPoints(frame, *tile.thumbnail, ui::shrunk(square, frame.grid(1)));
  } else {
    const ImVec2 size = ImGui::CalcTextSize(ui::icons::kOpen);
    draw->AddText({corner.x + (width - size.x) / 2, corner.y + (width - size.y) / 2},
                  tile.isChosen ? colors.accent : colors.muted, ui::icons::kOpen);
  }
  draw->AddRect(square.min(), square.max(), tile.isChosen ? colors.accent : colors.line, rounding,
                0, (tile.isChosen ? 2.0F : 1.0F) * frame.scale);
  drawCaption(frame, tile, {corner.x, square.bottom(), width, captionHeight});
  return wasClicked;
}

/// The way to a file; with the name of the one in use.
void drawCsvTile(const SetupContext& context, float width) {
  const std::string& source = context.config().data.source;
  const std::string path = isBuiltInCsv(source) ? std::string() : csvPathOf(source);
  const std::string explanation =
      (path.empty() ? "" : path + "\n") +
      "A header names the columns: \"label\" (classes) or \"target\" (regression), optionally "
      "\"split\" (train or test); every other column is a feature. A file can also be dropped on "
      "the window.";
  const Tile tile{
      .id = "csv",
      .caption = path.empty() ? "CSV\u2026" : std::filesystem::path(path).stem().string(),
      .tip = {.title = "Samples from a CSV file", .body = explanation},
      .isChosen = !path.empty()};
  if (!drawTile(context.frame, tile, width)) return;
  context.state.files.open({.title = "Samples from a CSV file",
                            .action = "Use these samples",
                            .request = {.endings = {".csv"}}});
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
  for (std::size_t i = 0; i <= context.state.thumbnails.size(); ++i) {
    if (i % static_cast<std::size_t>(columns) != 0) ImGui::SameLine(0, gap);
    if (i == context.state.thumbnails.size()) {
      drawCsvTile(context, width);
      continue;
    }
    const DataThumbnail& thumbnail = context.state.thumbnails[i];
    const Tile tile{.id = thumbnail.source,
                    .caption = thumbnail.caption,
                    .tip = {.title = thumbnail.title, .body = thumbnail.facts},
                    .isChosen = context.config().data.source == thumbnail.source,
                    .thumbnail = &thumbnail};
    if (drawTile(frame, tile, width) && !tile.isChosen) chosen = thumbnail.source;
  }
  ImGui::PopStyleVar();
  if (!chosen.empty()) chooseSource(context, chosen);
}

}  // namespace adamscope
