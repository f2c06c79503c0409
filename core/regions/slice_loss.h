// The training loss over a parameter slice, and what the optimizer makes of it there: the gradient
// and Adam's preconditioner as seen in the plane.
#pragma once

#include <optional>
#include <vector>

#include "core/regions/parameter_slice.h"
#include "core/training/loss.h"

namespace adamscope {

/// Values at the centres of columns x rows equal boxes of a domain.
struct SliceGrid {
  SliceDomain domain;
  int columns = 0;
  int rows = 0;
  std::vector<double> values;  ///< Row by row from yMin up; not finite where the loss is not.

  double at(int column, int row) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(column)];
  }
  /// Where a value belongs.
  SlicePoint center(int column, int row) const;
};

/// The mean loss over the samples, without weight decay. Cost: columns * rows forward passes.
SliceGrid lossGrid(const ParameterSlice& slice, const Matrix& inputs, const Matrix& targets,
                   Loss loss, const SliceDomain& domain, int columns, int rows);

/// A curve on which the grid's bilinear interpolant has one value.
struct ContourSegment {
  SlicePoint from;
  SlicePoint to;
};
/// Marching squares between the centres; a saddle is split by the mean of its corners.
std::vector<ContourSegment> contour(const SliceGrid& grid, double value);

/// The gradient of the mean loss over the samples at a network (length d).
Vector lossGradient(const Network& network, const Matrix& inputs, const Matrix& targets, Loss loss);

/// An ellipse around a point of the plane: center + cos(a) * first + sin(a) * second.
struct SliceEllipse {
  SlicePoint first;
  SlicePoint second;
};
/// Where delta^T diag(1 / stepSizes) delta = 1 for delta in the plane, scaled so that it goes
/// through the plane's part of `through`: all the moves that cost Adam's metric as much as that
/// one. stepSizes: eta / (sqrt(v_hat) + epsilon), positive, length d. Nothing if `through` is zero.
std::optional<SliceEllipse> preconditionerEllipse(const ParameterSlice& slice,
                                                  const Vector& stepSizes,
                                                  const SlicePoint& through);

}  // namespace adamscope
