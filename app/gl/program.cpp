#include "app/gl/program.h"

#include <vector>

#include "app/ui/embedded_files.h"

namespace adamscope::gl {
namespace {

/// A shader object for as long as the program is linked.
class Shader {
 public:
  explicit Shader(GLenum stage) : name_(glCreateShader(stage)) {}
  ~Shader() { glDeleteShader(name_); }
  Shader(const Shader&) = delete;
  Shader& operator=(const Shader&) = delete;

  GLuint name() const { return name_; }

 private:
  GLuint name_;
};

std::string shaderLog(GLuint shader) {
  GLint length = 0;
  glGetShaderiv(shader, GL_INFO_LOG_LENGTH, &length);
  std::vector<char> text(static_cast<std::size_t>(length) + 1, '\0');
  glGetShaderInfoLog(shader, length, nullptr, text.data());
  return text.data();
}

std::string programLog(GLuint program) {
  GLint length = 0;
  glGetProgramiv(program, GL_INFO_LOG_LENGTH, &length);
  std::vector<char> text(static_cast<std::size_t>(length) + 1, '\0');
  glGetProgramInfoLog(program, length, nullptr, text.data());
  return text.data();
}

Status compileStage(const Shader& shader, std::string_view source, const std::string& what) {
  const char* text = source.data();
  const auto length = static_cast<GLint>(source.size());
  glShaderSource(shader.name(), 1, &text, &length);
  glCompileShader(shader.name());
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) return {};
  return Error{"The " + what + " does not compile with this driver:\n" + shaderLog(shader.name())};
}

/// The text with each line `#include "name"` replaced by that file of shaders/.
std::string withIncludes(std::string_view source) {
  constexpr std::string_view kDirective = "#include \"";
  std::string text(source);
  for (std::size_t at = text.find(kDirective); at != std::string::npos;
       at = text.find(kDirective, at)) {
    const std::size_t nameStart = at + kDirective.size();
    const std::size_t nameEnd = text.find('"', nameStart);
    if (nameEnd == std::string::npos) break;  // the compiler will complain
    const std::string name = text.substr(nameStart, nameEnd - nameStart);
    text.replace(at, nameEnd + 1 - at, embeddedFile(name));
  }
  return text;
}

}  // namespace

Result<Program> Program::compile(const std::string& name, std::string_view vertexSource,
                                 std::string_view fragmentSource) {
  const Shader vertex(GL_VERTEX_SHADER);
  const Shader fragment(GL_FRAGMENT_SHADER);
  if (auto status = compileStage(vertex, vertexSource, "vertex shader '" + name + "'"); !status) {
    return status.error();
  }
  if (auto status = compileStage(fragment, fragmentSource, "fragment shader '" + name + "'");
      !status) {
    return status.error();
  }
  ProgramName program = ProgramName::create();
  glAttachShader(program.name(), vertex.name());
  glAttachShader(program.name(), fragment.name());
  glLinkProgram(program.name());
  glDetachShader(program.name(), vertex.name());
  glDetachShader(program.name(), fragment.name());
  GLint linked = GL_FALSE;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
  if (linked != GL_TRUE) {
    return Error{"The shaders '" + name + "' do not link with this driver:\n" +
                 programLog(program.name())};
  }
  return Program(std::move(program));
}

Result<Program> Program::load(const std::string& vertexName, const std::string& fragmentName) {
  return compile(vertexName, withIncludes(embeddedFile(vertexName + ".vert.glsl")),
                 withIncludes(embeddedFile(fragmentName + ".frag.glsl")));
}

}  // namespace adamscope::gl
