#include "app/views/surface_controls.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/ui/imgui_compat.h"

namespace adamscope {

namespace {

/// One notch of the wheel brings the eye nearer by this factor.
constexpr double kZoomPerNotch = 0.88;
/// How far an arrow key turns, as a share of the picture's height of dragging.
constexpr double kArrowDrag = 0.03;

void turn(SurfaceViewState& state, glm::dvec2 dragPx, double height) {
  state.camera = rotated(state.camera, dragPx, height);
  state.isFitted = false;
}

void handleMouse(const ui::Rect& place, SurfaceViewState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  const double height = static_cast<double>(place.height);
  const glm::dvec2 drag(io.MouseDelta.x, io.MouseDelta.y);
  if (ImGui::IsItemActive() && drag != glm::dvec2(0.0)) {
    const bool moves = io.KeyShift || ImGui::IsMouseDown(ImGuiMouseButton_Right) ||
                       ImGui::IsMouseDown(ImGuiMouseButton_Middle);
    if (moves) {
      state.camera = panned(state.camera, drag, height);
      state.isFitted = false;
    } else {
      turn(state, drag, height);
    }
  }
  if (!ImGui::IsItemHovered()) return;
  if (io.MouseWheel != 0.0F) {
    const glm::dvec2 cursor(io.MousePos.x - place.x, io.MousePos.y - place.y);
    state.camera =
        zoomedAt(state.camera, std::pow(kZoomPerNotch, static_cast<double>(io.MouseWheel)), cursor,
                 {place.width, place.height});
    state.isFitted = false;
  }
  if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) state.fitRequested = true;
}

void handleKeys(const ui::Frame& frame, const ui::Rect& place, SurfaceViewState& state) {
  if (!ImGui::IsItemHovered()) return;
  const double step = kArrowDrag * static_cast<double>(place.height);
  glm::dvec2 drag(0.0);
  if (frame.pressed({.key = ui::keys::kLeft})) drag.x -= step;
  if (frame.pressed({.key = ui::keys::kRight})) drag.x += step;
  if (frame.pressed({.key = ui::keys::kUp})) drag.y -= step;
  if (frame.pressed({.key = ui::keys::kDown})) drag.y += step;
  if (drag != glm::dvec2(0.0)) turn(state, drag, static_cast<double>(place.height));
}

/// The texts in their order; one that would touch an earlier one is left out.
void drawTexts(const ui::Frame& frame, const SurfaceOverlay& overlay) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::vector<ui::Rect> taken;
  for (const AxisText& label : overlay.texts) {
    ImFont* font = label.isTitle ? frame.fonts.small : frame.fonts.smallNumbers;
    const ImVec2 size = ui::sizeOf(font, label.text.c_str());
    const float reach = static_cast<float>(label.gap);
    const auto outX = static_cast<float>(label.outwards.x);
    const auto outY = static_cast<float>(label.outwards.y);
    const float x = overlay.place.x + static_cast<float>(label.anchor.x) +
                    outX * (reach + 0.5F * size.x) - 0.5F * size.x;
    const float y = overlay.place.y + static_cast<float>(label.anchor.y) +
                    outY * (reach + 0.5F * size.y) - 0.5F * size.y;
    const ui::Rect box{std::round(x), std::round(y), size.x, size.y};
    const bool collides = std::any_of(taken.begin(), taken.end(), [&](const ui::Rect& other) {
      return box.x < other.right() + 2.0F && other.x < box.right() + 2.0F &&
             box.y < other.bottom() && other.y < box.bottom();
    });
    if (collides) continue;
    taken.push_back(box);
    list.AddText(font, ui::heightOf(font), box.min(),
                 label.isTitle ? frame.colors().text : frame.colors().muted, label.text.c_str());
  }
}

}  // namespace

void drawSurfaceView(const ui::Frame& frame, const SurfaceOverlay& overlay,
                     SurfaceViewState& state) {
  const ui::Rect& place = overlay.place;
  ImGui::SetCursorScreenPos(place.min());
  ImGui::PushID("surface");
  ImGui::InvisibleButton("sheet", place.size(),
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                             ImGuiButtonFlags_MouseButtonMiddle);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(place.min(), place.max(), true);
  list.AddImage(ui::compat::textureId(overlay.texture), place.min(), place.max(), {0, 1}, {1, 0});
  drawTexts(frame, overlay);
  list.PopClipRect();
  handleMouse(place, state);
  handleKeys(frame, place, state);
  ImGui::PopID();
}

}  // namespace adamscope
