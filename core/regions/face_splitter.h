// Splits one convex face by all neurons of a layer that change sign on it, after its edges have
// been cut: links the arrangement of their chords to pieces.
//
//               |  3    /           At a point where chords meet, the directions in which they
//               leave
//       4 ------+------ 2 ...       have the order of the chords' ends along the border. A piece
//       has
//             / | 0                 its border on the left: whoever arrives turns into the
//             direction
//            5  ...  1              before the one that it came from.
#pragma once

#include <cstdint>

#include "core/base/grow_buffer.h"
#include "core/regions/chord_arrangement.h"
#include "core/regions/face_border.h"
#include "core/regions/face_chunk.h"

namespace adamscope {

/// Splits faces one after the other; buffers are kept between them.
class FaceSplitter {
 public:
  FaceSplitter() : arrangement_(border_) {}
  FaceSplitter(const FaceSplitter&) = delete;
  FaceSplitter& operator=(const FaceSplitter&) = delete;

  /// The layer of the next calls of split. What the job refers to must live as long. `helpers` as
  /// in ChordArrangement; may be null.
  void begin(const LayerJob& job, Executor* helpers);
  /// Appends the pieces of `face` to the chunk. Stops before the first chord that would make more
  /// than `maxPieces` pieces (at least 1); returns false if that left chords out.
  bool split(int face, std::size_t maxPieces, FaceChunk& chunk);

 private:
  /// Half-edges 2e and 2e + 1 are inner edge e forward and backward; those of the border follow.
  struct HalfEdge {
    int vertex = 0;  ///< Where it begins: a local vertex, those of the border first.
    int edge = 0;    ///< As in FaceChunk.
    int next = 0;    ///< -1 when its face is done.
  };
  struct LoopTracer;
  int forwardEdge(int chord, int segment) const { return 2 * (firstEdge_[chord] + segment); }
  int borderEdge(int point) const { return innerEnd_ + point; }
  /// `leaving` are the half-edges that leave a point, counter-clockwise, after one that arrives.
  void linkAfter(int before, const GrowBuffer<int>& leaving);

  void keepWhole(int face, FaceChunk& chunk) const;
  /// By its only chord.
  void splitInTwo(FaceChunk& chunk) const;
  bool splitByChords(std::size_t maxPieces, FaceChunk& chunk);
  void addVertices(FaceChunk& chunk);
  void addEdges(FaceChunk& chunk);
  void linkBorder();
  void linkSharedBorder();
  void linkCrossings();
  void linkSharedCrossings();
  void emitFaces(FaceChunk& chunk);

  const SplittingState* state_ = nullptr;
  const LayerValues* values_ = nullptr;
  const EdgeCuts* cuts_ = nullptr;
  FaceBorder border_;
  ChordArrangement arrangement_;

  /// Of the local vertices: the border's points, then the arrangement's.
  GrowBuffer<int> ids_;
  GrowBuffer<const std::uint64_t*> positive_;
  GrowBuffer<int> firstEdge_;  ///< By chord.
  int innerEnd_ = 0;           ///< Half-edges of inner edges.
  GrowBuffer<HalfEdge> halfEdges_;
  GrowBuffer<int> leaving_;
  GrowBuffer<std::uint64_t> fixed_;  ///< The neurons that are positive on all of the parent.
};

}  // namespace adamscope
