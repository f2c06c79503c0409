#include "core/regions/decision_boundary.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace adamscope {
namespace {

bool before(const SlicePoint& a, const SlicePoint& b) {
  return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}
bool same(const SlicePoint& a, const SlicePoint& b) { return a.x == b.x && a.y == b.y; }

/// A corner with the score of every class there: with one output the scores are (threshold, f).
struct Corner {
  SlicePoint point;
  std::vector<double> scores;
  // The edge to the next corner.
  int edge = -1;    ///< Edge of the tessellation that it is a part of; -1 for a cut.
  int across = -1;  ///< For a cut: the class on the other side; -1 where both sides have the same.
};

/// A convex part of a face (two corners in one dimension) and its class among those tried so far.
struct Piece {
  std::vector<Corner> corners;
  int label = 0;
};

double lead(const Corner& corner, int challenger, int label) {
  return corner.scores[static_cast<std::size_t>(challenger)] -
         corner.scores[static_cast<std::size_t>(label)];
}

/// Where the challenger overtakes `label` between two corners. Symmetric in a and b to the last
/// bit: both faces of an edge must find the same point. The two scores are equal there exactly, so
/// that later classes overtake both at the same places.
Corner crossing(const Corner& a, const Corner& b, int challenger, int label) {
  if (before(b.point, a.point)) return crossing(b, a, challenger, label);
  const double leadA = lead(a, challenger, label);
  const double leadB = lead(b, challenger, label);
  const double t = leadA / (leadA - leadB);
  Corner result{
      .point = {a.point.x + t * (b.point.x - a.point.x), a.point.y + t * (b.point.y - a.point.y)},
      .scores = a.scores};
  for (std::size_t k = 0; k < result.scores.size(); ++k) {
    result.scores[k] += t * (b.scores[k] - a.scores[k]);
  }
  result.scores[static_cast<std::size_t>(challenger)] =
      result.scores[static_cast<std::size_t>(label)];
  return result;
}

/// The part of a closed piece where sign * lead >= 0; its new edge has class `across` behind it.
std::vector<Corner> clip(const Piece& piece, int challenger, double sign, int across) {
  std::vector<Corner> kept;
  const std::size_t n = piece.corners.size();
  for (std::size_t i = 0; i < n; ++i) {
    const Corner& a = piece.corners[i];
    const Corner& b = piece.corners[(i + 1) % n];
    const double leadA = sign * lead(a, challenger, piece.label);
    const double leadB = sign * lead(b, challenger, piece.label);
    const bool leaves = leadA >= 0.0 && leadB < 0.0;
    if (leadA >= 0.0) {
      kept.push_back(a);
      if (leaves && leadA == 0.0) {
        kept.back().edge = -1;
        kept.back().across = across;
      }
    }
    if ((leadA > 0.0 && leadB < 0.0) || (leadA < 0.0 && leadB > 0.0)) {
      kept.push_back(crossing(a, b, challenger, piece.label));
      kept.back().edge = leaves ? -1 : a.edge;
      kept.back().across = leaves ? across : a.across;
    }
  }
  return kept;
}

/// Where a challenger takes a piece, an old boundary along it is none any more: the two old classes
/// were equal on it, so the challenger takes the other side as well.
void forgetCuts(Piece& piece) {
  for (Corner& corner : piece.corners) corner.across = -1;
}

/// The two parts of a piece that the challenger takes in part; the loser's part comes first.
std::pair<Piece, Piece> split(const Piece& piece, int challenger, bool closed) {
  Piece loser{{}, piece.label};
  Piece winner{{}, challenger};
  if (closed) {
    loser.corners = clip(piece, challenger, -1.0, challenger);
    Piece uncut = piece;
    forgetCuts(uncut);
    winner.corners = clip(uncut, challenger, 1.0, piece.label);
    return {loser, winner};
  }
  const Corner& left = piece.corners[0];
  const Corner& right = piece.corners[1];
  const Corner middle = crossing(left, right, challenger, piece.label);
  loser.corners = {left, middle};
  winner.corners = {middle, right};
  if (lead(left, challenger, piece.label) > 0.0) std::swap(loser.corners, winner.corners);
  return {loser, winner};
}

/// Divides a face between the classes: each class in turn takes what it leads in.
std::vector<Piece> divide(Piece face, int classCount, bool closed) {
  std::vector<Piece> pieces{std::move(face)};
  for (int challenger = 1; challenger < classCount; ++challenger) {
    const std::size_t count = pieces.size();
    for (std::size_t i = 0; i < count; ++i) {
      bool leads = false;
      bool trails = false;
      for (const Corner& corner : pieces[i].corners) {
        const double d = lead(corner, challenger, pieces[i].label);
        leads = leads || d > 0.0;
        trails = trails || d < 0.0;
      }
      if (!leads) continue;
      if (!trails) {
        forgetCuts(pieces[i]);
        pieces[i].label = challenger;
        continue;
      }
      auto [loser, winner] = split(pieces[i], challenger, closed);
      pieces[i] = std::move(loser);
      pieces.push_back(std::move(winner));
    }
  }
  if (!closed) {
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
      return before(a.corners[0].point, b.corners[0].point);
    });
  }
  return pieces;
}

