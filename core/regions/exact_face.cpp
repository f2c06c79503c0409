#include "core/regions/exact_face.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace adamscope {
namespace {

using Affine = std::array<Dyadic, 3>;

Affine meetingPoint(const Affine& a, const Affine& b) {
  Affine point{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  if (point[2].sign() < 0) {
    for (Dyadic& c : point) c = -c;
  }
  return point;
}

int signAt(const Affine& map, const Affine& point) {
  return (map[0] * point[0] + map[1] * point[1] + map[2] * point[2]).sign();
}

/// Orientation of three points with positive denominators: 1 is counter-clockwise.
int orientation(const Affine& p, const Affine& q, const Affine& r) {
  const Dyadic x = q[1] * r[2] - q[2] * r[1];
  const Dyadic y = q[2] * r[0] - q[0] * r[2];
  const Dyadic d = q[0] * r[1] - q[1] * r[0];
  return (p[0] * x + p[1] * y + p[2] * d).sign();
}

/// |stored - numerator / denominator|, rounded only at the end.
double distance(double stored, const Dyadic& numerator, const Dyadic& denominator) {
  const Dyadic difference = Dyadic(stored) * denominator - numerator;
  if (difference.isZero()) return 0.0;
  // Powers of two are taken out first: the big numbers may leave the range of double.
  const auto bits = [](const Dyadic& x) {
    return static_cast<int>(msb(BigInt(abs(x.mantissa())))) + x.exponent();
  };
  const int above = bits(difference);
  const int below = bits(denominator);
  const double ratio = difference.scaled(-above).toDouble() / denominator.scaled(-below).toDouble();
  return std::ldexp(std::abs(ratio), above - below);
}

}  // namespace

ExactFace::ExactFace(const Network& network, const Tessellation& tessellation, int face)
    : tessellation_(tessellation), face_(face) {
  ADAMSCOPE_CHECK(face >= 0 && face < tessellation.faceCount(), "there is no such face");
  buildMaps(network);
  buildCorners();
}

void ExactFace::buildMaps(const Network& network) {
  const Architecture& shape = network.architecture;
  const InputSlice& slice = tessellation_.slice;
  const Dyadic slope(shape.leakySlope);
  std::vector<Affine> hidden;
  for (Eigen::Index i = 0; i < slice.origin.size(); ++i) {
    const double across = slice.dimension() == 2 ? slice.directions(i, 1) : 0.0;
    hidden.push_back({Dyadic(slice.directions(i, 0)), Dyadic(across), Dyadic(slice.origin(i))});
  }
  for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
    const WeightView weight = network.weight(layer);
    std::vector<Affine> next;
    for (int j = 0; j < shape.width(layer); ++j) {
      Affine map{Dyadic(), Dyadic(), Dyadic(network.bias(layer)(j))};
      for (std::size_t k = 0; k < hidden.size(); ++k) {
        const Dyadic w(weight(j, static_cast<Eigen::Index>(k)));
        if (w.isZero()) continue;
        for (std::size_t c = 0; c < 3; ++c) map[c] += w * hidden[k][c];
      }
      next.push_back(std::move(map));
    }
    hidden = next;
    maps_.push_back(std::move(next));
    for (int j = 0; j < shape.width(layer); ++j) {
      if (tessellation_.isActive(face_, layer, j)) continue;
      for (Dyadic& c : hidden[static_cast<std::size_t>(j)]) c = c * slope;
    }
  }
}

ExactFace::Affine ExactFace::side(int index) const {
  const SliceDomain& d = tessellation_.domain;
  const Dyadic one(1.0);
  if (index == 0) return {Dyadic(), one, Dyadic(-d.yMin)};
  if (index == 1) return {-one, Dyadic(), Dyadic(d.xMax)};
  if (index == 2) return {Dyadic(), -one, Dyadic(d.yMax)};
  return {one, Dyadic(), Dyadic(-d.xMin)};
}

ExactFace::Affine ExactFace::lineOf(const TessellationEdge& edge) const {
  if (edge.layer == 0) return side(edge.neuron);
  return maps_[static_cast<std::size_t>(edge.layer) - 1][static_cast<std::size_t>(edge.neuron)];
}

void ExactFace::buildCorners() {
  const bool isInterval = tessellation_.slice.dimension() == 1;
  const std::span<const int> vertices = tessellation_.faceVertices(face_);
  std::vector<Affine> all;
  for (const int e : tessellation_.faceEdges(face_)) {
    all.push_back(lineOf(tessellation_.edges[static_cast<std::size_t>(e)]));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    // In the plane, corners where two edges continue one another are left out: they are made by
    // lines that end there on the other side, and an affine function needs only the true corners.
    const Affine floor{Dyadic(), Dyadic(1.0), Dyadic()};
    const Affine& before = isInterval ? floor : all[i == 0 ? all.size() - 1 : i - 1];
    Affine point = meetingPoint(before, all[i]);
    if (point[2].isZero()) continue;
    corners_.push_back({std::move(point), vertices[i]});
    lines_.push_back(all[i]);
  }
}

bool ExactFace::isMaskRight(int layer, int neuron) const {
  const Affine& map = maps_[static_cast<std::size_t>(layer) - 1][static_cast<std::size_t>(neuron)];
  bool up = false;
  bool down = false;
  for (const Corner& corner : corners_) {
    const int sign = signAt(map, corner.point);
    up = up || sign > 0;
    down = down || sign < 0;
  }
  return !(up && down) && up == tessellation_.isActive(face_, layer, neuron);
}

std::string ExactFace::findProblem() const {
  const std::string name = "face " + std::to_string(face_);
  const std::size_t count = corners_.size();
  if (tessellation_.slice.dimension() == 1) {
    const bool isProper = count == 2 && compare(corners_[0].point[0] * corners_[1].point[2],
                                                corners_[1].point[0] * corners_[0].point[2]) < 0;
    if (!isProper) return name + " is no interval from left to right";
  } else {
    if (count < 3) return name + " has fewer than three exact corners";
    for (std::size_t i = 0; i < count; ++i) {
      const Affine& p = corners_[i].point;
      const Affine& q = corners_[(i + 1) % count].point;
      if (orientation(p, q, corners_[(i + 2) % count].point) <= 0) {
        return name + " does not turn left at vertex " +
               std::to_string(corners_[(i + 1) % count].vertex);
      }
      if (signAt(lines_[i], q) != 0) {
        return name + " has an edge off the line of its neuron at vertex " +
               std::to_string(corners_[(i + 1) % count].vertex);
      }
    }
  }
  const Architecture& shape = tessellation_.architecture;
  for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
    for (int j = 0; j < shape.width(layer); ++j) {
      if (isMaskRight(layer, j)) continue;
      return name + " has the wrong bit for layer " + std::to_string(layer) + ", neuron " +
             std::to_string(j);
    }
  }
  return {};
}

double ExactFace::vertexError() const {
  double worst = 0.0;
  for (const Corner& corner : corners_) {
    const SlicePoint& p = tessellation_.vertices[static_cast<std::size_t>(corner.vertex)];
    worst = std::max({worst, distance(p.x, corner.point[0], corner.point[2]),
                      distance(p.y, corner.point[1], corner.point[2])});
  }
  return worst;
}

}  // namespace adamscope
