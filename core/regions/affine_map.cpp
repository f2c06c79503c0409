#include "core/regions/affine_map.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

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

/// Pulls the output weights back through the layers, one face and output at a time. Only the rows
/// of active neurons are added up, so on a face where nothing is active f is exactly constant.
class PullBack {
 public:
  PullBack(const Network& network, const Tessellation& tessellation)
      : network_(network), tessellation_(tessellation), frame_(sliceFrame(tessellation.slice)) {}

  /// Writes the coefficients of one output on one face.
  void run(int face, int output, double* coefficients) {
    const int last = network_.architecture.layerCount();
    row_ = network_.weight(last).row(output);
    double constant = network_.bias(last)(output);
    for (int layer = last - 1; layer >= 1; --layer) {
      collect(layer, face);
      const BiasView bias = network_.bias(layer);
      for (std::size_t i = 0; i < rows_.size(); ++i) constant += factors_[i] * bias(rows_[i]);
      addRows(network_.weight(layer));
      row_.swap(sum_);
    }
    Eigen::Map<Eigen::RowVector3d> result(coefficients);
    result.noalias() = row_ * frame_;
    result(2) += constant;
  }

 private:
  /// The neurons of the layer that the row depends on, with their factors.
  void collect(int layer, int face) {
    rows_.clear();
    factors_.clear();
    const double slope = network_.architecture.leakySlope;
    const int width = network_.architecture.width(layer);
    const int firstBit = tessellation_.maskBit(layer, 0);
    const std::uint64_t* words = tessellation_.mask(face).data() + firstBit / 64;
    for (int j = 0; j < width; ++j) {
      const bool isActive = ((words[j / 64] >> (j % 64)) & 1U) != 0;
      const double factor = isActive ? row_(j) : slope * row_(j);
      if (factor == 0.0) continue;
      rows_.push_back(j);
      factors_.push_back(factor);
    }
  }

  /// sum_ = the collected rows times their factors, four at a time.
  void addRows(const WeightView& weight) {
    sum_.setZero(weight.cols());
    std::size_t i = 0;
    for (; i + 4 <= rows_.size(); i += 4) {
      sum_.noalias() +=
          factors_[i] * weight.row(rows_[i]) + factors_[i + 1] * weight.row(rows_[i + 1]) +
          factors_[i + 2] * weight.row(rows_[i + 2]) + factors_[i + 3] * weight.row(rows_[i + 3]);
    }
    for (; i < rows_.size(); ++i) sum_.noalias() += factors_[i] * weight.row(rows_[i]);
  }

  const Network& network_;
  const Tessellation& tessellation_;
  Matrix frame_;
  Eigen::RowVectorXd row_;
  Eigen::RowVectorXd sum_;
  std::vector<int> rows_;
  std::vector<double> factors_;
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
    PullBack pullBack(network, tessellation);
    const int end = std::min(faces, (task + 1) * kFacesPerTask);
    double* coefficients = maps.coefficients.data() +
                           3 * static_cast<std::ptrdiff_t>(task) * kFacesPerTask * maps.outputCount;
    for (int face = task * kFacesPerTask; face < end; ++face) {
      for (int k = 0; k < maps.outputCount; ++k, coefficients += 3) {
        pullBack.run(face, k, coefficients);
      }
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
