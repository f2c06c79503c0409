#include "app/panels/theory_panel.h"

#include <array>
#include <cmath>

#include "app/panels/theory_cards.h"
#include "app/panels/theory_compare.h"
#include "app/panels/theory_pages.h"
#include "app/plot/number_text.h"
#include "app/ui/buttons.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

constexpr int kAssumptionPage = 0;
constexpr int kRatePage = 1;
constexpr int kGapPage = 2;
constexpr int kBarrierPage = 3;
constexpr int kComparePage = 4;

/// When the last look was, how often there is one, and what it costs.
void drawLookLine(const TheoryContext& context) {
  const TheoryFrame& theory = *context.theory();
  std::string text = "Look at step " + std::to_string(context.look().step) + ", every " +
                     std::to_string(lookInterval(context.model.train->config)) +
                     " steps as time allows";
  if (theory.seconds > 0.0) {
    text += "; one takes " + plot::readoutNumber(1000.0 * theory.seconds, 2) + " ms";
  }
  const ui::WithFont font(context.frame.fonts.small);
  ui::mutedText(context.frame, text + ".");
}

}  // namespace

void TheoryPanel::draw(const ui::Frame& frame, const ModelFrame& model, Actions& actions) {
  const TheoryContext context{frame, model, state_, actions};
  const std::array<ui::Segment, 5> cells{
      {{.text = "Claims",
        .tip = {.title = "Assumptions of arXiv 2505.15013",
                .body = "A0 and L1 to L7, each measured in this run."}},
       {.text = "Rates",
        .tip = {.title = "Rates", .body = "Tangent kernel, PL ratio, two phases."}},
       {.text = "Gap",
        .tip = {.title = "Generalization gap",
                .body = "Against d_eff, PAC-Bayes and the parameter count."}},
       {.text = "Barrier", .tip = {.title = "Barrier", .body = "The loss between two networks."}},
       {.text = "Compare",
        .tip = {.title = "Compare",
                .body = "Optimizers or learning rates side by side, from one start."}}}};
  const int page = ui::segmented(frame, "theory-pages", cells, state_.page,
                                 std::floor(ImGui::GetContentRegionAvail().x));
  if (page != state_.page) {
    state_.page = page;
    state_.plots = {};
    state_.links = {};
  }
  if (page == kBarrierPage) {
    drawBarrierPage(context);
    return;
  }
  if (page == kComparePage) {
    drawComparePage(context);
    return;
  }
  if (context.theory() == nullptr) {
    ui::mutedText(frame, "The first look at this run is under way.");
    return;
  }
  drawLookLine(context);
  if (page == kAssumptionPage) drawAssumptionCards(context);
  if (page == kRatePage) drawRatePage(context);
  if (page == kGapPage) drawGapPage(context);
}

}  // namespace adamscope
