#include "tests/support/ui_driver.h"

#include <utility>

#include "app/ui/imgui_compat.h"

namespace adamscope {

UiDriver::UiDriver(ImVec2 size, Draw draw, float scale)
    : host_(UiHost::createWithoutDrawing(ui::ThemeName::kDark)),
      size_(size),
      draw_(std::move(draw)),
      scale_(scale) {
  ui::compat::useNamedKeys();
  frames(2);
}

void UiDriver::frames(int count, double secondsEach) {
  for (int i = 0; i < count; ++i) {
    draw_(host_->beginFrame({.widthPx = static_cast<int>(size_.x),
                             .heightPx = static_cast<int>(size_.y),
                             .scale = scale_,
                             .deltaSeconds = secondsEach,
                             .keys = keys_}));
    host_->endFrame();
    keys_.clear();
  }
}

void UiDriver::moveMouse(ImVec2 place) {
  host_->makeCurrent();
  ui::compat::feedMousePlace(place);
  frames();
}

void UiDriver::press(int button) {
  host_->makeCurrent();
  ui::compat::feedMouseButton(button, true);
  frames();
}

void UiDriver::release(int button) {
  host_->makeCurrent();
  ui::compat::feedMouseButton(button, false);
  frames();
}

void UiDriver::click(ImVec2 place, int button) {
  // A pause first, so that two clicks are not a double click.
  frames(1, 1.0);
  moveMouse(place);
  press(button);
  release(button);
  frames();
}

void UiDriver::drag(ImVec2 from, ImVec2 to) {
  frames(1, 1.0);
  moveMouse(from);
  press();
  constexpr int kSteps = 5;
  for (int i = 1; i <= kSteps; ++i) {
    const float share = static_cast<float>(i) / kSteps;
    moveMouse({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
  }
  release();
  frames();
}

void UiDriver::wheel(float steps) {
  host_->makeCurrent();
  ui::compat::feedMouseWheel(steps);
  frames(2);
}

void UiDriver::type(std::string_view text) {
  host_->makeCurrent();
  for (const char character : text) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned char>(character));
    frames();
  }
}

void UiDriver::tap(ImGuiKey key) {
  host_->makeCurrent();
  ui::compat::feedKey(key, true);
  frames();
  ui::compat::feedKey(key, false);
  frames();
}

void UiDriver::chord(const ui::KeyChord& pressed) {
  keys_.push_back({.chord = pressed});
  frames();
}

}  // namespace adamscope
