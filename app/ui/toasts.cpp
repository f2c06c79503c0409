#include "app/ui/toasts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope::ui {
namespace {

constexpr double kNoticeSeconds = 6.0;
constexpr double kFadeSeconds = 0.4;
constexpr double kFadeFrameSeconds = 1.0 / 30.0;
constexpr float kWidthEm = 24.0F;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                                    ImGuiWindowFlags_AlwaysAutoResize;

void drawMore(const Frame& frame, int count, ImVec2 lowerRight) {
  const std::string text = "and " + std::to_string(count) + " more";
  ImGui::GetForegroundDrawList()->AddText(
      {lowerRight.x - ImGui::CalcTextSize(text.c_str()).x, lowerRight.y - frame.em(1)},
      frame.colors().muted, text.c_str());
}

}  // namespace

void Toasts::error(std::string text, std::optional<ToastAction> action) {
  add(true, std::move(text), std::move(action));
}

void Toasts::notice(std::string text, std::optional<ToastAction> action) {
  add(false, std::move(text), std::move(action));
}

void Toasts::add(bool isError, std::string text, std::optional<ToastAction> action) {
  const auto same = std::find_if(toasts_.begin(), toasts_.end(), [&](const Toast& toast) {
    return toast.isError == isError && toast.text == text;
  });
  if (same != toasts_.end()) {
    ++same->count;
    same->action = std::move(action);
    same->endSeconds = -1.0;
    return;
  }
  toasts_.push_back(
      {.id = nextId_++, .isError = isError, .text = std::move(text), .action = std::move(action)});
}

void Toasts::keepTime(const Frame& frame, Toast& toast) {
  if (toast.isError) return;
  const bool isHeld = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  if (toast.endSeconds < 0.0 || isHeld) toast.endSeconds = frame.timeSeconds + kNoticeSeconds;
  const double left = toast.endSeconds - frame.timeSeconds;
  frame.redraw.in(left > kFadeSeconds ? left - kFadeSeconds : kFadeFrameSeconds);
  if (left <= 0.0) toast.isDismissed = true;
}

void Toasts::drawContent(const Frame& frame, Toast& toast, float width) {
  const float closeX = width - ImGui::GetStyle().WindowPadding.x - ImGui::GetFrameHeight();
  const float top = ImGui::GetCursorPosY();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text,
                        toast.isError ? frame.colors().error : frame.colors().accent);
  ImGui::TextUnformatted(toast.isError ? icons::kError : icons::kInfo);
  ImGui::PopStyleColor();
  ImGui::SameLine(0, frame.grid(2));
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(closeX - frame.grid(2));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(toast.text.c_str());
  ImGui::PopTextWrapPos();
  if (toast.count > 1) ImGui::TextDisabled("%d times", toast.count);
  if (toast.action && button(frame, "##action", toast.action->label, {}, {})) {
    toast.isDismissed = true;
    toast.action->run();
  }
  ImGui::EndGroup();
  ImGui::SetCursorPos({closeX, top});
  if (button(frame, "##dismiss", icons::kClose, {.title = "Dismiss"}, {.isFlat = true})) {
    toast.isDismissed = true;
  }
}

void Toasts::drawOne(const Frame& frame, Toast& toast, ImVec2 lowerRight, ImVec2 most) {
  const double left =
      toast.isError || toast.endSeconds < 0.0 ? kFadeSeconds : toast.endSeconds - frame.timeSeconds;
  const auto opacity = static_cast<float>(std::clamp(left / kFadeSeconds, 0.05, 1.0));
  ImGui::SetNextWindowPos(lowerRight, ImGuiCond_Always, {1.0F, 1.0F});
  ImGui::SetNextWindowSizeConstraints({most.x, 0}, most);
  ImGui::PushStyleVar(ImGuiStyleVar_Alpha, opacity);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, frame.scale));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, frame.colors().panel);
  ImGui::Begin(("##toast" + std::to_string(toast.id)).c_str(), nullptr, kFlags);
  drawContent(frame, toast, most.x);
  keepTime(frame, toast);
  // ImGui hides a window in the frame that measures it.
  if (!(toast.height > 0.0F)) frame.redraw.in(0.0);
  toast.height = ImGui::GetWindowHeight();
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

void Toasts::draw(const Frame& frame, const Rect& area) {
  const float margin = frame.grid(3);
  const ImVec2 most{std::min(frame.em(kWidthEm), area.width - 2 * margin),
                    area.height - 2 * margin};
  if (toasts_.empty() || most.x < frame.em(8) || most.y < frame.em(3)) return;
  ImVec2 lowerRight{area.right() - margin, area.bottom() - margin};
  // The newest first, upwards, as long as they stay inside; the newest alone is shown in any case.
  int shown = 0;
  for (auto toast = toasts_.rbegin(); toast != toasts_.rend(); ++toast) {
    const float height = toast->height > 0 ? toast->height : frame.em(4);
    const float top = lowerRight.y - height;
    if (shown > 0 && top < area.y + frame.em(1.5F)) break;
    drawOne(frame, *toast, lowerRight, most);
    lowerRight.y = top - frame.grid(2);
    ++shown;
  }
  if (shown < count()) drawMore(frame, count() - shown, lowerRight);
  if (std::erase_if(toasts_, [](const Toast& toast) { return toast.isDismissed; }) > 0) {
    frame.redraw.in(0);
  }
}

}  // namespace adamscope::ui
