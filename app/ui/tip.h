// Explanations that appear where the mouse rests.
#pragma once

#include <string_view>

#include "app/ui/frame.h"

namespace adamscope::ui {

/// What a thing is; every part may be empty, and with all empty nothing is shown.
struct Tip {
  std::string_view title{};
  std::string_view body{};      ///< A sentence or two; it is wrapped.
  std::string_view formula{};   ///< One or more lines, in the numbers' typeface.
  std::string_view shortcut{};  ///< The key, as ui::describe() spells it.

  bool isEmpty() const {
    return title.empty() && body.empty() && formula.empty() && shortcut.empty();
  }
};

/// Shows the tip while the mouse rests on the last item, disabled ones too.
void tipOnHover(const Frame& frame, const Tip& tip);

/// Shows the tip at the mouse now; for parts of a drawing that are no items.
void showTip(const Frame& frame, const Tip& tip);

}  // namespace adamscope::ui
