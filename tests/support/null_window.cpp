#include "tests/support/null_window.h"

#include <cmath>

namespace adamscope::testing {

NullWindow::NullWindow(ImVec2 size, float fontSize) : context_(ImGui::CreateContext()) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = size;
  io.DeltaTime = 1.0F / 60.0F;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ImFontConfig config;
  config.SizePixels = fontSize;
  io.Fonts->AddFontDefault(&config);
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  moveMouse(-1000.0F, -1000.0F);
}

NullWindow::~NullWindow() { ImGui::DestroyContext(context_); }

void NullWindow::frame(const std::function<void()>& draw) {
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0.0F, 0.0F});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
  ImGui::Begin("window", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
  draw();
  ImGui::End();
  ImGui::Render();
  ImGui::GetIO().MouseWheel = 0.0F;
}

void NullWindow::moveMouse(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }

void NullWindow::pressMouse(int button, bool isDown) { ImGui::GetIO().MouseDown[button] = isDown; }

void NullWindow::turnWheel(float notches) { ImGui::GetIO().MouseWheel = notches; }

int NullWindow::vertexCount() const { return ImGui::GetDrawData()->TotalVtxCount; }

bool NullWindow::isFinite() const {
  const ImDrawData* data = ImGui::GetDrawData();
  for (int i = 0; i < data->CmdListsCount; ++i) {
    for (const ImDrawVert& vertex : data->CmdLists[i]->VtxBuffer) {
      if (!std::isfinite(vertex.pos.x) || !std::isfinite(vertex.pos.y)) return false;
    }
  }
  return true;
}

}  // namespace adamscope::testing
