#include "core/base/spill_block.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <utility>

#include "tests/support/temporary_folder.h"

namespace adamscope {
namespace {

constexpr std::size_t kBytes = 2 * SpillBlock::kLeastBytes;

std::uint64_t* numbersIn(const SpillBlock& block) {
  return static_cast<std::uint64_t*>(block.data());
}

}  // namespace

TEST_SUITE("base") {
  TEST_CASE("what is written into a block on disk stays, though it leaves memory") {
    TemporaryFolder folder;
    SpillBlock block(kBytes, folder.path().string());
    REQUIRE(block.isOnDisk());
    constexpr std::size_t kCount = kBytes / sizeof(std::uint64_t);
    for (std::size_t i = 0; i < kCount; ++i) numbersIn(block)[i] = i * i;
    block.rest(kBytes);
    SpillBlock moved = std::move(block);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < kCount; ++i) wrong += numbersIn(moved)[i] == i * i ? 0 : 1;
    CHECK(wrong == 0);
    // Its file has no name: nothing is left when the program is killed.
    CHECK(folder.entryCount() == 0);
  }

  TEST_CASE("without a folder, in a missing one, or when it is small, a block is in memory") {
    TemporaryFolder folder;
    CHECK_FALSE(SpillBlock(kBytes, "").isOnDisk());
    CHECK_FALSE(SpillBlock(kBytes, folder.file("missing")).isOnDisk());
    const SpillBlock small(64, folder.path().string());
    CHECK_FALSE(small.isOnDisk());
    numbersIn(small)[7] = 5;
    small.rest(64);
    CHECK(numbersIn(small)[7] == 5);
  }
}

}  // namespace adamscope
