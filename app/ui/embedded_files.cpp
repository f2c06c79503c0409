#include "app/ui/embedded_files.h"

#include "core/base/check.h"

namespace adamscope {

std::string_view embeddedFile(std::string_view name) {
  for (const EmbeddedBytes& file : embeddedFiles()) {
    if (file.name == name) return file.bytes;
  }
  ADAMSCOPE_CHECK(false, "a file of this name is embedded");
  return {};
}

}  // namespace adamscope
