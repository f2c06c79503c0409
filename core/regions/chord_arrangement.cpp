#include "core/regions/chord_arrangement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/check.h"

namespace adamscope {
namespace {

// Up to this many points, insertion is faster than counting.
constexpr std::ptrdiff_t kFewPoints = 8;
// Up to this many, counting is faster than std::sort.
constexpr std::ptrdiff_t kSomePoints = 160;
static_assert(kSomePoints % kLineNumbers == 0);
// With fewer crossings a face is not worth the help of other threads.
constexpr std::size_t kManyCrossings = 128;
// Work for helpers is cut into pieces of this size.
constexpr std::size_t kCrossingsPerTask = 64;
constexpr std::size_t kChordsPerTask = 4;

constexpr auto isBefore = [](const ChordPoint& a, const ChordPoint& b) {
  return a.position.t < b.position.t;
};

void insertionSort(ChordPoint* begin, ChordPoint* end) {
  for (ChordPoint* i = begin + 1; i < end; ++i) {
    if (!isBefore(*i, i[-1])) continue;
    const ChordPoint moved = *i;
    ChordPoint* hole = i;
    do {
      *hole = hole[-1];
      --hole;
    } while (hole > begin && isBefore(moved, hole[-1]));
    *hole = moved;
  }
}

/// Each point goes where as many are before it: quadratic, but without branches.
void countingSort(ChordPoint* begin, std::int64_t count) {
  double keys[kSomePoints];
  ChordPoint copies[kSomePoints];
  std::int64_t places[kSomePoints];
  const std::int64_t padded = wholeLines(static_cast<int>(count));
  for (std::int64_t i = 0; i < count; ++i) keys[i] = begin[i].position.t;
  for (std::int64_t i = count; i < padded; ++i) keys[i] = std::numeric_limits<double>::infinity();
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t place = 0;
    for (std::int64_t j = 0; j < padded; ++j) place += keys[j] < keys[i] ? 1 : 0;
    places[i] = place;
    sum += place;
  }
  // Equal keys would have one place.
  if (sum != count * (count - 1) / 2) return insertionSort(begin, begin + count);
  std::copy_n(begin, count, copies);
  for (std::int64_t i = 0; i < count; ++i) begin[places[i]] = copies[i];
}

/// The error bounds prove that a comes before b.
bool isSurelyBefore(const ChordPoint& a, const ChordPoint& b) {
  return b.position.t - a.position.t > a.position.error + b.position.error;
}

}  // namespace

void ChordArrangement::begin(const LayerContext& context, Executor* helpers) {
  context_ = &context;
  helpers_ = helpers;
  scratch_.exact.begin(context);
  worstPosition_ = context.worstPositionError(border_.values().layer);
  words_ = static_cast<std::size_t>(border_.values().words);
}

bool ChordArrangement::arrange(std::size_t maxPieces) {
  isKept_.clear();
  vertices_.clear();
  findCrossings();
  locateCrossings();
  sortChords();
  const bool isRoomy = 1 + chordCount() + crossings_.size() <= maxPieces;
  const bool isComplete = isRoomy || keepFirstNeurons(maxPieces);
  if (!isComplete) dropChords();
  addVertices();
  return isComplete;
}

void ChordArrangement::findCrossings() {
  const GrowBuffer<Chord>& chords = border_.chords();
  const std::size_t count = chords.size();
  crossings_.clear();
  std::fill_n(starts_.reset(count), count, 0);
  for (std::size_t n = 0; n < count; ++n) {
    const int p = chords[n].p;
    const int q = chords[n].q;
    for (std::size_t m = n + 1; m < count && chords[m].p < q; ++m) {
      if (chords[m].q <= q || chords[m].p == p) continue;
      crossings_.push({.first = static_cast<int>(n), .second = static_cast<int>(m)});
      ++starts_[n];
      ++starts_[m];
    }
  }
  int sum = 0;
  for (int& start : starts_) start = std::exchange(sum, sum + start);
  std::copy_n(starts_.begin(), count, ends_.reset(count));
  for (ChordCrossing& crossing : crossings_) {
    crossing.pointOnFirst = ends_[crossing.first]++;
    crossing.pointOnSecond = ends_[crossing.second]++;
  }
}

