// Splits one convex face by all neurons of a layer that change sign on it, after its edges have
// been cut: an incremental arrangement of chords in a half-edge structure.
//
//      p1 ------ q2           Each neuron's chord enters at one boundary cut (p) and leaves at the
//      |  \    /   |          other (q). It is walked from face to face: find the edge of the
//      |    \/     |          current face where the sign changes, cut it, join, go on behind it.
//      |  /    \   |          A chord through an existing vertex (certified value 0.0) is left to
//      p2 ------ q1           a slower scan of all faces, which needs no general position.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/regions/splitting.h"

namespace adamscope {

/// New vertices, edges and faces of consecutive parent faces. Ids: >= 0 is an id of the next state
/// (an old vertex, an edge cut, a piece of an old edge); negative is ~(index in this chunk).
struct FaceChunk {
  struct NewEdge {
    int from = 0;
    int to = 0;
    LineRef line;
  };
  std::vector<CutVertex> vertices;
  std::vector<NewEdge> edges;
  std::vector<int> loopLengths;
  std::vector<int> loopVertices;
  std::vector<int> loopEdges;
  std::vector<std::uint64_t> masks;

  std::size_t faceCount() const { return loopLengths.size(); }
};

/// Splits faces one after the other; buffers are kept between them.
class FaceSplitter {
 public:
  FaceSplitter(const LayerContext& context, const LayerValues& values, const EdgeCuts& cuts);

  /// Appends the pieces of `face` to the chunk. Stops before the first chord that would make more
  /// than `maxPieces` pieces (at least 1); returns false if that left chords out.
  bool split(int face, std::size_t maxPieces, FaceChunk& chunk);

 private:
  struct HalfEdge {
    int origin = 0;
    int next = 0;
    int previous = 0;
    int twin = -1;  ///< -1 on the parent's border.
    int face = 0;
    int edge = 0;  ///< As in FaceChunk.
  };
  struct Contacts {
    int count = 0;
    int first = -1;
    int second = -1;
  };

  bool findCrossingNeurons(int face);
  bool hasRoomFor(int neuron, std::size_t maxPieces) const;
  void keepWhole(int face, FaceChunk& chunk) const;
  void buildBorder(int face);
  void addBorderVertex(int id);
  void addBorderCut(int cut);
  void finishBorderVertex();
  void addRowBits(int vertex);
  void linkBorder();
  int sign(int vertex, int neuron) const;
  bool walk(int neuron, FaceChunk& chunk);
  void scan(int neuron, FaceChunk& chunk);
  void splitByScan(int face, int neuron, FaceChunk& chunk);
  int cutHalfEdge(int halfEdge, int neuron, FaceChunk& chunk);
  int addInnerVertex(int chordNeuron, int neuron, FaceChunk& chunk);
  int localNeuron(int neuron) const;
  void addChord(int fromHalfEdge, int toHalfEdge, int neuron, FaceChunk& chunk);
  void emit(FaceChunk& chunk);
  void emitMask(int firstHalfEdge, FaceChunk& chunk);
  void appendMask(const std::vector<std::uint64_t>& up, FaceChunk& chunk) const;
  LineRef lineOf(int neuron) const;
  ExactSlice& exact();

  const LayerContext& context_;
  const LayerValues& values_;
  const EdgeCuts& cuts_;
  double domainSize_;
  std::unique_ptr<ExactSlice> exact_;

  int parent_ = 0;
  std::vector<int> neurons_;             ///< Those that change sign on the parent.
  std::vector<std::uint64_t> anyUp_;     ///< Neurons positive somewhere on the parent.
  std::vector<std::uint64_t> crossing_;  ///< Neurons that change sign on the parent.

  // Local vertices, those of the border first: id, row of values of neurons_, its sign bits.
  std::vector<int> ids_;
  std::vector<double> rows_;
  std::vector<std::uint64_t> upBits_;
  // Border vertices only: point, exact name, bound on the error of the row.
  std::vector<SlicePoint> points_;
  std::vector<VertexRef> refs_;
  std::vector<double> errors_;
  std::vector<Contacts> contacts_;
  std::vector<int> zerosAt_;  ///< Number of neurons_ that vanish at a border vertex.

  std::vector<HalfEdge> halfEdges_;
  std::vector<int> borderEdges_;
  std::vector<int> faceHalfEdge_;
  std::vector<std::uint64_t> maskRow_;
  Eigen::ArrayXd scratch_;
};

}  // namespace adamscope
