#include "app/panels/inspector_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/ui/buttons.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/panel_window.h"

namespace adamscope {

namespace {

/// A panel lower than this shows one thing at a time.
constexpr float kLowestForTwoEm = 34.0F;
constexpr double kLeastShare = 0.2;
constexpr double kMostShare = 0.75;

bool isHiddenNeuron(const Architecture& architecture, const NeuronId& id) {
  return id.layer >= 1 && id.layer <= architecture.hiddenLayerCount() && id.neuron >= 0 &&
         id.neuron < architecture.width(id.layer);
}

}  // namespace

void InspectorPanel::drawRegion(const InspectorContext& context, float height) {
  // From side to side of the panel, so that the scroll bar stands at its edge.
  const float padding = ImGui::GetCursorPosX();
  ImGui::SetCursorPosX(0.0F);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, 0.0F});
  ui::compat::beginPaddedChild("region", {ImGui::GetWindowWidth(), height});
  ImGui::PopStyleVar();
  region_.draw(context);
  ImGui::Dummy({0.0F, context.frame.grid(2)});
  ui::fadeCutContent(context.frame, context.frame.colors().panel);
  ImGui::EndChild();
}

void InspectorPanel::drawSplitter(const ui::Frame& frame, float height) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const float thickness = frame.grid(3);
  ImGui::InvisibleButton("##splitter", {width, thickness});
  const bool isUsed = ImGui::IsItemHovered() || ImGui::IsItemActive();
  if (isUsed) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (ImGui::IsItemActive()) {
    const double by = static_cast<double>(ImGui::GetIO().MouseDelta.y / height);
    regionShare_ = std::clamp(regionShare_ + by, kLeastShare, kMostShare);
  }
  const float y = std::round(corner.y + thickness / 2);
  ImGui::GetWindowDrawList()->AddRectFilled(
      {corner.x, y}, {corner.x + width, y + std::max(1.0F, std::round(frame.scale))},
      isUsed ? frame.colors().accent : frame.colors().line);
}

void InspectorPanel::drawPages(const InspectorContext& context, bool hasRegion) {
  const ui::Frame& frame = context.frame;
  std::vector<ui::Segment> cells;
  std::vector<Page> pages;
  if (!hasRegion) {
    cells.push_back({.text = "Region"});
    pages.push_back(Page::kRegion);
  }
  cells.push_back({.text = "Crossings",
                   .tip = {.title = "Crossings",
                           .body = "Every moment at which a neuron turned on or off for a training "
                                   "sample, since step 0."}});
  cells.push_back({.text = "Neurons",
                   .tip = {.title = "Neurons",
                           .body = "The hidden neurons: how active, how busy, and where."}});
  pages.push_back(Page::kCrossings);
  pages.push_back(Page::kNeurons);
  const Page shown = hasRegion && page_ == Page::kRegion ? Page::kCrossings : page_;
  const auto place = std::find(pages.begin(), pages.end(), shown) - pages.begin();
  const int chosen = ui::segmented(frame, "pages", cells, static_cast<int>(place),
                                   std::floor(ImGui::GetContentRegionAvail().x));
  const Page page = pages[static_cast<std::size_t>(chosen)];
  if (chosen != static_cast<int>(place)) page_ = page;
  if (page == Page::kRegion) drawRegion(context, 0.0F);
  if (page == Page::kCrossings) crossings_.draw(context);
  if (page == Page::kNeurons) neurons_.draw(context);
}

void InspectorPanel::draw(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                          Actions& actions) {
  const InspectorContext context{frame, model, state, actions};
  std::optional<NeuronId>& neuron = state.selection.neuron;
  if (neuron && !isHiddenNeuron(model.train->network.architecture, *neuron)) neuron.reset();
  const float height = ImGui::GetContentRegionAvail().y;
  const bool hasRegion = height >= frame.em(kLowestForTwoEm);
  if (hasRegion) {
    drawRegion(context, std::round(height * static_cast<float>(regionShare_)));
    drawSplitter(frame, height);
  }
  drawPages(context, hasRegion);
}

}  // namespace adamscope
