// Rows of the Setup panel: each shows one key of the configuration, commits what is typed or
// chosen, and says why it refuses. Unchanged means that nothing is sent.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/panels/setup_state.h"
#include "app/ui/number_text.h"
#include "app/ui/tip.h"

namespace adamscope {

/// A key as a row shows it.
struct KeyRow {
  std::string_view key;
  const char* label = "";
  const char* formula = "";  ///< For the tooltip, under the key's own explanation.
  /// What the section's header promises; a row that does otherwise is marked.
  SettingEffect section = SettingEffect::kRestart;
  bool isEnabled = true;
  const char* whyDisabled = "";
  const char* hint = "";  ///< What an empty text box stands for.
};

/// How a number is slid.
struct NumberLook {
  ui::SliderRange slider{};
  /// The left end of a logarithmic slider means 0.
  bool isZeroAtLeft = false;
};

/// A choice beyond the table's word for it.
struct ChoiceText {
  const char* word = "";     ///< The table's.
  const char* text = "";     ///< What people call it.
  const char* formula = "";  ///< For the tooltip.
  const char* whyDisabled = "";
};

/// Sends a changed configuration as one undo step; nothing if it is the same.
void commit(const SetupContext& context, const Config& config);

/// A slider with an exact box.
void numberKeyRow(const SetupContext& context, const KeyRow& row, const NumberLook& look);
/// A drop-down list of words. The index that was chosen in this frame, for the caller to apply.
std::optional<int> choiceRow(const SetupContext& context, const KeyRow& row,
                             std::span<const ChoiceText> choices);
/// The same, applied to the key.
void choiceKeyRow(const SetupContext& context, const KeyRow& row,
                  std::span<const ChoiceText> choices);
/// A box for a list of numbers or a text. What was typed goes through the table and then through
/// `check` (if any), whose message is shown when it refuses.
using ConfigCheck = std::function<Status(const Config&)>;
void textKeyRow(const SetupContext& context, const KeyRow& row, const ConfigCheck& check = {});
/// A box for a seed, and dice.
void seedRow(const SetupContext& context, const KeyRow& row);

/// The label at the left (above, in a narrow panel); the next item goes beside it.
void rowLabel(const ui::Frame& frame, std::string_view label, const ui::Tip& tip);
/// How wide a button with an icon alone is.
float iconButtonWidth(const ui::Frame& frame);
/// A text box in the numbers' typeface.
struct TextBox {
  std::string_view name;
  std::string shown;
  float width = 0.0F;
  const char* hint = "";
};
/// The text when the box was left after an edit. Its refusal, if any, is shown by a red border
/// until it is used again.
std::optional<std::string> typedText(const SetupContext& context, const TextBox& box);
/// Remembers why the text of that box was refused.
void refuse(const SetupContext& context, std::string_view name, const std::string& reason);
/// The reason under a row, if there is one.
void drawRefusal(const SetupContext& context, std::string_view name);

}  // namespace adamscope
