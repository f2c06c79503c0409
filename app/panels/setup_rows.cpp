#include "app/panels/setup_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/number_row.h"

namespace adamscope {

namespace {

using ui::Frame;

/// As in app/ui/number_row.cpp, so that the boxes of all rows stand in one column.
constexpr float kLabelShare = 0.38F;
constexpr float kNarrowEm = 15.0F;

/// Seeds that dice throw have few digits, so that people can tell them to each other.
constexpr std::uint64_t kDiceSides = 10'000;

bool restarts(std::string_view key) {
  return effectOfKey(std::string(key)) == SettingEffect::kRestart;
}

/// Whether labels stand above their controls here.
bool isNarrow(const Frame& frame) { return ImGui::GetContentRegionAvail().x < frame.em(kNarrowEm); }

/// Where the text of a label is going to be; call before the row.
ImVec2 labelCorner(const Frame& frame) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  return {corner.x, corner.y + (isNarrow(frame) ? 0.0F : ImGui::GetStyle().FramePadding.y)};
}

/// A sign behind the label whose text is at `corner`, where the row does otherwise than its
/// section.
void markOddRow(const Frame& frame, const KeyRow& row, ImVec2 corner) {
  if (restarts(row.key) == (row.section == SettingEffect::kRestart)) return;
  const float y = corner.y;
  const float x = corner.x + ui::sizeOf(frame.fonts.text, row.label).x + frame.grid(1.5F);
  ImFont* font = frame.fonts.small;
  const bool isWarning = restarts(row.key);
  ImGui::GetWindowDrawList()->AddText(
      font, ui::heightOf(font), {x, y + frame.grid(0.5F)},
      ui::withOpacity(isWarning ? frame.colors().warning : frame.colors().good,
                      ImGui::GetStyle().Alpha),
      isWarning ? ui::icons::kRestart : ui::icons::kBolt);
}

/// A tooltip's words, kept as long as the tip that looks at them.
struct TipText {
  std::string body;
  std::string formula;
  const char* title;

  TipText(const SetupContext& context, const KeyRow& row) : formula(row.formula), title(row.label) {
    body = context.state.table[row.key].help;
    if (!row.isEnabled && *row.whyDisabled != '\0') body.append("\n").append(row.whyDisabled);
    body.append(restarts(row.key) ? "\nA change restarts the run." : "\nTakes effect at once.");
  }
  ui::Tip tip() const { return {.title = title, .body = body, .formula = formula}; }
};

ui::NumberRange rangeOf(const ConfigKey& key) {
  ADAMSCOPE_CHECK(key.range.has_value(), key.name + " is not a number");
  return {.minimum = key.range->low,
          .maximum = key.range->high,
          .excludesMinimum = key.range->lowOpen,
          .excludesMaximum = key.range->highOpen,
          .isInteger = key.range->isInteger};
}

/// One line of an open drop-down list; true when it was clicked.
bool drawChoice(const Frame& frame, const ChoiceText& choice, bool isSelected) {
  const bool isDisabled = *choice.whyDisabled != '\0';
  const bool wasClicked =
      ImGui::Selectable(choice.text, isSelected, isDisabled ? ImGuiSelectableFlags_Disabled : 0);
  ui::tipOnHover(frame,
                 {.title = choice.text, .body = choice.whyDisabled, .formula = choice.formula});
  return wasClicked && !isSelected;
}

}  // namespace

float iconButtonWidth(const Frame& frame) { return frame.em(1.9F); }

void commit(const SetupContext& context, const Config& config) {
  context.state.previewedKey.clear();
  if (config != context.config()) context.actions.setConfig(config);
}

