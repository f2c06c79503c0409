// The other pages of the theory drawer: rates (theory F2 to F5), the generalization gap (G1), and
// the barrier between two networks (UBL).
#pragma once

#include "app/panels/theory_context.h"

namespace adamscope {

void drawRatePage(const TheoryContext& context);
void drawGapPage(const TheoryContext& context);
void drawBarrierPage(const TheoryContext& context);

}  // namespace adamscope
