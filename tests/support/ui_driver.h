// Drives widgets and panels without a window or OpenGL: draws frames and plays the mouse and the
// keyboard as a person would, one change a frame.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "app/ui/frame.h"
#include "app/window/ui_host.h"

namespace adamscope {

class UiDriver {
 public:
  using Draw = std::function<void(const ui::Frame&)>;

  /// `draw` is called for each frame, inside the ImGui frame.
  UiDriver(ImVec2 size, Draw draw, float scale = 1.0F);

  /// Draws frames of 1/60 s.
  void frames(int count = 1, double secondsEach = 1.0 / 60.0);
  void moveMouse(ImVec2 place);
  void press(int button = 0);
  void release(int button = 0);
  void click(ImVec2 place, int button = 0);
  /// Presses at one place, moves to the other in a few steps, and lets go.
  void drag(ImVec2 from, ImVec2 to);
  void wheel(float steps);
  /// Types characters into what has the keyboard.
  void type(std::string_view text);
  /// Taps one of ImGui's named keys (ImGuiKey_Enter) for widgets.
  void tap(ImGuiKey key);
  /// Presses a shortcut, as Frame::pressed() sees it.
  void chord(const ui::KeyChord& chord);

  UiHost& host() { return *host_; }

 private:
  std::unique_ptr<UiHost> host_;
  ImVec2 size_;
  Draw draw_;
  float scale_;
  std::vector<ui::KeyPress> keys_;
};

}  // namespace adamscope
