// Dear ImGui without a window: frames are made and input is fed, but nothing reaches a screen.
#pragma once

#include <imgui.h>

#include <functional>

namespace adamscope::testing {

/// The one ImGui context while it lives. Frames are one window that fills the display.
class NullWindow {
 public:
  explicit NullWindow(ImVec2 size, float fontSize = 13.0F);
  ~NullWindow();
  NullWindow(const NullWindow&) = delete;
  NullWindow& operator=(const NullWindow&) = delete;

  /// One frame whose content `draw` makes.
  void frame(const std::function<void()>& draw);
  void moveMouse(float x, float y);
  void pressMouse(int button, bool isDown);
  /// For the next frame only.
  void turnWheel(float notches);
  /// What the last frame has drawn.
  int vertexCount() const;
  /// Whether every vertex of the last frame is a finite number.
  bool isFinite() const;

 private:
  ImGuiContext* context_ = nullptr;
};

}  // namespace adamscope::testing
