// Buttons of one look: an icon, a text or both; on and off; and a row of which one is chosen.
#pragma once

#include <span>
#include <string_view>

#include "app/ui/frame.h"
#include "app/ui/tip.h"

namespace adamscope::ui {

/// How a button looks.
struct ButtonLook {
  bool isOn = false;       ///< A switch that is on: text and a tint in the accent.
  bool isPrimary = false;  ///< The one thing to do here: filled with the accent.
  bool isFlat = false;     ///< No surface until the mouse is over it, as in toolbars.
  bool isEnabled = true;
  float widthUnits = 0.0F;   ///< 0: as wide as its text, and at least square.
  float heightUnits = 0.0F;  ///< 0: as high as a text box.
};

/// A button; `text` may be an icon (app/ui/icons.h), words, or an icon, two spaces and words. True
/// when it was clicked. `id` tells apart what has the same text.
bool button(const Frame& frame, const char* id, std::string_view text, const Tip& tip,
            const ButtonLook& look = {});

/// One cell of a segmented control.
struct Segment {
  std::string_view text{};
  Tip tip{};
};

/// A row of joined cells of which one is chosen. The chosen index after this frame; `selected` may
/// be -1 for none. `widthUnits` 0: as wide as the texts; else cells share that width.
int segmented(const Frame& frame, const char* id, std::span<const Segment> cells, int selected,
              float widthUnits = 0.0F);

/// A check box with a label.
bool checkbox(const Frame& frame, const char* label, bool isOn, const Tip& tip = {});

}  // namespace adamscope::ui
