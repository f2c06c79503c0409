#include "tests/support/exact_cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace adamscope::testing {
namespace {

/// a s + b t + c.
using RationalMap = std::array<Rational, 3>;

struct RationalFace {
  std::vector<RationalPoint> corners;
  std::vector<RationalMap> hidden;  ///< h_l of the layers done so far, as functions of (s, t).
  std::vector<bool> pattern;
};

Rational valueAt(const RationalMap& map, const RationalPoint& p) {
  return map[0] * p.first + map[1] * p.second + map[2];
}

RationalFace wholeDomain(const InputSlice& slice, const SliceDomain& d) {
  RationalFace face;
  if (slice.dimension() == 1) {
    face.corners = {{Rational(d.xMin), 0}, {Rational(d.xMax), 0}};
  } else {
    face.corners = {{Rational(d.xMin), Rational(d.yMin)},
                    {Rational(d.xMax), Rational(d.yMin)},
                    {Rational(d.xMax), Rational(d.yMax)},
                    {Rational(d.xMin), Rational(d.yMax)}};
  }
  for (Eigen::Index i = 0; i < slice.origin.size(); ++i) {
    const double across = slice.dimension() == 2 ? slice.directions(i, 1) : 0.0;
    face.hidden.push_back(
        {Rational(slice.directions(i, 0)), Rational(across), Rational(slice.origin(i))});
  }
  return face;
}

std::vector<RationalMap> preactivationMaps(const Network& network, const RationalFace& face,
                                           int layer) {
  const WeightView weight = network.weight(layer);
  std::vector<RationalMap> maps;
  for (Eigen::Index j = 0; j < weight.rows(); ++j) {
    RationalMap map{0, 0, Rational(network.bias(layer)(j))};
    for (Eigen::Index k = 0; k < weight.cols(); ++k) {
      const RationalMap& below = face.hidden[static_cast<std::size_t>(k)];
      for (std::size_t c = 0; c < 3; ++c) map[c] += Rational(weight(j, k)) * below[c];
    }
    maps.push_back(std::move(map));
  }
  return maps;
}

/// The part of a loop (or interval) where sign * map >= 0.
std::vector<RationalPoint> clip(const std::vector<RationalPoint>& loop, const RationalMap& map,
                                int sign, bool isInterval) {
  std::vector<RationalPoint> kept;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const RationalPoint& a = loop[i];
    const Rational here = valueAt(map, a);
    if (here.sign() * sign >= 0) kept.push_back(a);
    if (isInterval && i + 1 == loop.size()) break;
    const RationalPoint& b = loop[(i + 1) % loop.size()];
    const Rational there = valueAt(map, b);
    if (here.sign() * there.sign() >= 0) continue;
    const Rational t = here / (here - there);
    kept.emplace_back(a.first + t * (b.first - a.first), a.second + t * (b.second - a.second));
  }
  return kept;
}

/// Cuts the corners of one face by all maps; the pieces get their patterns' bits appended.
std::vector<RationalFace> splitByLayer(const RationalFace& face,
                                       const std::vector<RationalMap>& maps, bool isInterval) {
  std::vector<RationalFace> pieces{face};
  for (const RationalMap& map : maps) {
    std::vector<RationalFace> next;
    for (RationalFace& piece : pieces) {
      bool up = false;
      bool down = false;
      for (const RationalPoint& p : piece.corners) {
        const int sign = valueAt(map, p).sign();
        up = up || sign > 0;
        down = down || sign < 0;
      }
      for (const bool isOn : {false, true}) {
        if (up && down) {
          RationalFace part = piece;
          part.corners = clip(piece.corners, map, isOn ? 1 : -1, isInterval);
          part.pattern.push_back(isOn);
          next.push_back(std::move(part));
        } else if (isOn == up) {
          piece.pattern.push_back(isOn);
          next.push_back(std::move(piece));
          break;
        }
      }
    }
    pieces = std::move(next);
  }
  return pieces;
}

void activate(RationalFace& face, const std::vector<RationalMap>& maps, double leakySlope) {
  face.hidden = maps;
  const std::size_t first = face.pattern.size() - maps.size();
  for (std::size_t j = 0; j < maps.size(); ++j) {
    if (face.pattern[first + j]) continue;
    for (Rational& c : face.hidden[j]) c *= Rational(leakySlope);
  }
}

}  // namespace

std::size_t ExactCells::edgeCount(int dimension) const {
  return dimension == 1 ? faces.size() : vertexCount + faces.size() - 1;
}

Rational ExactCells::area(int dimension) const {
  Rational twice = 0;
  for (const auto& [pattern, corners] : faces) {
    if (dimension == 1) {
      twice += 2 * (corners[1].first - corners[0].first);
      continue;
    }
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const RationalPoint& a = corners[i];
      const RationalPoint& b = corners[(i + 1) % corners.size()];
      twice += a.first * b.second - a.second * b.first;
    }
  }
  return twice / 2;
}

ExactCells exactCells(const Network& network, const InputSlice& slice, const SliceDomain& domain) {
  std::vector<RationalFace> faces{wholeDomain(slice, domain)};
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    std::vector<RationalFace> next;
    for (const RationalFace& face : faces) {
      const std::vector<RationalMap> maps = preactivationMaps(network, face, layer);
      for (RationalFace& piece : splitByLayer(face, maps, slice.dimension() == 1)) {
        activate(piece, maps, network.architecture.leakySlope);
        next.push_back(std::move(piece));
      }
    }
    faces = std::move(next);
  }
  ExactCells cells;
  std::set<RationalPoint> vertices;
  for (RationalFace& face : faces) {
    vertices.insert(face.corners.begin(), face.corners.end());
    const bool isNew = cells.faces.emplace(face.pattern, std::move(face.corners)).second;
    cells.hasRepeatedPattern = cells.hasRepeatedPattern || !isNew;
  }
  cells.vertexCount = vertices.size();
  return cells;
}

std::vector<bool> patternOf(const Tessellation& tessellation, int face) {
  std::vector<bool> pattern;
  for (int layer = 1; layer <= tessellation.architecture.hiddenLayerCount(); ++layer) {
    for (int j = 0; j < tessellation.architecture.width(layer); ++j) {
      pattern.push_back(tessellation.isActive(face, layer, j));
    }
  }
  return pattern;
}

double largestVertexError(const ExactCells& cells, const Tessellation& tessellation) {
  double worst = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    const auto found = cells.faces.find(patternOf(tessellation, face));
    if (found == cells.faces.end()) return std::numeric_limits<double>::infinity();
    for (const RationalPoint& corner : found->second) {
      double nearest = std::numeric_limits<double>::infinity();
      for (const int vertex : tessellation.faceVertices(face)) {
        const SlicePoint& p = tessellation.vertices[static_cast<std::size_t>(vertex)];
        const double dx = std::abs(static_cast<double>(Rational(p.x) - corner.first));
        const double dy = std::abs(static_cast<double>(Rational(p.y) - corner.second));
        nearest = std::min(nearest, std::max(dx, dy));
      }
      worst = std::max(worst, nearest);
    }
  }
  return worst;
}

}  // namespace adamscope::testing
