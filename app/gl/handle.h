// OpenGL names as values: a handle makes its object, owns it, and deletes it. Handles move and do
// not copy. The context they were made in must be current when they are made, used and destroyed,
// so whoever owns a context must outlive the handles.
#pragma once

#include <epoxy/gl.h>

#include <utility>

namespace adamscope::gl {

/// How OpenGL makes and deletes one kind of object.
struct BufferTraits {
  static void make(GLuint* name) { glGenBuffers(1, name); }
  static void erase(const GLuint* name) { glDeleteBuffers(1, name); }
};
struct VertexArrayTraits {
  static void make(GLuint* name) { glGenVertexArrays(1, name); }
  static void erase(const GLuint* name) { glDeleteVertexArrays(1, name); }
};
struct TextureTraits {
  static void make(GLuint* name) { glGenTextures(1, name); }
  static void erase(const GLuint* name) { glDeleteTextures(1, name); }
};
struct RenderbufferTraits {
  static void make(GLuint* name) { glGenRenderbuffers(1, name); }
  static void erase(const GLuint* name) { glDeleteRenderbuffers(1, name); }
};
struct FramebufferTraits {
  static void make(GLuint* name) { glGenFramebuffers(1, name); }
  static void erase(const GLuint* name) { glDeleteFramebuffers(1, name); }
};
struct ProgramTraits {
  static void make(GLuint* name) { *name = glCreateProgram(); }
  static void erase(const GLuint* name) { glDeleteProgram(*name); }
};

/// Owner of one OpenGL object, or of none (name 0).
template <class Traits>
class Handle {
 public:
  /// Owns nothing and needs no context.
  Handle() = default;
  /// A new object.
  static Handle create() {
    Handle handle;
    Traits::make(&handle.name_);
    return handle;
  }
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }

  /// OpenGL's name; 0 for none.
  GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }
  /// Deletes the object.
  void reset() {
    if (name_ != 0) Traits::erase(&name_);
    name_ = 0;
  }

 private:
  GLuint name_ = 0;
};

using Buffer = Handle<BufferTraits>;
using VertexArray = Handle<VertexArrayTraits>;
using Texture = Handle<TextureTraits>;
using Renderbuffer = Handle<RenderbufferTraits>;
using Framebuffer = Handle<FramebufferTraits>;
using ProgramName = Handle<ProgramTraits>;

}  // namespace adamscope::gl
