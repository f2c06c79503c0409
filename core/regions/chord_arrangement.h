// The arrangement of the chords in one face: which chords cross, in exact order along each of them.
//
// Two chords cross inside a convex face exactly if their ends alternate along its border, so that
// needs no arithmetic. Along a chord n, the crossing with m lies where z_m vanishes between its
// values at n's ends; what the error bounds leave open is ordered by an exact sign. Hence the signs
// of all neurons at all crossings are known without computing them. Any number of chords may meet
// in one point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/regions/face_border.h"

namespace adamscope {

/// Two chords that cross, first < second.
struct ChordCrossing {
  int first = 0;
  int second = 0;
  bool isOnFirst = true;  ///< The position below is on the first chord, otherwise on the second.
  Fraction position{};
  int pointOnFirst = 0;  ///< Where its points were before they were sorted.
  int pointOnSecond = 0;
  int rankOnFirst = 0;
  int rankOnSecond = 0;
  int vertex = -1;  ///< Index among the vertices; -1 if no kept chords cross here.
};

/// A crossing as a point of one chord.
struct ChordPoint {
  Fraction position{};
  int crossing = 0;
  int other = 0;  ///< The other chord.
  int rank = 0;   ///< From 0; equal where several chords meet.
};

/// Arrangements of one face after the other; buffers are kept between them.
class ChordArrangement {
 public:
  explicit ChordArrangement(const FaceBorder& border) : border_(border) {}

  /// With `helpers`, arrange spreads the work of a large face over them; it must then be called
  /// from where their forEach may be called.
  void begin(const LayerContext& context, Executor* helpers);

  /// Arranges the border's chords. Keeps only the chords of the first neurons where all would make
  /// more than maxPieces pieces; returns whether all were kept.
  bool arrange(std::size_t maxPieces);

  std::size_t chordCount() const { return ends_.size(); }
  bool isKept(std::size_t chord) const { return isKept_.empty() || isKept_[chord]; }
  const GrowBuffer<ChordCrossing>& crossings() const { return crossings_; }
  /// The crossings along a kept chord, from p to q.
  const ChordPoint* begin(std::size_t chord) const { return points_.data() + starts_[chord]; }
  const ChordPoint* end(std::size_t chord) const { return points_.data() + ends_[chord]; }
  /// Points on the chord where kept chords cross it.
  int rankCount(std::size_t chord) const {
    return begin(chord) == end(chord) ? 0 : end(chord)[-1].rank + 1;
  }
  /// One crossing at each vertex.
  const GrowBuffer<int>& vertices() const { return vertices_; }
  /// The neurons that are positive at a crossing.
  const std::uint64_t* positiveAt(int crossing) const {
    return positive_.data() + static_cast<std::size_t>(crossing) * words_;
  }
  /// More than two chords meet somewhere.
  bool hasSharedPoints() const { return hasSharedPoints_; }
  /// The kept chords through a vertex, ascending.
  std::vector<int> chordsThrough(int vertex) const;
  int rankOf(int chord, int vertex) const;

  /// Where a vertex is.
  CutVertex place(int vertex) const;

 private:
  /// What one thread needs for itself.
  struct Scratch {
    LazyExact exact;
    GrowBuffer<std::uint64_t> signs;
  };

  void findCrossings();
  void locateCrossings();
  void locate(ChordCrossing& crossing, LazyExact& exact);
  Fraction crossingOn(const Chord& chord, int neuron, double signAtP, LazyExact& exact) const;
  void sortChords();
  void sortPoints(std::size_t chord, LazyExact& exact);
  int order(const Chord& chord, const ChordPoint& j, const ChordPoint& k, LazyExact& exact) const;
  void setRanks(std::size_t chord, LazyExact& exact);
  /// Sets the signs at the crossings whose first chord this is.
  void findSigns(std::size_t chord, GrowBuffer<std::uint64_t>& signs);
  void startSigns(const Chord& chord, std::size_t index, GrowBuffer<std::uint64_t>& signs) const;
  /// Calls work(begin, end, scratch) for pieces of 0 .. count - 1.
  template <class Work>
  void spread(std::size_t count, std::size_t countPerTask, const Work& work);
  bool keepFirstNeurons(std::size_t maxPieces);
  void dropChords();
  void addVertices();
  void shareVertex(std::size_t chord, const ChordPoint* from, const ChordPoint* to, int vertex);

  const FaceBorder& border_;
  const LayerContext* context_ = nullptr;
  Executor* helpers_ = nullptr;
  Scratch scratch_;
  double worstPosition_ = 0.0;
  std::size_t words_ = 0;
  GrowBuffer<double> lengths_;  ///< By chord.
  GrowBuffer<ChordCrossing> crossings_;
  GrowBuffer<ChordPoint> points_;
  GrowBuffer<int> starts_;
  GrowBuffer<int> ends_;
  GrowBuffer<std::uint64_t> positive_;
  GrowBuffer<int> vertices_;
  std::vector<bool> isKept_;  ///< Empty if all are.
  bool hasSharedPoints_ = false;
};

}  // namespace adamscope
