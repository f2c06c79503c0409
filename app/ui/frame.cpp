#include "app/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace adamscope::ui {

float Frame::grid(float steps) const { return std::round(4.0F * steps * scale); }

float Frame::em(float count) const { return std::round(heightOf(fonts.text) * count); }

bool Frame::pressed(const KeyChord& chord) const {
  if (ImGui::GetIO().WantTextInput && !worksWhileTyping(chord)) return false;
  return std::any_of(keys.begin(), keys.end(),
                     [&](const KeyPress& press) { return press.chord == chord; });
}

}  // namespace adamscope::ui
