// The theory drawer: which of P1's assumptions hold in this run, since when and how strongly; the
// rates, the gap, the barrier between two networks, and optimizers side by side.
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
  std::shared_ptr<const Comparison> comparison() const { return state_.comparer.result(); }

 private:
  TheoryState state_;
};

}  // namespace adamscope