/// The class with the strictly largest score at a vertex, or -1 for a tie.
int strictWinner(const double* scores, int classCount) {
  const double* best = std::max_element(scores, scores + classCount);
  return std::count(scores, scores + classCount, *best) == 1 ? static_cast<int>(best - scores) : -1;
}

/// A stretch of a tessellation edge, as one of its two faces sees it.
struct Side {
  int edge = 0;
  SlicePoint from;  ///< In the direction of this face's loop.
  SlicePoint to;
  int face = 0;
  int label = 0;

  auto key() const {
    const auto [low, high] = std::minmax(from, to, before);
    return std::tuple(edge, low.x, low.y, high.x, high.y);
  }
};

class BoundaryFinder {
 public:
  BoundaryFinder(const Tessellation& tessellation, const AffineMaps& maps, double threshold)
      : tessellation_(tessellation), closed_(tessellation.slice.dimension() == 2) {
    const std::vector<double> values = vertexValues(tessellation, maps);
    if (maps.outputCount > 1) {
      classCount_ = maps.outputCount;
      scores_ = values;
    } else {
      classCount_ = 2;
      for (const double value : values) scores_.insert(scores_.end(), {threshold, value});
    }
    for (std::size_t v = 0; v < tessellation.vertices.size(); ++v) {
      winners_.push_back(strictWinner(scoresAt(static_cast<int>(v)), classCount_));
    }
  }

  DecisionBoundary find() && {
    result_.pieceStart.push_back(0);
    if (!closed_) {
      labelBefore_.assign(tessellation_.vertices.size(), -1);
      labelAfter_ = labelBefore_;
    }
    for (int face = 0; face < tessellation_.faceCount(); ++face) addFace(face);
    if (closed_) {
      matchSides();
    } else {
      matchEnds();
    }
    return std::move(result_);
  }

 private:
  const double* scoresAt(int vertex) const {
    return scores_.data() + static_cast<std::ptrdiff_t>(vertex) * classCount_;
  }

  Piece pieceOf(int face) const {
    Piece piece;
    const std::span<const int> vertices = tessellation_.faceVertices(face);
    const std::span<const int> edges = tessellation_.faceEdges(face);
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      const double* scores = scoresAt(vertices[i]);
      piece.corners.push_back(
          {.point = tessellation_.vertices[static_cast<std::size_t>(vertices[i])],
           .scores = {scores, scores + classCount_},
           .edge = closed_ ? edges[i] : -1});
    }
    return piece;
  }

  void addFace(int face) {
    const std::span<const int> vertices = tessellation_.faceVertices(face);
    const int winner = winners_[static_cast<std::size_t>(vertices[0])];
    const bool isWhole = std::all_of(vertices.begin(), vertices.end(), [&](int vertex) {
      return winners_[static_cast<std::size_t>(vertex)] == winner;
    });
    if (isWhole && winner >= 0) {
      for (const int vertex : vertices) {
        result_.piecePoints.push_back(tessellation_.vertices[static_cast<std::size_t>(vertex)]);
      }
      closePiece(face, winner);
      noteEnds(vertices, winner, winner);
      return;
    }
    const std::vector<Piece> pieces = divide(pieceOf(face), classCount_, closed_);
    for (const Piece& piece : pieces) addPiece(face, piece);
    noteEnds(vertices, pieces.front().label, pieces.back().label);
    if (closed_) return;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      const SlicePoint& point = pieces[i].corners[0].point;
      addSegment({point, point, face, pieces[i - 1].label, pieces[i].label});
    }
  }

  void addPiece(int face, const Piece& piece) {
    const std::size_t n = piece.corners.size();
    for (std::size_t i = 0; i < n; ++i) {
      const Corner& a = piece.corners[i];
      const Corner& b = piece.corners[(i + 1) % n];
      result_.piecePoints.push_back(a.point);
      // Both sides of a cut know it; the lower class reports it.
      if (a.across > piece.label) addSegment({a.point, b.point, face, piece.label, a.across});
      if (a.edge >= 0 && isTie(a) && isTie(b)) {
        sides_.push_back({a.edge, a.point, b.point, face, piece.label});
      }
    }
    closePiece(face, piece.label);
  }

  void closePiece(int face, int label) {
    result_.pieceFace.push_back(face);
    result_.pieceClass.push_back(label);
    result_.pieceStart.push_back(static_cast<int>(result_.piecePoints.size()));
  }

  void addSegment(const DecisionSegment& segment) {
    // Rounding may put both ends of a very short piece on one point.
    if (closed_ && same(segment.from, segment.to)) return;
    if (segment.leftClass != segment.rightClass) result_.segments.push_back(segment);
  }

  bool isTie(const Corner& corner) const {
    return strictWinner(corner.scores.data(), classCount_) < 0;
  }

  /// A boundary that runs along a tessellation edge: its two faces have different classes there.
  void matchSides() {
    std::sort(sides_.begin(), sides_.end(), [](const Side& a, const Side& b) {
      return std::pair(a.key(), a.face) < std::pair(b.key(), b.face);
    });
    for (std::size_t i = 1; i < sides_.size(); ++i) {
      const Side& a = sides_[i - 1];
      const Side& b = sides_[i];
      if (a.key() != b.key() || a.face == b.face) continue;
      addSegment({a.from, a.to, a.face, a.label, b.label});
    }
  }

  void noteEnds(std::span<const int> vertices, int first, int last) {
    if (closed_) return;
    labelAfter_[static_cast<std::size_t>(vertices[0])] = first;
    labelBefore_[static_cast<std::size_t>(vertices[1])] = last;
  }

  /// One dimension: a class may change exactly at a vertex.
  void matchEnds() {
    for (const TessellationEdge& edge : tessellation_.edges) {
      const auto v = static_cast<std::size_t>(edge.from);
      if (labelBefore_[v] < 0 || labelAfter_[v] < 0) continue;
      const SlicePoint& point = tessellation_.vertices[v];
      addSegment({point, point, edge.leftFace, labelBefore_[v], labelAfter_[v]});
    }
  }

  const Tessellation& tessellation_;
  bool closed_;  ///< Faces are polygons (two dimensions), not intervals.
  int classCount_ = 0;
  std::vector<double> scores_;  ///< vertices x classes.
  std::vector<int> winners_;    ///< Per vertex, -1 for a tie.
  std::vector<Side> sides_;
  std::vector<int> labelBefore_;  ///< One dimension, per vertex: the class just below it.
  std::vector<int> labelAfter_;   ///< And just above it.
  DecisionBoundary result_;
};

}  // namespace

