#include "app/window/ui_host.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cfloat>
#include <iterator>

#include "app/ui/imgui_compat.h"
#include "app/ui/popup.h"
#include "core/base/check.h"

namespace adamscope {

Result<std::unique_ptr<UiHost>> UiHost::create(ui::ThemeName theme) {
  auto host = std::make_unique<UiHost>(Private(), theme);
  host->makeCurrent();
  host->hasBackend_ = ImGui_ImplOpenGL3_Init("#version 330 core");
  if (!host->hasBackend_) {
    return Error{
        "Cannot draw the window's widgets: libGL.so.1 does not load. Install OpenGL (Debian: "
        "libgl1 and libgl1-mesa-dri) and try again."};
  }
  return host;
}

std::unique_ptr<UiHost> UiHost::createWithoutDrawing(ui::ThemeName theme) {
  return std::make_unique<UiHost>(Private(), theme);
}

UiHost::UiHost(Private /*key*/, ui::ThemeName theme)
    : context_(ImGui::CreateContext()), theme_(ui::Theme::of(theme)) {
  makeCurrent();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  // A blinking cursor would draw frames all the time.
  io.ConfigInputTextCursorBlink = false;
}

UiHost::~UiHost() {
  makeCurrent();
  if (hasBackend_) ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext(context_);
}

void UiHost::makeCurrent() const { ImGui::SetCurrentContext(context_); }

void UiHost::setTheme(ui::ThemeName theme) {
  isStyleStale_ = isStyleStale_ || theme != theme_.name;
  theme_ = ui::Theme::of(theme);
}

void UiHost::prepare(float scale, float density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const bool areFontsStale = scale != scale_ || density != density_;
  if (areFontsStale) {
    fonts_ = ui::buildFonts(atlas, scale, density);
    if (hasBackend_) {
      ui::compat::uploadFonts(atlas);
    } else {
      ui::compat::bakeFonts(atlas);
    }
    ImGui::GetIO().FontDefault = fonts_.text;
  }
  if (areFontsStale || isStyleStale_) ui::applyStyle(theme_, scale);
  scale_ = scale;
  density_ = density;
  isStyleStale_ = false;
}

const ui::Frame& UiHost::beginFrame(const FrameInput& input) {
  ADAMSCOPE_CHECK(input.widthPx > 0 && input.heightPx > 0, "a frame has a size");
  ADAMSCOPE_CHECK(input.scale > 0.0F && input.density > 0.0F, "scales are positive");
  makeCurrent();
  prepare(input.scale, input.density);
  if (hasBackend_) ImGui_ImplOpenGL3_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(input.widthPx) / input.density,
                    static_cast<float>(input.heightPx) / input.density};
  io.DisplayFramebufferScale = {input.density, input.density};
  io.DeltaTime = static_cast<float>(std::max(input.deltaSeconds, 1e-6));
  if (input.hidesMouse) {
    hiddenMouse_ = io.MousePos;
    io.MousePos = {-FLT_MAX, -FLT_MAX};
    std::fill(std::begin(io.MouseDown), std::end(io.MouseDown), false);
  }
  timeSeconds_ += input.deltaSeconds;
  redraw_.clear();
  ImGui::NewFrame();
  // The key that closes a menu does nothing else.
  const bool hasClosed = ui::isEscapePressed(input.keys) && ui::closeTopPopup();
  frame_ = std::make_unique<ui::Frame>(
      ui::Frame{.theme = theme_,
                .fonts = fonts_,
                .memory = memory_,
                .redraw = redraw_,
                .size = io.DisplaySize,
                .scale = input.scale,
                .density = input.density,
                .timeSeconds = timeSeconds_,
                .keys = hasClosed ? std::span<const ui::KeyPress>{} : input.keys,
                .droppedFiles = input.droppedFiles});
  return *frame_;
}

void UiHost::giveMouseBack() {
  if (hiddenMouse_) ImGui::GetIO().MousePos = *hiddenMouse_;
  hiddenMouse_.reset();
}

void UiHost::dropFrame() {
  ImGui::EndFrame();
  frame_.reset();
  giveMouseBack();
}

void UiHost::endFrame() {
  ImGui::Render();
  frame_.reset();
  giveMouseBack();
  if (!hasBackend_) return;
  const ImGuiIO& io = ImGui::GetIO();
  glViewport(0, 0, static_cast<GLsizei>(io.DisplaySize.x * io.DisplayFramebufferScale.x + 0.5F),
             static_cast<GLsizei>(io.DisplaySize.y * io.DisplayFramebufferScale.y + 0.5F));
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(theme_.colors.background);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(clear.x, clear.y, clear.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace adamscope
