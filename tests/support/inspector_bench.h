// The Inspector over a real run, without a window: what its tests and pictures share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/panels/inspector_panel.h"
#include "core/session/live_session.h"
#include "core/session/training_session.h"

namespace adamscope::testing {

class InspectorBench {
 public:
  /// A run of these settings after so many steps, analysed. `actions` works on a session of its
  /// own, at step 0.
  InspectorBench(const std::vector<std::string>& settings, long steps);

  /// Takes more steps and analyses again.
  void advance(long steps);
  /// Draws the panel over the whole window.
  void draw(const ui::Frame& frame);

  const RunHistory& history() const { return *model.train->history; }
  LiveSession& live() { return live_; }

  ModelFrame model;
  UiState state;
  InspectorPanel panel;

 private:
  std::unique_ptr<TrainingSession> session_;
  LiveSession live_;

 public:
  Actions actions;
};

}  // namespace adamscope::testing
