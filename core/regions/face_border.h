// The border of one face after its edges have been cut by a layer, and the chords that the layer's
// neurons draw through it.
//
//      2 ---- q0 --- q1 ---- .     Each neuron that changes sign on the (convex) face meets its
//      |     /      /        |     border in exactly two points p and q: a cut of an edge, or an
//      . -- p0 --- p1 ------ 1     old vertex where it vanishes.
#pragma once

#include <cstdint>

#include "core/base/grow_buffer.h"
#include "core/regions/splitting.h"

namespace adamscope {

/// A vertex of the border, with the piece of edge from it to the next one.
struct BorderPoint {
  int id = 0;     ///< Of the next state.
  int piece = 0;  ///< Edge of the next state.
  const std::uint64_t* positive = nullptr;
};

/// The line of a neuron through the face, from border point p to q, p < q.
struct Chord {
  int neuron = 0;
  int p = 0;
  int q = -1;
  /// 1 or -1: sign of the neuron to the right of p -> q, which is on the border between p and q.
  double rightSign = 0.0;
};

/// Borders of one face after the other; buffers are kept between them.
class FaceBorder {
 public:
  /// What the job refers to must live until the next call.
  void begin(const LayerJob& job);

  /// Finds the neurons that change sign on the face; false if there are none.
  bool findCrossingNeurons(int face);
  /// Collects the border and the chords of these neurons, ascending by p. Of several neurons with
  /// the same chord, the first one draws it.
  void build();

  int face() const { return face_; }
  const LayerValues& values() const { return *values_; }
  const GrowBuffer<BorderPoint>& points() const { return points_; }
  const GrowBuffer<Chord>& chords() const { return chords_; }
  /// Some border point is an end of several chords.
  bool hasSharedEnds() const { return hasSharedEnds_; }
  /// The neurons with this chord, as a set of bits.
  const std::uint64_t* neuronsOf(std::size_t chord) const {
    return chordBits_.data() + chord * words_;
  }
  /// Neurons positive somewhere on the face; neurons that change sign on it.
  const std::uint64_t* anyPositive() const { return anyPositive_.data(); }
  const std::uint64_t* crossing() const { return crossing_.data(); }

  /// The size of the neuron's value at a border point where its sign is known to be `sign`.
  struct Estimate {
    double size = 0.0;
    double error = 0.0;
  };
  Estimate sizeAt(int point, int neuron, double sign) const;
  /// |dx| + |dy|.
  double lengthOf(const Chord& chord) const {
    return adamscope::lengthOf(placeOf(chord.p), placeOf(chord.q));
  }
  const SlicePoint& placeOf(int point) const;
  const VertexRef& refOf(int point) const;
  LineRef lineOf(const Chord& chord) const { return {values_->layer, chord.neuron, face_}; }

 private:
  void addContactsAt(int oldVertex);
  void addCut(int cut, int piece);
  void addContact(int neuron);
  void finishChords();
  void mergeEqualChords();

  const SplittingState* state_ = nullptr;
  const LayerValues* values_ = nullptr;
  const EdgeCuts* cuts_ = nullptr;
  std::size_t words_ = 0;
  int face_ = 0;
  GrowBuffer<std::uint64_t> anyPositive_;
  GrowBuffer<std::uint64_t> crossing_;
  GrowBuffer<BorderPoint> points_;
  GrowBuffer<Chord> chords_;
  GrowBuffer<std::uint64_t> chordBits_;
  GrowBuffer<int> chordOf_;  ///< By neuron; -1 while it has met no border point.
  int contactCount_ = 0;
  int lastContact_ = -1;
  bool hasSharedEnds_ = false;
};

}  // namespace adamscope