void rowLabel(const Frame& frame, std::string_view label, const ui::Tip& tip) {
  const float all = ImGui::GetContentRegionAvail().x;
  const bool isStacked = isNarrow(frame);
  const float gap = frame.grid(2);
  const float width = isStacked ? all : std::round(all * kLabelShare) - gap;
  const float padding = isStacked ? 0.0F : ImGui::GetStyle().FramePadding.y;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = frame.em(1) + 2 * padding;
  ImGui::Dummy({width, height});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(corner, {corner.x + width, corner.y + height}, true);
  draw->AddText({corner.x, corner.y + padding}, ImGui::GetColorU32(ImGuiCol_Text), label.data(),
                label.data() + label.size());
  draw->PopClipRect();
  ui::tipOnHover(frame, tip);
  if (!isStacked) ImGui::SameLine(0, gap);
}

void numberKeyRow(const SetupContext& context, const KeyRow& row, const NumberLook& look) {
  const ConfigKey& key = context.state.table[row.key];
  const TipText words(context, row);
  const ImVec2 corner = labelCorner(context.frame);
  const double value = context.state.table.numberOf(context.config(), row.key);
  ui::NumberEdit edit = ui::numberRow(context.frame,
                                      {.label = row.label,
                                       .range = rangeOf(key),
                                       .slider = look.slider,
                                       .isEnabled = row.isEnabled,
                                       .tip = words.tip()},
                                      value);
  markOddRow(context.frame, row, corner);
  if (!edit.isPreview && !edit.isCommitted) return;
  const bool isDragged = edit.isPreview || context.state.previewedKey == row.key;
  if (look.isZeroAtLeft && isDragged && edit.value <= look.slider.minimum) edit.value = 0.0;
  Config config = context.config();
  if (!context.state.table.write(config, row.key, edit.value)) return;
  if (edit.isCommitted) {
    // Previews have changed the shown configuration already: the commit ends them.
    context.state.previewedKey.clear();
    context.actions.setConfig(config);
  } else if (config != context.config()) {
    context.state.previewedKey = row.key;
    context.actions.previewConfig(config);
  }
}

std::optional<int> choiceRow(const SetupContext& context, const KeyRow& row,
                             std::span<const ChoiceText> choices) {
  const TipText words(context, row);
  const std::string now = context.state.table.textOf(context.config(), row.key);
  const auto selected = std::find_if(choices.begin(), choices.end(),
                                     [&](const ChoiceText& choice) { return now == choice.word; });
  ImGui::PushID(row.key.data(), row.key.data() + row.key.size());
  ImGui::BeginDisabled(!row.isEnabled);
  const ImVec2 corner = labelCorner(context.frame);
  rowLabel(context.frame, row.label, words.tip());
  markOddRow(context.frame, row, corner);
  ImGui::SetNextItemWidth(-1.0F);
  std::optional<int> chosen;
  const bool isOpen =
      ImGui::BeginCombo("##choice", selected == choices.end() ? now.c_str() : selected->text);
  if (!isOpen) ui::tipOnHover(context.frame, words.tip());
  if (isOpen) {
    for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
      if (drawChoice(context.frame, *choice, choice == selected)) {
        chosen = static_cast<int>(choice - choices.begin());
      }
    }
    ImGui::EndCombo();
  }
  ImGui::EndDisabled();
  drawRefusal(context, row.key);
  ImGui::PopID();
  return chosen;
}

void choiceKeyRow(const SetupContext& context, const KeyRow& row,
                  std::span<const ChoiceText> choices) {
  const std::optional<int> chosen = choiceRow(context, row, choices);
  if (!chosen) return;
  Config config = context.config();
  const Status written =
      context.state.table.write(config, row.key, choices[static_cast<std::size_t>(*chosen)].word);
  if (written) commit(context, config);
}

