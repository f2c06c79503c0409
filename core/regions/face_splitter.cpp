#include "core/regions/face_splitter.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/check.h"

namespace adamscope {

void FaceSplitter::begin(const LayerJob& job, Executor* helpers) {
  state_ = &job.context.state;
  values_ = &job.values;
  cuts_ = &job.cuts;
  border_.begin(job);
  arrangement_.begin(job.context, helpers);
}

bool FaceSplitter::split(int face, std::size_t maxPieces, FaceChunk& chunk) {
  const int faces = chunk.faceCount();
  const std::size_t edges = chunk.edges.size();
  bool isComplete = true;
  if (!border_.findCrossingNeurons(face)) {
    keepWhole(face, chunk);
  } else {
    border_.build();
    if (border_.chords().size() == 1 && maxPieces > 1) {
      splitInTwo(chunk);
    } else {
      isComplete = splitByChords(maxPieces, chunk);
    }
  }
  chunk.pieces.push({chunk.faceCount() - faces, static_cast<int>(chunk.edges.size() - edges)});
  return isComplete;
}

/// Writes loops of half-edges down.
struct FaceSplitter::LoopTracer {
  HalfEdge* halfEdges;
  const int* ids;
  int* vertex;  ///< Where the next half-edge goes.
  int* edge;

