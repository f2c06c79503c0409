// A picture to draw into instead of the window: a colour texture with a depth buffer behind it.
// With more than one sample a pixel, drawing goes to a multisampled buffer and resolve() averages
// it into the texture.
#pragma once

#include "app/gl/handle.h"
#include "app/gl/image.h"
#include "core/base/result.h"

namespace adamscope::gl {

/// An offscreen picture of a size in pixels, RGBA with 8 bits each.
class RenderTarget {
 public:
  /// Error: a size that the driver cannot make (the message says its limit). `samples`: 1, or the
  /// samples a pixel for smooth edges, lowered to what the driver can.
  static Result<RenderTarget> create(int widthPx, int heightPx, int samples = 1);

  /// Makes it another size; its content is lost. Nothing happens if it has that size. On an error
  /// it stays as it was.
  Status resize(int widthPx, int heightPx);

  int widthPx() const { return widthPx_; }
  int heightPx() const { return heightPx_; }
  /// Draws go here from now on, to all of it. The caller binds another framebuffer afterwards.
  void bind() const;
  /// Averages the samples into the texture; needed before texture() and read() if samples > 1.
  void resolve() const;
  /// The colour; row 0 is the lowest. It belongs to the target and changes with resize().
  GLuint texture() const { return color_.name(); }
  /// Framebuffer that bind() binds.
  GLuint framebuffer() const {
    return samples_ > 1 ? sampledFramebuffer_.name() : framebuffer_.name();
  }
  /// Resolves, and reads the picture back.
  Image read() const;

 private:
  RenderTarget() = default;

  int widthPx_ = 0;
  int heightPx_ = 0;
  int samples_ = 1;
  Texture color_;
  Renderbuffer depth_;
  Framebuffer framebuffer_;
  Renderbuffer sampledColor_;  ///< Only with more than one sample, like the next.
  Framebuffer sampledFramebuffer_;
};

}  // namespace adamscope::gl
