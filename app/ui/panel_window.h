// A part of the window as an ImGui window without a title or borders.
#pragma once

#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope::ui {

/// A line along one side of a part.
enum class Rule { kNone, kAbove, kBelow };

/// How a part looks.
struct PanelLook {
  ImU32 surface = 0;  ///< 0: the palette's panel.
  Rule rule = Rule::kNone;
  bool isPadded = true;   ///< False: its content reaches its sides.
  bool canScroll = true;  ///< By wheel and bar, up and down.
};

/// An ImGui window that fills `rect` until the end of the scope. Draw nothing if it is empty.
class PanelWindow {
 public:
  PanelWindow(const Frame& frame, const char* id, const Rect& rect, const PanelLook& look = {});
  ~PanelWindow();
  PanelWindow(const PanelWindow&) = delete;
  PanelWindow& operator=(const PanelWindow&) = delete;

 private:
  const Frame& frame_;
  ImU32 surface_ = 0;
  bool canScroll_ = true;
};

/// Lets the last lines of the current ImGui window's content fade into the surface while more lies
/// below them, so that a row cut in half reads as "scroll". To be called after all of its content.
void fadeCutContent(const Frame& frame, ImU32 surface);

/// A bar between two parts that is dragged to resize them.
struct SplitterSpec {
  const char* id = "";
  Rect place{};
  bool isVertical = true;  ///< A bar that moves to the left and right.
};

/// Draws the bar (visible under the mouse) in a window of its own. By how many units to move
/// it along its axis so that it is under the mouse that drags it; 0 otherwise.
float splitter(const Frame& frame, const SplitterSpec& spec);

}  // namespace adamscope::ui
