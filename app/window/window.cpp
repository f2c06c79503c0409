#include "app/window/window.h"

#include <epoxy/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <utility>

#include "app/gl/driver.h"
#include "app/ui/imgui_compat.h"
#include "app/window/abort_words.h"

namespace adamscope {
namespace {

constexpr int kLeastWidth = 800;
constexpr int kLeastHeight = 560;
constexpr double kUsualRefreshHz = 60.0;

static_assert(ui::keys::kEscape == GLFW_KEY_ESCAPE && ui::keys::kEnd == GLFW_KEY_END &&
              ui::keys::kF1 == GLFW_KEY_F1 && ui::keys::kF12 == GLFW_KEY_F12 &&
              ui::keys::kSpace == GLFW_KEY_SPACE);

/// What GLFW says about the last call that failed.
std::string glfwReason() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? std::string("no reason given") : std::string(description);
}

void setHints() {
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, gl::kMajorVersion);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, gl::kMinorVersion);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
#ifndef NDEBUG
  glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, GLFW_TRUE);
#endif
}

float contentScale(GLFWwindow* window) {
  float x = 1.0F;
  float y = 1.0F;
  glfwGetWindowContentScale(window, &x, &y);
  return std::clamp(std::max(x, y), 0.5F, 8.0F);
}

/// Framebuffer pixels for each of the window's coordinates; 1 on X11.
float densityOf(GLFWwindow* window) {
  int windowWidth = 0;
  int pixelWidth = 0;
  glfwGetWindowSize(window, &windowWidth, nullptr);
  glfwGetFramebufferSize(window, &pixelWidth, nullptr);
  if (windowWidth <= 0 || pixelWidth <= 0) return 1.0F;
  return static_cast<float>(pixelWidth) / static_cast<float>(windowWidth);
}

/// What the key prints on this keyboard: 'Z' where a German keyboard has it.
int printedKey(int key, int scancode) {
  const char* name = glfwGetKeyName(key, scancode);
  const bool isOneSign = name != nullptr && std::strlen(name) == 1;
  if (!isOneSign || key == GLFW_KEY_UNKNOWN || key >= GLFW_KEY_KP_0) return key;
  return std::toupper(static_cast<unsigned char>(name[0]));
}

KeyEvent::Kind kindOf(int action) {
  if (action == GLFW_RELEASE) return KeyEvent::Kind::kUp;
  return action == GLFW_REPEAT ? KeyEvent::Kind::kRepeat : KeyEvent::Kind::kDown;
}

int actionOf(KeyEvent::Kind kind) {
  if (kind == KeyEvent::Kind::kUp) return GLFW_RELEASE;
  return kind == KeyEvent::Kind::kRepeat ? GLFW_REPEAT : GLFW_PRESS;
}

/// The wanted size, or what the screen has room for.
std::array<int, 2> sizeOnScreen(const WindowOptions& options) {
  std::array<int, 2> size{options.width, options.height};
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (monitor == nullptr) return size;
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  glfwGetMonitorWorkarea(monitor, &left, &top, &width, &height);
  if (width > 0 && height > 0) size = {std::min(size[0], width), std::min(size[1], height)};
  return size;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  const AbortWords words;
  if (glfwInit() != GLFW_TRUE) {
    return Error{"Cannot open a window: there is no display (" + glfwReason() + "). " +
                 gl::offscreenHint()};
  }
  auto window = std::make_unique<Window>(Private());
  setHints();
  const std::array<int, 2> size = sizeOnScreen(options);
  window->window_ = glfwCreateWindow(size[0], size[1], options.title.c_str(), nullptr, nullptr);
  if (window->window_ == nullptr) {
    return Error{"Cannot open a window with OpenGL 3.3: " + glfwReason() +
                 " Update the graphics driver (Debian: libgl1-mesa-dri). " + gl::offscreenHint()};
  }
  glfwMakeContextCurrent(window->window_);
  if (Status status = gl::checkVersion(); !status) return status.error();
  gl::reportDriverErrors();
  glfwSwapInterval(1);
  glfwSetWindowSizeLimits(window->window_, kLeastWidth, kLeastHeight, GLFW_DONT_CARE,
                          GLFW_DONT_CARE);
  window->installCallbacks();
  return window;
}

