#include "app/panels/inspector_region.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/inspector_map.h"
#include "app/panels/inspector_mask.h"
#include "app/panels/number_format.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/rows.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

std::string shareText(double share) { return significantText(100.0 * share, 3) + " %"; }

void drawPlace(const ui::Frame& frame, const RegionReport& report) {
  std::string place = significantText(report.point.x, 4);
  if (report.dimension == 2) place += ", " + significantText(report.point.y, 4);
  ui::keyValueRow(frame,
                  {.key = report.dimension == 2 ? "At (s, t)" : "At s",
                   .value = place,
                   .tip = {.title = "The point",
                           .body = "The cursor, or the pin. s and t are the coordinates along the "
                                   "slice; the whole plane's are the two inputs themselves."}});
}

double slopeOf(const OutputReport& output) { return std::hypot(output.slopeX, output.slopeY); }

void drawShape(const ui::Frame& frame, const RegionReport& report) {
  if (report.outputs.size() == 1) {
    ui::keyValueRow(frame, {.key = "|\u2207f|",
                            .value = significantText(slopeOf(report.outputs.front()), 4),
                            .tip = {.title = "Steepness of f on the region",
                                    .body = "Length of the gradient in slice coordinates.",
                                    .formula = "|\u2207f| = \u221A(a\u00B2 + b\u00B2)"}});
  }
  const bool isLine = report.dimension == 1;
  const std::string share = shareText(report.share) + " of the window";
  ui::keyValueRow(frame, {.key = isLine ? "Length" : "Area",
                          .value = significantText(report.area, 4),
                          .unit = share,
                          .tip = {.title = isLine ? "Length" : "Area",
                                  .body = "Of the part inside the window, in slice units. All "
                                          "regions together make up the window."}});
  if (isLine) return;
  const auto neighbours = std::count_if(report.sides.begin(), report.sides.end(),
                                        [](const RegionSide& side) { return side.neighbour >= 0; });
  ui::keyValueRow(
      frame, {.key = "Corners, neighbours",
              .value = std::to_string(report.cornerCount) + ", " + std::to_string(neighbours)});
}

/// One neighbour; whether it was clicked.
bool drawNeighbour(const ui::Frame& frame, const RegionSide& side) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const ui::Rect row{corner.x, corner.y, width, frame.em(1) + frame.grid(1.5F)};
  const bool isClicked = ImGui::InvisibleButton("##side", row.size());
  const bool isHovered = ImGui::IsItemHovered();
  if (isHovered) {
    ImGui::GetWindowDrawList()->AddRectFilled({row.x - frame.grid(1), row.y},
                                              {row.right() + frame.grid(1), row.bottom()},
                                              frame.colors().hovered, frame.grid(1));
  }
  const float mark = frame.grid(2.5F);
  drawLayerMark(frame, {row.x, std::round(row.y + (row.height - mark) / 2)}, mark,
                side.neuron.layer);
  const float x = row.x + mark + frame.grid(2);
  const std::string beyond = "region " + std::to_string(side.neighbour);
  ImFont* font = frame.fonts.small;
  drawTextRight(font, {row.right(), middleOf(font, row)},
                isHovered ? frame.colors().text : frame.colors().muted, beyond);
  ImGui::PushClipRect({x, row.y},
                      {row.right() - widthOf(font, beyond) - frame.grid(1), row.bottom()}, true);
  drawText(font, {x, middleOf(font, row)}, frame.colors().text,
           nameOf(side.neuron) + (side.turnsOn ? " on" : " off"));
  ImGui::PopClipRect();
  const std::string title =
      "Beyond this side, " + nameOf(side.neuron) + " is " + (side.turnsOn ? "on" : "off");
  ui::tipOnHover(frame, {.title = title, .body = "A click pins the region over there."});
  return isClicked;
}

void drawNeighbours(const InspectorContext& context, const AnalysisFrame& analysis,
                    const RegionReport& report) {
  const ui::Frame& frame = context.frame;
  drawCaption(frame, "Neighbours",
              {.title = "Neighbours",
               .body = "The regions beyond each side, and the neuron that turns on or off on the "
                       "way there."});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0F, 0.0F});
  int borders = 0;
  for (std::size_t i = 0; i < report.sides.size(); ++i) {
    const RegionSide& side = report.sides[i];
    if (side.neighbour < 0) {
      ++borders;
      continue;
    }
    ImGui::PushID(static_cast<int>(i));
    if (drawNeighbour(frame, side)) {
      context.state.selection.pinned = interiorPoint(analysis.tessellation, side.neighbour);
    }
    ImGui::PopID();
  }
  ImGui::PopStyleVar();
  if (borders > 0) {
    const ui::WithFont font(frame.fonts.small);
    ui::mutedText(frame, borders == 1
                             ? "One side is the window's border."
                             : std::to_string(borders) + " sides are the window's border.");
  }
}

