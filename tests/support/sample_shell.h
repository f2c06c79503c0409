// The empty window with one of each widget in it: what the tests of the shell draw and look at.
#pragma once

#include <string>
#include <vector>

#include "app/gl/image.h"
#include "app/ui/frame.h"
#include "app/ui/layout.h"
#include "app/ui/toasts.h"
#include "app/window/offscreen.h"

namespace adamscope {

/// The state of the sample, as an application would keep it.
struct SampleShell {
  ui::PanelVisibility visible{};
  ui::PanelSizes sizes{};
  ui::Toasts toasts;
  double learningRate = 0.003;
  double secondBeta = 0.999;
  double noise = 0.15;
  int batch = 32;
  int view = 0;
  bool showsData = true;
  std::vector<std::string> log;  ///< "preview NAME", "commit NAME before -> after".

  void draw(const ui::Frame& frame);

 private:
  void drawTransport(const ui::Frame& frame, const ui::Rect& place);
  void drawSetup(const ui::Frame& frame, const ui::Rect& place);
  void drawViews(const ui::Frame& frame, const ui::Rect& place);
  void drawInspector(const ui::Frame& frame, const ui::Rect& place);
  void drawSplitters(const ui::Frame& frame, const ui::Layout& layout);
};

/// Writes the picture as NAME.png into the folder that ADAMSCOPE_PICTURES names, if it names one.
void keepPicture(const gl::Image& image, const std::string& name);

/// Whether OpenGL can draw without a display here; says so in the test's log if not.
bool canDrawOffscreen();

}  // namespace adamscope