Window::~Window() {
  detach();
  if (window_ != nullptr) glfwDestroyWindow(window_);
  glfwTerminate();
}

Window& Window::of(GLFWwindow* window) {
  return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

void Window::installCallbacks() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
    of(w).wasTouched_ = true;
    of(w).input_.pushKey({.kind = kindOf(action),
                          .key = key,
                          .printedKey = printedKey(key, scancode),
                          .scancode = scancode,
                          .modifiers = modifiers});
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned int character) {
    of(w).wasTouched_ = true;
    of(w).input_.pushKey({.kind = KeyEvent::Kind::kCharacter, .character = character});
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int modifiers) {
    of(w).wasTouched_ = true;
    of(w).input_.pressMouse(button, action == GLFW_PRESS);
    if (of(w).host_ != nullptr) ImGui_ImplGlfw_MouseButtonCallback(w, button, action, modifiers);
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
    of(w).wasTouched_ = true;
    of(w).input_.turnWheel(static_cast<float>(x), static_cast<float>(y));
    if (of(w).host_ != nullptr) ui::compat::onScrolled(w, x, y);
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
    of(w).wasTouched_ = true;
    of(w).input_.moveMouse(static_cast<float>(x), static_cast<float>(y));
    if (of(w).host_ != nullptr) ui::compat::onCursorMoved(w, x, y);
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
    of(w).wasTouched_ = true;
    of(w).isMouseInside_ = entered == GLFW_TRUE;
    if (of(w).host_ != nullptr) ImGui_ImplGlfw_CursorEnterCallback(w, entered);
  });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
    of(w).wasTouched_ = true;
    if (of(w).host_ != nullptr) ImGui_ImplGlfw_WindowFocusCallback(w, focused);
  });
  glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
    of(w).wasTouched_ = true;
    of(w).arrivedFiles_.insert(of(w).arrivedFiles_.end(), paths, paths + count);
  });
  const auto touched = [](GLFWwindow* w) { of(w).wasTouched_ = true; };
  glfwSetWindowRefreshCallback(window_, touched);
  glfwSetWindowCloseCallback(window_, touched);
  glfwSetFramebufferSizeCallback(window_,
                                 [](GLFWwindow* w, int, int) { of(w).wasTouched_ = true; });
  glfwSetWindowIconifyCallback(window_, [](GLFWwindow* w, int) { of(w).wasTouched_ = true; });
  glfwSetWindowContentScaleCallback(window_,
                                    [](GLFWwindow* w, float, float) { of(w).wasTouched_ = true; });
}

void Window::attach(UiHost& host) {
  detach();
  host.makeCurrent();
  // The callbacks are this class's own and hand on what they get; see KeyQueue for the reason.
  ImGui_ImplGlfw_InitForOpenGL(window_, false);
  host_ = &host;
}

void Window::detach() {
  if (host_ == nullptr) return;
  host_->makeCurrent();
  ImGui_ImplGlfw_Shutdown();
  host_ = nullptr;
}

bool Window::shouldClose() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
void Window::keepOpen() { glfwSetWindowShouldClose(window_, GLFW_FALSE); }
void Window::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }
void Window::setTitle(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }

bool Window::isMinimized() const {
  return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE || widthPx() < 1 ||
         heightPx() < 1;
}

void Window::toggleFullScreen() {
  if (glfwGetWindowMonitor(window_) != nullptr) {
    const auto [left, top, width, height] = windowedPlace_;
    glfwSetWindowMonitor(window_, nullptr, left, top, width, height, GLFW_DONT_CARE);
    return;
  }
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  if (mode == nullptr) return;
  glfwGetWindowPos(window_, &windowedPlace_[0], &windowedPlace_[1]);
  glfwGetWindowSize(window_, &windowedPlace_[2], &windowedPlace_[3]);
  glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
}