void drawNothing(const InspectorContext& context) {
  const ui::Frame& frame = context.frame;
  if (!hasOwnRegions(context.model)) {
    ui::mutedText(frame, "The regions of this network are being found.");
    return;
  }
  ui::mutedText(
      frame, "Point at the input view to see what f is there, exactly. A click pins the region.");
  ui::keyValueRow(frame, {.key = "Regions in the window",
                          .value = groupedText(context.model.analysis->tessellation.faceCount())});
}

}  // namespace

std::optional<SlicePoint> describedPoint(const std::shared_ptr<const AnalysisFrame>& analysis,
                                         const Selection& selection, FaceFinder& finder) {
  if (!selection.pinned) return selection.hovered;
  if (!selection.hovered) return selection.pinned;
  const std::optional<int> pinnedFace = finder.find(analysis, *selection.pinned);
  const bool isInside = pinnedFace && finder.find(analysis, *selection.hovered) == pinnedFace;
  return isInside ? selection.hovered : selection.pinned;
}

void InspectorRegion::update(const InspectorContext& context) {
  const std::shared_ptr<const AnalysisFrame>& analysis = context.model.analysis;
  const Selection& selection = context.state.selection;
  const std::optional<SlicePoint> point = describedPoint(analysis, selection, finder_);
  const std::optional<int> face = point ? finder_.find(analysis, *point) : std::nullopt;
  const bool isSame = face && report_ && analysis == analysis_ && report_->face == *face &&
                      report_->point.x == point->x && report_->point.y == point->y;
  if (isSame) return;
  analysis_ = analysis;
  report_.reset();
  if (face) report_ = describeRegion(*analysis, *face, *point);
}

void InspectorRegion::drawTitle(const InspectorContext& context) const {
  const ui::Frame& frame = context.frame;
  Selection& selection = context.state.selection;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const ui::Rect row{corner.x, corner.y, width, frame.grid(8)};
  const std::string title = report_ ? "Region " + std::to_string(report_->face) : "Region";
  drawText(frame.fonts.strong, {row.x, middleOf(frame.fonts.strong, row)}, frame.colors().text,
           title);
  if (report_) {
    const float x = row.x + widthOf(frame.fonts.strong, title) + frame.grid(1.5F);
    drawText(frame.fonts.small, {x, middleOf(frame.fonts.small, row) + frame.grid(0.25F)},
             frame.colors().muted, "of " + groupedText(report_->faceCount));
  }
  ImGui::Dummy({1.0F, row.height});
  if (!selection.pinned) return;
  const std::string text = std::string(ui::icons::kPin) + "  Unpin";
  const float buttonWidth = ImGui::CalcTextSize(text.c_str()).x + frame.grid(4);
  ImGui::SetCursorScreenPos({row.right() - buttonWidth, row.y});
  const bool isUnpinned = ui::button(
      frame, "unpin", text, {.title = "Unpin", .body = "Show the region under the cursor again."},
      {.isOn = true, .widthUnits = buttonWidth, .heightUnits = row.height});
  if (isUnpinned) selection.pinned.reset();
}

void InspectorRegion::draw(const InspectorContext& context) {
  const ui::Frame& frame = context.frame;
  update(context);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.grid(2), frame.grid(0.75F)});
  drawTitle(context);
  if (report_) {
    if (!report_->isExact) {
      ui::mutedText(frame,
                    "Truncated: this cell may hold several regions; then the map is not f's.");
    }
    drawPlace(frame, *report_);
    drawOutputs(context, *report_);
    drawAffineMap(context, *report_);
    drawCaption(frame, "Neurons that are on",
                {.title = "Activation mask",
                 .body = "One square for each hidden neuron: filled where it is on. All points of "
                         "the region share this mask."});
    drawMask(context, *analysis_, *report_);
    drawCaption(frame, "Shape", {});
    drawShape(frame, *report_);
    drawNeighbours(context, *analysis_, *report_);
  } else if (context.state.selection.pinned && context.model.analysis) {
    ui::mutedText(frame, "The pinned point lies outside of the window.");
  } else {
    drawNothing(context);
  }
  ImGui::PopStyleVar();
}

}  // namespace adamscope
