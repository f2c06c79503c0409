// The cards of the theory drawer: one for each assumption of theory section 6, with its figure, its
// course over the run, its threshold, its verdict and a sentence. A click opens the details.
#pragma once

#include "app/panels/theory_context.h"

namespace adamscope {

void drawAssumptionCards(const TheoryContext& context);

/// What stands in an opened card: pictures of the distributions behind the figure, further numbers,
/// and the threshold.
void drawAssumptionDetails(const TheoryContext& context, Assumption assumption);

}  // namespace adamscope
