// A crossing, said in words beside its picture. Both views have the same first line, so that one
// sees that a fold line sweeping over a sample and the parameters stepping over a boundary are one
// event seen twice (duality, theory D3).
#pragma once

#include <string>
#include <vector>

#include "app/ui/frame.h"
#include "app/views/input_overlay.h"

namespace adamscope {

/// "Neuron 8 of layer 2 turns on for sample 8"; in the past tense with its step where the moment
/// that is shown is another one.
std::string eventSentence(const TrainFrame& train, std::size_t event);

/// The upper left corner of a caption: above and to the right of the anchor, else in another
/// quarter around it, where nothing stands that is `taken`. The notes along the view's upper side
/// count as taken. Where no quarter is free: the first one.
ImVec2 captionCorner(const ui::Frame& frame, const ui::Rect& rect, ImVec2 anchor, ImVec2 size,
                     const std::vector<ui::Rect>& taken);

struct EventCaption {
  std::string sentence;
  const char* meaning = "";  ///< What the crossing is in this picture.
  int layer = 1;             ///< Whose colour it has.
};

/// The selected crossing's sentence and, quieter, its meaning, near `anchor` (window coordinates)
/// and inside the view, where possible beside what is `taken`. Nothing if the anchor is not in the
/// view.
void drawEventCaption(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect, ImVec2 anchor,
                      const EventCaption& caption, const std::vector<ui::Rect>& taken = {});

}  // namespace adamscope
