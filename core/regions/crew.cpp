#include "core/regions/crew.h"

#include <algorithm>
#include <utility>

namespace adamscope {
namespace {

// The executor's width is not known; threads beyond this many stay idle.
constexpr int kMostThreads = 64;
// Looks at a number before the thread goes to sleep: some hundredths of a millisecond, which
// is longer than most of what lies between two loops.
constexpr int kPatience = 20'000;

/// Waits until the number is no longer `seen`.
template <class Number>
void awaitChange(const std::atomic<Number>& number, Number seen) {
  for (int looks = 0; looks < kPatience; ++looks) {
    if (number.load(std::memory_order_relaxed) != seen) return;
  }
  number.wait(seen);
}

// Parts of the cursor. The number of the loop comes again after 16 million loops: no thread sleeps
// that long while it takes a task.
constexpr int kCountBits = 20;
constexpr std::uint64_t kCountMask = (1ULL << kCountBits) - 1;
constexpr std::uint64_t kNextFirst = 1;
constexpr std::uint64_t kNextLast = 1ULL << kCountBits;
constexpr std::uint64_t kNextLoop = 1ULL << (2 * kCountBits);
// The cursor's counts while the next loop is being set up: no loop has so many tasks.
constexpr std::uint64_t kClosed = kCountMask;
constexpr int kMostTasks = static_cast<int>(kCountMask) - 1;

}  // namespace

void Crew::run(Executor& executor, const std::function<void(Executor&)>& work) {
  Crew crew;
  // Whoever comes first leads, so that no helper waits for a leader that cannot start.
  executor.forEach(kMostThreads,
                   [&](int) { crew.hasLeader_.exchange(true) ? crew.help() : crew.lead(work); });
}

void Crew::lead(const std::function<void(Executor&)>& work) {
  struct Finish {
    Crew& crew;
    ~Finish() {
      crew.isFinished_ = true;
      crew.openLoop(nullptr, 0);
    }
  };
  const Finish finish{*this};
  work(*this);
}

void Crew::help() {
  const End end = helperCount_++ % 2 == 0 ? End::kLast : End::kFirst;
  while (true) {
    const std::uint64_t seen = cursor_;
    while (takeOne(end)) {
    }
    if (isFinished_) return;
    awaitChange(cursor_, seen);
  }
}

void Crew::openLoop(const std::function<void(int)>* task, int count) {
  const std::uint64_t loop = (cursor_ / kNextLoop + 1) * kNextLoop;
  cursor_ = loop + kClosed;
  done_ = 0;
  task_ = task;
  count_ = count;
  cursor_ = loop;
  cursor_.notify_all();
}

// A task is taken by moving the cursor from where it was before the loop's fields were read. If
// that succeeds the loop had a task left all the while, so the fields were its own.
bool Crew::takeOne(End end) {
  std::uint64_t cursor = cursor_;
  while (true) {
    const std::uint64_t first = cursor & kCountMask;
    const std::uint64_t last = (cursor >> kCountBits) & kCountMask;
    const std::function<void(int)>* task = task_;
    const auto count = static_cast<std::uint64_t>(count_);
    if (first + last >= count) return false;
    const std::uint64_t index = end == End::kFirst ? first : count - 1 - last;
    const std::uint64_t step = end == End::kFirst ? kNextFirst : kNextLast;
    if (!cursor_.compare_exchange_weak(cursor, cursor + step)) continue;
    try {
      if (!hasFailed_) (*task)(static_cast<int>(index));
    } catch (...) {  // handed to the caller of forEach
      if (!hasFailed_.exchange(true)) error_ = std::current_exception();
    }
    ++done_;
    done_.notify_one();
    return true;
  }
}

void Crew::forEach(int count, const std::function<void(int)>& task) {
  if (count <= kMostTasks) return runLoop(count, task);
  for (int begin = 0; begin < count; begin += kMostTasks) {
    runLoop(std::min(kMostTasks, count - begin), [&](int i) { task(begin + i); });
  }
}

void Crew::runLoop(int count, const std::function<void(int)>& task) {
  if (count <= 1) {
    if (count == 1) task(0);
    return;
  }
  openLoop(&task, count);
  while (takeOne(End::kFirst)) {
  }
  for (int done = done_; done != count; done = done_) awaitChange(done_, done);
  if (hasFailed_.exchange(false)) std::rethrow_exception(std::exchange(error_, nullptr));
}

}  // namespace adamscope