template <class Work>
void ChordArrangement::spread(std::size_t count, std::size_t countPerTask, const Work& work) {
  if (helpers_ == nullptr || crossings_.size() < kManyCrossings) {
    work(std::size_t{0}, count, scratch_);
    return;
  }
  const std::size_t tasks = (count + countPerTask - 1) / countPerTask;
  helpers_->forEach(static_cast<int>(tasks), [&](int task) {
    Scratch own{LazyExact(*context_), {}};
    const std::size_t begin = static_cast<std::size_t>(task) * countPerTask;
    work(begin, std::min(count, begin + countPerTask), own);
  });
}

void ChordArrangement::locateCrossings() {
  const GrowBuffer<Chord>& chords = border_.chords();
  double* lengths = lengths_.reset(chords.size());
  for (const Chord& chord : chords) *lengths++ = border_.lengthOf(chord);
  points_.reset(2 * crossings_.size());
  spread(crossings_.size(), kCrossingsPerTask,
         [&](std::size_t begin, std::size_t end, Scratch& scratch) {
           for (std::size_t i = begin; i < end; ++i) {
             ChordCrossing& crossing = crossings_[i];
             const int index = static_cast<int>(i);
             points_[crossing.pointOnFirst] = {.crossing = index, .other = crossing.second};
             points_[crossing.pointOnSecond] = {.crossing = index, .other = crossing.first};
             locate(crossing, scratch.exact);
           }
         });
}

void ChordArrangement::locate(ChordCrossing& crossing, LazyExact& exact) {
  const Chord& n = border_.chords()[crossing.first];
  const Chord& m = border_.chords()[crossing.second];
  Fraction& onFirst = points_[crossing.pointOnFirst].position;
  Fraction& onSecond = points_[crossing.pointOnSecond].position;
  // The ends come in the order p_n, p_m, q_n, q_m: n begins to the left of m, m to the right of n.
  onFirst = crossingOn(n, m.neuron, -m.rightSign, exact);
  onSecond = crossingOn(m, n.neuron, n.rightSign, exact);
  const double firstError = onFirst.error * lengths_[crossing.first];
  const double secondError = onSecond.error * lengths_[crossing.second];
  crossing.isOnFirst = firstError <= secondError;
  if (!(std::min(firstError, secondError) <= worstPosition_)) {
    onFirst =
        Fraction::exactly(border_.lineOf(m), border_.refOf(n.p), border_.refOf(n.q), exact.get());
    crossing.isOnFirst = true;
  }
  crossing.position = crossing.isOnFirst ? onFirst : onSecond;
}

Fraction ChordArrangement::crossingOn(const Chord& chord, int neuron, double signAtP,
                                      LazyExact& exact) const {
  FaceBorder::Estimate a = border_.sizeAt(chord.p, neuron, signAtP);
  FaceBorder::Estimate b = border_.sizeAt(chord.q, neuron, -signAtP);
  // The bounds are pessimistic: a value within its own bound is worth computing again.
  const auto settle = [&](FaceBorder::Estimate& estimate, int point) {
    if (estimate.size > estimate.error) return;
    const int layer = border_.values().layer;
    estimate.size = std::abs(exact.get().valueAt(layer, neuron, border_.refOf(point)).value);
  };
  settle(a, chord.p);
  settle(b, chord.q);
  return Fraction::between(a.size, b.size, std::max(a.error, b.error));
}

void ChordArrangement::sortChords() {
  positive_.reset(crossings_.size() * words_);
  spread(chordCount(), kChordsPerTask, [&](std::size_t begin, std::size_t end, Scratch& scratch) {
    for (std::size_t c = begin; c < end; ++c) {
      sortPoints(c, scratch.exact);
      findSigns(c, scratch.signs);
    }
  });
  hasSharedPoints_ = false;
  for (std::size_t c = 0; c < chordCount(); ++c) {
    hasSharedPoints_ = hasSharedPoints_ || rankCount(c) < ends_[c] - starts_[c];
  }
}

void ChordArrangement::sortPoints(std::size_t chord, LazyExact& exact) {
  ChordPoint* begin = points_.data() + starts_[chord];
  ChordPoint* end = points_.data() + ends_[chord];
  if (end - begin > kSomePoints) {
    std::sort(begin, end, isBefore);
  } else if (end - begin > kFewPoints) {
    countingSort(begin, end - begin);
  } else if (end - begin > 1) {
    insertionSort(begin, end);
  }
  const auto isOpen = [](const ChordPoint& a, const ChordPoint& b) {
    return !isSurelyBefore(a, b);
  };
  if (std::adjacent_find(begin, end, isOpen) != end) {
    const Chord& line = border_.chords()[chord];
    std::sort(begin, end, [&](const ChordPoint& a, const ChordPoint& b) {
      const int by = order(line, a, b, exact);
      return by != 0 ? by < 0 : a.other < b.other;
    });
  }
  setRanks(chord, exact);
}

