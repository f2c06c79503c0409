#include "app/panels/filter_box.h"

#include <algorithm>
#include <array>

#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

constexpr std::size_t kLongestFilter = 512;

constexpr ui::Tip kHelp{
    .title = "Filter",
    .body =
        "Columns with a colon and what they may be: a number, several, a range, or a range "
        "that is open at one end. All words must hold.",
    .formula = "layer:2\nneuron:3,7\nsample:17\nstep:100-200\nstep:500-\ndirection:on"};

}  // namespace

bool FilterBox::read() {
  const Result<EventFilter> read = parseEventFilter(text_);
  refusal_ = read.message();
  if (!read || *read == filter_) return false;
  filter_ = *read;
  return true;
}

void FilterBox::set(const EventFilter& filter) {
  filter_ = filter;
  text_ = describe(filter);
  refusal_.clear();
}

void FilterBox::drawProblem(const ui::Frame& frame) const {
  const ui::WithFont font(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, isTyping_ ? frame.colors().muted : frame.colors().error);
  ImGui::PushTextWrapPos(0.0F);
  ImGui::TextUnformatted(refusal_.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

bool FilterBox::draw(const ui::Frame& frame) {
  std::array<char, kLongestFilter> text{};
  text_.copy(text.data(), text.size() - 1);
  const float height = ImGui::GetFrameHeight();
  const float gap = frame.grid(1);
  const bool isClearable = !text_.empty();
  const float buttons = (isClearable ? 2.0F : 1.0F) * (height + gap);
  const bool isRefused = !refusal_.empty() && !isTyping_;
  ImGui::PushStyleColor(ImGuiCol_Border, frame.colors().error);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, isRefused ? std::max(1.0F, frame.scale) : 0);
  ImGui::SetNextItemWidth(std::max(frame.em(4), ImGui::GetContentRegionAvail().x - buttons));
  const bool isEdited = ImGui::InputTextWithHint("##filter", "Filter: layer:2 step:100-200",
                                                 text.data(), text.size());
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  isTyping_ = ImGui::IsItemActive();
  bool isChanged = false;
  if (isEdited) {
    text_ = text.data();
    isChanged = read();
  }
  if (isClearable) {
    ImGui::SameLine(0, gap);
    const bool isCleared = ui::button(frame, "clear", ui::icons::kClose,
                                      {.title = "Show all crossings"}, {.isFlat = true});
    if (isCleared) {
      isChanged = !filter_.passesAll();
      set({});
    }
  }
  ImGui::SameLine(0, gap);
  ui::button(frame, "help", ui::icons::kHelp, kHelp, {.isFlat = true});
  if (!refusal_.empty()) drawProblem(frame);
  return isChanged;
}

}  // namespace adamscope