std::span<const SlicePoint> DecisionBoundary::piece(int i) const {
  const auto first = static_cast<std::size_t>(pieceStart[static_cast<std::size_t>(i)]);
  const auto last = static_cast<std::size_t>(pieceStart[static_cast<std::size_t>(i) + 1]);
  return {piecePoints.data() + first, last - first};
}

DecisionBoundary findDecisionBoundary(const Tessellation& tessellation, const AffineMaps& maps,
                                      double threshold) {
  ADAMSCOPE_CHECK(
      maps.coefficients.size() == 3 * static_cast<std::size_t>(maps.outputCount) *
                                      static_cast<std::size_t>(tessellation.faceCount()),
      "the affine maps are not those of this tessellation");
  return BoundaryFinder(tessellation, maps, threshold).find();
}

std::vector<std::vector<SlicePoint>> joinSegments(std::span<const DecisionSegment> segments) {
  // The ends of all segments, sorted by place: ends[i] = 2 * segment + (0 from, 1 to).
  std::vector<std::size_t> ends(2 * segments.size());
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = i;
  const auto place = [&](std::size_t end) -> const SlicePoint& {
    const DecisionSegment& segment = segments[end / 2];
    return end % 2 == 0 ? segment.from : segment.to;
  };
  std::stable_sort(ends.begin(), ends.end(),
                   [&](std::size_t a, std::size_t b) { return before(place(a), place(b)); });
  // partner[end]: the one other end at the same place; itself where none or several meet.
  std::vector<std::size_t> partner(ends.size());
  for (std::size_t i = 0, j = 0; i < ends.size(); i = j) {
    while (j < ends.size() && same(place(ends[i]), place(ends[j]))) ++j;
    for (std::size_t k = i; k < j; ++k) partner[ends[k]] = ends[k];
    if (j - i == 2) {
      partner[ends[i]] = ends[i + 1];
      partner[ends[i + 1]] = ends[i];
    }
  }
  std::vector<std::vector<SlicePoint>> curves;
  std::vector<bool> isUsed(segments.size(), false);
  const auto follow = [&](std::size_t start) {
    if (isUsed[start / 2]) return;
    std::vector<SlicePoint> curve{place(start)};
    std::size_t end = start;
    while (!isUsed[end / 2]) {
      isUsed[end / 2] = true;
      curve.push_back(place(end ^ 1U));
      end = partner[end ^ 1U];
      // An open end is its own partner, and its segment is used by now.
    }
    curves.push_back(std::move(curve));
  };
  for (std::size_t end = 0; end < partner.size(); ++end) {
    if (partner[end] == end) follow(end);
  }
  for (std::size_t end = 0; end < partner.size(); ++end) follow(end);
  return curves;
}

}  // namespace adamscope
