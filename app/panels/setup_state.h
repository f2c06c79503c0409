// What the Setup panel keeps from one frame to the next: tables and pictures made once, texts that
// are being typed, the file dialog. Create one beside UiState.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/model/actions.h"
#include "app/model/data_thumbnails.h"
#include "app/model/setting_table.h"
#include "app/model/ui_state.h"
#include "app/panels/file_dialog.h"
#include "app/ui/frame.h"
#include "core/base/random.h"
#include "core/session/presets.h"

namespace adamscope {

/// A text box in use, and a refusal after.
struct TextMemory {
  bool isTyping = false;
  std::string typed;
  std::string refusal;  ///< Why the last text was refused; stays until the box is used again.
};

struct SetupState {
  /// `diceSeed`: what the dice throw; any number, such as the time of the start.
  explicit SetupState(std::uint64_t diceSeed) : dice(diceSeed) {}

  SettingTable table;
  std::vector<Preset> presets = embeddedPresets();
  std::vector<DataThumbnail> thumbnails = dataThumbnails();
  std::map<std::string, TextMemory, std::less<>> texts;  ///< By the box's name; those in use.
  /// The key whose slider is being dragged; empty: none.
  std::string previewedKey;
  FileDialog files;
  Random dice;
};

/// What each part of the panel is drawn from.
struct SetupContext {
  const ui::Frame& frame;
  const ModelFrame& model;
  UiState& ui;
  SetupState& state;
  Actions& actions;

  const Config& config() const { return actions.config(); }
  const Experiment& experiment() const { return *model.train->experiment; }
  const DataSet& trainData() const { return experiment().data.train; }
};

}  // namespace adamscope
