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
  /// The same from shaders/NAME.vert.glsl and shaders/NAME.frag.glsl, which are inside the program.
  static Result<Program> load(const std::string& name);

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
