#include "core/regions/crew.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "core/session/thread_pool.h"

namespace adamscope {
namespace {

/// Runs the tasks from the last to the first.
class BackwardExecutor final : public Executor {
 public:
  void forEach(int count, const std::function<void(int)>& task) override {
    for (int i = count - 1; i >= 0; --i) task(i);
  }
};

/// Loops of many lengths, each of which needs what the one before it wrote.
std::vector<int> sumsOfLoops(Executor& executor) {
  std::vector<int> sums;
  Crew::run(executor, [&](Executor& crew) {
    std::vector<int> numbers(300, 1);
    for (int loop = 0; loop < 400; ++loop) {
      const int count = loop * 7 % 301;
      crew.forEach(count, [&](int i) { numbers[static_cast<std::size_t>(i)] += loop + i; });
      int sum = 0;
      for (const int number : numbers) sum += number;
      sums.push_back(sum);
    }
  });
  return sums;
}

TEST_SUITE("regions") {
  TEST_CASE("a crew runs each task of each loop once, on any executor") {
    SerialExecutor serial;
    BackwardExecutor backward;
    ThreadPool pool(4);
    const std::vector<int> expected = sumsOfLoops(serial);
    CHECK(expected.size() == 400);
    CHECK(sumsOfLoops(backward) == expected);
    for (int round = 0; round < 20; ++round) CHECK(sumsOfLoops(pool) == expected);
  }

  TEST_CASE("an exception in a crew's task reaches the caller, who may go on") {
    ThreadPool pool(3);
    std::atomic<int> calls = 0;
    Crew::run(pool, [&](Executor& crew) {
      CHECK_THROWS_AS(crew.forEach(50,
                                   [&](int i) {
                                     if (i == 7) throw std::runtime_error("7");
                                   }),
                      std::runtime_error);
      crew.forEach(50, [&](int) { ++calls; });
    });
    CHECK(calls == 50);
  }

  TEST_CASE("an exception of a crew's work leaves run") {
    ThreadPool pool(3);
    CHECK_THROWS_AS(Crew::run(pool, [](Executor&) { throw std::runtime_error("no"); }),
                    std::runtime_error);
    CHECK(sumsOfLoops(pool).size() == 400);
  }
}

}  // namespace
}  // namespace adamscope
