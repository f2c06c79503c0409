#include "app/gl/render_target.h"

#include <algorithm>
#include <string>

namespace adamscope::gl {
namespace {

GLint limitOf(GLenum what) {
  GLint value = 0;
  glGetIntegerv(what, &value);
  return value;
}

/// The framebuffer that was bound, bound again at the end of the scope.
class KeepFramebuffer {
 public:
  KeepFramebuffer()
      : draw_(limitOf(GL_DRAW_FRAMEBUFFER_BINDING)), read_(limitOf(GL_READ_FRAMEBUFFER_BINDING)) {}
  ~KeepFramebuffer() {
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
  }
  KeepFramebuffer(const KeepFramebuffer&) = delete;
  KeepFramebuffer& operator=(const KeepFramebuffer&) = delete;

 private:
  GLint draw_;
  GLint read_;
};

Status checkSize(int widthPx, int heightPx) {
  const int limit = std::min(limitOf(GL_MAX_TEXTURE_SIZE), limitOf(GL_MAX_RENDERBUFFER_SIZE));
  if (widthPx >= 1 && heightPx >= 1 && widthPx <= limit && heightPx <= limit) return {};
  return Error{"A picture of " + std::to_string(widthPx) + " x " + std::to_string(heightPx) +
               " pixels cannot be drawn; this driver can do 1 to " + std::to_string(limit) +
               " a side."};
}

Texture makeColorTexture(int widthPx, int heightPx) {
  const GLint bound = limitOf(GL_TEXTURE_BINDING_2D);
  Texture texture = Texture::create();
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, widthPx, heightPx, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(bound));
  return texture;
}

Renderbuffer makeRenderbuffer(GLenum format, int samples, int widthPx, int heightPx) {
  Renderbuffer buffer = Renderbuffer::create();
  glBindRenderbuffer(GL_RENDERBUFFER, buffer.name());
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples > 1 ? samples : 0, format, widthPx,
                                   heightPx);
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  return buffer;
}

Status checkComplete() {
  const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
  if (status == GL_FRAMEBUFFER_COMPLETE) return {};
  return Error{"The driver cannot draw into a picture (framebuffer status " +
               std::to_string(status) + "); the graphics memory may be full."};
}

}  // namespace

Result<RenderTarget> RenderTarget::create(int widthPx, int heightPx, int samples) {
  RenderTarget target;
  target.samples_ = std::clamp(samples, 1, std::max(1, limitOf(GL_MAX_SAMPLES)));
  if (Status status = target.resize(widthPx, heightPx); !status) return status.error();
  return target;
}

Status RenderTarget::resize(int widthPx, int heightPx) {
  if (widthPx == widthPx_ && heightPx == heightPx_) return {};
  if (Status status = checkSize(widthPx, heightPx); !status) return status;
  const KeepFramebuffer keep;
  RenderTarget made;
  made.widthPx_ = widthPx;
  made.heightPx_ = heightPx;
  made.samples_ = samples_;
  made.color_ = makeColorTexture(widthPx, heightPx);
  made.depth_ = makeRenderbuffer(GL_DEPTH24_STENCIL8, samples_, widthPx, heightPx);
  made.framebuffer_ = Framebuffer::create();
  glBindFramebuffer(GL_FRAMEBUFFER, made.framebuffer_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, made.color_.name(),
                         0);
  if (samples_ > 1) {
    if (Status status = checkComplete(); !status) return status;
    made.sampledColor_ = makeRenderbuffer(GL_RGBA8, samples_, widthPx, heightPx);
    made.sampledFramebuffer_ = Framebuffer::create();
    glBindFramebuffer(GL_FRAMEBUFFER, made.sampledFramebuffer_.name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                              made.sampledColor_.name());
  }
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER,
                            made.depth_.name());
  if (Status status = checkComplete(); !status) return status;
  *this = std::move(made);
  return {};
}

void RenderTarget::bind() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer());
  glViewport(0, 0, widthPx_, heightPx_);
}

void RenderTarget::resolve() const {
  if (samples_ == 1) return;
  const KeepFramebuffer keep;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, sampledFramebuffer_.name());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer_.name());
  glBlitFramebuffer(0, 0, widthPx_, heightPx_, 0, 0, widthPx_, heightPx_, GL_COLOR_BUFFER_BIT,
                    GL_NEAREST);
}

Image RenderTarget::read() const {
  resolve();
  const KeepFramebuffer keep;
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.name());
  const auto rowBytes = static_cast<std::ptrdiff_t>(4) * widthPx_;
  Image image{.widthPx = widthPx_, .heightPx = heightPx_, .rgba = {}};
  image.rgba.resize(static_cast<std::size_t>(rowBytes * heightPx_));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, widthPx_, heightPx_, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
  // OpenGL's lowest row comes first; a picture's highest does.
  for (int y = 0; y < heightPx_ / 2; ++y) {
    const auto upper = image.rgba.begin() + y * rowBytes;
    std::swap_ranges(upper, upper + rowBytes, image.rgba.begin() + (heightPx_ - 1 - y) * rowBytes);
  }
  return image;
}

}  // namespace adamscope::gl
