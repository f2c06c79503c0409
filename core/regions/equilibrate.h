// The same network with hidden neurons of about unit size: one error bound per vertex then fits all
// neurons of a layer.
#pragma once

#include "core/network/network.h"

namespace adamscope {

/// The same hidden neurons, each times a power of two so that its weights are about 1. ReLU and
/// leaky ReLU commute with positive factors, and powers of two are exact, so no region changes; but
/// one error bound per vertex now fits all neurons of a layer, and weights whose products over the
/// layers leave the range of double do no harm. A factor that would not be exact is left out: each
/// attempt below fixes one neuron, and with all of them fixed the network is as it was. The output
/// layer, which no region depends on, stays as it is.
Network equilibrate(const Network& network);

}  // namespace adamscope
