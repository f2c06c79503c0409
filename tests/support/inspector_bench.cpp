#include "tests/support/inspector_bench.h"

#include "app/ui/panel_window.h"
#include "tests/support/analysed_run.h"

namespace adamscope::testing {

InspectorBench::InspectorBench(const std::vector<std::string>& settings, long steps)
    : session_(sessionWith(settings)),
      live_(sessionWith(settings), [] {}),
      actions(live_, live_.trainFrame()->config) {
  advance(steps);
}

void InspectorBench::advance(long steps) {
  if (steps > 0) takeSteps(*session_, steps);
  model.analysis = analysed(*session_);
  model.train = model.analysis->train;
}

void InspectorBench::draw(const ui::Frame& frame) {
  model.timeSeconds = frame.timeSeconds;
  const ui::PanelWindow window(frame, "inspector", {0.0F, 0.0F, frame.size.x, frame.size.y},
                               {.canScroll = false});
  panel.draw(frame, model, state, actions);
}

}  // namespace adamscope::testing
