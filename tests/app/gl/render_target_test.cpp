// Pictures drawn without a display: sizes, samples, shaders, and what they refuse.
#include "app/gl/render_target.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "app/gl/driver.h"
#include "app/gl/egl_context.h"
#include "app/gl/program.h"
#include "app/ui/embedded_files.h"
#include "core/base/file.h"
#include "tests/support/sample_shell.h"
#include "tests/support/temporary_folder.h"

namespace adamscope::gl {
namespace {

constexpr const char* kVertex = R"(#version 330 core
layout(location = 0) in vec2 position;
void main() { gl_Position = vec4(position, 0.0, 1.0); }
)";
constexpr const char* kFragment = R"(#version 330 core
uniform vec3 paint;
out vec4 color;
void main() { color = vec4(paint, 1.0); }
)";

/// Fills the triangle above the diagonal from the lower left to the upper right corner.
void drawUpperLeftTriangle(const Program& program) {
  constexpr std::array<float, 6> kCorners{-1, -1, -1, 1, 1, 1};
  const VertexArray array = VertexArray::create();
  const Buffer buffer = Buffer::create();
  glBindVertexArray(array.name());
  glBindBuffer(GL_ARRAY_BUFFER, buffer.name());
  glBufferData(GL_ARRAY_BUFFER, sizeof kCorners, kCorners.data(), GL_STATIC_DRAW);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
  program.use();
  glUniform3f(program.uniform("paint"), 1.0F, 0.5F, 0.0F);
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindVertexArray(0);
}

Image drawTriangle(const RenderTarget& target, const Program& program) {
  target.bind();
  glClearColor(0, 0, 1, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  drawUpperLeftTriangle(program);
  return target.read();
}

}  // namespace

TEST_SUITE("gl") {
  TEST_CASE("a picture's first row is its highest, and its colours come back exactly") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    auto target = RenderTarget::create(64, 32);
    REQUIRE_MESSAGE(target.ok(), target.message());
    const auto program = Program::compile("test", kVertex, kFragment);
    REQUIRE_MESSAGE(program.ok(), program.message());
    const Image image = drawTriangle(*target, *program);
    REQUIRE(image.rgba.size() == 64U * 32U * 4U);
    const std::uint8_t* upperLeft = image.pixel(2, 2);
    CHECK(upperLeft[0] == 255);
    CHECK((upperLeft[1] == 127 || upperLeft[1] == 128));
    CHECK(upperLeft[2] == 0);
    CHECK(upperLeft[3] == 255);
    const std::uint8_t* lowerRight = image.pixel(61, 29);
    CHECK(lowerRight[0] == 0);
    CHECK(lowerRight[2] == 255);
    CHECK(glGetError() == GL_NO_ERROR);
  }

  TEST_CASE("with several samples an edge is smooth") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    const auto program = Program::compile("test", kVertex, kFragment);
    REQUIRE(program.ok());
    const auto mixedPixels = [&](int samples) {
      auto target = RenderTarget::create(64, 32, samples);
      REQUIRE(target.ok());
      const Image image = drawTriangle(*target, *program);
      int mixed = 0;
      for (int y = 0; y < 32; ++y) {
        for (int x = 0; x < 64; ++x) {
          const int red = image.pixel(x, y)[0];
          mixed += red > 0 && red < 255 ? 1 : 0;
        }
      }
      return mixed;
    };
    CHECK(mixedPixels(1) == 0);
    GLint most = 0;
    glGetIntegerv(GL_MAX_SAMPLES, &most);
    if (most > 1) CHECK(mixedPixels(4) > 16);
  }

  TEST_CASE("a target takes another size, and refuses one that cannot be") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    auto target = RenderTarget::create(64, 32);
    REQUIRE(target.ok());
    CHECK(target->resize(200, 100).ok());
    CHECK(target->read().widthPx == 200);
    const Status refused = target->resize(1000000, 100);
    CHECK(refused.message().find("1000000 x 100") != std::string::npos);
    CHECK(target->widthPx() == 200);
    CHECK_FALSE(RenderTarget::create(0, 10).ok());
  }

  TEST_CASE("moving a target leaves one owner, and another framebuffer stays bound") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    auto first = RenderTarget::create(8, 8);
    auto second = RenderTarget::create(8, 8);
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    const GLuint texture = first->texture();
    *second = std::move(*first);
    CHECK(second->texture() == texture);
    CHECK(glIsTexture(texture) == GL_TRUE);
    second->bind();
    const GLuint bound = second->framebuffer();
    static_cast<void>(RenderTarget::create(16, 16));
    GLint now = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &now);
    CHECK(static_cast<GLuint>(now) == bound);
  }

  TEST_CASE("a shader that is wrong says where") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    const auto broken =
        Program::compile("wrong", kVertex, "#version 330 core\nvoid main() { x }\n");
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.message().find("fragment shader 'wrong'") != std::string::npos);
    CHECK(broken.message().find("0:2") != std::string::npos);
    const auto unlinked = Program::compile(
        "apart",
        "#version 330 core\nout vec2 place;\n"
        "void main() { place = vec2(1); gl_Position = vec4(0); }\n",
        "#version 330 core\nin vec3 place;\nout vec4 c;\nvoid main() { c = vec4(place, 1); }\n");
    REQUIRE_FALSE(unlinked.ok());
    CHECK(unlinked.message().find("'apart' do not link") != std::string::npos);
  }

  TEST_CASE("the shaders inside the program compile and link") {
    if (!canDrawOffscreen()) return;
    const auto context = EglContext::create();
    REQUIRE(context.ok());
    CHECK(checkVersion().ok());
    int count = 0;
    for (const EmbeddedBytes& file : embeddedFiles()) {
      constexpr std::string_view kEnding = ".vert.glsl";
      if (!file.name.ends_with(kEnding)) continue;
      const std::string name(file.name.substr(0, file.name.size() - kEnding.size()));
      // What stands on the sheet is drawn as in the plane.
      const bool sharesItsColours = name == "surface_lines" || name == "surface_points";
      const auto program =
          Program::load(name, sharesItsColours ? "input" + name.substr(name.find('_')) : name);
      CHECK_MESSAGE(program.ok(), program.message());
      ++count;
    }
    CHECK(count == 6);
  }

  TEST_CASE("a picture becomes a PNG file") {
    const TemporaryFolder folder;
    const Image image{.widthPx = 2, .heightPx = 1, .rgba = {255, 0, 0, 255, 0, 0, 255, 0}};
    REQUIRE(writePng(folder.file("a.png"), image).ok());
    const auto bytes = readTextFile(folder.file("a.png"));
    REQUIRE(bytes.ok());
    CHECK(bytes->substr(1, 3) == "PNG");
    CHECK_FALSE(encodePng({.widthPx = 100000, .heightPx = 1, .rgba = {}}).ok());
  }
}

}  // namespace adamscope::gl
