#include "core/regions/face_border.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/check.h"

namespace adamscope {

void FaceBorder::begin(const LayerJob& job) {
  state_ = &job.context.state;
  values_ = &job.values;
  cuts_ = &job.cuts;
  words_ = static_cast<std::size_t>(job.values.words);
  anyPositive_.reset(words_);
  crossing_.reset(words_);
  chordOf_.reset(static_cast<std::size_t>(job.values.z.columns()));
}

bool FaceBorder::findCrossingNeurons(int face) {
  face_ = face;
  const auto f = static_cast<std::size_t>(face);
  const int* loop = state_->loopVertices.data();
  std::uint64_t any = 0;
  for (int w = 0; w < values_->words; ++w) {
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    for (int k = state_->loopStart[f]; k < state_->loopStart[f + 1]; ++k) {
      up |= values_->positiveAt(loop[k])[w];
      down |= values_->negativeAt(loop[k])[w];
    }
    anyPositive_[static_cast<std::size_t>(w)] = up;
    crossing_[static_cast<std::size_t>(w)] = up & down;
    any |= up & down;
  }
  return any != 0;
}

void FaceBorder::build() {
  points_.clear();
  chords_.clear();
  contactCount_ = 0;
  lastContact_ = -1;
  hasSharedEnds_ = false;
  for (std::size_t w = 0; w < words_; ++w) {
    for (std::uint64_t bits = crossing_[w]; bits != 0; bits &= bits - 1) {
      chordOf_[64 * w + static_cast<std::size_t>(std::countr_zero(bits))] = -1;
    }
  }
  const auto f = static_cast<std::size_t>(face_);
  const int end = state_->loopStart[f + 1];
  for (int k = state_->loopStart[f]; k < end; ++k) {
    const int vertex = state_->loopVertices[static_cast<std::size_t>(k)];
    const int edge = state_->loopEdges[static_cast<std::size_t>(k)];
    const int firstCut = cuts_->firstCut[edge];
    const int count = cuts_->cutCount(edge);
    const int firstPiece = edge + firstCut;
    // The border follows the edge or runs against it.
    const bool isForward =
        count == 0 || state_->edges[static_cast<std::size_t>(edge)].from == vertex;
    points_.push({vertex, firstPiece + (isForward ? 0 : count), values_->positiveAt(vertex)});
    addContactsAt(vertex);
    for (int i = 0; i < count; ++i) {
      const int back = count - 1 - i;
      isForward ? addCut(firstCut + i, firstPiece + i + 1)
                : addCut(firstCut + back, firstPiece + back);
    }
  }
  finishChords();
}

void FaceBorder::addContactsAt(int oldVertex) {
  const std::uint64_t* up = values_->positiveAt(oldVertex);
  const std::uint64_t* down = values_->negativeAt(oldVertex);
  for (std::size_t w = 0; w < words_; ++w) {
    for (std::uint64_t zero = crossing_[w] & ~(up[w] | down[w]); zero != 0; zero &= zero - 1) {
      addContact(static_cast<int>(64 * w) + std::countr_zero(zero));
    }
  }
}

void FaceBorder::addCut(int cut, int piece) {
  points_.push({state_->vertexCount() + cut, piece,
                cuts_->positive.data() + static_cast<std::size_t>(cut) * words_});
  for (int i = cuts_->neuronStart[cut]; i < cuts_->neuronStart[cut + 1]; ++i) {
    addContact(cuts_->neurons[i]);
  }
}

void FaceBorder::addContact(int neuron) {
  const int point = static_cast<int>(points_.size()) - 1;
  hasSharedEnds_ = hasSharedEnds_ || point == lastContact_;
  lastContact_ = point;
  ++contactCount_;
  int& chord = chordOf_[static_cast<std::size_t>(neuron)];
  if (chord < 0) {
    chord = static_cast<int>(chords_.size());
    chords_.push({.neuron = neuron, .p = point});
    return;
  }
  chords_[static_cast<std::size_t>(chord)].q = point;
}

void FaceBorder::finishChords() {
  const std::size_t words = words_;
  std::uint64_t* bits = chordBits_.reset(chords_.size() * words);
  bool areWhole = contactCount_ == 2 * static_cast<int>(chords_.size());
  for (std::size_t c = 0; c < chords_.size(); ++c) {
    Chord& chord = chords_[c];
    areWhole = areWhole && chord.q > chord.p + 1;
    const auto word = static_cast<std::size_t>(chord.neuron / 64);
    const std::uint64_t bit = 1ULL << (chord.neuron % 64);
    for (std::size_t w = 0; w < words; ++w) *bits++ = w == word ? bit : 0;
    const BorderPoint& right = points_[static_cast<std::size_t>(chord.p) + 1];
    chord.rightSign = (right.positive[word] & bit) != 0 ? 1.0 : -1.0;
  }
  ADAMSCOPE_CHECK(areWhole, "a line meets the border of a convex face in two points");
  if (hasSharedEnds_) mergeEqualChords();
}

void FaceBorder::mergeEqualChords() {
  const std::size_t words = words_;
  std::size_t kept = 0;
  for (std::size_t c = 0; c < chords_.size(); ++c) {
    Chord* end = chords_.begin() + kept;
    Chord* same = std::find_if(chords_.begin(), end, [&](const Chord& other) {
      return other.p == chords_[c].p && other.q == chords_[c].q;
    });
    const auto target = static_cast<std::size_t>(same - chords_.begin());
    const bool isNew = target == kept;
    if (isNew) {
      chords_[kept++] = chords_[c];
    } else if (chords_[c].neuron < same->neuron) {
      *same = chords_[c];
    }
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t bits = chordBits_[c * words + w];
      chordBits_[target * words + w] = isNew ? bits : chordBits_[target * words + w] | bits;
    }
  }
  chords_.truncate(kept);
}

FaceBorder::Estimate FaceBorder::sizeAt(int point, int neuron, double sign) const {
  const int id = points_[point].id;
  const int index = id - state_->vertexCount();
  if (index < 0) {
    const double z = sign * values_->row(id)[neuron];
    return {z > 0.0 ? z : 0.0, values_->error[static_cast<std::size_t>(id)]};
  }
  const CutVertex& cut = cuts_->cuts[index];
  const double endError = std::max(values_->error[static_cast<std::size_t>(cut.a)],
                                   values_->error[static_cast<std::size_t>(cut.b)]);
  const double a = values_->row(cut.a)[neuron];
  const double b = values_->row(cut.b)[neuron];
  const double z = sign * ((1.0 - cut.t) * a + cut.t * b);
  // Rounding: three operations on each product and one sum, so 4 u (|a| + |b|) is ample.
  const double rounding = 4.0 * kUnitRoundoff * (std::abs(a) + std::abs(b));
  return {z > 0.0 ? z : 0.0,
          endError * (1.0 + 2.0 * cut.tError) + cut.tError * std::abs(a - b) + rounding};
}

const SlicePoint& FaceBorder::placeOf(int point) const {
  const int id = points_[static_cast<std::size_t>(point)].id;
  const int cut = id - state_->vertexCount();
  return cut < 0 ? state_->points[static_cast<std::size_t>(id)] : cuts_->cuts[cut].point;
}

const VertexRef& FaceBorder::refOf(int point) const {
  const int id = points_[static_cast<std::size_t>(point)].id;
  const int cut = id - state_->vertexCount();
  return cut < 0 ? state_->refs[static_cast<std::size_t>(id)] : cuts_->cuts[cut].ref;
}

}  // namespace adamscope
