// What the current OpenGL context can do, and what its driver reports while we debug.
#pragma once

#include <string>

#include "core/base/result.h"

namespace adamscope::gl {

/// The version that the shaders and the widgets need.
inline constexpr int kMajorVersion = 3;
inline constexpr int kMinorVersion = 3;

/// "llvmpipe (LLVM 15.0.6), OpenGL 4.5": the renderer and its version. Needs a current context.
std::string describeDriver();

/// Whether the processor's cores do the drawing, as far as the renderer's name tells. Needs a
/// current context.
bool drawsInSoftware();

/// Whether the current context offers OpenGL 3.3. Error: what it offers instead, and what to do.
Status checkVersion();

/// What to do without OpenGL or a display: the commands that need neither.
std::string offscreenHint();

/// Debug builds: the driver's errors and warnings (KHR_debug) go to standard error. Elsewhere, and
/// without the extension, nothing.
void reportDriverErrors();

}  // namespace adamscope::gl
