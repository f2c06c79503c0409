#include "app/model/sorted_runs.h"

#include <algorithm>
#include <utility>

namespace adamscope {

namespace {

/// Runs are not merged beyond this length or this share of the list: giving back the memory of two
/// that were merged takes a moment (2 ms for a million entries), and tens of runs cost readers
/// nothing that shows.
constexpr std::size_t kLongRun = std::size_t{1} << 18;
constexpr std::size_t kShareOfList = 16;

}  // namespace

void SortedRuns::append(std::span<const SortedEntry> entries) {
  if (entries.empty()) return;
  Run run{std::make_unique_for_overwrite<SortedEntry[]>(entries.size()), entries.size()};
  std::copy(entries.begin(), entries.end(), run.entries.get());
  std::sort(run.entries.get(), run.entries.get() + run.size);
  runs_.push_back(std::move(run));
  size_ += entries.size();
  if (!merge_) startMerge();
}

// Two neighbours of which the left one is less than twice as long as the right one are merged, the
// shortest pair first. Once none is left, lengths at least halve from run to run: their number is
// logarithmic, and so is the number of times that an entry moves.
void SortedRuns::startMerge() {
  std::optional<std::size_t> best;
  std::size_t bestSize = std::max(kLongRun, size_ / kShareOfList) + 1;
  for (std::size_t i = 0; i + 1 < runs_.size(); ++i) {
    const std::size_t total = runs_[i].size + runs_[i + 1].size;
    if (runs_[i].size >= 2 * runs_[i + 1].size || total >= bestSize) continue;
    best = i;
    bestSize = total;
  }
  if (!best) return;
  merge_ = Merge{.index = *best,
                 .merged = {std::make_unique_for_overwrite<SortedEntry[]>(bestSize), bestSize}};
}

std::size_t SortedRuns::merge(std::size_t budget) {
  std::size_t moved = 0;
  while (merge_ && moved < budget) {
    Merge& now = *merge_;
    const Run& left = runs_[now.index];
    const Run& right = runs_[now.index + 1];
    const std::size_t done = now.fromLeft + now.fromRight;
    const std::size_t stop = std::min(now.merged.size, done + (budget - moved));
    SortedEntry* out = now.merged.entries.get() + done;
    SortedEntry* const end = now.merged.entries.get() + stop;
    const SortedEntry* a = left.begin() + now.fromLeft;
    const SortedEntry* b = right.begin() + now.fromRight;
    while (out != end && a != left.end() && b != right.end()) *out++ = *b < *a ? *b++ : *a++;
    while (out != end && a != left.end()) *out++ = *a++;
    while (out != end && b != right.end()) *out++ = *b++;
    now.fromLeft = static_cast<std::size_t>(a - left.begin());
    now.fromRight = static_cast<std::size_t>(b - right.begin());
    moved += stop - done;
    if (stop == now.merged.size) finishMerge();
  }
  return moved;
}

void SortedRuns::finishMerge() {
  const auto left = runs_.begin() + static_cast<std::ptrdiff_t>(merge_->index);
  *left = std::move(merge_->merged);
  runs_.erase(left + 1);
  merge_.reset();
  startMerge();
}

// For each run, how many of its entries are among the `place` smallest of all. Each round takes the
// middle of the widest undecided range as a pivot and counts what lies before it.
std::vector<std::size_t> SortedRuns::splitAt(std::size_t place) const {
  std::vector<std::size_t> low(runs_.size(), 0);
  std::vector<std::size_t> high(runs_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) high[i] = std::min(runs_[i].size, place);
  std::vector<std::size_t> before(runs_.size());
  while (true) {
    std::size_t widest = 0;
    for (std::size_t i = 1; i < runs_.size(); ++i) {
      if (high[i] - low[i] > high[widest] - low[widest]) widest = i;
    }
    if (runs_.empty() || high[widest] == low[widest]) return low;
    const std::size_t middle = low[widest] + (high[widest] - low[widest]) / 2;
    const SortedEntry pivot = runs_[widest].entries[middle];
    std::size_t total = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const SortedEntry* entries = runs_[i].begin();
      const SortedEntry* found = std::lower_bound(entries + low[i], entries + high[i], pivot);
      before[i] = static_cast<std::size_t>(found - entries);
      total += before[i];
    }
    if (total < place) {
      low = before;
      low[widest] = middle + 1;  // the pivot itself is among them
    } else {
      high = before;
    }
  }
}

std::vector<std::uint32_t> SortedRuns::rows(std::size_t first, std::size_t count) const {
  first = std::min(first, size_);
  count = std::min(count, size_ - first);
  std::vector<std::uint32_t> result;
  result.reserve(count);
  std::vector<std::size_t> next = splitAt(first);
  while (result.size() < count) {
    std::optional<std::size_t> least;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (next[i] == runs_[i].size) continue;
      if (!least || runs_[i].entries[next[i]] < runs_[*least].entries[next[*least]]) least = i;
    }
    result.push_back(runs_[*least].entries[next[*least]++].row);
  }
  return result;
}

std::size_t SortedRuns::placeOf(const SortedEntry& entry) const {
  std::size_t place = 0;
  for (const Run& run : runs_) {
    place +=
        static_cast<std::size_t>(std::lower_bound(run.begin(), run.end(), entry) - run.begin());
  }
  return place;
}

}  // namespace adamscope
