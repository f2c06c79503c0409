#include "app/ui/theme.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace adamscope::ui {
namespace {

/// From 0xRRGGBB, opaque.
constexpr ImU32 hex(std::uint32_t rgb) {
  return IM_COL32((rgb >> 16U) & 0xFFU, (rgb >> 8U) & 0xFFU, rgb & 0xFFU, 0xFF);
}

/// Channel 0 (red) to 3 (alpha) of a packed colour, 0 to 255.
constexpr ImU32 channel(ImU32 color, int index) {
  constexpr int kShifts[4] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT,
                              IM_COL32_A_SHIFT};
  return (color >> kShifts[index]) & 0xFFU;
}

/// Source: WCAG 2.2, "relative luminance".
double luminance(ImU32 color) {
  const auto linear = [&](int index) {
    const double c = channel(color, index) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
}

ImVec4 vec(ImU32 color) { return ImGui::ColorConvertU32ToFloat4(color); }

void setSizes(ImGuiStyle& style) {
  style.WindowPadding = {12, 12};
  style.FramePadding = {8, 4};
  style.CellPadding = {8, 4};
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {8, 4};
  style.IndentSpacing = 16;
  style.ScrollbarSize = 10;
  style.GrabMinSize = 12;
  style.WindowRounding = 6;
  style.ChildRounding = 6;
  style.FrameRounding = 6;
  style.PopupRounding = 6;
  style.ScrollbarRounding = 6;
  style.GrabRounding = 6;
  style.TabRounding = 6;
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.FrameBorderSize = 0;
  style.TabBorderSize = 0;
  style.PopupBorderSize = 1;
  style.WindowMenuButtonPosition = ImGuiDir_None;
  style.DisabledAlpha = 0.45F;
}

void setSurfaceColors(ImGuiStyle& style, const Palette& colors) {
  const auto set = [&](ImGuiCol which, ImU32 color) { style.Colors[which] = vec(color); };
  set(ImGuiCol_Text, colors.text);
  set(ImGuiCol_TextDisabled, colors.muted);
  set(ImGuiCol_WindowBg, colors.panel);
  set(ImGuiCol_ChildBg, withOpacity(colors.panel, 0));
  set(ImGuiCol_PopupBg, colors.raised);
  set(ImGuiCol_Border, colors.line);
  set(ImGuiCol_BorderShadow, withOpacity(colors.line, 0));
  set(ImGuiCol_MenuBarBg, colors.panel);
  set(ImGuiCol_TitleBg, colors.panel);
  set(ImGuiCol_TitleBgActive, colors.panel);
  set(ImGuiCol_TitleBgCollapsed, colors.panel);
  set(ImGuiCol_ScrollbarBg, withOpacity(colors.panel, 0));
  set(ImGuiCol_ScrollbarGrab, colors.line);
  set(ImGuiCol_ScrollbarGrabHovered, blend(colors.line, colors.muted, 0.4F));
  set(ImGuiCol_ScrollbarGrabActive, blend(colors.line, colors.muted, 0.7F));
  set(ImGuiCol_Separator, colors.line);
  set(ImGuiCol_SeparatorHovered, colors.accent);
  set(ImGuiCol_SeparatorActive, colors.accent);
  set(ImGuiCol_TableHeaderBg, colors.raised);
  set(ImGuiCol_TableBorderStrong, colors.line);
  set(ImGuiCol_TableBorderLight, withOpacity(colors.line, 0.5F));
  set(ImGuiCol_TableRowBg, withOpacity(colors.raised, 0));
  set(ImGuiCol_TableRowBgAlt, withOpacity(colors.raised, 0.5F));
  set(ImGuiCol_ModalWindowDimBg, withOpacity(colors.background, 0.6F));
}

void setControlColors(ImGuiStyle& style, const Palette& colors) {
  const auto set = [&](ImGuiCol which, ImU32 color) { style.Colors[which] = vec(color); };
  const ImU32 selected = withOpacity(colors.accent, 0.25F);
  set(ImGuiCol_FrameBg, colors.raised);
  set(ImGuiCol_FrameBgHovered, colors.hovered);
  set(ImGuiCol_FrameBgActive, colors.hovered);
  set(ImGuiCol_CheckMark, colors.accent);
  set(ImGuiCol_SliderGrab, colors.accent);
  set(ImGuiCol_SliderGrabActive, colors.accent);
  set(ImGuiCol_Button, colors.raised);
  set(ImGuiCol_ButtonHovered, colors.hovered);
  set(ImGuiCol_ButtonActive, colors.line);
  set(ImGuiCol_Header, selected);
  set(ImGuiCol_HeaderHovered, colors.hovered);
  set(ImGuiCol_HeaderActive, selected);
  set(ImGuiCol_ResizeGrip, colors.line);
  set(ImGuiCol_ResizeGripHovered, colors.accent);
  set(ImGuiCol_ResizeGripActive, colors.accent);
  set(ImGuiCol_Tab, colors.panel);
  set(ImGuiCol_TabHovered, colors.hovered);
  set(ImGuiCol_TabActive, colors.raised);
  set(ImGuiCol_TabUnfocused, colors.panel);
  set(ImGuiCol_TabUnfocusedActive, colors.raised);
  set(ImGuiCol_PlotLines, colors.accent);
  set(ImGuiCol_PlotHistogram, colors.accent);
  set(ImGuiCol_TextSelectedBg, withOpacity(colors.accent, 0.4F));
  set(ImGuiCol_DragDropTarget, colors.accent);
  set(ImGuiCol_NavHighlight, colors.accent);
}

}  // namespace

