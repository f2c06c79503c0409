// What the parts of the Inspector work on, and how they draw text and layers' colours.
#pragma once

#include <string>
#include <string_view>

#include "app/model/actions.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/ui/tip.h"

namespace adamscope {

/// One frame of the Inspector.
struct InspectorContext {
  const ui::Frame& frame;
  const ModelFrame& model;
  UiState& state;
  Actions& actions;
};

/// A layer's colour, and a shade of it for outlines and text that shows on every panel.
ImU32 layerFill(int layer);
ImU32 layerOutline(const ui::Frame& frame, int layer);

/// A layer's square with its upper left corner there.
void drawLayerMark(const ui::Frame& frame, ImVec2 corner, float side, int layer);

/// Text in a font with its upper left corner there.
void drawText(ImFont* font, ImVec2 corner, ImU32 color, std::string_view text);
/// Text that ends at x = right.
void drawTextRight(ImFont* font, ImVec2 upperRight, ImU32 color, std::string_view text);
float widthOf(ImFont* font, std::string_view text);
/// The y at which a line of that font stands in the middle of a row.
float middleOf(ImFont* font, const ui::Rect& row);

/// A small muted heading of a group of rows.
void drawCaption(const ui::Frame& frame, std::string_view text, const ui::Tip& tip);

/// "layer 2, neuron 7", or "the window's border".
std::string nameOf(const NeuronId& neuron);

/// Selects the neuron, or nothing if it was selected already.
void toggleNeuron(Selection& selection, const NeuronId& neuron);

/// A number in at most `digits` significant digits with a true minus sign: "0.01234", "−1.2e−05".
std::string significantText(double value, int digits);

}  // namespace adamscope