  /// The loop from `first` on, which is not done yet; calls visit with each local vertex. Returns
  /// the loop's length.
  template <class Visit>
  int trace(int first, const Visit& visit) {
    const int* begin = vertex;
    int h = first;
    do {
      HalfEdge& halfEdge = halfEdges[h];
      *vertex++ = ids[halfEdge.vertex];
      *edge++ = halfEdge.edge;
      visit(halfEdge.vertex);
      h = std::exchange(halfEdge.next, -1);
    } while (halfEdges[h].next >= 0);
    return static_cast<int>(vertex - begin);
  }
};

void FaceSplitter::keepWhole(int face, FaceChunk& chunk) const {
  const auto f = static_cast<std::size_t>(face);
  const int begin = state_->loopStart[f];
  const auto count = static_cast<std::size_t>(state_->loopStart[f + 1] - begin);
  const int* edges = state_->loopEdges.data() + begin;
  int* loopEdges = chunk.loopEdges.extend(count);
  std::copy_n(state_->loopVertices.data() + begin, count, chunk.loopVertices.extend(count));
  for (std::size_t i = 0; i < count; ++i) loopEdges[i] = cuts_->firstPiece(edges[i]);
  chunk.loopLengths.push(static_cast<int>(count));
  const auto words = static_cast<std::size_t>(values_->words);
  std::copy_n(border_.anyPositive(), words, chunk.masks.extend(words));
}

void FaceSplitter::splitInTwo(FaceChunk& chunk) const {
  const GrowBuffer<BorderPoint>& points = border_.points();
  const Chord& chord = border_.chords()[0];
  const int count = static_cast<int>(points.size());
  const int edge = ~static_cast<int>(chunk.edges.size());
  chunk.edges.push({points[chord.p].id, points[chord.q].id, chord.neuron});
  int* vertices = chunk.loopVertices.extend(points.size() + 2);
  int* edges = chunk.loopEdges.extend(points.size() + 2);
  const auto addChord = [&](int from) {
    *vertices++ = points[from].id;
    *edges++ = edge;
  };
  const auto addBorder = [&](int begin, int end) {
    for (int i = begin; i < end; ++i) {
      *vertices++ = points[i].id;
      *edges++ = points[i].piece;
    }
  };
  addChord(chord.p);
  addBorder(chord.q, count);
  addBorder(0, chord.p);
  addChord(chord.q);
  addBorder(chord.p, chord.q);
  chunk.loopLengths.push(count - (chord.q - chord.p) + 1);
  chunk.loopLengths.push(chord.q - chord.p + 1);
  // The chord's neurons are on the right what they are between p and q, and the opposite on the
  // left.
  const auto words = static_cast<std::size_t>(values_->words);
  const std::uint64_t* right = points[chord.p + 1].positive;
  std::uint64_t* mask = chunk.masks.extend(2 * words);
  for (std::size_t w = 0; w < words; ++w) {
    const std::uint64_t crossing = border_.crossing()[w];
    const std::uint64_t fixed = border_.anyPositive()[w] & ~crossing;
    mask[w] = fixed | (~right[w] & crossing);
    mask[words + w] = fixed | (right[w] & crossing);
  }
}

bool FaceSplitter::splitByChords(std::size_t maxPieces, FaceChunk& chunk) {
  const bool isComplete = arrangement_.arrange(maxPieces);
  addVertices(chunk);
  addEdges(chunk);
  border_.hasSharedEnds() ? linkSharedBorder() : linkBorder();
  arrangement_.hasSharedPoints() ? linkSharedCrossings() : linkCrossings();
  const int faces = chunk.faceCount();
  emitFaces(chunk);
  const int expected = 1 + innerEnd_ / 2 - static_cast<int>(arrangement_.vertices().size());
  ADAMSCOPE_CHECK(chunk.faceCount() - faces == expected, "Euler's formula");
  return isComplete;
}

void FaceSplitter::addVertices(FaceChunk& chunk) {
  const GrowBuffer<BorderPoint>& points = border_.points();
  const GrowBuffer<int>& inner = arrangement_.vertices();
  const auto words = static_cast<std::size_t>(values_->words);
  int* id = ids_.reset(points.size() + inner.size());
  const std::uint64_t** positive = positive_.reset(ids_.size());
  for (const BorderPoint& point : points) {
    *id++ = point.id;
    *positive++ = point.positive;
  }
  const int first = static_cast<int>(chunk.vertices.size());
  CutVertex* vertices = chunk.vertices.extend(inner.size());
  std::uint64_t* signs = chunk.positive.extend(inner.size() * words);
  for (std::size_t i = 0; i < inner.size(); ++i, signs += words) {
    *id++ = ~(first + static_cast<int>(i));
    *positive++ = arrangement_.positiveAt(inner[i]);
    vertices[i] = arrangement_.place(static_cast<int>(i));
    for (std::size_t w = 0; w < words; ++w) signs[w] = positive[-1][w];
  }
}

void FaceSplitter::addEdges(FaceChunk& chunk) {
  const GrowBuffer<BorderPoint>& points = border_.points();
  const int borderCount = static_cast<int>(points.size());
  const int chunkEdges = static_cast<int>(chunk.edges.size());
  halfEdges_.clear();
  int* firstEdge = firstEdge_.reset(arrangement_.chordCount());
  for (std::size_t c = 0; c < arrangement_.chordCount(); ++c) {
    const int edge = static_cast<int>(chunk.edges.size());
    firstEdge[c] = edge - chunkEdges;
    if (!arrangement_.isKept(c)) continue;
    const auto count = static_cast<std::size_t>(arrangement_.rankCount(c)) + 1;
    const Chord& chord = border_.chords()[c];
    FaceChunk::Edge* edges = chunk.edges.extend(count);
    HalfEdge* halfEdges = halfEdges_.extend(2 * count);
    const ChordPoint* point = arrangement_.begin(c);
    int from = chord.p;
    for (std::size_t i = 0; i < count; ++i) {
      const int rank = static_cast<int>(i);
      const int to =
          i + 1 == count ? chord.q : borderCount + arrangement_.crossings()[point->crossing].vertex;
      while (point < arrangement_.end(c) && point->rank == rank) ++point;
      halfEdges[2 * i] = {from, ~(edge + rank), 0};
      halfEdges[2 * i + 1] = {to, ~(edge + rank), 0};
      edges[i] = {ids_[from], ids_[to], chord.neuron};
      from = to;
    }
  }
  innerEnd_ = static_cast<int>(halfEdges_.size());
  HalfEdge* halfEdges = halfEdges_.extend(points.size());
  for (int i = 0; i < borderCount; ++i) halfEdges[i] = {i, points[i].piece, borderEdge(i + 1)};
  halfEdges[borderCount - 1].next = borderEdge(0);
}

void FaceSplitter::linkBorder() {
  const int count = static_cast<int>(border_.points().size());
  const auto join = [&](int point, int leaving) {
    halfEdges_[borderEdge(point == 0 ? count - 1 : point - 1)].next = leaving;
    halfEdges_[leaving ^ 1].next = borderEdge(point);
  };
  for (std::size_t c = 0; c < arrangement_.chordCount(); ++c) {
    if (!arrangement_.isKept(c)) continue;
    const Chord& chord = border_.chords()[c];
    join(chord.p, forwardEdge(static_cast<int>(c), 0));
    join(chord.q, forwardEdge(static_cast<int>(c), arrangement_.rankCount(c)) + 1);
  }
}

void FaceSplitter::linkSharedBorder() {
  const int count = static_cast<int>(border_.points().size());
  std::vector<std::pair<int, int>> ends;  // position of the far end, half-edge
  for (int i = 0; i < count; ++i) {
    ends.clear();
    for (std::size_t c = 0; c < arrangement_.chordCount(); ++c) {
      const Chord& chord = border_.chords()[c];
      if (!arrangement_.isKept(c) || (chord.p != i && chord.q != i)) continue;
      const int segments = arrangement_.rankCount(c);
      const int index = static_cast<int>(c);
      if (chord.p == i) ends.emplace_back(chord.q, forwardEdge(index, 0));
      if (chord.q == i) ends.emplace_back(chord.p + count, forwardEdge(index, segments) + 1);
    }
    std::sort(ends.begin(), ends.end());
    leaving_.clear();
    for (const auto& [end, halfEdge] : ends) leaving_.push(halfEdge);
    linkAfter(borderEdge(i), leaving_);
    const int last = leaving_.isEmpty() ? borderEdge(i) : *(leaving_.end() - 1);
    halfEdges_[borderEdge(i == 0 ? count - 1 : i - 1)].next = last;
  }
}

void FaceSplitter::linkCrossings() {
  for (const int index : arrangement_.vertices()) {
    const ChordCrossing& crossing = arrangement_.crossings()[index];
    // Counter-clockwise: to p of the first, p of the second, q of the first, q of the second.
    const int n = forwardEdge(crossing.first, crossing.rankOnFirst);
    const int m = forwardEdge(crossing.second, crossing.rankOnSecond);
    halfEdges_[n].next = m + 2;
    halfEdges_[m].next = n + 1;
    halfEdges_[n + 3].next = m + 1;
    halfEdges_[m + 3].next = n + 2;
  }
}

void FaceSplitter::linkSharedCrossings() {
  const int count = static_cast<int>(arrangement_.vertices().size());
  for (int vertex = 0; vertex < count; ++vertex) {
    leaving_.clear();
    const std::vector<int> chords = arrangement_.chordsThrough(vertex);
    for (const int step : {1, 2}) {
      for (const int c : chords) {
        leaving_.push(forwardEdge(c, arrangement_.rankOf(c, vertex)) + step);
      }
    }
    linkAfter(*(leaving_.end() - 1), leaving_);
  }
}

void FaceSplitter::linkAfter(int before, const GrowBuffer<int>& leaving) {
  for (const int halfEdge : leaving)
    halfEdges_[halfEdge ^ 1].next = std::exchange(before, halfEdge);
}

// Neurons that do not cross the parent have one sign on all of it; where one that does is positive
// on a face, it is positive at one of its corners.
void FaceSplitter::emitFaces(FaceChunk& chunk) {
  const auto words = static_cast<std::size_t>(values_->words);
  std::uint64_t* fixed = fixed_.reset(words);
  for (std::size_t w = 0; w < words; ++w) {
    fixed[w] = border_.anyPositive()[w] & ~border_.crossing()[w];
  }
  const int count = static_cast<int>(halfEdges_.size());
  const std::uint64_t* const* positive = positive_.data();
  LoopTracer tracer{halfEdges_.data(), ids_.data(), chunk.loopVertices.extend(halfEdges_.size()),
                    chunk.loopEdges.extend(halfEdges_.size())};
  for (int first = 0; first < count; ++first) {
    if (tracer.halfEdges[first].next < 0) continue;
    std::uint64_t* mask = chunk.masks.extend(words);
    int length = 0;
    if (words == 1) {
      std::uint64_t bits = fixed[0];
      length = tracer.trace(first, [&](int vertex) { bits |= *positive[vertex]; });
      mask[0] = bits;
    } else {
      for (std::size_t w = 0; w < words; ++w) mask[w] = fixed[w];
      length = tracer.trace(first, [&](int vertex) {
        for (std::size_t w = 0; w < words; ++w) mask[w] |= positive[vertex][w];
      });
    }
    chunk.loopLengths.push(length);
  }
}

}  // namespace adamscope