std::optional<std::string> typedText(const SetupContext& context, const TextBox& box) {
  const auto known = context.state.texts.find(box.name);
  TextMemory memory = known == context.state.texts.end() ? TextMemory() : known->second;
  // Lists of coordinates are long; what does not fit cannot be typed.
  std::vector<char> text(4096);
  (memory.isTyping ? memory.typed : box.shown).copy(text.data(), text.size() - 1);
  const Frame& frame = context.frame;
  ImGui::PushStyleColor(ImGuiCol_Border, frame.colors().error);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize,
                      memory.refusal.empty() ? 0.0F : std::max(1.0F, frame.scale));
  {
    const ui::WithFont font(frame.fonts.numbers);
    const float spare = frame.em(1) + 2 * ImGui::GetStyle().FramePadding.y - ImGui::GetFontSize();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {frame.grid(2), spare / 2});
    ImGui::SetNextItemWidth(box.width);
    const std::string id = "##" + std::string(box.name);
    ImGui::InputTextWithHint(id.c_str(), box.hint, text.data(), text.size(),
                             ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
  }
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (ImGui::IsItemActivated()) memory.refusal.clear();
  memory.isTyping = ImGui::IsItemActive();
  memory.typed = text.data();
  const bool isDone = ImGui::IsItemDeactivatedAfterEdit();
  if (memory.isTyping || !memory.refusal.empty()) {
    context.state.texts.insert_or_assign(std::string(box.name), memory);
  } else {
    context.state.texts.erase(std::string(box.name));
  }
  return isDone && memory.typed != box.shown ? std::optional(memory.typed) : std::nullopt;
}

void refuse(const SetupContext& context, std::string_view name, const std::string& reason) {
  context.state.texts[std::string(name)].refusal = reason;
}

void drawRefusal(const SetupContext& context, std::string_view name) {
  const auto known = context.state.texts.find(name);
  if (known == context.state.texts.end() || known->second.refusal.empty()) return;
  const ui::WithFont font(context.frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, context.frame.colors().error);
  ImGui::TextWrapped("%s", known->second.refusal.c_str());
  ImGui::PopStyleColor();
}

namespace {

/// Takes what was typed for a key, or remembers why not.
void takeText(const SetupContext& context, const KeyRow& row, const std::string& text,
              const ConfigCheck& check) {
  Config config = context.config();
  Status status = context.state.table.write(config, row.key, text);
  if (status && check) status = check(config);
  if (status) {
    commit(context, config);
  } else {
    refuse(context, row.key, status.message());
  }
}

}  // namespace

void textKeyRow(const SetupContext& context, const KeyRow& row, const ConfigCheck& check) {
  const TipText words(context, row);
  ImGui::BeginDisabled(!row.isEnabled);
  const ImVec2 corner = labelCorner(context.frame);
  rowLabel(context.frame, row.label, words.tip());
  markOddRow(context.frame, row, corner);
  const std::string shown = context.state.table.textOf(context.config(), row.key);
  const std::optional<std::string> typed =
      typedText(context, {.name = row.key,
                          .shown = shown,
                          .width = ImGui::GetContentRegionAvail().x,
                          .hint = row.hint});
  ui::tipOnHover(context.frame, words.tip());
  ImGui::EndDisabled();
  if (typed) takeText(context, row, *typed, check);
  drawRefusal(context, row.key);
}

void seedRow(const SetupContext& context, const KeyRow& row) {
  const TipText words(context, row);
  ImGui::PushID(row.key.data(), row.key.data() + row.key.size());
  const ImVec2 corner = labelCorner(context.frame);
  rowLabel(context.frame, row.label, words.tip());
  markOddRow(context.frame, row, corner);
  const float dice = iconButtonWidth(context.frame);
  const float gap = context.frame.grid(2);
  const std::string shown = context.state.table.textOf(context.config(), row.key);
  const std::optional<std::string> typed =
      typedText(context, {.name = row.key,
                          .shown = shown,
                          .width = std::max(1.0F, ImGui::GetContentRegionAvail().x - dice - gap)});
  ui::tipOnHover(context.frame, words.tip());
  ImGui::SameLine(0, gap);
  const bool isThrown = ui::button(context.frame, "dice", ui::icons::kDice,
                                   {.title = "Another seed", .body = "At random, below 10,000."},
                                   {.widthUnits = dice});
  if (typed) takeText(context, row, *typed, {});
  if (isThrown) takeText(context, row, std::to_string(context.state.dice.below(kDiceSides)), {});
  drawRefusal(context, row.key);
  ImGui::PopID();
}

}  // namespace adamscope
