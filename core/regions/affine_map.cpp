#include "core/regions/affine_map.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/network/dense_product.h"

namespace adamscope {
namespace {

/// Faces of one task.
constexpr int kFacesPerTask = 256;

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

/// values[k] = ifSet or ifClear, by bit k of the word.
void expandBits(std::uint64_t word, double ifSet, double ifClear, double (&values)[64]) {
  for (std::uint64_t k = 0; k < 64; ++k) values[k] = ((word >> k) & 1U) != 0 ? ifSet : ifClear;
}

/// Pulls the output weights back through the layers, for some faces and one output at a time. Where
/// nothing is active all factors are 0, so there f is exactly constant.
class PullBack {
 public:
  PullBack(const Network& network, const Tessellation& tessellation)
      : network_(network), tessellation_(tessellation) {
    first_ = network.weight(1) * sliceFrame(tessellation.slice);
    first_.col(2) += network.bias(1);
  }

  /// Writes the coefficients of one output on the faces first, first + 1, ..., `stride` apart.
  void run(int first, int faces, int output, double* coefficients, int stride) {
    const int last = network_.architecture.layerCount();
    rows_.resize(faces, last == 1 ? first_.rows() : network_.weight(last).cols());
    if (last == 1) {
      rows_.rowwise() = Eigen::RowVectorXd::Unit(first_.rows(), output);
      constants_.setZero(faces);
    } else {
      rows_.rowwise() = network_.weight(last).row(output);
      constants_.setConstant(faces, network_.bias(last)(output));
    }
    for (int layer = last - 1; layer >= 1; --layer) {
      for (int i = 0; i < faces; ++i) multiplyBySlopes(layer, first + i, rows_.row(i).data());
      if (layer == 1) break;
      constants_.noalias() += rows_ * network_.bias(layer);
      pullBackRows(rows_, network_.weight(layer), rowsBelow_);
      rows_.swap(rowsBelow_);
    }
    maps_.noalias() = rows_ * first_;
    maps_.col(2) += constants_;
    for (int i = 0; i < faces; ++i, coefficients += stride) {
      Eigen::Map<Eigen::RowVector3d> result(coefficients);
      result = maps_.row(i);
    }
  }

 private:
  /// The row of one face times D_l: 1 for active neurons, the leaky slope for the others.
  void multiplyBySlopes(int layer, int face, double* row) const {
    const double slope = network_.architecture.leakySlope;
    const int width = network_.architecture.width(layer);
    const int firstBit = tessellation_.maskBit(layer, 0);
    const std::uint64_t* words = tessellation_.mask(face).data() + firstBit / 64;
    for (int j = 0; j < width; j += 64, ++words) {
      const int bits = std::min(64, width - j);
      double slopes[64];
      expandBits(*words, 1.0, slope, slopes);
      for (int k = 0; k < bits; ++k) row[j + k] *= slopes[k];
    }
  }

  const Network& network_;
  const Tessellation& tessellation_;
  Matrix first_;         // m_1 x 3: z_1 as a function of (s, t, 1)
  RowMatrix rows_;       // faces x m_l: df / dz_l
  RowMatrix rowsBelow_;  // the same for the layer below
  Vector constants_;     // the biases' part of f above that layer
  Eigen::Matrix<double, Eigen::Dynamic, 3> maps_;
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

AffineMaps affineMapsOf(const Network& network, const Tessellation& tessellation,
                        Executor* executor) {
  checkFits(network, tessellation);
  AffineMaps maps;
  maps.outputCount = network.architecture.outputCount();
  const int faces = tessellation.faceCount();
  maps.coefficients.resize(3 * static_cast<std::size_t>(faces) *
                           static_cast<std::size_t>(maps.outputCount));
  SerialExecutor serial;
  Executor& runner = executor != nullptr ? *executor : serial;
  runner.forEach((faces + kFacesPerTask - 1) / kFacesPerTask, [&](int task) {
    const int first = task * kFacesPerTask;
    const int count = std::min(faces - first, kFacesPerTask);
    const int stride = 3 * maps.outputCount;
    double* coefficients = maps.coefficients.data() + static_cast<std::ptrdiff_t>(first) * stride;
    PullBack pullBack(network, tessellation);
    for (int k = 0; k < maps.outputCount; ++k) {
      pullBack.run(first, count, k, coefficients + 3 * k, stride);
    }
  });
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
