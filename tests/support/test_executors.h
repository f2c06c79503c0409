// Executors that run tasks in unusual orders, to show that no result depends on the order.
#pragma once

#include <cstdint>
#include <numeric>
#include <span>
#include <thread>
#include <vector>

#include "core/base/executor.h"
#include "core/base/random.h"

namespace adamscope::testing {

/// The last task first.
class ReverseExecutor final : public Executor {
 public:
  void forEach(int count, const std::function<void(int)>& task) override {
    for (int i = count - 1; i >= 0; --i) task(i);
  }
};

/// A seeded random order.
class ShuffledExecutor final : public Executor {
 public:
  explicit ShuffledExecutor(std::uint64_t seed) : random_(seed) {}
  void forEach(int count, const std::function<void(int)>& task) override {
    std::vector<int> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    random_.shuffle(std::span(order));
    for (const int i : order) task(i);
  }

 private:
  Random random_;
};

/// Every third task on each of three threads at a time. Tasks must not throw.
class ThreadedExecutor final : public Executor {
 public:
  void forEach(int count, const std::function<void(int)>& task) override {
    constexpr int kThreads = 3;
    std::vector<std::jthread> threads;
    for (int first = 0; first < kThreads; ++first) {
      threads.emplace_back([&task, first, count] {
        for (int i = first; i < count; i += kThreads) task(i);
      });
    }
  }
};

}  // namespace adamscope::testing
