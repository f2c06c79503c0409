#include "tests/support/soup_tessellation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/base/random.h"

namespace adamscope::testing {
namespace {

/// Corners nearer than this are one vertex: far above rounding, far below the regions of the tests.
constexpr double kWeld = 1e-9;

struct SoupCorner {
  SlicePoint point;
  int layer = 0;  ///< What vanishes on the edge to the next corner.
  int neuron = 0;
};

struct SoupFace {
  std::vector<SoupCorner> corners;
  std::vector<std::vector<bool>> mask;
};

/// (a_s, a_t, c) of the neurons of `layer` on a face, from the masks of the layers below.
Matrix preactivationMap(const Network& network, const InputSlice& slice, const SoupFace& face,
                        int layer) {
  Matrix columns = Matrix::Zero(slice.origin.size(), 3);
  columns.leftCols(slice.dimension()) = slice.directions;
  columns.col(2) = slice.origin;
  for (int l = 1; l <= layer; ++l) {
    Matrix next = network.weight(l) * columns;
    next.col(2) += network.bias(l);
    if (l < layer) {
      for (int j = 0; j < next.rows(); ++j) {
        const bool isOn = face.mask[static_cast<std::size_t>(l) - 1][static_cast<std::size_t>(j)];
        if (!isOn) next.row(j) *= network.architecture.leakySlope;
      }
    }
    columns = next;
  }
  return columns;
}

/// The part of a loop where sign * z >= 0.
std::vector<SoupCorner> keep(const std::vector<SoupCorner>& loop, const std::vector<double>& z,
                             double sign, int layer, int neuron) {
  std::vector<SoupCorner> kept;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const std::size_t j = (i + 1) % loop.size();
    if (sign * z[i] > 0.0) kept.push_back(loop[i]);
    if ((z[i] > 0.0) == (z[j] > 0.0)) continue;
    const double t = z[i] / (z[i] - z[j]);
    const SlicePoint& a = loop[i].point;
    const SlicePoint& b = loop[j].point;
    SoupCorner cut{{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}, layer, neuron};
    if (sign * z[i] <= 0.0) {
      cut.layer = loop[i].layer;
      cut.neuron = loop[i].neuron;
    }
    kept.push_back(cut);
  }
  return kept;
}

std::vector<SoupCorner> keepInterval(const std::vector<SoupCorner>& ends,
                                     const std::vector<double>& z, double sign, int layer,
                                     int neuron) {
  const double t = z[0] / (z[0] - z[1]);
  const double x = ends[0].point.x + t * (ends[1].point.x - ends[0].point.x);
  const SoupCorner cut{{x, 0.0}, layer, neuron};
  return sign * z[0] > 0.0 ? std::vector{ends[0], cut} : std::vector{cut, ends[1]};
}

void splitAll(std::vector<SoupFace>& faces, const Network& network, const InputSlice& slice,
              int layer) {
  std::vector<Matrix> maps;
  for (SoupFace& face : faces) {
    maps.push_back(preactivationMap(network, slice, face, layer));
    face.mask.emplace_back(static_cast<std::size_t>(network.architecture.width(layer)), false);
  }
  for (int neuron = 0; neuron < network.architecture.width(layer); ++neuron) {
    const std::size_t count = faces.size();
    for (std::size_t f = 0; f < count; ++f) {
      std::vector<double> z;
      for (const SoupCorner& corner : faces[f].corners) {
        const Eigen::Vector3d point(corner.point.x, corner.point.y, 1.0);
        z.push_back(maps[f].row(neuron).dot(point));
      }
      const bool isOn = *std::max_element(z.begin(), z.end()) > 0.0;
      const bool isCut = isOn && *std::min_element(z.begin(), z.end()) <= 0.0;
      const auto bit = static_cast<std::size_t>(neuron);
      if (isCut) {
        SoupFace off = faces[f];
        const auto part = slice.dimension() == 2 ? keep : keepInterval;
        off.corners = part(faces[f].corners, z, -1.0, layer, neuron);
        faces[f].corners = part(faces[f].corners, z, 1.0, layer, neuron);
        faces.push_back(std::move(off));
        maps.push_back(Matrix(maps[f]));
      }
      faces[f].mask.back()[bit] = isOn;
    }
  }
}

SoupFace wholeDomain(const InputSlice& slice, const SliceDomain& d) {
  SoupFace face;
  if (slice.dimension() == 1) {
    face.corners = {{{d.xMin, 0.0}, 0, 3}, {{d.xMax, 0.0}, 0, 1}};
  } else {
    face.corners = {{{d.xMin, d.yMin}, 0, 0},
                    {{d.xMax, d.yMin}, 0, 1},
                    {{d.xMax, d.yMax}, 0, 2},
                    {{d.xMin, d.yMax}, 0, 3}};
  }
  return face;
}

int weld(std::vector<SlicePoint>& vertices, const SlicePoint& point) {
  for (std::size_t v = 0; v < vertices.size(); ++v) {
    if (std::hypot(vertices[v].x - point.x, vertices[v].y - point.y) < kWeld) {
      return static_cast<int>(v);
    }
  }
  vertices.push_back(point);
  return static_cast<int>(vertices.size()) - 1;
}

/// The vertices strictly inside the segment a-b, from a to b.
std::vector<int> verticesInside(const std::vector<SlicePoint>& vertices, int a, int b) {
  const SlicePoint& p = vertices[static_cast<std::size_t>(a)];
  const SlicePoint& q = vertices[static_cast<std::size_t>(b)];
  const double length = std::hypot(q.x - p.x, q.y - p.y);
  std::vector<std::pair<double, int>> inside;
  for (int v = 0; v < static_cast<int>(vertices.size()); ++v) {
    if (v == a || v == b) continue;
    const SlicePoint& r = vertices[static_cast<std::size_t>(v)];
    const double along = ((r.x - p.x) * (q.x - p.x) + (r.y - p.y) * (q.y - p.y)) / length;
    const double off = ((r.x - p.x) * (q.y - p.y) - (r.y - p.y) * (q.x - p.x)) / length;
    if (std::abs(off) < kWeld && along > 0.0 && along < length) inside.emplace_back(along, v);
  }
  std::sort(inside.begin(), inside.end());
  std::vector<int> result;
  for (const auto& [along, v] : inside) result.push_back(v);
  return result;
}

/// Adds one face's loop to the complex; `known` finds the edge between two vertices.
void addLoop(Tessellation& t, const SoupFace& face, std::map<std::pair<int, int>, int>& known) {
  const int faceId = static_cast<int>(t.loopStart.size()) - 1;
  std::vector<int> ids;
  for (const SoupCorner& corner : face.corners) ids.push_back(weld(t.vertices, corner.point));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const SoupCorner& corner = face.corners[i];
    std::vector<int> stops{ids[i]};
    if (t.slice.dimension() == 2) {
      const int next = ids[(i + 1) % ids.size()];
      const std::vector<int> inside = verticesInside(t.vertices, ids[i], next);
      stops.insert(stops.end(), inside.begin(), inside.end());
      stops.push_back(next);
    } else {
      stops.push_back(ids[i]);
    }
    for (std::size_t k = 0; k + 1 < stops.size(); ++k) {
      const std::pair<int, int> ends = std::minmax(stops[k], stops[k + 1]);
      const auto [entry, isNew] = known.try_emplace(ends, static_cast<int>(t.edges.size()));
      if (isNew) t.edges.push_back({stops[k], stops[k + 1], -1, -1, corner.layer, corner.neuron});
      TessellationEdge& edge = t.edges[static_cast<std::size_t>(entry->second)];
      const bool isLeft = t.slice.dimension() == 2 ? edge.from == stops[k] : i == 1;
      (isLeft ? edge.leftFace : edge.rightFace) = faceId;
      t.loopVertices.push_back(stops[k]);
      t.loopEdges.push_back(entry->second);
    }
  }
  t.loopStart.push_back(static_cast<int>(t.loopVertices.size()));
}

}  // namespace

