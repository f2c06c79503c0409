#include "core/session/thread_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("session");

TEST_CASE("each task runs exactly once, whatever the number of threads and tasks") {
  for (const int threads : {1, 2, 3, 8}) {
    CAPTURE(threads);
    ThreadPool pool(threads);
    CHECK(pool.threadCount() == threads);
    for (const int count : {0, 1, 2, 7, 1000}) {
      CAPTURE(count);
      std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
      pool.forEach(count, [&](int i) { ++calls[static_cast<std::size_t>(i)]; });
      for (const std::atomic<int>& c : calls) REQUIRE(c == 1);
    }
  }
}

TEST_CASE("a pool is used again and again without losing a task or starting an old one") {
  ThreadPool pool(4);
  long total = 0;
  for (int round = 0; round < 2000; ++round) {
    const int count = round % 5;
    std::atomic<long> sum = 0;
    pool.forEach(count, [&](int i) { sum += i + 1; });
    REQUIRE(sum == count * (count + 1) / 2);
    total += sum;
  }
  CHECK(total == 400L * (0 + 1 + 3 + 6 + 10));
}

TEST_CASE("an exception of a task reaches the caller, and the pool lives on") {
  for (const int threads : {1, 4}) {
    CAPTURE(threads);
    ThreadPool pool(threads);
    const auto failAt = [](int i) {
      if (i == 17) throw std::runtime_error("seventeen");
    };
    CHECK_THROWS_WITH_AS(pool.forEach(100, failAt), "seventeen", std::runtime_error);
    std::atomic<int> calls = 0;
    pool.forEach(100, [&](int) { ++calls; });
    CHECK(calls == 100);
  }
}

TEST_CASE("no number of threads means at least the calling one") {
  ThreadPool pool(0);
  CHECK(pool.threadCount() >= 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
