// The exact graph of f over a one-dimensional slice: a broken line whose knots are the borders of
// the linear regions, from left to right. Free of drawing.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/session/session_frames.h"

namespace adamscope {

/// A border between two regions, or an end of the tessellated interval.
struct GraphKnot {
  double x = 0.0;
  int layer = 0;   ///< From 1, of the neuron that vanishes here; 0 at the two ends.
  int neuron = 0;  ///< From 0.
};

/// The knots and the pieces between them; piece i lies between knots i and i + 1.
struct GraphCurve {
  int outputCount = 1;
  std::vector<GraphKnot> knots;  ///< Ascending; at least the two ends.
  std::vector<int> faces;        ///< The face of each piece.
  std::vector<double> values;    ///< f at the knots: knots x outputs.

  int pieceCount() const { return static_cast<int>(faces.size()); }
  double valueAt(int knot, int output) const {
    return values[static_cast<std::size_t>(knot * outputCount + output)];
  }
};

/// The curve of an analysis whose slice has dimension 1.
GraphCurve graphCurve(const AnalysisFrame& analysis);

/// The piece over x, the left one of two at a knot; none outside of the interval. O(log pieces).
std::optional<int> pieceAt(const GraphCurve& curve, double x);

/// Least and greatest value of any output over [low, high]; none if the curve does not reach there.
std::optional<std::pair<double, double>> valueRange(const AnalysisFrame& analysis,
                                                    const GraphCurve& curve, double low,
                                                    double high);

}  // namespace adamscope
