// A number that can be dragged and typed: label, slider, and an exact box beside it.
//
//   Learning rate  ----------o------   [0.003      ]
//                             must be above 0
//
// While the slider is dragged, the value comes as a preview in each frame that changes it, and is
// committed once at the end. A box commits on Enter and when it is left; it refuses nonsense, keeps
// the old value and says why.
#pragma once

#include "app/ui/frame.h"
#include "app/ui/number_text.h"
#include "app/ui/tip.h"

namespace adamscope::ui {

/// One row. The label is also its id: use ImGui::PushID where two rows have the same.
struct NumberSpec {
  const char* label = "";
  NumberRange range{};   ///< What the box takes.
  SliderRange slider{};  ///< What the slider reaches.
  bool isEnabled = true;
  Tip tip{};
};

/// What happened to the number in this frame.
struct NumberEdit {
  double value = 0.0;        ///< The value to show and, if it changed, to use.
  double before = 0.0;       ///< On a commit: the value before the drag or the typing, for undo.
  bool isPreview = false;    ///< The drag goes on, and `value` differs from what was passed in.
  bool isCommitted = false;  ///< The edit ended with another value: one undo step.
};

/// Draws the row across the available width, and reports what was done to `value`.
NumberEdit numberRow(const Frame& frame, const NumberSpec& spec, double value);

}  // namespace adamscope::ui