bool Window::waitForInput(std::optional<double> seconds) {
  if (!seconds) {
    glfwWaitEvents();
  } else if (*seconds <= 0.0) {
    glfwPollEvents();
  } else {
    glfwWaitEventsTimeout(*seconds);
  }
  return std::exchange(wasTouched_, false);
}

void Window::deliverKey(const KeyEvent& event) {
  if (event.kind == KeyEvent::Kind::kCharacter) {
    ImGui_ImplGlfw_CharCallback(window_, event.character);
    return;
  }
  const bool isModifier = event.key >= GLFW_KEY_LEFT_SHIFT && event.key <= GLFW_KEY_RIGHT_SUPER;
  if (event.kind != KeyEvent::Kind::kUp && !isModifier) {
    presses_.push_back({.chord = {.key = event.printedKey,
                                  .ctrl = (event.modifiers & GLFW_MOD_CONTROL) != 0,
                                  .shift = (event.modifiers & GLFW_MOD_SHIFT) != 0,
                                  .alt = (event.modifiers & GLFW_MOD_ALT) != 0},
                        .isRepeat = event.kind == KeyEvent::Kind::kRepeat});
  }
  // Outside of text boxes Tab is the application's; ImGui would go to the next box, or with Ctrl
  // open its own list of windows.
  const bool isOurTab = event.key == GLFW_KEY_TAB && (!ImGui::GetIO().WantTextInput ||
                                                      (event.modifiers & GLFW_MOD_CONTROL) != 0);
  if (isOurTab && event.kind != KeyEvent::Kind::kUp) return;
  ImGui_ImplGlfw_KeyCallback(window_, event.key, event.scancode, actionOf(event.kind),
                             event.modifiers);
}

void Window::deliverMouse(const MouseState& state) {
  const bool isHeld = std::count(state.isDown.begin(), state.isDown.end(), true) > 0;
  // Outside of the window the backend knows better.
  if (isMouseInside_ || isHeld) ui::compat::replaceMousePlace({state.x, state.y});
  for (int i = 0; i < static_cast<int>(state.isDown.size()); ++i) {
    ui::compat::replaceMouseButton(i, state.isDown[static_cast<std::size_t>(i)]);
  }
  ui::compat::replaceMouseWheel(state.wheelX, state.wheelY);
}

FrameInput Window::beginInput(float userScale) {
  presses_.clear();
  droppedFiles_ = std::exchange(arrivedFiles_, {});
  if (host_ != nullptr) {
    host_->makeCurrent();
    const InputFrameEvents events = input_.takeFrame(ImGui::GetIO().WantTextInput);
    for (const KeyEvent& event : events.keys) deliverKey(event);
    ImGui_ImplGlfw_NewFrame();
    deliverMouse(events.mouse);
  }
  const double now = glfwGetTime();
  const float density = densityOf(window_);
  const FrameInput input{.widthPx = std::max(1, widthPx()),
                         .heightPx = std::max(1, heightPx()),
                         .density = density,
                         .scale = contentScale(window_) * userScale / density,
                         .deltaSeconds = now - lastFrameSeconds_,
                         .keys = presses_,
                         .droppedFiles = droppedFiles_};
  lastFrameSeconds_ = now;
  return input;
}

void Window::present() { glfwSwapBuffers(window_); }

int Window::widthPx() const {
  int width = 0;
  glfwGetFramebufferSize(window_, &width, nullptr);
  return width;
}

int Window::heightPx() const {
  int height = 0;
  glfwGetFramebufferSize(window_, nullptr, &height);
  return height;
}

std::array<int, 2> Window::designSize() const {
  const float scale = contentScale(window_);
  return {static_cast<int>(static_cast<float>(widthPx()) / scale + 0.5F),
          static_cast<int>(static_cast<float>(heightPx()) / scale + 0.5F)};
}

double Window::refreshSeconds() const {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  const bool isKnown = mode != nullptr && mode->refreshRate > 0;
  return 1.0 / (isKnown ? static_cast<double>(mode->refreshRate) : kUsualRefreshHz);
}

double Window::nowSeconds() const { return glfwGetTime(); }

}  // namespace adamscope
