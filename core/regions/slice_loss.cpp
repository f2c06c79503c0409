#include "core/regions/slice_loss.h"

#include <array>
#include <cmath>

#include "core/base/check.h"
#include "core/geometry/symmetric_eigen.h"
#include "core/network/backward.h"

namespace adamscope {
namespace {

SlicePoint mix(const SlicePoint& a, const SlicePoint& b, double share) {
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

}  // namespace

SlicePoint SliceGrid::center(int column, int row) const {
  return {domain.xMin + (domain.xMax - domain.xMin) * ((column + 0.5) / columns),
          domain.yMin + (domain.yMax - domain.yMin) * ((row + 0.5) / rows)};
}

SliceGrid lossGrid(const ParameterSlice& slice, const Matrix& inputs, const Matrix& targets,
                   Loss loss, const SliceDomain& domain, int columns, int rows) {
  ADAMSCOPE_CHECK(columns > 0 && rows > 0, "the grid must have boxes");
  SliceGrid grid{domain, columns, rows, {}};
  Network network{slice.architecture, {}};
  ForwardPass pass;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      network.parameters = slice.parametersAt(grid.center(column, row));
      forward(network, inputs, pass);
      grid.values.push_back(lossValue(loss, pass.output(), targets));
    }
  }
  return grid;
}

std::vector<ContourSegment> contour(const SliceGrid& grid, double value) {
  std::vector<ContourSegment> segments;
  for (int row = 0; row + 1 < grid.rows; ++row) {
    for (int column = 0; column + 1 < grid.columns; ++column) {
      // Around the square between four centres, counter-clockwise.
      const std::array<std::array<int, 2>, 4> corners{
          {{column, row}, {column + 1, row}, {column + 1, row + 1}, {column, row + 1}}};
      std::array<double, 4> above{};
      double mean = 0.0;
      for (std::size_t c = 0; c < 4; ++c) {
        above[c] = grid.at(corners[c][0], corners[c][1]) - value;
        mean += above[c];
      }
      if (!std::isfinite(mean)) continue;
      std::vector<SlicePoint> cuts;
      for (std::size_t c = 0; c < 4; ++c) {
        const std::size_t next = (c + 1) % 4;
        if ((above[c] > 0.0) == (above[next] > 0.0)) continue;
        cuts.push_back(mix(grid.center(corners[c][0], corners[c][1]),
                           grid.center(corners[next][0], corners[next][1]),
                           above[c] / (above[c] - above[next])));
      }
      if (cuts.size() == 2) segments.push_back({cuts[0], cuts[1]});
      if (cuts.size() == 4) {
        // The corners of the mean's sign are connected through the middle.
        const bool joinsFirst = (mean > 0.0) == (above[0] > 0.0);
        segments.push_back({cuts[0], joinsFirst ? cuts[1] : cuts[3]});
        segments.push_back({cuts[2], joinsFirst ? cuts[3] : cuts[1]});
      }
    }
  }
  return segments;
}

Vector lossGradient(const Network& network, const Matrix& inputs, const Matrix& targets,
                    Loss loss) {
  ForwardPass pass;
  BackwardPass workspace;
  Matrix outputGradient;
  Vector gradient(network.parameters.size());
  forward(network, inputs, pass);
  lossValueAndGradient(loss, pass.output(), targets, outputGradient);
  backward(network, inputs, pass, outputGradient, workspace, gradient);
  return gradient;
}

std::optional<SliceEllipse> preconditionerEllipse(const ParameterSlice& slice,
                                                  const Vector& stepSizes,
                                                  const SlicePoint& through) {
  if (!(stepSizes.minCoeff() > 0.0) || !stepSizes.allFinite()) return std::nullopt;
  const Matrix& directions = slice.plane.directions;
  const Matrix weighted = stepSizes.cwiseInverse().asDiagonal() * directions;
  const Eigen::Matrix2d metric = directions.transpose() * weighted;
  const Eigen::Vector2d target(through.x, through.y);
  const double level = target.dot(metric * target);
  if (!(level > 0.0) || !std::isfinite(level)) return std::nullopt;
  const SymmetricEigen axes = symmetricEigen(metric / level);
  if (!(axes.values[0] > 0.0)) return std::nullopt;
  const auto axis = [&](int k) {
    const Eigen::Vector2d direction = axes.vectors.col(k) / std::sqrt(axes.values[k]);
    return SlicePoint{direction[0], direction[1]};
  };
  return SliceEllipse{axis(0), axis(1)};
}

}  // namespace adamscope
