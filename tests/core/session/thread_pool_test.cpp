#include "core/session/thread_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "core/base/check.h"

namespace adamscope {

TEST_SUITE("session") {
  TEST_CASE("a pool runs every task exactly once, for any number of threads and tasks") {
    for (const int threads : {1, 2, 3, 8}) {
      CAPTURE(threads);
      ThreadPool pool(threads);
      CHECK(pool.threadCount() == threads);
      for (const int count : {0, 1, 2, 7, 1000}) {
        CAPTURE(count);
        std::vector<int> runs(static_cast<std::size_t>(count), 0);
        pool.forEach(count, [&](int i) { ++runs[static_cast<std::size_t>(i)]; });
        CHECK(runs == std::vector<int>(static_cast<std::size_t>(count), 1));
      }
    }
  }

  TEST_CASE("a pool is used again and again without losing a task") {
    ThreadPool pool(4);
    for (int round = 0; round < 2000; ++round) {
      std::atomic<int> sum = 0;
      pool.forEach(5, [&](int i) { sum += i; });
      REQUIRE(sum == 10);
    }
  }

  TEST_CASE("an exception of a task reaches the caller, and the pool works on") {
    ThreadPool pool(3);
    for (const int thrower : {0, 17, 99}) {
      CAPTURE(thrower);
      const auto task = [&](int i) {
        if (i == thrower) throw std::runtime_error("task " + std::to_string(i));
      };
      CHECK_THROWS_WITH_AS(pool.forEach(100, task), ("task " + std::to_string(thrower)).c_str(),
                           std::runtime_error);
      std::atomic<int> runs = 0;
      pool.forEach(10, [&](int) { ++runs; });
      CHECK(runs == 10);
    }
  }

  TEST_CASE("two threads may share a pool") {
    ThreadPool pool(2);
    std::atomic<int> runs = 0;
    const auto call = [&] {
      for (int round = 0; round < 100; ++round) pool.forEach(8, [&](int) { ++runs; });
    };
    {
      const std::jthread first(call);
      const std::jthread second(call);
    }
    CHECK(runs == 1600);
  }

  TEST_CASE("calling a pool from inside its own task is refused") {
    ThreadPool pool(2);
    const auto nested = [&](int) { pool.forEach(4, [](int) {}); };
    CHECK_THROWS_AS(pool.forEach(4, nested), CheckFailure);
  }

  TEST_CASE("a pool of as many threads as the machine runs has at least one") {
    CHECK(ThreadPool().threadCount() >= 1);
  }
}

}  // namespace adamscope
