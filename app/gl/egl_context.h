// An OpenGL context without a window or a display, for pictures and tests: EGL on Mesa's
// surfaceless platform, which draws in software where there is no graphics card.
#pragma once

#include <memory>

#include "core/base/result.h"

namespace adamscope::gl {

/// An OpenGL 3.3 core context that has no surface: draw into a RenderTarget.
class EglContext {
 public:
  /// Makes the context and makes it current in this thread. Error: what is missing.
  static Result<EglContext> create();

  ~EglContext();
  EglContext(EglContext&&) noexcept;
  EglContext& operator=(EglContext&&) noexcept;

  /// Makes it current in the calling thread.
  void makeCurrent() const;

 private:
  struct State;
  explicit EglContext(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace adamscope::gl
