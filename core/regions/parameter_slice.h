// A plane in parameter space, theta(s, t) = c + s u + t v (theory D2): which planes there are to
// look at, where a parameter vector lies in one, and how far from it.
//
//   step         through theta_t, spanned by the last update and the negative gradient: holds the
//                segment of the last step exactly, so its crossings lie exactly on the curves
//   trajectory   the two main directions of a run, through its mean or through one theta
//   weights      two entries of theta, everything else fixed
//   snapshots    through three parameter vectors; the ends of two runs with a third are the same
//   random       two random directions, each neuron's part as long as the neuron's own weights
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/network/network.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// An affine plane in parameter space, with what its two axes mean. The algebra of the plane is
/// that of a slice of input space, with theta in place of x.
struct ParameterSlice {
  Architecture architecture;
  InputSlice plane;   ///< Origin c and directions u, v, each of length d.
  std::string sName;  ///< "along the update", "W1[3,0]".
  std::string tName;

  Vector parametersAt(const SlicePoint& point) const { return plane.inputAt(point.x, point.y); }
  Network networkAt(const SlicePoint& point) const { return {architecture, parametersAt(point)}; }
  /// Of the orthogonal projection on the plane.
  SlicePoint coordinatesOf(const Vector& parameters) const;
  double distanceTo(const Vector& parameters) const { return plane.distanceTo(parameters); }
  /// The same plane moved so that `parameters` is its point (0, 0).
  ParameterSlice recentredAt(const Vector& parameters) const;
};

/// Through network.parameters (the origin), with orthonormal directions: `update` (theta_t -
/// theta_{t-1}; its start lies at s = -|update|) and the part of -gradient across it. Where one is
/// zero or they are parallel, seeded random directions take their place, and the names say so.
ParameterSlice stepSlice(const Network& network, const Vector& update, const Vector& gradient);

/// Two entries of theta, a != b, both below d: a scaled frame, one unit is one unit of the entry.
Result<ParameterSlice> weightSlice(const Network& network, int a, int b);

/// Through three parameter vectors, origin a, orthonormal, s towards b.
Result<ParameterSlice> snapshotSlice(const Architecture& architecture, const Vector& a,
                                     const Vector& b, const Vector& c);

/// The mean and the first two principal directions of n >= 3 parameter vectors (n x d),
/// orthonormal. Cost: an eigenproblem of size n, so pass a few hundred at most. Error: they lie on
/// one line.
Result<ParameterSlice> trajectorySlice(const Architecture& architecture, const Matrix& trajectory);

/// Two seeded directions in which the part of each neuron (its weights and bias) has the length of
/// that neuron's own, as in Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets": a
/// scaled frame, where |s| = 1 changes every neuron by its own size.
ParameterSlice randomSlice(const Network& network, std::uint64_t seed);

/// What entry `index` of theta is: "W1[3,0]", "b2[5]"; layers from 1, neurons and inputs from 0.
std::string parameterName(const Architecture& architecture, int index);

/// A rectangle around points of the slice, with a margin (share of the larger side).
SliceDomain domainAround(std::span<const SlicePoint> points, double margin);

}  // namespace adamscope
