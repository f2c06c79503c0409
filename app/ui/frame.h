// What every panel and widget gets: the look, the fonts, this frame's keys and files, and the way
// to ask for another frame. The same whether it is drawn in the window or into a picture.
#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <string>

#include "app/ui/fonts.h"
#include "app/ui/keys.h"
#include "app/ui/theme.h"
#include "app/ui/widget_memory.h"

namespace adamscope::ui {

/// When the next frame is wanted although nobody touches anything.
class RedrawRequest {
 public:
  /// Draw again in `seconds` or earlier; 0: at once. Of several requests the earliest counts.
  void in(double seconds) {
    if (!seconds_ || seconds < *seconds_) seconds_ = seconds;
  }
  /// Seconds until the next frame; none if nobody asked.
  std::optional<double> seconds() const { return seconds_; }
  void clear() { seconds_.reset(); }

 private:
  std::optional<double> seconds_;
};

/// One frame of the window. Valid until the frame ends.
struct Frame {
  const Theme& theme;
  const Fonts& fonts;
  WidgetMemory& memory;
  RedrawRequest& redraw;
  ImVec2 size;               ///< Of the window, in its units.
  float scale = 1.0F;        ///< Units for each pixel of the design at scale 1.
  float density = 1.0F;      ///< Picture pixels for each unit.
  double timeSeconds = 0.0;  ///< Since the first frame.
  std::span<const KeyPress> keys{};
  std::span<const std::string> droppedFiles{};  ///< Paths of files dropped on the window.

  /// `steps` of the 4 px grid, in whole units.
  float grid(float steps) const;
  /// `count` heights of running text; widths of panels and boxes.
  float em(float count) const;
  /// Whether the chord was pressed. While a text box has the keyboard, only F1 to F12 are.
  bool pressed(const KeyChord& chord) const;
  const Palette& colors() const { return theme.colors; }
};

}  // namespace adamscope::ui
