// Shader programs: compiled and linked from GLSL text, with the driver's log in the error.
#pragma once

#include <string>
#include <string_view>

#include "app/gl/handle.h"
#include "core/base/result.h"

namespace adamscope::gl {

/// A linked pair of vertex and fragment shader.
class Program {
 public:
  /// Compiles and links. `name` stands in the messages. Error: the stage that failed and the
  /// driver's log.
  static Result<Program> compile(const std::string& name, std::string_view vertexSource,
                                 std::string_view fragmentSource);
  /// The same from shaders/VERTEX.vert.glsl and shaders/FRAGMENT.frag.glsl, which are inside the
  /// program. A line `#include "other.glsl"` stands for the text of that file of shaders/.
  static Result<Program> load(const std::string& vertexName, const std::string& fragmentName);
  /// Both files with one name.
  static Result<Program> load(const std::string& name) { return load(name, name); }

  /// Makes it the program that draws.
  void use() const { glUseProgram(name_.name()); }
  /// Where a uniform is set; -1, which OpenGL ignores, for one that the shaders do not use.
  GLint uniform(const char* name) const { return glGetUniformLocation(name_.name(), name); }
  GLuint name() const { return name_.name(); }

 private:
  explicit Program(ProgramName name) : name_(std::move(name)) {}

  ProgramName name_;
};

}  // namespace adamscope::gl