int ChordArrangement::order(const Chord& chord, const ChordPoint& j, const ChordPoint& k,
                            LazyExact& exact) const {
  if (isSurelyBefore(j, k)) return -1;
  if (isSurelyBefore(k, j)) return 1;
  if (j.crossing == k.crossing) return 0;
  // Through one exact sign: is k's value at j's crossing still that at the chord's beginning?
  const Chord& first = border_.chords()[j.other];
  const int second = border_.chords()[k.other].neuron;
  const int atJ = exact.get().signAt(border_.values().layer, second,
                                     {border_.lineOf(chord), border_.lineOf(first)});
  if (atJ == 0) return 0;
  const std::uint64_t* atStart = border_.points()[chord.p].positive;
  const bool startsPositive = ((atStart[second / 64] >> (second % 64)) & 1U) != 0;
  return (atJ > 0) == startsPositive ? -1 : 1;  // k vanishes later: j comes first
}

void ChordArrangement::setRanks(std::size_t chord, LazyExact& exact) {
  int rank = -1;
  for (int i = starts_[chord]; i < ends_[chord]; ++i) {
    ChordPoint& point = points_[i];
    const bool isNew = i == starts_[chord] || isSurelyBefore((&point)[-1], point) ||
                       order(border_.chords()[chord], (&point)[-1], point, exact) != 0;
    if (isNew) ++rank;
    point.rank = rank;
    ChordCrossing& crossing = crossings_[point.crossing];
    const bool isFirst = crossing.first == static_cast<int>(chord);
    (isFirst ? crossing.rankOnFirst : crossing.rankOnSecond) = rank;
  }
}

void ChordArrangement::startSigns(const Chord& chord, std::size_t index,
                                  GrowBuffer<std::uint64_t>& signs) const {
  const std::uint64_t* atP = border_.points()[chord.p].positive;
  const std::uint64_t* atQ = border_.points()[chord.q].positive;
  signs.reset(words_);
  for (std::size_t w = 0; w < words_; ++w) signs[w] = atP[w];
  if (border_.hasSharedEnds()) {
    // Neurons that vanish at p are on the chord what they are at q.
    for (std::size_t m = 0; m < chordCount(); ++m) {
      const Chord& other = border_.chords()[m];
      if (other.p != chord.p && other.q != chord.p) continue;
      for (std::size_t w = 0; w < words_; ++w) signs[w] |= border_.neuronsOf(m)[w] & atQ[w];
    }
  }
  for (std::size_t w = 0; w < words_; ++w) {
    const std::uint64_t crossing = border_.crossing()[w];
    signs[w] = (signs[w] & crossing & ~border_.neuronsOf(index)[w]) |
               (border_.anyPositive()[w] & ~crossing);
  }
}

void ChordArrangement::findSigns(std::size_t chord, GrowBuffer<std::uint64_t>& signs) {
  const ChordPoint* last = end(chord);
  if (begin(chord) == last) return;
  startSigns(border_.chords()[chord], chord, signs);
  const auto through = [&](const ChordPoint* point) {
    return border_.neuronsOf(static_cast<std::size_t>(point->other));
  };
  for (const ChordPoint* i = begin(chord); i < last;) {
    const ChordPoint* group = i;
    for (; i < last && i->rank == group->rank; ++i) {
      for (std::size_t w = 0; w < words_; ++w) signs[w] ^= through(i)[w];
    }
    for (const ChordPoint* here = group; here < i; ++here) {
      if (crossings_[here->crossing].first != static_cast<int>(chord)) continue;
      std::uint64_t* target = positive_.data() + static_cast<std::size_t>(here->crossing) * words_;
      for (std::size_t w = 0; w < words_; ++w) target[w] = signs[w] & ~through(group)[w];
      for (const ChordPoint* other = group + 1; other < i; ++other) {
        for (std::size_t w = 0; w < words_; ++w) target[w] &= ~through(other)[w];
      }
    }
  }
}

