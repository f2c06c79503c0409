// Ctrl-C, and the polite ways to end a program (SIGTERM, SIGHUP): a run then stops between two
// steps and writes what it has.
#pragma once

#include <array>

namespace adamscope {

/// Catches the signals while it lives; one object at a time. A signal that the caller of the
/// program ignores (nohup) stays ignored.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// True once one of the signals has come.
  bool interrupted() const;

 private:
  using Handler = void (*)(int);
  std::array<Handler, 3> previous_{};
};

}  // namespace adamscope
