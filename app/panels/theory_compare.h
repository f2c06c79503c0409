// The theory drawer's comparison: two or three optimizers, or three learning rates, from one start
// in lock-step; crossings, loss and d_eff of all in one plot each.
#pragma once

#include "app/panels/theory_context.h"

namespace adamscope {

void drawComparePage(const TheoryContext& context);

}  // namespace adamscope
