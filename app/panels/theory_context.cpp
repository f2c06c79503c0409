#include "app/panels/theory_context.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/views/view_theme.h"

namespace adamscope {

namespace {

constexpr float kPlotHeightEm = 11.0F;

}  // namespace

const TheoryLook& TheoryContext::look() const {
  const std::vector<TheoryLook>& looks = theory()->looks;
  const auto later =
      std::upper_bound(looks.begin(), looks.end(), model.train->step,
                       [](long step, const TheoryLook& look) { return step < look.step; });
  return later == looks.begin() ? looks.front() : *(later - 1);
}

TheoryInks theoryInks(const ui::Frame& frame) {
  const bool isDark = frame.theme.isDark();
  return {.first = figure::fromHex(isDark ? 0x8AA0F5 : 0x3F57C4),
          .second = figure::fromHex(isDark ? 0xFF7F92 : 0xB8263F),
          .third = figure::fromHex(isDark ? 0x61C9B5 : 0x14705F),
          .muted = colorOf(frame.colors().muted)};
}

void drawTheoryPlot(const TheoryContext& context, std::size_t which, const plot::PlotSpec& spec,
                    plot::Scale yScale, std::optional<std::size_t> link) {
  const ui::Frame& frame = context.frame;
  plot::PlotState& state = context.state.plots[which];
  plot::PlotLink& xAxis = context.state.links[link.value_or(which)];
  if (state.yScale.kind != yScale && state.isFollowing) state.yScale.kind = yScale;
  const ui::Palette& colors = frame.colors();
  const plot::PlotStyle style{.background = colorOf(colors.panel),
                              .raised = colorOf(colors.raised),
                              .lines = colorOf(colors.line),
                              .text = colorOf(colors.text),
                              .muted = colorOf(colors.muted),
                              .accent = colorOf(colors.accent)};
  const plot::PlotFonts fonts{.strong = frame.fonts.strong,
                              .number = frame.fonts.smallNumbers,
                              .strongSize = ui::heightOf(frame.fonts.strong),
                              .numberSize = ui::heightOf(frame.fonts.smallNumbers)};
  const ui::WithFont font(frame.fonts.small);
  plot::drawPlot(spec, state, xAxis,
                 {.size = {ImGui::GetContentRegionAvail().x, frame.em(kPlotHeightEm)},
                  .style = style,
                  .fonts = fonts});
}

LookColumn lookColumn(const TheoryFrame& theory,
                      const std::function<double(const TheoryLook&)>& value) {
  LookColumn column;
  const std::vector<TheoryLook>& looks = theory.looks;
  // The common distance: the widest one of neighbours (older looks may have been thinned out).
  long stride = 0;
  for (std::size_t i = 1; i < looks.size(); ++i) {
    stride = std::max(stride, looks[i].step - looks[i - 1].step);
  }
  column.stride = static_cast<double>(std::max(1L, stride));
  const TheoryLook* last = nullptr;
  for (const TheoryLook& look : looks) {
    // A step of the grid that was not looked at (the analysis was busy) shows the look before it.
    if (last == nullptr) {
      column.firstStep = static_cast<double>(look.step);
    } else if (look.step - last->step < stride) {
      continue;
    }
    column.values.push_back(value(look));
    last = &look;
  }
  return column;
}

}  // namespace adamscope
