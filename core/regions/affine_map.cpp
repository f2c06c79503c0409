#include "core/regions/affine_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace adamscope {
namespace {

/// Rows (faces x outputs) pulled back through the layers at a time: one batch of a layer of 64
/// neurons then fits the second-level cache.
constexpr int kBatchRows = 512;

/// Where a slice lies in input space: x = frame * (s, t, 1)^T. d_0 x 3.
Matrix sliceFrame(const InputSlice& slice) {
  Matrix frame = Matrix::Zero(slice.origin.size(), 3);
  frame.leftCols(slice.dimension()) = slice.directions;
  frame.col(2) = slice.origin;
  return frame;
}

void checkFits(const Network& network, const Tessellation& tessellation) {
  ADAMSCOPE_CHECK(network.architecture == tessellation.architecture,
                  "the network is not the one that was tessellated");
}

/// The backward products of one batch of faces: row r belongs to face first + r / outputs and to
/// output r % outputs.
class PullBack {
 public:
  PullBack(const Network& network, const Tessellation& tessellation)
      : network_(network),
        tessellation_(tessellation),
        outputs_(network.architecture.outputCount()),
        frame_(sliceFrame(tessellation.slice)) {}

  /// Writes the coefficients of `faces` faces from face `first` on.
  void run(int first, int faces, double* coefficients) {
    const int last = network_.architecture.layerCount();
    rows_ = network_.weight(last).replicate(faces, 1);
    constants_ = network_.bias(last).replicate(faces, 1);
    for (int layer = last - 1; layer >= 1; --layer) {
      maskColumns(layer, first, faces);
      constants_.noalias() += rows_ * network_.bias(layer);
      product_.noalias() = rows_ * network_.weight(layer);
      rows_.swap(product_);
    }
    Eigen::Map<RowMatrix> result(coefficients, static_cast<Eigen::Index>(faces) * outputs_, 3);
    result.noalias() = rows_ * frame_;
    result.col(2) += constants_;
  }

 private:
  /// rows_ := rows_ * D_layer, with each face's own mask.
  void maskColumns(int layer, int first, int faces) {
    const double slope = network_.architecture.leakySlope;
    const auto words = static_cast<std::size_t>(tessellation_.maskWords);
    for (int neuron = 0; neuron < network_.architecture.width(layer); ++neuron) {
      const int bit = tessellation_.maskBit(layer, neuron);
      const std::uint64_t* word = tessellation_.masks.data() +
                                  static_cast<std::size_t>(first) * words +
                                  static_cast<std::size_t>(bit / 64);
      double* value = rows_.col(neuron).data();
      for (int face = 0; face < faces; ++face, word += words) {
        const double factor = ((*word >> (bit % 64)) & 1U) != 0 ? 1.0 : slope;
        for (int k = 0; k < outputs_; ++k) *value++ *= factor;
      }
    }
  }

  const Network& network_;
  const Tessellation& tessellation_;
  int outputs_;
  Matrix frame_;
  Matrix rows_;
  Matrix product_;
  Vector constants_;
};

}  // namespace

Vector AffineMap::valueAt(const SlicePoint& point) const {
  return coefficients.col(0) * point.x + coefficients.col(1) * point.y + coefficients.col(2);
}

AffineMap affineMapOf(const Network& network, const Tessellation& tessellation, int face) {
  checkFits(network, tessellation);
  ADAMSCOPE_CHECK(face >= 0 && face < tessellation.faceCount(), "there is no such face");
  const Architecture& shape = network.architecture;
  Matrix columns = sliceFrame(tessellation.slice);
  for (int layer = 1; layer <= shape.layerCount(); ++layer) {
    Matrix next = network.weight(layer) * columns;
    next.col(2) += network.bias(layer);
    if (layer < shape.layerCount()) {
      for (int j = 0; j < shape.width(layer); ++j) {
        if (!tessellation.isActive(face, layer, j)) next.row(j) *= shape.leakySlope;
      }
    }
    columns.swap(next);
  }
  return {columns};
}

AffineMaps affineMapsOf(const Network& network, const Tessellation& tessellation) {
  checkFits(network, tessellation);
  AffineMaps maps;
  maps.outputCount = network.architecture.outputCount();
  const int faces = tessellation.faceCount();
  const std::size_t perFace = 3 * static_cast<std::size_t>(maps.outputCount);
  maps.coefficients.resize(static_cast<std::size_t>(faces) * perFace);
  const int batch = std::max(1, kBatchRows / maps.outputCount);
  PullBack pullBack(network, tessellation);
  for (int first = 0; first < faces; first += batch) {
    pullBack.run(first, std::min(batch, faces - first),
                 maps.coefficients.data() + static_cast<std::size_t>(first) * perFace);
  }
  return maps;
}

std::vector<double> cornerValues(const Tessellation& tessellation, const AffineMaps& maps) {
  std::vector<double> values;
  values.reserve(tessellation.loopVertices.size() * static_cast<std::size_t>(maps.outputCount));
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    for (const int vertex : tessellation.faceVertices(face)) {
      const SlicePoint& point = tessellation.vertices[static_cast<std::size_t>(vertex)];
      for (int k = 0; k < maps.outputCount; ++k) values.push_back(maps.valueAt(face, k, point));
    }
  }
  return values;
}

std::vector<double> vertexValues(const Tessellation& tessellation, const AffineMaps& maps) {
  const auto outputs = static_cast<std::size_t>(maps.outputCount);
  const std::size_t count = tessellation.vertices.size() * outputs;
  std::vector<double> values(count, 0.0);
  std::vector<double> steepness(count, std::numeric_limits<double>::infinity());
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    for (int k = 0; k < maps.outputCount; ++k) {
      const double* a = maps.of(face, k);
      const double slope = std::abs(a[0]) + std::abs(a[1]);
      for (const int vertex : tessellation.faceVertices(face)) {
        const auto v = static_cast<std::size_t>(vertex);
        const std::size_t i = v * outputs + static_cast<std::size_t>(k);
        if (!(slope < steepness[i])) continue;
        steepness[i] = slope;
        values[i] = maps.valueAt(face, k, tessellation.vertices[v]);
      }
    }
  }
  return values;
}

}  // namespace adamscope
