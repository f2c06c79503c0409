// Draws the user interface with OpenGL, into whatever framebuffer is bound: the window's or a
// picture's. It owns the ImGui context, the fonts, the style and the OpenGL backend, so that the
// same panels draw both; input comes from outside (app/window/window.h, or a test).
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "app/ui/frame.h"
#include "core/base/result.h"

namespace adamscope {

/// What a frame starts with.
struct FrameInput {
  int widthPx = 0;  ///< Of the framebuffer, in its pixels.
  int heightPx = 0;
  float density = 1.0F;  ///< Framebuffer pixels for each unit of the layout.
  float scale = 1.0F;    ///< Units for each pixel of the design: 1 draws text of 17 units.
  double deltaSeconds = 1.0 / 60.0;  ///< Since the last frame.
  std::span<const ui::KeyPress> keys{};
  std::span<const std::string> droppedFiles{};
  /// For pictures: nothing is under the mouse, and no button is down.
  bool hidesMouse = false;
};

class UiHost {
  struct Private {};  // Only create() can name it.

 public:
  /// The OpenGL context must be current, now and whenever the host is used or destroyed. Error: the
  /// backend cannot start (libGL.so.1 is missing).
  static Result<std::unique_ptr<UiHost>> create(ui::ThemeName theme);
  /// A host that draws nothing and needs no OpenGL: for tests of panels.
  static std::unique_ptr<UiHost> createWithoutDrawing(ui::ThemeName theme);
  UiHost(Private, ui::ThemeName theme);
  ~UiHost();
  UiHost(const UiHost&) = delete;
  UiHost& operator=(const UiHost&) = delete;

  /// Another look, from the next frame on.
  void setTheme(ui::ThemeName theme);
  const ui::Theme& theme() const { return theme_; }

  /// Makes this host's ImGui context the current one; beginFrame does it too.
  void makeCurrent() const;

  /// Begins a frame; panels draw with what it returns until endFrame. A change of scale or density
  /// bakes the fonts anew, which takes about 0.1 s.
  const ui::Frame& beginFrame(const FrameInput& input);
  /// Ends the frame and draws it into the bound framebuffer, all of it.
  void endFrame();
  /// Ends the frame and draws nothing: for frames that only settle sizes.
  void dropFrame();
  /// When the drawn frame asked to be drawn again.
  const ui::RedrawRequest& redraw() const { return redraw_; }
  ui::RedrawRequest& redraw() { return redraw_; }

 private:
  void prepare(float scale, float density);
  void giveMouseBack();

  ImGuiContext* context_;
  bool hasBackend_ = false;
  ui::Theme theme_;
  ui::Fonts fonts_;
  float scale_ = 0.0F;  ///< Of the baked fonts; 0 before the first frame.
  float density_ = 0.0F;
  bool isStyleStale_ = true;
  double timeSeconds_ = 0.0;
  ui::WidgetMemory memory_;
  ui::RedrawRequest redraw_;
  std::unique_ptr<ui::Frame> frame_;
  std::optional<ImVec2> hiddenMouse_;  ///< Where it was before a frame that hides it.
};

}  // namespace adamscope
