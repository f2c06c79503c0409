// A preset that has trained for some steps, with the regions of its network: what the views show.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/model/actions.h"
#include "app/model/ui_state.h"

namespace adamscope {

/// The preset with "key=value" settings after `steps` steps, its whole domain analysed (id 1).
std::shared_ptr<const AnalysisFrame> analysedPreset(const std::string& name, long steps,
                                                    const std::vector<std::string>& settings = {});

/// The same behind a session on its threads, as the window has it; the analysis stays as it is.
class PresetSession {
 public:
  PresetSession(const std::string& name, long steps, const std::vector<std::string>& settings = {});

  const AnalysisFrame& analysis() const { return *model.analysis; }

  ModelFrame model;
  UiState state;
  LiveSession live;
  Actions actions;
};

}  // namespace adamscope
