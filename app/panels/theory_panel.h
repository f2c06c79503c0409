// The theory drawer: which of P1's assumptions hold in this run, since when and how strongly; the
// rates, the gap, and the barrier between two networks.
#pragma once

#include <array>
#include <string_view>

#include "app/panels/theory_context.h"

namespace adamscope {

/// The configuration's keys that are set in the drawer.
inline constexpr std::array<std::string_view, 3> kTheoryKeys{"theory.thresholds", "theory.sigma",
                                                             "theory.delta"};

class TheoryPanel {
 public:
  /// Fills the current window, which should scroll.
  void draw(const ui::Frame& frame, const ModelFrame& model, Actions& actions);

  TheoryState& state() { return state_; }

 private:
  TheoryState state_;
};

}  // namespace adamscope
