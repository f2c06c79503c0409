#include "core/crossings/hash_set.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace adamscope {

namespace {

constexpr std::size_t kFirstCapacity = 64;
/// Values that share a word of a filter, on average: three of four slots are taken at most.
constexpr std::size_t kSlotsPerWord = 8;
/// Bits that a value sets in its word. With six values there, about one question in a hundred
/// about a value that is not in the table is answered by "perhaps".
constexpr int kBitsPerValue = 5;
/// The pages that were read of resting tables are let go after so many searches.
constexpr std::size_t kMostSearches = 4096;

/// Whether so many values fit a table of this size: three quarters of it at most. A long run has
/// ten million of them, and each doubling counts.
bool fits(std::size_t values, std::size_t slots) { return 4 * values <= 3 * slots; }

/// The value's slot in a table that is not full, or the free one where it belongs.
std::size_t slotOf(const Hash128& value, const Hash128* slots, std::size_t count) {
  const std::size_t mask = count - 1;
  std::size_t slot = static_cast<std::size_t>(value.low) & mask;
  while (slots[slot] != Hash128{} && slots[slot] != value) slot = (slot + 1) & mask;
  return slot;
}

/// The value's bits in its word of a filter; `high` also chooses the word, by other bits.
std::uint64_t filterBits(const Hash128& value) {
  std::uint64_t bits = 0;
  for (int k = 0; k < kBitsPerValue; ++k) bits |= std::uint64_t{1} << (value.high >> (6 * k) & 63u);
  return bits;
}

std::size_t filterWord(const Hash128& value, std::size_t words) {
  return static_cast<std::size_t>(value.high >> 32) & (words - 1);
}

}  // namespace

bool HashSet128::Resting::contains(const Hash128& value) const {
  const auto* slots = static_cast<const Hash128*>(table.data());
  return slots[slotOf(value, slots, slotCount)] == value;
}

HashSet128::HashSet128(std::string spillFolder, std::size_t mostInMemory)
    : spillFolder_(std::move(spillFolder)), mostInMemory_(std::max<std::size_t>(1, mostInMemory)) {}

bool HashSet128::isResting(const Hash128& value) const {
  const std::uint64_t bits = filterBits(value);
  // What was visited lately is the likeliest to be visited again.
  for (std::size_t k = resting_.size(); k-- > 0;) {
    const Resting& old = *resting_[k];
    if ((old.filter[filterWord(value, old.filter.size())] & bits) != bits) continue;
    if (old.contains(value)) return true;
  }
  return false;
}

void HashSet128::letPagesGo() {
  searches_ = 0;
  for (const auto& each : resting_) each->table.rest(each->slotCount * sizeof(Hash128));
}

bool HashSet128::contains(const Hash128& value) const {
  if (value == Hash128{}) return hasZero_;
  if (!slots_.empty() && slots_[slotOf(value, slots_.data(), slots_.size())] == value) return true;
  return isResting(value);
}

bool HashSet128::insert(const Hash128& value) {
  if (value == Hash128{}) {
    const bool isNew = !hasZero_;
    hasZero_ = true;
    size_ += isNew ? 1 : 0;
    return isNew;
  }
  if (used_ >= mostInMemory_ && !spillFolder_.empty()) putToRest();
  if (!fits(used_ + 1, slots_.size())) grow();
  const std::size_t slot = slotOf(value, slots_.data(), slots_.size());
  if (slots_[slot] == value) return false;
  if (!resting_.empty() && ++searches_ >= kMostSearches) letPagesGo();
  if (isResting(value)) return false;
  slots_[slot] = value;
  ++used_;
  ++size_;
  return true;
}

void HashSet128::grow() {
  std::vector<Hash128> old(std::max(kFirstCapacity, 2 * slots_.size()));
  old.swap(slots_);
  for (const Hash128& value : old) {
    if (value != Hash128{}) slots_[slotOf(value, slots_.data(), slots_.size())] = value;
  }
}

void HashSet128::putToRest() {
  auto old = std::make_shared<Resting>();
  old->slotCount = slots_.size();
  const std::size_t bytes = slots_.size() * sizeof(Hash128);
  old->table = SpillBlock(bytes, spillFolder_);
  std::memcpy(old->table.data(), slots_.data(), bytes);
  old->table.rest(bytes);
  old->filter.assign(std::max<std::size_t>(1, slots_.size() / kSlotsPerWord), 0);
  for (const Hash128& value : slots_) {
    if (value == Hash128{}) continue;
    old->filter[filterWord(value, old->filter.size())] |= filterBits(value);
  }
  resting_.push_back(std::move(old));
  std::fill(slots_.begin(), slots_.end(), Hash128{});
  used_ = 0;
}

std::size_t HashSet128::bytesInMemory() const {
  std::size_t bytes = slots_.capacity() * sizeof(Hash128);
  for (const auto& each : resting_) {
    bytes += each->filter.size() * sizeof(std::uint64_t);
    if (!each->table.isOnDisk()) bytes += each->slotCount * sizeof(Hash128);
  }
  return bytes;
}

}  // namespace adamscope
