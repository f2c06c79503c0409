#include "app/gl/egl_context.h"

#include <epoxy/egl.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "app/gl/driver.h"
#include "core/base/check.h"

namespace adamscope::gl {
namespace {

Error missing(const std::string& what) {
  return Error{
      "Cannot draw without a display: " + what +
      ". Install EGL and a driver for it (Debian: libegl1 and libgl1-mesa-dri) and try again."};
}

/// Whether the list of names, separated by spaces, has this one.
bool hasExtension(const char* list, std::string_view name) {
  std::string_view rest = list == nullptr ? std::string_view() : std::string_view(list);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == name) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

EGLDisplay openDisplay() {
  const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  if (hasExtension(extensions, "EGL_MESA_platform_surfaceless") &&
      hasExtension(extensions, "EGL_EXT_platform_base")) {
    return eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA,
                                    reinterpret_cast<void*>(EGL_DEFAULT_DISPLAY), nullptr);
  }
  return eglGetDisplay(EGL_DEFAULT_DISPLAY);
}

EGLContext makeContext(EGLDisplay display) {
  constexpr std::array<EGLint, 5> kConfig{EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                          EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (eglChooseConfig(display, kConfig.data(), &config, 1, &count) != EGL_TRUE || count < 1) {
    return EGL_NO_CONTEXT;
  }
  constexpr std::array<EGLint, 7> kContext{EGL_CONTEXT_MAJOR_VERSION,
                                           kMajorVersion,
                                           EGL_CONTEXT_MINOR_VERSION,
                                           kMinorVersion,
                                           EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                           EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                           EGL_NONE};
  return eglCreateContext(display, config, EGL_NO_CONTEXT, kContext.data());
}

}  // namespace

/// The display is not terminated: EGL hands the same one to each context of the process, and
/// terminating it would take the others away too.
struct EglContext::State {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (context == EGL_NO_CONTEXT) return;
    if (eglGetCurrentContext() == context) {
      eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    }
    eglDestroyContext(display, context);
  }
};

Result<EglContext> EglContext::create() {
  if (!epoxy_has_egl()) return missing("libEGL.so.1 is not installed");
  auto state = std::make_unique<State>();
  state->display = openDisplay();
  if (state->display == EGL_NO_DISPLAY ||
      eglInitialize(state->display, nullptr, nullptr) != EGL_TRUE) {
    return missing("EGL finds no device to draw with");
  }
  if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) return missing("EGL offers no OpenGL");
  state->context = makeContext(state->display);
  if (state->context == EGL_NO_CONTEXT) return missing("EGL offers no OpenGL 3.3 core");
  if (eglMakeCurrent(state->display, EGL_NO_SURFACE, EGL_NO_SURFACE, state->context) != EGL_TRUE) {
    return missing("EGL cannot draw without a surface");
  }
  if (Status status = checkVersion(); !status) return status.error();
  reportDriverErrors();
  return EglContext(std::move(state));
}

EglContext::EglContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
EglContext::~EglContext() = default;
EglContext::EglContext(EglContext&&) noexcept = default;
EglContext& EglContext::operator=(EglContext&&) noexcept = default;

void EglContext::makeCurrent() const {
  const EGLBoolean done =
      eglMakeCurrent(state_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, state_->context);
  ADAMSCOPE_CHECK(done == EGL_TRUE, "a context can be made current again");
}

}  // namespace adamscope::gl
