// Which neuron of one network corresponds to which of another (theory UBL): permuting the neurons
// of a layer leaves the function unchanged, so two solutions can look far apart in theta and be the
// same. Layer by layer the assignment problem is solved exactly (Hungarian method); the joint
// problem over all layers is hard, and the sweeps below find a local minimum of the distance.
#pragma once

#include <vector>

#include "core/network/network.h"

namespace adamscope {

/// An assignment of minimal total cost: result[row] is the column, each column once. cost: n x n,
/// finite. O(n^3) (shortest augmenting paths with potentials). Source: Jonker and Volgenant, "A
/// shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987.
std::vector<int> minimalAssignment(const Matrix& cost);

/// permutation[l-1][j]: which neuron of layer l takes place j.
using LayerPermutations = std::vector<std::vector<int>>;

/// The network with neurons moved; the same function, but for rounding.
Network permuted(const Network& network, const LayerPermutations& permutations);

/// Permutations of `other` that bring it near `target` (same architecture) in |theta|: first layer
/// by layer on the incoming weights, then sweeps with the outgoing ones until the distance stops
/// falling. Finds the permutation of a permuted copy without equal neurons.
LayerPermutations matchNeurons(const Network& target, const Network& other);

}  // namespace adamscope
