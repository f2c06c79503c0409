// The cells of a parameter slice (theory D2): where the joint mask of all samples is constant.
//
//   exactCells   one hidden layer: an arrangement of straight lines, one for each sample and
//   neuron,
//                found exactly by the tessellation (each line is a neuron of a network on (s, t))
//   rasterCells  any depth: the joint mask at the pixels of a picture. A row starts from one
//                forward pass and changes where it crosses a boundary piece; at its end a second
//                forward pass checks it, and what differs is evaluated pixel by pixel.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/hash.h"
#include "core/regions/parameter_boundary.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// The arrangement of a network with one hidden layer.
struct ParameterCells {
  Tessellation tessellation;  ///< Of (s, t); neuron k of its layer 1 is lines[k].
  struct Line {
    int neuron = 0;
    int sample = 0;
  };
  std::vector<Line> lines;      ///< Those that meet the domain.
  std::vector<Hash128> hashes;  ///< Of each face: its joint mask (base/hash.h).

  int cellCount() const { return tessellation.faceCount(); }
  bool isExact() const { return tessellation.exact; }
};

/// Error: not exactly one hidden layer. Exact on the lines' coefficients, which are rounded once;
/// stops at maxCells, and tessellation.exact then says so.
Result<ParameterCells> exactCells(const ParameterSlice& slice, const Matrix& inputs,
                                  const SliceDomain& domain, std::size_t maxCells = 100'000);

/// The regions at the centres of a picture's pixels.
struct ParameterRaster {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> regions;  ///< Row by row from yMin up; index in `hashes`.
  std::vector<Hash128> hashes;         ///< Distinct joint masks that were met.

  std::uint32_t regionAt(int column, int row) const {
    return regions[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(column)];
  }
};

/// The joint masks on a grid of width x height over boundaries.domain, right where no boundary
/// passes within its tolerance; hashes.size() is a lower bound of the number of regions.
ParameterRaster rasterCells(const ParameterSlice& slice, const Matrix& inputs,
                            const ParameterBoundaries& boundaries, int width, int height);

}  // namespace adamscope