Tessellation soupTessellation(const Network& network, const InputSlice& slice,
                              const SliceDomain& domain) {
  std::vector<SoupFace> faces{wholeDomain(slice, domain)};
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    splitAll(faces, network, slice, layer);
  }
  Tessellation t;
  t.architecture = network.architecture;
  t.slice = slice;
  t.domain = domain;
  t.maskWords = Tessellation::maskWordCount(network.architecture);
  t.loopStart.push_back(0);
  for (const SoupFace& face : faces) {
    for (const SoupCorner& corner : face.corners) weld(t.vertices, corner.point);
  }
  std::map<std::pair<int, int>, int> known;
  for (const SoupFace& face : faces) {
    addLoop(t, face, known);
    std::vector<std::uint64_t> words(static_cast<std::size_t>(t.maskWords), 0);
    for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
      for (int j = 0; j < network.architecture.width(layer); ++j) {
        const int bit = t.maskBit(layer, j);
        const auto l = static_cast<std::size_t>(layer) - 1;
        if (face.mask[l][static_cast<std::size_t>(j)]) {
          words[static_cast<std::size_t>(bit / 64)] |= std::uint64_t{1} << (bit % 64);
        }
      }
    }
    t.masks.insert(t.masks.end(), words.begin(), words.end());
  }
  return t;
}

Network randomNetwork(const Architecture& architecture, std::uint64_t seed) {
  Network network{architecture, Vector::Zero(architecture.parameterCount())};
  Random random(seed);
  for (int layer = 1; layer <= architecture.layerCount(); ++layer) {
    const double scale = std::sqrt(2.0 / architecture.width(layer - 1));
    for (double& w : network.weight(layer).reshaped<Eigen::RowMajor>()) w = scale * random.normal();
    for (double& b : network.bias(layer)) b = 0.5 * random.normal();
  }
  return network;
}

Network networkWithLines(const Matrix& lines, const Vector& outputWeights, double outputBias) {
  const Architecture shape{{2, static_cast<int>(lines.rows()), 1}};
  Network network{shape, Vector::Zero(shape.parameterCount())};
  network.weight(1) = lines.leftCols(2);
  network.bias(1) = lines.col(2);
  network.weight(2) = outputWeights.transpose();
  network.bias(2)[0] = outputBias;
  return network;
}

}  // namespace adamscope::testing
