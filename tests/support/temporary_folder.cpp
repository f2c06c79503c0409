#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <iterator>

#include "core/base/check.h"

namespace adamscope {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "adamscope-test-XXXXXX").string();
  ADAMSCOPE_CHECK(mkdtemp(pattern.data()) != nullptr, "no temporary folder can be made");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

int TemporaryFolder::entryCount() const {
  return static_cast<int>(std::distance(std::filesystem::directory_iterator(path_), {}));
}

}  // namespace adamscope
