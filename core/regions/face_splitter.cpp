#include "core/regions/face_splitter.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/check.h"
#include "core/regions/row_kernels.h"

namespace adamscope {

FaceSplitter::FaceSplitter(const LayerContext& context, const LayerValues& values,
                           const EdgeCuts& cuts)
    : context_(context), values_(values), cuts_(cuts), domainSize_(context.domainSize()) {}

ExactSlice& FaceSplitter::exact() {
  if (!exact_) {
    exact_ = std::make_unique<ExactSlice>(context_.network, context_.slice, context_.domain,
                                          context_.state.masks);
  }
  return *exact_;
}

bool FaceSplitter::split(int face, std::size_t maxPieces, FaceChunk& chunk) {
  parent_ = face;
  if (!findCrossingNeurons(face)) {
    keepWhole(face, chunk);
    return true;
  }
  buildBorder(face);
  bool complete = true;
  for (int i = 0; i < static_cast<int>(neurons_.size()); ++i) {
    if (!hasRoomFor(i, maxPieces)) {
      complete = false;
      break;
    }
    const Contacts& contacts = contacts_[static_cast<std::size_t>(i)];
    ADAMSCOPE_CHECK(contacts.count == 2, "a line meets the border of a convex face in two points");
    const bool plain = zerosAt_[static_cast<std::size_t>(contacts.first)] == 1 &&
                       zerosAt_[static_cast<std::size_t>(contacts.second)] == 1;
    if (!plain || !walk(i, chunk)) scan(i, chunk);
  }
  emit(chunk);
  return complete;
}

bool FaceSplitter::hasRoomFor(int neuron, std::size_t maxPieces) const {
  // Two chords meet at most once, so a chord cuts at most one piece more than there are chords.
  const std::size_t pieces = faceHalfEdge_.size();
  if (pieces + static_cast<std::size_t>(neuron) + 1 <= maxPieces) return true;
  std::size_t cutPieces = 0;
  for (const int first : faceHalfEdge_) {
    bool up = false;
    bool down = false;
    int h = first;
    do {
      const HalfEdge& halfEdge = halfEdges_[static_cast<std::size_t>(h)];
      up = up || sign(halfEdge.origin, neuron) > 0;
      down = down || sign(halfEdge.origin, neuron) < 0;
      h = halfEdge.next;
    } while (h != first);
    if (up && down) ++cutPieces;
  }
  return pieces + cutPieces <= maxPieces;
}

bool FaceSplitter::findCrossingNeurons(int face) {
  const SplittingState& state = context_.state;
  const auto f = static_cast<std::size_t>(face);
  const auto words = static_cast<std::size_t>(values_.words);
  anyUp_.assign(words, 0);
  crossing_.assign(words, 0);
  for (int k = state.loopStart[f]; k < state.loopStart[f + 1]; ++k) {
    const int v = state.loopVertices[static_cast<std::size_t>(k)];
    const auto up = values_.positiveAt(v);
    const auto down = values_.negativeAt(v);
    for (std::size_t w = 0; w < words; ++w) {
      anyUp_[w] |= up[w];
      crossing_[w] |= down[w];
    }
  }
  neurons_.clear();
  for (std::size_t w = 0; w < words; ++w) {
    crossing_[w] &= anyUp_[w];
    for (std::uint64_t bits = crossing_[w]; bits != 0; bits &= bits - 1) {
      neurons_.push_back(static_cast<int>(w) * 64 + std::countr_zero(bits));
    }
  }
  return !neurons_.empty();
}

void FaceSplitter::keepWhole(int face, FaceChunk& chunk) const {
  const SplittingState& state = context_.state;
  const auto f = static_cast<std::size_t>(face);
  const int begin = state.loopStart[f];
  const int end = state.loopStart[f + 1];
  for (int k = begin; k < end; ++k) {
    const auto entry = static_cast<std::size_t>(k);
    chunk.loopVertices.push_back(state.loopVertices[entry]);
    chunk.loopEdges.push_back(cuts_.firstPiece(state.loopEdges[entry]));
  }
  chunk.loopLengths.push_back(end - begin);
  appendMask(anyUp_, chunk);
}

void FaceSplitter::appendMask(const std::vector<std::uint64_t>& up, FaceChunk& chunk) const {
  const LevelMasks& masks = context_.state.masks;
  const auto words = static_cast<std::size_t>(masks.words);
  const auto layer = static_cast<std::size_t>(values_.layer);
  const std::uint64_t* below =
      masks.levels[layer - 1].data() + static_cast<std::size_t>(parent_) * words;
  const std::size_t base = chunk.masks.size();
  chunk.masks.insert(chunk.masks.end(), below, below + words);
  const std::size_t first = base + static_cast<std::size_t>(masks.bitOffset[layer]) / 64;
  for (std::size_t w = 0; w < up.size(); ++w) chunk.masks[first + w] = up[w];
}

void FaceSplitter::buildBorder(int face) {
  const SplittingState& state = context_.state;
  ids_.clear();
  points_.clear();
  refs_.clear();
  rows_.clear();
  errors_.clear();
  upBits_.clear();
  zerosAt_.clear();
  borderEdges_.clear();
  contacts_.assign(neurons_.size(), {});
  scratch_.resize(static_cast<Eigen::Index>(neurons_.size()));
  const auto f = static_cast<std::size_t>(face);
  for (int k = state.loopStart[f]; k < state.loopStart[f + 1]; ++k) {
    const auto entry = static_cast<std::size_t>(k);
    const int v = state.loopVertices[entry];
    const int e = state.loopEdges[entry];
    const int pieces = cuts_.cutCount(e);
    const bool forward = state.edges[static_cast<std::size_t>(e)].from == v;
    addBorderVertex(v);
    for (int i = 0; i <= pieces; ++i) {
      const int along = forward ? i : pieces - i;
      borderEdges_.push_back(cuts_.firstPiece(e) + along);
      if (i == pieces) break;
      addBorderCut(cuts_.firstCut[static_cast<std::size_t>(e)] + (forward ? i : pieces - 1 - i));
    }
  }
  linkBorder();
}

void FaceSplitter::addBorderVertex(int id) {
  const auto v = static_cast<std::size_t>(id);
  ids_.push_back(id);
  points_.push_back(context_.state.points[v]);
  refs_.push_back(context_.state.refs[v]);
  errors_.push_back(values_.error[v]);
  for (const int neuron : neurons_) rows_.push_back(values_.z(id, neuron));
  finishBorderVertex();
}

void FaceSplitter::addBorderCut(int cutId) {
  const CutVertex& cut = cuts_.cuts[static_cast<std::size_t>(cutId)];
  ids_.push_back(context_.state.vertexCount() + cutId);
  points_.push_back(cut.point);
  refs_.push_back(cut.ref);
  const double endError = std::max(values_.error[static_cast<std::size_t>(cut.a)],
                                   values_.error[static_cast<std::size_t>(cut.b)]);
  double worst = 0.0;
  for (const int neuron : neurons_) {
    const SegmentValues z{values_.z(cut.a, neuron), values_.z(cut.b, neuron)};
    const double error = interpolationError(z, endError, cut.tError);
    double value = (1.0 - cut.t) * z.a + cut.t * z.b;
    if (!(std::abs(value) > error)) {  // also for a NaN, from values beyond the range of double
      const bool vanishes = neuron == cut.ref.second.neuron || (z.a == 0.0 && z.b == 0.0);
      value = vanishes ? 0.0 : exact().valueAt(values_.layer, neuron, cut.ref).value;
    }
    worst = std::max(worst, error);
    rows_.push_back(value);
  }
  errors_.push_back(worst);
  finishBorderVertex();
}

void FaceSplitter::finishBorderVertex() {
  const int vertex = static_cast<int>(ids_.size()) - 1;
  addRowBits(vertex);
  int zeros = 0;
  const double* row = &rows_[static_cast<std::size_t>(vertex) * neurons_.size()];
  for (std::size_t i = 0; i < neurons_.size(); ++i) {
    if (row[i] != 0.0) continue;
    ++zeros;
    Contacts& contacts = contacts_[i];
    (contacts.count == 0 ? contacts.first : contacts.second) = vertex;
    ++contacts.count;
  }
  zerosAt_.push_back(zeros);
}

void FaceSplitter::addRowBits(int vertex) {
  const double* row = &rows_[static_cast<std::size_t>(vertex) * neurons_.size()];
  for (const std::uint64_t word : crossing_) {
    const int count = std::popcount(word);
    upBits_.push_back(depositBits(positiveBits(row, count), word));
    row += count;
  }
}

void FaceSplitter::linkBorder() {
  const int count = static_cast<int>(ids_.size());
  halfEdges_.clear();
  for (int h = 0; h < count; ++h) {
    halfEdges_.push_back({.origin = h,
                          .next = h + 1 == count ? 0 : h + 1,
                          .previous = h == 0 ? count - 1 : h - 1,
                          .twin = -1,
                          .face = 0,
                          .edge = borderEdges_[static_cast<std::size_t>(h)]});
  }
  faceHalfEdge_.assign(1, 0);
}

int FaceSplitter::sign(int vertex, int neuron) const {
  const double z =
      rows_[static_cast<std::size_t>(vertex) * neurons_.size() + static_cast<std::size_t>(neuron)];
  return (z > 0.0) - (z < 0.0);
}

int FaceSplitter::localNeuron(int neuron) const {
  const auto at = std::lower_bound(neurons_.begin(), neurons_.end(), neuron);
  return static_cast<int>(at - neurons_.begin());
}

LineRef FaceSplitter::lineOf(int neuron) const {
  return {values_.layer, neurons_[static_cast<std::size_t>(neuron)], parent_};
}

bool FaceSplitter::walk(int neuron, FaceChunk& chunk) {
  const Contacts contacts = contacts_[static_cast<std::size_t>(neuron)];
  int entry = contacts.first;  // border half-edge h starts at border vertex h
  while (true) {
    const int start = halfEdges_[static_cast<std::size_t>(entry)].origin;
    int h = halfEdges_[static_cast<std::size_t>(entry)].next;
    const int first = sign(halfEdges_[static_cast<std::size_t>(h)].origin, neuron);
    if (first == 0) return false;
    int end = halfEdges_[static_cast<std::size_t>(h)].next;
    int endVertex = halfEdges_[static_cast<std::size_t>(end)].origin;
    while (endVertex != start && sign(endVertex, neuron) == first) {
      h = end;
      end = halfEdges_[static_cast<std::size_t>(end)].next;
      endVertex = halfEdges_[static_cast<std::size_t>(end)].origin;
    }
    if (endVertex == start) return false;  // the line only touches this face
    if (sign(endVertex, neuron) == 0) {
      if (endVertex != contacts.second) return false;
      addChord(entry, end, neuron, chunk);
      return true;
    }
    const int twin = halfEdges_[static_cast<std::size_t>(h)].twin;
    if (twin < 0) return false;
    addChord(entry, cutHalfEdge(h, neuron, chunk), neuron, chunk);
    entry = halfEdges_[static_cast<std::size_t>(twin)].next;
  }
}

void FaceSplitter::scan(int neuron, FaceChunk& chunk) {
  const int faces = static_cast<int>(faceHalfEdge_.size());
  for (int face = 0; face < faces; ++face) splitByScan(face, neuron, chunk);
}

void FaceSplitter::splitByScan(int face, int neuron, FaceChunk& chunk) {
  const int begin = faceHalfEdge_[static_cast<std::size_t>(face)];
  bool up = false;
  bool down = false;
  int h = begin;
  do {
    const int s = sign(halfEdges_[static_cast<std::size_t>(h)].origin, neuron);
    up = up || s > 0;
    down = down || s < 0;
    h = halfEdges_[static_cast<std::size_t>(h)].next;
  } while (h != begin);
  if (!up || !down) return;
  int ends[2] = {-1, -1};
  int found = 0;
  do {
    const int next = halfEdges_[static_cast<std::size_t>(h)].next;
    const int here = sign(halfEdges_[static_cast<std::size_t>(h)].origin, neuron);
    const int there = sign(halfEdges_[static_cast<std::size_t>(next)].origin, neuron);
    int contact = -1;
    if (here == 0) contact = h;
    if (here * there < 0) contact = cutHalfEdge(h, neuron, chunk);
    if (contact >= 0) {
      ADAMSCOPE_CHECK(found < 2, "a line meets the border of a convex face in two points");
      ends[found++] = contact;
    }
    h = next;
  } while (h != begin);
  ADAMSCOPE_CHECK(found == 2, "a line that splits a convex face meets its border twice");
  addChord(ends[0], ends[1], neuron, chunk);
}

int FaceSplitter::cutHalfEdge(int halfEdge, int neuron, FaceChunk& chunk) {
  const auto h = static_cast<std::size_t>(halfEdge);
  const int twin = halfEdges_[h].twin;
  ADAMSCOPE_CHECK(twin >= 0, "the border of a face is cut before the face is split");
  const auto g = static_cast<std::size_t>(twin);
  const int a = halfEdges_[h].origin;
  const int b = halfEdges_[g].origin;
  const auto oldEdge = static_cast<std::size_t>(~halfEdges_[h].edge);
  const LineRef onLine = chunk.edges[oldEdge].line;
  const int q = addInnerVertex(localNeuron(onLine.neuron), neuron, chunk);
  const int id = ids_[static_cast<std::size_t>(q)];
  // The old edge keeps the half at a, a new edge takes the half at b.
  const bool forward = chunk.edges[oldEdge].from == ids_[static_cast<std::size_t>(a)];
  const int newEdge = ~static_cast<int>(chunk.edges.size());
  const int idB = ids_[static_cast<std::size_t>(b)];
  chunk.edges.push_back(forward ? FaceChunk::NewEdge{id, idB, onLine}
                                : FaceChunk::NewEdge{idB, id, onLine});
  (forward ? chunk.edges[oldEdge].to : chunk.edges[oldEdge].from) = id;
  // h: a->q, newH: q->b; g: b->q, newG: q->a. Each half-edge keeps its origin.
  const int newH = static_cast<int>(halfEdges_.size());
  const int newG = newH + 1;
  const int oldEdgeId = halfEdges_[h].edge;
  halfEdges_.push_back({q, halfEdges_[h].next, halfEdge, twin, halfEdges_[h].face, newEdge});
  halfEdges_.push_back({q, halfEdges_[g].next, twin, halfEdge, halfEdges_[g].face, oldEdgeId});
  halfEdges_[static_cast<std::size_t>(halfEdges_[h].next)].previous = newH;
  halfEdges_[static_cast<std::size_t>(halfEdges_[g].next)].previous = newG;
  halfEdges_[h].next = newH;
  halfEdges_[h].twin = newG;
  halfEdges_[g].next = newG;
  halfEdges_[g].twin = newH;
  halfEdges_[g].edge = newEdge;
  return newH;
}

int FaceSplitter::addInnerVertex(int chordNeuron, int neuron, FaceChunk& chunk) {
  const std::size_t width = neurons_.size();
  // Between the chord's ends on the border, not between the ends of the piece being cut: so no
  // value is interpolated from values that were interpolated from others, and errors stay small.
  const Contacts& chord = contacts_[static_cast<std::size_t>(chordNeuron)];
  const auto a = static_cast<std::size_t>(chord.first);
  const auto b = static_cast<std::size_t>(chord.second);
  const auto n = static_cast<std::size_t>(neuron);
  const CutEnds ends{.z = {rows_[a * width + n], rows_[b * width + n]},
                     .endError = std::max(errors_[a], errors_[b]),
                     .a = refs_[a],
                     .b = refs_[b],
                     .pointA = points_[a],
                     .pointB = points_[b]};
  CutVertex cut = makeCut(ends, {lineOf(chordNeuron), lineOf(neuron)}, domainSize_, exact());
  cut.a = ids_[a];
  cut.b = ids_[b];

  const int vertex = static_cast<int>(ids_.size());
  ids_.push_back(~static_cast<int>(chunk.vertices.size()));
  chunk.vertices.push_back(cut);
  rows_.resize(rows_.size() + width);
  const auto length = static_cast<Eigen::Index>(width);
  const RowArray rowA(&rows_[a * width], length);
  const RowArray rowB(&rows_[b * width], length);
  MutableRowArray row(&rows_[static_cast<std::size_t>(vertex) * width], length);
  const InterpolatedRow filled =
      interpolateRow(rowA, rowB, cut, ends.endError, neuron, chordNeuron, scratch_, row);
  for (Eigen::Index i = 0; i < length && !filled.certain; ++i) {
    const SegmentValues z{rowA[i], rowB[i]};
    if (std::abs(row[i]) > interpolationError(z, ends.endError, cut.tError)) continue;
    const bool vanishes = i == neuron || (z.a == 0.0 && z.b == 0.0);
    const int k = neurons_[static_cast<std::size_t>(i)];
    row[i] = vanishes ? 0.0 : exact().valueAt(values_.layer, k, cut.ref).value;
  }
  addRowBits(vertex);
  return vertex;
}

void FaceSplitter::addChord(int fromHalfEdge, int toHalfEdge, int neuron, FaceChunk& chunk) {
  const auto hp = static_cast<std::size_t>(fromHalfEdge);
  const auto hq = static_cast<std::size_t>(toHalfEdge);
  const int p = halfEdges_[hp].origin;
  const int q = halfEdges_[hq].origin;
  const int beforeP = halfEdges_[hp].previous;
  const int beforeQ = halfEdges_[hq].previous;
  const int face = halfEdges_[hp].face;
  const int newFace = static_cast<int>(faceHalfEdge_.size());
  const int c = static_cast<int>(halfEdges_.size());  // p -> q, stays in `face`
  const int d = c + 1;                                // q -> p, bounds the new face
  const int edge = ~static_cast<int>(chunk.edges.size());
  chunk.edges.push_back(
      {ids_[static_cast<std::size_t>(p)], ids_[static_cast<std::size_t>(q)], lineOf(neuron)});
  halfEdges_.push_back({p, toHalfEdge, beforeP, d, face, edge});
  halfEdges_.push_back({q, fromHalfEdge, beforeQ, c, newFace, edge});
  halfEdges_[static_cast<std::size_t>(beforeP)].next = c;
  halfEdges_[hq].previous = c;
  halfEdges_[static_cast<std::size_t>(beforeQ)].next = d;
  halfEdges_[hp].previous = d;
  faceHalfEdge_[static_cast<std::size_t>(face)] = c;
  faceHalfEdge_.push_back(d);
  for (int h = fromHalfEdge; h != d; h = halfEdges_[static_cast<std::size_t>(h)].next) {
    halfEdges_[static_cast<std::size_t>(h)].face = newFace;
  }
}

void FaceSplitter::emit(FaceChunk& chunk) {
  for (const int first : faceHalfEdge_) {
    int length = 0;
    int h = first;
    do {
      const HalfEdge& halfEdge = halfEdges_[static_cast<std::size_t>(h)];
      chunk.loopVertices.push_back(ids_[static_cast<std::size_t>(halfEdge.origin)]);
      chunk.loopEdges.push_back(halfEdge.edge);
      ++length;
      h = halfEdge.next;
    } while (h != first);
    chunk.loopLengths.push_back(length);
    emitMask(first, chunk);
  }
}

void FaceSplitter::emitMask(int first, FaceChunk& chunk) {
  const std::size_t words = crossing_.size();
  // Neurons that do not cross the parent have one sign on all of it.
  maskRow_.resize(words);
  for (std::size_t w = 0; w < words; ++w) maskRow_[w] = anyUp_[w] & ~crossing_[w];
  int h = first;
  do {
    const auto v = static_cast<std::size_t>(halfEdges_[static_cast<std::size_t>(h)].origin);
    for (std::size_t w = 0; w < words; ++w) maskRow_[w] |= upBits_[v * words + w];
    h = halfEdges_[static_cast<std::size_t>(h)].next;
  } while (h != first);
  appendMask(maskRow_, chunk);
}

}  // namespace adamscope
