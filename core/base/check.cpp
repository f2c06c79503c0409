#include "core/base/check.h"

namespace adamscope {

void failCheck(const char* condition, const char* file, int line, const std::string& message) {
  throw CheckFailure("internal error (please report it): " + message + " [" + condition + " at " +
                     file + ":" + std::to_string(line) + "]");
}

}  // namespace adamscope
