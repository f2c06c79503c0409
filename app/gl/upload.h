// Small steps that every renderer takes: buffers from vectors, offsets in them, colours.
#pragma once

#include <epoxy/gl.h>

#include <cstddef>
#include <vector>

#include "app/figure/color.h"
#include "app/gl/handle.h"

namespace adamscope::gl {

/// Binds the buffer and gives it this content, which will change soon.
template <class T>
void fillBuffer(GLenum target, const Buffer& buffer, const std::vector<T>& content) {
  glBindBuffer(target, buffer.name());
  glBufferData(target, static_cast<GLsizeiptr>(content.size() * sizeof(T)), content.data(),
               GL_STREAM_DRAW);
}

/// An offset in the bound buffer, as glVertexAttribPointer wants it.
inline const void* offsetPointer(std::size_t offset) {
  return reinterpret_cast<const void*>(offset);
}

inline void setColor(GLint place, const figure::Color& color) {
  glUniform3f(place, static_cast<float>(color.red), static_cast<float>(color.green),
              static_cast<float>(color.blue));
}

}  // namespace adamscope::gl
