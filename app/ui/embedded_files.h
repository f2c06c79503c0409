// Files inside the program: the shaders of shaders/ by their names ("input_faces.vert.glsl"), and
// the fonts "text", "strong", "numbers", "icons" and "symbols". The build generates the definition.
#pragma once

#include <string_view>
#include <vector>

namespace adamscope {

/// A file of the build inside the program; its bytes live as long as the program does.
struct EmbeddedBytes {
  std::string_view name;
  std::string_view bytes;  ///< A zero byte follows behind the end.
};

/// All of them.
std::vector<EmbeddedBytes> embeddedFiles();

/// The bytes of the file of that name, which must exist.
std::string_view embeddedFile(std::string_view name);

}  // namespace adamscope
