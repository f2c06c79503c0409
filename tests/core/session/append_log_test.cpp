#include "core/session/append_log.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("session");

TEST_CASE("a reader sees what was published, and all of it") {
  AppendLog<long> log;
  log.append(7);
  CHECK(log.empty());
  log.publish();
  REQUIRE(log.size() == 1);
  CHECK(log[0] == 7);
}

TEST_CASE("entries keep their place while the log grows") {
  AppendLog<long> log;
  log.append(0);
  log.publish();
  const long* first = &log[0];
  constexpr long kEntries = 100'000;
  for (long i = 1; i < kEntries; ++i) log.append(i * i);
  log.publish();
  REQUIRE(log.size() == static_cast<std::size_t>(kEntries));
  CHECK(&log[0] == first);
  for (long i = 0; i < kEntries; ++i) REQUIRE(log[static_cast<std::size_t>(i)] == i * i);
}

TEST_CASE("a thread that reads while another one appends finds only whole entries") {
  struct Pair {
    long a;
    long b;
  };
  AppendLog<Pair> log;
  constexpr long kEntries = 50'000;
  std::jthread writer([&log] {
    for (long i = 0; i < kEntries; ++i) {
      log.append({i, -i});
      log.publish();
    }
  });
  std::size_t seen = 0;
  bool whole = true;
  while (seen < static_cast<std::size_t>(kEntries)) {
    const std::size_t size = log.size();
    for (; seen < size; ++seen) {
      whole = whole && log[seen].a == static_cast<long>(seen) && log[seen].b == -log[seen].a;
    }
  }
  CHECK(whole);
}

TEST_CASE("a long log lies on disk, and all of it can be read while it grows") {
  const TemporaryFolder folder;
  AppendLog<long> log(folder.path().string());
  constexpr long kEntries = 3'000'000;
  long wrong = 0;
  for (long i = 0; i < kEntries; ++i) {
    log.append(3 * i);
    log.publish();
    // Far behind, where the entries have left memory.
    const long old = i / 2;
    if (i % 1000 == 0 && log[static_cast<std::size_t>(old)] != 3 * old) ++wrong;
  }
  for (long i = 0; i < kEntries; ++i) {
    if (log[static_cast<std::size_t>(i)] != 3 * i) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
