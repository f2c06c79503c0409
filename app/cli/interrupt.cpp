#include "app/cli/interrupt.h"

#include <csignal>

namespace adamscope {

namespace {

constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGHUP};

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t interruptCount = 0;  // NOLINT(readability-identifier-naming)

void onInterrupt(int) { interruptCount = 1; }

}  // namespace

InterruptGuard::InterruptGuard() {
  interruptCount = 0;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    previous_[i] = std::signal(kSignals[i], onInterrupt);
    if (previous_[i] == SIG_IGN) std::signal(kSignals[i], SIG_IGN);
  }
}

InterruptGuard::~InterruptGuard() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) std::signal(kSignals[i], previous_[i]);
}

bool InterruptGuard::interrupted() const { return interruptCount != 0; }

}  // namespace adamscope