std::string_view nameOf(ThemeName name) { return name == ThemeName::kDark ? "dark" : "light"; }

Theme Theme::dark() {
  return {.name = ThemeName::kDark,
          .colors = {.background = hex(0x0F1216),
                     .panel = hex(0x171B21),
                     .raised = hex(0x20262E),
                     .hovered = hex(0x29313B),
                     .line = hex(0x2C343F),
                     .text = hex(0xE6EAF0),
                     .muted = hex(0x9AA5B1),
                     .accent = hex(0x8794FF),
                     .onAccent = hex(0x0F1216),
                     .good = hex(0x5CC58B),
                     .warning = hex(0xE3B04B),
                     .error = hex(0xFF7B72),
                     .recording = hex(0xF2545B)}};
}

Theme Theme::light() {
  return {.name = ThemeName::kLight,
          .colors = {.background = hex(0xFFFFFF),
                     .panel = hex(0xF6F7F9),
                     .raised = hex(0xE9ECF0),
                     .hovered = hex(0xDDE2E9),
                     .line = hex(0xCDD4DC),
                     .text = hex(0x171B21),
                     .muted = hex(0x55606C),
                     .accent = hex(0x4650D2),
                     .onAccent = hex(0xFFFFFF),
                     .good = hex(0x146C3A),
                     .warning = hex(0x744A00),
                     .error = hex(0xB3261E),
                     .recording = hex(0xC9252D)}};
}

Theme Theme::of(ThemeName name) { return name == ThemeName::kDark ? dark() : light(); }

void applyStyle(const Theme& theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  setSizes(style);
  setSurfaceColors(style, theme.colors);
  setControlColors(style, theme.colors);
  style.ScaleAllSizes(scale);
  style.PopupBorderSize = std::max(1.0F, std::round(scale));
}

ImU32 withOpacity(ImU32 color, float opacity) {
  const auto alpha = static_cast<float>(channel(color, 3)) * std::clamp(opacity, 0.0F, 1.0F);
  const ImU32 rounded = static_cast<ImU32>(alpha + 0.5F);
  return (color & ~IM_COL32_A_MASK) | (rounded << static_cast<unsigned>(IM_COL32_A_SHIFT));
}

ImU32 blend(ImU32 a, ImU32 b, float share) {
  const auto mixed = [&](int index) {
    const auto from = static_cast<float>(channel(a, index));
    const auto to = static_cast<float>(channel(b, index));
    return static_cast<ImU32>(from + (to - from) * share + 0.5F);
  };
  return IM_COL32(mixed(0), mixed(1), mixed(2), mixed(3));
}

double contrastOf(ImU32 a, ImU32 b) {
  const double lighter = std::max(luminance(a), luminance(b));
  const double darker = std::min(luminance(a), luminance(b));
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace adamscope::ui
