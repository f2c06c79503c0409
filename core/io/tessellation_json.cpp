#include "core/io/tessellation_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/regions/affine_map.h"

namespace adamscope {

namespace {

using Json = nlohmann::ordered_json;

Json maskStrings(const Tessellation& tessellation, int face) {
  Json layers = Json::array();
  const Architecture& shape = tessellation.architecture;
  for (int layer = 1; layer <= shape.hiddenLayerCount(); ++layer) {
    std::string bits;
    for (int j = 0; j < shape.width(layer); ++j) {
      bits += tessellation.isActive(face, layer, j) ? '1' : '0';
    }
    layers.push_back(bits);
  }
  return layers;
}

Json faceJson(const Tessellation& tessellation, const AffineMaps& maps, int face) {
  Json vertices = Json::array();
  for (const int v : tessellation.faceVertices(face)) vertices.push_back(v);
  Json map = Json::array();
  for (int k = 0; k < maps.outputCount; ++k) {
    const double* a = maps.of(face, k);
    map.push_back({a[0], a[1], a[2]});
  }
  return {{"vertices", vertices}, {"mask", maskStrings(tessellation, face)}, {"map", map}};
}

}  // namespace

double totalArea(const Tessellation& tessellation) {
  double total = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    const std::span<const int> loop = tessellation.faceVertices(face);
    const auto at = [&](std::size_t i) {
      return tessellation.vertices[static_cast<std::size_t>(loop[i % loop.size()])];
    };
    if (tessellation.slice.dimension() == 1) {
      total += at(1).x - at(0).x;
      continue;
    }
    // Relative to one corner, so that small faces far from the origin keep their digits.
    const SlicePoint origin = at(0);
    double twice = 0.0;
    for (std::size_t i = 1; i + 1 < loop.size(); ++i) {
      const SlicePoint p = at(i);
      const SlicePoint q = at(i + 1);
      twice += (p.x - origin.x) * (q.y - origin.y) - (q.x - origin.x) * (p.y - origin.y);
    }
    total += 0.5 * twice;
  }
  return total;
}

std::string tessellationToJson(const Network& network, const Tessellation& tessellation) {
  Json document;
  document["exact"] = tessellation.exact;
  const SliceDomain& domain = tessellation.domain;
  document["domain"] = tessellation.slice.dimension() == 1
                           ? Json{domain.xMin, domain.xMax}
                           : Json{domain.xMin, domain.xMax, domain.yMin, domain.yMax};
  Json vertices = Json::array();
  for (const SlicePoint& p : tessellation.vertices) vertices.push_back({p.x, p.y});
  document["vertices"] = std::move(vertices);
  Json edges = Json::array();
  for (const TessellationEdge& edge : tessellation.edges) {
    edges.push_back({{"vertices", {edge.from, edge.to}},
                     {"faces", {edge.leftFace, edge.rightFace}},
                     {"layer", edge.layer},
                     {"neuron", edge.neuron}});
  }
  document["edges"] = std::move(edges);
  const AffineMaps maps = affineMapsOf(network, tessellation);
  Json faces = Json::array();
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    faces.push_back(faceJson(tessellation, maps, face));
  }
  document["faces"] = std::move(faces);
  return document.dump() + "\n";
}

}  // namespace adamscope
