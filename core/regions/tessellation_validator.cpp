#include "core/regions/tessellation_validator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <span>

#include "core/base/check.h"
#include "core/regions/affine_map.h"
#include "core/regions/certified_pattern.h"
#include "core/regions/exact_face.h"

namespace adamscope {
namespace {

double crossProduct(const SlicePoint& a, const SlicePoint& b, const SlicePoint& c) {
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

double distance(const SlicePoint& a, const SlicePoint& b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.17g", value);
  return text.data();
}

class Validator {
 public:
  Validator(const Network& network, const Tessellation& tessellation,
            const ValidationOptions& options)
      : network_(network), t_(tessellation), options_(options) {
    const SliceDomain& d = t_.domain;
    size_ = std::max({std::abs(d.xMin), std::abs(d.xMax), d.xMax - d.xMin});
    if (isPlane()) {
      size_ = std::max({size_, std::abs(d.yMin), std::abs(d.yMax), d.yMax - d.yMin});
    }
    position_ = options_.positionTolerance * size_;
  }

  ValidationReport run() {
    report_.faceCount = static_cast<std::size_t>(std::max(0, t_.faceCount()));
    if (!checkArrays()) return report_;  // nothing below is safe on broken arrays
    checkEuler();
    checkLoops();
    checkBorder();
    checkGeometry();
    checkNeighbours();
    checkDistinctMasks();
    if (t_.exact) {
      checkPatterns();
      checkContinuity();
    }
    return report_;
  }

 private:
  bool isPlane() const { return t_.slice.dimension() == 2; }
  const SlicePoint& point(int vertex) const {
    return t_.vertices[static_cast<std::size_t>(vertex)];
  }
  const TessellationEdge& edge(int e) const { return t_.edges[static_cast<std::size_t>(e)]; }

  void report(const std::string& problem) {
    if (report_.problems.size() < options_.maxProblems) report_.problems.push_back(problem);
  }
  static std::string name(const char* what, std::size_t id) {
    return std::string(what) + " " + std::to_string(id);
  }

  bool checkArrays();
  void checkEuler();
  void checkLoops();
  void checkBorder();
  void checkGeometry();
  void checkConvex(int face);
  void checkNeighbours();
  void checkPair(int e);
  void checkDistinctMasks();
  void checkPatterns();
  void checkExactly(int face);
  void checkContinuity();

  const Network& network_;
  const Tessellation& t_;
  const ValidationOptions& options_;
  double size_ = 0.0;
  double position_ = 0.0;
  ValidationReport report_;
};

bool Validator::checkArrays() {
  const auto faces = report_.faceCount;
  const auto isIndex = [](int i, std::size_t count) {
    return i >= 0 && static_cast<std::size_t>(i) < count;
  };
  const auto words = static_cast<std::size_t>(t_.maskWords);
  bool ok = faces >= 1 && t_.loopStart.front() == 0 &&
            std::is_sorted(t_.loopStart.begin(), t_.loopStart.end()) &&
            static_cast<std::size_t>(t_.loopStart.back()) == t_.loopVertices.size() &&
            t_.loopVertices.size() == t_.loopEdges.size() &&
            t_.maskWords == Tessellation::maskWordCount(t_.architecture) &&
            t_.masks.size() == faces * words;
  for (const int v : t_.loopVertices) ok = ok && isIndex(v, t_.vertices.size());
  for (const int e : t_.loopEdges) ok = ok && isIndex(e, t_.edges.size());
  for (const TessellationEdge& e : t_.edges) {
    ok = ok && isIndex(e.from, t_.vertices.size()) && isIndex(e.to, t_.vertices.size()) &&
         (e.leftFace == -1 || isIndex(e.leftFace, faces)) &&
         (e.rightFace == -1 || isIndex(e.rightFace, faces));
    const bool isNeuron =
        e.layer >= 1 && e.layer <= t_.architecture.hiddenLayerCount() &&
        isIndex(e.neuron, static_cast<std::size_t>(t_.architecture.width(e.layer)));
    ok = ok && (isNeuron || (e.layer == 0 && isIndex(e.neuron, 4)));
  }
  for (const SlicePoint& p : t_.vertices) ok = ok && std::isfinite(p.x) && std::isfinite(p.y);
  if (!ok) report("an array has the wrong length or an index out of range");
  return ok;
}

void Validator::checkEuler() {
  const std::size_t v = t_.vertices.size();
  const std::size_t e = t_.edges.size();
  const std::size_t f = report_.faceCount;
  if (isPlane() ? v + f != e + 1 : (e != f + 1 || v != e)) {
    report("Euler's formula fails: " + std::to_string(v) + " vertices, " + std::to_string(e) +
           " edges, " + std::to_string(f) + " faces");
  }
}

/// Every loop entry is one side of its edge, and every side of an edge is in one loop.
void Validator::checkLoops() {
  std::vector<int> leftUses(t_.edges.size(), 0);
  std::vector<int> rightUses(t_.edges.size(), 0);
  for (int face = 0; face < t_.faceCount(); ++face) {
    const std::span<const int> vertices = t_.faceVertices(face);
    const std::span<const int> edges = t_.faceEdges(face);
    if (vertices.size() < 3 && (isPlane() || vertices.size() != 2)) {
      report(name("face", static_cast<std::size_t>(face)) + " has too few corners");
      continue;
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const TessellationEdge& e = edge(edges[i]);
      const int here = vertices[i];
      const int next = isPlane() ? vertices[(i + 1) % vertices.size()] : here;
      const bool isLeft = isPlane() ? e.from == here && e.to == next : i == 1;
      const bool isRight = isPlane() ? e.to == here && e.from == next : i == 0;
      const bool joins = isPlane() || (e.from == here && e.to == here);
      const bool isNamed = (isLeft && e.leftFace == face) || (isRight && e.rightFace == face);
      ++(isLeft ? leftUses : rightUses)[static_cast<std::size_t>(edges[i])];
      if (!joins || !isNamed) {
        report(name("face", static_cast<std::size_t>(face)) + " and edge " +
               std::to_string(edges[i]) + " do not name each other");
      }
    }
  }
  for (std::size_t e = 0; e < t_.edges.size(); ++e) {
    const bool isRight = leftUses[e] == (t_.edges[e].leftFace >= 0 ? 1 : 0) &&
                         rightUses[e] == (t_.edges[e].rightFace >= 0 ? 1 : 0);
    if (!isRight) report(name("edge", e) + " is not once in the loops of its faces");
  }
}

/// Edges of layer 0 lie on their side of the domain and have the outside beyond; no others have.
void Validator::checkBorder() {
  const SliceDomain& d = t_.domain;
  for (std::size_t i = 0; i < t_.edges.size(); ++i) {
    const TessellationEdge& e = t_.edges[i];
    const bool touchesOutside = e.leftFace < 0 || e.rightFace < 0;
    if (touchesOutside != (e.layer == 0) || (e.leftFace < 0 && e.rightFace < 0)) {
      report(name("edge", i) + " has the wrong number of faces");
    }
    if (e.layer != 0) continue;
    const bool isHorizontal = e.neuron % 2 == 0;
    const double at = e.neuron == 0   ? d.yMin
                      : e.neuron == 1 ? d.xMax
                      : e.neuron == 2 ? d.yMax
                                      : d.xMin;
    for (const int v : {e.from, e.to}) {  // cuts of a side keep its coordinate without rounding
      if ((isHorizontal ? point(v).y : point(v).x) != at) {
        report(name("edge", i) + " is not on the side of the domain that it names");
      }
    }
  }
}

/// Where each vertex is off by at most r, each vector u, v between two of them is off by at most 2r
/// and their cross product by at most 2r (|u| + |v|) + 4r^2.
void Validator::checkConvex(int face) {
  const std::span<const int> loop = t_.faceVertices(face);
  const double r = std::sqrt(2.0) * position_;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const SlicePoint& a = point(loop[i]);
    const SlicePoint& b = point(loop[(i + 1) % loop.size()]);
    const SlicePoint& c = point(loop[(i + 2) % loop.size()]);
    const double tolerance = 2.0 * r * (distance(a, b) + distance(b, c)) + 4.0 * r * r;
    if (crossProduct(a, b, c) >= -tolerance) continue;
    report(name("face", static_cast<std::size_t>(face)) + " turns right at vertex " +
           std::to_string(loop[(i + 1) % loop.size()]));
  }
}

void Validator::checkGeometry() {
  double total = 0.0;
  for (int face = 0; face < t_.faceCount(); ++face) {
    const std::span<const int> loop = t_.faceVertices(face);
    if (!isPlane()) {
      const double length = point(loop[1]).x - point(loop[0]).x;
      total += length;
      if (length < -position_)
        report(name("face", static_cast<std::size_t>(face)) + " is reversed");
      continue;
    }
    checkConvex(face);
    double area = 0.0;
    double perimeter = 0.0;
    const SlicePoint& origin = point(loop[0]);  // near, so that little cancels
    for (std::size_t i = 0; i < loop.size(); ++i) {
      const SlicePoint& a = point(loop[i]);
      const SlicePoint& b = point(loop[(i + 1) % loop.size()]);
      area += 0.5 * ((a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x));
      perimeter += distance(a, b);
    }
    total += area;
    if (area < -2.0 * position_ * (perimeter + position_)) {
      report(name("face", static_cast<std::size_t>(face)) + " has a negative area");
    }
  }
  const double whole = t_.domain.area(t_.slice.dimension());
  if (!(std::abs(total - whole) <= options_.areaTolerance * whole)) {
    report("the areas add up to " + number(total) + ", the domain has " + number(whole));
  }
}

void Validator::checkPair(int e) {
  const TessellationEdge& border = edge(e);
  const int own = t_.maskBit(border.layer, border.neuron);
  const int firstOfLayer = t_.maskBit(border.layer, 0);
  const std::span<const std::uint64_t> left = t_.mask(border.leftFace);
  const std::span<const std::uint64_t> right = t_.mask(border.rightFace);
  bool hasOwn = false;
  bool hasLower = false;
  int count = 0;
  for (int bit = 0; bit < 64 * t_.maskWords; ++bit) {
    const auto w = static_cast<std::size_t>(bit / 64);
    if ((((left[w] ^ right[w]) >> (bit % 64)) & 1U) == 0) continue;
    ++count;
    hasOwn = hasOwn || bit == own;
    hasLower = hasLower || bit < firstOfLayer;
  }
  // At the cap, neurons that were left out have bits of no meaning.
  const bool isSingle = !options_.generalPosition || !t_.exact || count == 1;
  if (hasOwn && !hasLower && isSingle) return;
  report("the faces of " + name("edge", static_cast<std::size_t>(e)) + " differ in " +
         std::to_string(count) + " bits" + (hasOwn ? "" : ", not in that of its neuron") +
         (hasLower ? ", one of them in a layer below it" : ""));
}

void Validator::checkNeighbours() {
  for (int e = 0; e < static_cast<int>(t_.edges.size()); ++e) {
    if (edge(e).layer >= 1 && edge(e).leftFace >= 0 && edge(e).rightFace >= 0) checkPair(e);
  }
}

void Validator::checkDistinctMasks() {
  std::vector<int> order(report_.faceCount);
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = static_cast<int>(f);
  const auto isLess = [&](int a, int b) {
    return std::ranges::lexicographical_compare(t_.mask(a), t_.mask(b));
  };
  std::sort(order.begin(), order.end(), isLess);
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (!std::ranges::equal(t_.mask(order[i - 1]), t_.mask(order[i]))) continue;
    report("faces " + std::to_string(order[i - 1]) + " and " + std::to_string(order[i]) +
           " have the same pattern");
  }
}

void Validator::checkExactly(int face) {
  ++report_.facesByExactArithmetic;
  const ExactFace exact(network_, t_, face);
  const std::string problem = exact.findProblem();
  if (!problem.empty()) {
    report(problem);
    return;
  }
  const double error = exact.vertexError();
  report_.largestVertexError = std::max(report_.largestVertexError, error / size_);
  if (error > position_) {
    report(name("face", static_cast<std::size_t>(face)) + " has a vertex " + number(error) +
           " away from its exact place");
  }
}

void Validator::checkPatterns() {
  CertifiedPattern pattern(network_, t_.slice);
  for (int face = 0; face < t_.faceCount(); ++face) {
    if (options_.proveEveryFace) {
      checkExactly(face);
      continue;
    }
    SlicePoint mean;
    const std::span<const int> loop = t_.faceVertices(face);
    const auto count = static_cast<double>(loop.size());
    for (const int v : loop) {
      mean.x += point(v).x / count;
      mean.y += point(v).y / count;
    }
    // Settled and equal: the mean certainly lies in the region with this pattern. Anything else may
    // be the fault of rounded coordinates, so it is decided exactly.
    if (pattern.evaluate(mean) && std::ranges::equal(pattern.words(), t_.mask(face))) {
      ++report_.facesByForwardPass;
    } else {
      checkExactly(face);
    }
  }
}

/// f by the maps of both faces at both ends of each edge. They agree at the exact end; the stored
/// one is off by up to position_ per coordinate, and each value carries the rounding of its map.
void Validator::checkContinuity() {
  const AffineMaps maps = affineMapsOf(network_, t_);
  const Vector bound = CertifiedPattern(network_, t_.slice).outputRoundingBound(size_);
  for (std::size_t i = 0; i < t_.edges.size(); ++i) {
    const TessellationEdge& e = t_.edges[i];
    if (e.leftFace < 0 || e.rightFace < 0) continue;
    for (int k = 0; k < maps.outputCount; ++k) {
      const double* a = maps.of(e.leftFace, k);
      const double* b = maps.of(e.rightFace, k);
      const double slope = std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]);
      const double tolerance = 2.0 * bound(k) + slope * position_;
      if (!std::isfinite(tolerance)) continue;  // f itself leaves the range of double
      for (const int v : {e.from, e.to}) {
        const double jump =
            maps.valueAt(e.leftFace, k, point(v)) - maps.valueAt(e.rightFace, k, point(v));
        if (std::abs(jump) <= tolerance) continue;
        report("output " + std::to_string(k) + " jumps by " + number(jump) + " at an end of edge " +
               std::to_string(i));
      }
    }
  }
}

}  // namespace

ValidationReport inspectTessellation(const Network& network, const Tessellation& tessellation,
                                     const ValidationOptions& options) {
  ADAMSCOPE_CHECK(network.architecture == tessellation.architecture,
                  "the network is not the one that was tessellated");
  return Validator(network, tessellation, options).run();
}

std::vector<std::string> validateTessellation(const Network& network,
                                              const Tessellation& tessellation,
                                              const ValidationOptions& options) {
  return inspectTessellation(network, tessellation, options).problems;
}

}  // namespace adamscope
