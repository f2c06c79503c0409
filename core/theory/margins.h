// How far the samples are from the boundaries, and how many masks are on (theory L1 and L4): the
// margin |z_{l,j}(x_i)| / |(h_{l-1}(x_i), 1)|_2 is the exact distance, in neuron (l,j)'s own
// weights and bias, to the boundary B_{i,l,j}. While it exceeds the length of each neuron's step,
// and the layers below stand still, no mask of that layer can flip.
#pragma once

#include <vector>

#include "core/network/forward.h"

namespace adamscope {

/// The margins of one hidden layer, all samples and neurons.
struct LayerMargins {
  double smallest = 0.0;
  double largestStep = 0.0;  ///< Longest change of one neuron's (w, b) in the step.
};

/// Margins at one theta against the last step.
struct MarginSummary {
  std::vector<LayerMargins> layers;  ///< Hidden layers 1..H.
  /// Smallest margin over longest step, the least over the layers: above 1 the step is too short
  /// for a layer's own weights to flip a mask. Infinite when nothing moved; NaN without layers.
  double smallestRatio = 0.0;
  double activeShare = 0.0;          ///< Active masks over N.
  double activeStandardError = 0.0;  ///< Of that mean, over the samples.
};

/// inputs: n x d_0, pass: of forward() on them, update: theta_{t} - theta_{t-1} (length d).
MarginSummary summarizeMargins(const Network& network, const Eigen::Ref<const Matrix>& inputs,
                               const ForwardPass& pass, const Vector& update);

/// All N margins, layer by layer, neuron by neuron, in sample order: for a histogram.
std::vector<double> allMargins(const Eigen::Ref<const Matrix>& inputs, const ForwardPass& pass);

/// Number of different masks among the samples (theory L4): 1 <= distinct <= n.
long countDistinctMasks(const ForwardPass& pass);

}  // namespace adamscope
