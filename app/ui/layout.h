// Where everything is in the window: a pure function of its size, the scale and what is shown.
//
//   +------------------ menu ------------------+
//   +--------------- transport ----------------+
//   | setup |    views    | theory | inspector |
//   |       |             |        |           |
//   |       +----------- plots ----------------+
//   |       +---------- timeline --------------+
//   +----------------- status -----------------+
//
// The views come first: what does not fit beside them (inspector and theory in a narrow window)
// becomes a tab of the left column, and in a low window the plots go.
#pragma once

#include "app/ui/rect.h"

namespace adamscope::ui {

/// What the person wants to see.
struct PanelVisibility {
  bool setup = true;
  bool inspector = true;
  bool plots = true;
  bool timeline = true;
  bool theory = false;
  bool areAllHidden = false;  ///< Tab: views alone, until it is pressed again.

  bool operator==(const PanelVisibility&) const = default;
};

/// How large the parts are that splitters resize, in the design's pixels (at scale 1).
struct PanelSizes {
  float setup = 312.0F;      ///< Width.
  float inspector = 280.0F;  ///< Width.
  float theory = 320.0F;     ///< Width.
  float plots = 208.0F;      ///< Height.

  bool operator==(const PanelSizes&) const = default;
};

struct LayoutInput {
  ImVec2 window{};     ///< Size, in units.
  float scale = 1.0F;  ///< Units for each pixel of the design, as in Frame.
  PanelVisibility visible{};
  PanelSizes sizes{};
};

/// What can be dragged.
enum class Splitter { kSetup, kInspector, kTheory, kPlots };

/// All places, in units, on whole units; what is not shown is empty. No two overlap.
struct Layout {
  Rect menu;
  Rect transport;
  Rect left;  ///< Setup, with tabs if inspectorIsTab or theoryIsTab.
  Rect views;
  Rect theory;
  Rect inspector;
  Rect plots;
  Rect timeline;
  Rect status;
  Rect setupSplitter;
  Rect inspectorSplitter;
  Rect theorySplitter;
  Rect plotsSplitter;
  bool setupIsTab = false;      ///< `left` shows the setup.
  bool inspectorIsTab = false;  ///< `left` shows the inspector, not `inspector`.
  bool theoryIsTab = false;     ///< `left` shows the theory, not `theory`.
};

/// Under this size in the design's pixels the inspector is a tab.
inline constexpr float kNarrowWidth = 1280.0F;
inline constexpr float kLowHeight = 720.0F;

Layout computeLayout(const LayoutInput& input);

/// The sizes after a splitter was dragged by `units` (to the right or down), inside their limits.
PanelSizes dragged(const LayoutInput& input, Splitter which, float units);

}  // namespace adamscope::ui
