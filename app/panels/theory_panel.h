// The theory drawer: which of P1's assumptions hold in this run, since when and how strongly; the
// rates, the gap, and the barrier between two networks.
#pragma once

#include "app/panels/theory_context.h"

namespace adamscope {

class TheoryPanel {
 public:
  /// Fills the current window, which should scroll.
  void draw(const ui::Frame& frame, const ModelFrame& model, Actions& actions);

  TheoryState& state() { return state_; }

 private:
  TheoryState state_;
};

}  // namespace adamscope
