#include "core/crossings/hash_set.h"

#include <doctest/doctest.h>

#include <set>

#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

/// The hash number `key`; the first is zero.
Hash128 hashOf(std::uint64_t key) {
  return key == 0 ? Hash128{} : Hash128{splitMix64(key), splitMix64(~key)};
}

/// Many values, many of them again and again, compared with an ordered set.
void compareWithOrderedSet(HashSet128& set, int insertions, std::uint64_t different) {
  Random random(11);
  std::set<Hash128> expected;
  for (int i = 0; i < insertions; ++i) {
    const Hash128 value = hashOf(random.below(different));
    REQUIRE(set.insert(value) == expected.insert(value).second);
    REQUIRE(set.contains(value));
  }
  CHECK(set.size() == expected.size());
  for (std::uint64_t key = 0; key < 2 * different; ++key) {
    REQUIRE(set.contains(hashOf(key)) == expected.contains(hashOf(key)));
  }
}

}  // namespace

TEST_SUITE("crossings") {
  TEST_CASE("the hash set holds what an ordered set holds") {
    HashSet128 set;
    compareWithOrderedSet(set, 20'000, 5000);
  }

  TEST_CASE("the hash set holds the same with most of it in tables that rest") {
    const TemporaryFolder folder;
    HashSet128 set(folder.path().string(), 300);
    compareWithOrderedSet(set, 20'000, 5000);
  }

  TEST_CASE("copies of a hash set that has tables on disk go their own ways") {
    const TemporaryFolder folder;
    HashSet128 set(folder.path().string(), 100);
    for (std::uint64_t key = 0; key < 250; ++key) set.insert(hashOf(key));
    HashSet128 copy = set;
    CHECK(copy.insert(hashOf(1000)));
    CHECK_FALSE(set.contains(hashOf(1000)));
    CHECK_FALSE(copy.insert(hashOf(3)));
    set = HashSet128();
    CHECK(copy.contains(hashOf(3)));
    CHECK(copy.size() == 251);
  }

  TEST_CASE("two million values take no more memory than the newest table and the filters") {
    const TemporaryFolder folder;
    HashSet128 spilling(folder.path().string());
    HashSet128 plain;
    for (std::uint64_t key = 0; key < 2'000'000; ++key) {
      REQUIRE(spilling.insert(hashOf(key)));
      plain.insert(hashOf(key));
    }
    for (std::uint64_t key = 0; key < 2'000'000; key += 997) {
      REQUIRE_FALSE(spilling.insert(hashOf(key)));
    }
    CHECK(spilling.size() == plain.size());
    CHECK(plain.bytesInMemory() >= 32u << 20);
    CHECK(spilling.bytesInMemory() <= 18u << 20);
  }

  TEST_CASE("without a disk to rest on the hash set stays in memory") {
    HashSet128 set("/nowhere/at/all", 300);
    compareWithOrderedSet(set, 5000, 2000);
  }
}

}  // namespace adamscope
