// What widgets remember from one frame to the next: a half-typed number, the start of a drag, how
// long the mouse has rested. It lives beside the ImGui context, so no widget has static state.
#pragma once

#include <imgui.h>

#include <map>
#include <string>

namespace adamscope::ui {

/// A number's slider and box while one of them is used, and a refusal after.
struct NumberMemory {
  bool isDragging = false;
  double dragStart = 0.0;
  double dragValue = 0.0;
  bool isTyping = false;
  std::string typed;    ///< What the box shows while it is typed into.
  std::string refusal;  ///< Why the last text was refused; stays until the box is used again.
};

struct WidgetMemory {
  /// By the row's ImGui id; only rows in use are here.
  std::map<ImGuiID, NumberMemory> numbers;
  /// The upper left corner of the item under the mouse, and since when it is.
  ImVec2 hoveredCorner{-1.0F, -1.0F};
  double hoveredSinceSeconds = 0.0;
  /// Frame number in which an item with a tooltip was hovered last.
  int hoveredFrame = -1;
  /// Frame number in which a dialog was drawn last.
  int dialogFrame = -1;
};

}  // namespace adamscope::ui
