// The affine map of f on every region (theory D1): with the activation pattern fixed, f is
//   f_k(s, t) = a_s s + a_t t + c   in the slice coordinates (s, t).
// On every face the output weights are pulled back through W_l D_l, D_l = diag(mask of the face),
// down to z_1, which is an affine function of (s, t): one matrix product a layer for many faces.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/executor.h"
#include "core/network/network.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// The affine map of f on one region.
struct AffineMap {
  /// d_out x 3: row k is (a_s, a_t, c) of output k. a_t = 0 in a one-dimensional slice.
  Matrix coefficients;

  /// f (d_out) at a point of the slice; meaningful inside the region.
  Vector valueAt(const SlicePoint& point) const;
};

/// The affine maps of f on all regions of a tessellation.
struct AffineMaps {
  int outputCount = 0;
  /// faces x outputs x 3: (a_s, a_t, c) of output k on face i starts at 3 * (i * outputCount + k).
  std::vector<double> coefficients;

  /// The three coefficients of one output on one face.
  const double* of(int face, int output) const {
    return coefficients.data() + 3 * (static_cast<std::ptrdiff_t>(face) * outputCount + output);
  }
  double valueAt(int face, int output, const SlicePoint& point) const {
    const double* a = of(face, output);
    return a[0] * point.x + a[1] * point.y + a[2];
  }
};

/// The map on one face, by carrying the three columns (s, t, 1) forward through the layers.
/// Exact up to the rounding of these products. The network must be the one that was tessellated.
AffineMap affineMapOf(const Network& network, const Tessellation& tessellation, int face);

/// The maps on all faces. Exact up to rounding; where the tessellation is not exact (its cap was
/// reached), the map of the pattern that the face carries. Runs on the executor, or on the calling
/// thread if null; the result does not depend on it.
AffineMaps affineMapsOf(const Network& network, const Tessellation& tessellation,
                        Executor* executor = nullptr);

/// f at every corner of every face by the face's own map: loopVertices x outputs, the values of
/// loop entry i start at i * outputCount. Faces that share a vertex agree on it up to rounding.
std::vector<double> cornerValues(const Tessellation& tessellation, const AffineMaps& maps);

/// One value of f per vertex and output: vertices x outputs. Of the faces around a vertex, the one
/// on which that output is flattest decides, because there the rounding of the vertex's
/// coordinates matters least; on a region where f is constant the value is exactly that constant.
std::vector<double> vertexValues(const Tessellation& tessellation, const AffineMaps& maps);

}  // namespace adamscope
