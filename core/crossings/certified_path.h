// The fast tier of the crossing detector (theory D6): follows one sample along the segment with
// polynomials in double precision that carry a bound on all their errors.
//
//   tau  0 ------|----------|------ 1   breakpoints of the sample in the layers below, each in a
//          piece 0  piece 1   piece 2   bracket; z is one polynomial of degree <= l on each piece
//
// It reports nothing it cannot prove: a sample with any doubt is handed to the exact tier.
#pragma once

#include <span>
#include <vector>

#include "core/crossings/certified_roots.h"
#include "core/crossings/crossing_event.h"
#include "core/network/network.h"

namespace adamscope {

/// A crossing of one sample with a certified bracket for its tau.
struct BracketedCrossing {
  CertifiedRoot root;
  int layer = 0;
  int neuron = 0;
  int direction = 0;
};

/// Follows samples along one segment after the other. Buffers are kept between calls.
class CertifiedPath {
 public:
  /// Appends all crossings of one sample between two networks of one architecture. input: d_0
  /// numbers; verdicts: one for each hidden neuron in the order of the layers, as in
  /// ExactSegment::crossings. Returns false if anything is undecided; then nothing is appended.
  bool follow(const Network& from, const Network& to, std::span<const double> input,
              std::span<const NeuronVerdict> verdicts, std::vector<BracketedCrossing>& crossings);

 private:
  // A function of tau on one piece in homogeneous form, sum C_i tau^i (1-tau)^(n-i), in
  // coefficients_[l]; magnitude and error bound |C_i| / binom(n, i) and its error.
  struct Value {
    double magnitude = 0.0;
    double error = 0.0;
    bool isZero = false;  // exactly the zero polynomial
  };
  // The values of one layer on all pieces, [piece][neuron][coefficient].
  struct Layer {
    int width = 0;
    int degree = 0;
    std::vector<Value> values;
    std::vector<double> coefficients;

    void resize(std::size_t pieces);
    Value& value(std::size_t piece, int neuron);
    double* polynomial(std::size_t piece, int neuron);
  };

  bool followLayer(const Network& from, const Network& to, int layer, bool isLast,
                   std::span<const NeuronVerdict> verdicts,
                   std::vector<BracketedCrossing>& crossings);
  void preactivation(const Network& from, const Network& to, int layer, int neuron,
                     std::size_t piece);
  bool findFlips(int layer, int neuron, std::vector<BracketedCrossing>& crossings);
  bool cutAt(std::span<const BracketedCrossing> flips);
  void activate(const Architecture& architecture, std::span<const NeuronVerdict> verdicts,
                std::span<const BracketedCrossing> flips);

  std::vector<CertifiedRoot> breaks_;     // ascending, with disjoint brackets
  std::vector<CertifiedRoot> newBreaks_;  // after this layer
  std::vector<CertifiedRoot> roots_;
  std::vector<signed char> signAtStart_;  // of each neuron of this layer
  Layer inputs_;                          // activations below
  Layer preactivations_;
};

}  // namespace adamscope
