// Checks of what a caller must guarantee. A failed check is a bug in Adamscope: it throws
// CheckFailure, which main() and every thread entry report; nothing else catches it.
#pragma once

#include <stdexcept>
#include <string>

namespace adamscope {

/// A broken contract between two pieces of Adamscope.
class CheckFailure : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws CheckFailure with the condition, the place and the message.
[[noreturn]] void failCheck(const char* condition, const char* file, int line,
                            const std::string& message);

}  // namespace adamscope

/// A contract at an API border; on in every build.
#define ADAMSCOPE_CHECK(condition, message)                              \
  do {                                                                   \
    if (!(condition)) [[unlikely]] {                                     \
      ::adamscope::failCheck(#condition, __FILE__, __LINE__, (message)); \
    }                                                                    \
  } while (false)

/// A costly invariant; on in builds without NDEBUG.
#ifdef NDEBUG
#define ADAMSCOPE_VALIDATE(condition, message) static_cast<void>(0)
#else
#define ADAMSCOPE_VALIDATE(condition, message) ADAMSCOPE_CHECK(condition, message)
#endif