bool ChordArrangement::keepFirstNeurons(std::size_t maxPieces) {
  std::vector<std::size_t> byNeuron(chordCount());
  for (std::size_t c = 0; c < byNeuron.size(); ++c) byNeuron[c] = c;
  const GrowBuffer<Chord>& chords = border_.chords();
  std::sort(byNeuron.begin(), byNeuron.end(),
            [&](std::size_t a, std::size_t b) { return chords[a].neuron < chords[b].neuron; });
  isKept_.assign(chordCount(), false);
  std::size_t pieces = 1;
  for (const std::size_t c : byNeuron) {
    // A chord cuts one piece more than there are points where it crosses those before it.
    int rank = -1;
    ++pieces;
    for (const ChordPoint* i = begin(c); i < end(c); ++i) {
      if (!isKept_[static_cast<std::size_t>(i->other)] || i->rank == rank) continue;
      rank = i->rank;
      ++pieces;
    }
    if (pieces > maxPieces) return false;
    isKept_[c] = true;
  }
  isKept_.clear();
  return true;
}

void ChordArrangement::dropChords() {
  for (std::size_t c = 0; c < chordCount(); ++c) {
    ChordPoint* first = points_.data() + starts_[c];
    ChordPoint* last = points_.data() + ends_[c];
    ChordPoint* kept = std::remove_if(first, last, [&](const ChordPoint& point) {
      return !isKept_[c] || !isKept_[static_cast<std::size_t>(point.other)];
    });
    ends_[c] = starts_[c] + static_cast<int>(kept - first);
    int rank = -1;
    int oldRank = -1;
    for (ChordPoint* i = first; i < kept; ++i) {
      if (i->rank != oldRank) ++rank;
      oldRank = std::exchange(i->rank, rank);
      ChordCrossing& crossing = crossings_[i->crossing];
      (crossing.first == static_cast<int>(c) ? crossing.rankOnFirst : crossing.rankOnSecond) = rank;
    }
  }
}

void ChordArrangement::addVertices() {
  for (std::size_t c = 0; c < chordCount(); ++c) {
    const ChordPoint* last = end(c);
    for (const ChordPoint* i = begin(c); i < last;) {
      const ChordPoint* group = i;
      while (i < last && i->rank == group->rank) ++i;
      ChordCrossing& crossing = crossings_[group->crossing];
      if (crossing.vertex >= 0) continue;
      const int vertex = static_cast<int>(vertices_.size());
      vertices_.push(group->crossing);
      crossing.vertex = vertex;
      if (i - group > 1) shareVertex(c, group, i, vertex);
    }
  }
}

void ChordArrangement::shareVertex(std::size_t chord, const ChordPoint* from, const ChordPoint* to,
                                   int vertex) {
  for (const ChordPoint* i = from; i < to; ++i) {
    crossings_[i->crossing].vertex = vertex;
    const auto other = static_cast<std::size_t>(i->other);
    const ChordPoint* here = std::find_if(begin(other), end(other), [&](const ChordPoint& point) {
      return point.other == static_cast<int>(chord);
    });
    const auto share = [&](const ChordPoint& point) {
      if (point.rank != here->rank) return;
      crossings_[point.crossing].vertex = vertex;
    };
    std::for_each(begin(other), end(other), share);
  }
}

std::vector<int> ChordArrangement::chordsThrough(int vertex) const {
  const auto v = static_cast<std::size_t>(vertex);
  const auto first = static_cast<std::size_t>(crossings_[vertices_[v]].first);
  std::vector<int> chords{static_cast<int>(first)};
  for (const ChordPoint* i = begin(first); i < end(first); ++i) {
    const ChordCrossing& crossing = crossings_[i->crossing];
    if (crossing.vertex == vertex) chords.push_back(i->other);
  }
  std::sort(chords.begin(), chords.end());
  return chords;
}

int ChordArrangement::rankOf(int chord, int vertex) const {
  const auto c = static_cast<std::size_t>(chord);
  const ChordPoint* found = std::find_if(begin(c), end(c), [&](const ChordPoint& point) {
    return crossings_[point.crossing].vertex == vertex;
  });
  return found->rank;
}

CutVertex ChordArrangement::place(int vertex) const {
  const int index = vertices_[static_cast<std::size_t>(vertex)];
  const ChordCrossing& crossing = crossings_[index];
  const Chord* along = &border_.chords()[crossing.first];
  const Chord* through = &border_.chords()[crossing.second];
  if (!crossing.isOnFirst) std::swap(along, through);
  return {border_.points()[along->p].id,
          border_.points()[along->q].id,
          crossing.position.t,
          crossing.position.error,
          pointBetween(border_.placeOf(along->p), border_.placeOf(along->q), crossing.position.t),
          {border_.lineOf(*along), border_.lineOf(*through)}};
}

}  // namespace adamscope
