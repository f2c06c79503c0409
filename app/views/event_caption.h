// A crossing, said in words beside its picture. Both views have the same first line, so that one
// sees that a fold line sweeping over a sample and the parameters stepping over a boundary are one
// event seen twice (duality, theory D3).
#pragma once

#include <string>

#include "app/ui/frame.h"
#include "app/views/input_overlay.h"

namespace adamscope {

/// "Neuron 8 of layer 2 turns on for sample 8"; in the past tense with its step where the moment
/// that is shown is another one.
std::string eventSentence(const TrainFrame& train, std::size_t event);

/// The selected crossing's sentence and, quieter, what it is in this picture, near `anchor` (window
/// coordinates) and inside the view. Nothing if the anchor is not in the view.
void drawEventCaption(const ui::Frame& frame, ImDrawList& list, const ui::Rect& rect, ImVec2 anchor,
                      const std::string& sentence, const char* meaning, int layer);

}  // namespace adamscope
