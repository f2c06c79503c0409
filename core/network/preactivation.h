// One hidden neuron at one input: its preactivation z, and how z changes with the input. The fold
// line of the neuron is z = 0; when training moves the line, it moves against +-grad z.
#pragma once

#include "core/network/network.h"

namespace adamscope {

/// z_{l,j}(x) and its gradient with respect to x, in the region of x (theory section 1; at z = 0 of
/// a lower layer, the inactive side's).
struct Preactivation {
  double value = 0.0;
  Vector gradient;  ///< d_0.
};

/// For hidden layer 1 <= layer <= H and neuron from 0. input: d_0. O(parameters of lower layers).
Preactivation preactivationAt(const Network& network, const Vector& input, int layer, int neuron);

}  // namespace adamscope
