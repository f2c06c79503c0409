#include "app/gl/driver.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace adamscope::gl {
namespace {

constexpr std::array<std::string_view, 4> kSoftwareRenderers{"llvmpipe", "softpipe", "SwiftShader",
                                                             "Software"};

std::string glText(GLenum what) {
  const auto* text = reinterpret_cast<const char*>(glGetString(what));
  return text == nullptr ? std::string("unknown") : std::string(text);
}

std::string offeredVersion() {
  const int version = epoxy_gl_version();
  return std::to_string(version / 10) + "." + std::to_string(version % 10);
}

#ifndef NDEBUG
void GLAPIENTRY printMessage(GLenum /*source*/, GLenum type, GLuint /*id*/, GLenum severity,
                             GLsizei /*length*/, const GLchar* message, const void* /*user*/) {
  const bool isNoise = severity == GL_DEBUG_SEVERITY_NOTIFICATION ||
                       type == GL_DEBUG_TYPE_PERFORMANCE || type == GL_DEBUG_TYPE_OTHER;
  if (!isNoise) std::fprintf(stderr, "adamscope: OpenGL: %s\n", message);
}
#endif

}  // namespace

std::string describeDriver() { return glText(GL_RENDERER) + ", OpenGL " + offeredVersion(); }

bool drawsInSoftware() {
  const std::string renderer = glText(GL_RENDERER);
  return std::ranges::any_of(kSoftwareRenderers, [&](std::string_view name) {
    return renderer.find(name) != std::string::npos;
  });
}

Status checkVersion() {
  if (epoxy_gl_version() >= kMajorVersion * 10 + kMinorVersion) return {};
  return Error{"Adamscope needs OpenGL 3.3, but this driver (" + glText(GL_RENDERER) +
               ") offers OpenGL " + offeredVersion() + ". " + offscreenHint()};
}

std::string offscreenHint() {
  return "Without a window, `adamscope run` trains and logs, and `adamscope render` draws the same "
         "window into a picture.";
}

void reportDriverErrors() {
#ifndef NDEBUG
  if (epoxy_gl_version() < 43 && !epoxy_has_gl_extension("GL_KHR_debug")) return;
  glEnable(GL_DEBUG_OUTPUT);
  glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
  glDebugMessageCallback(printMessage, nullptr);
#endif
}

}  // namespace adamscope::gl
