// Finds every change of every mask bit on the straight segment between two parameter vectors
// (theory D4 to D6), exactly: the events are those of real arithmetic on the given doubles.
//
//   all samples, all neurons --filter--> undecided samples --certified path--> events in brackets
//                                               | any doubt                         | two overlap
//                                               +------------> exact path <---------+
//
// On the boundary: the mask is a function of tau on [0, 1] and constant between its breakpoints; an
// event is a difference between neighbouring open intervals. A touch (z > 0, z = 0, z > 0) is no
// event; an identically zero preactivation is off. If z(0) = 0 and z > 0 right after, there is an
// "on" event at tau = 0; if z > 0 right before 1 and z(1) = 0, an "off" event at tau = 1. So the
// laws of parity, reversal and chaining hold without exception.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/crossings/certified_path.h"
#include "core/crossings/crossing_event.h"
#include "core/crossings/crossing_filter.h"
#include "core/network/forward.h"

namespace adamscope {

class AlgebraicNumber;
class ExactSegment;

/// Which tiers may decide. The events are the same with each; the slower ones exist to check that.
enum class CrossingTiers {
  kAll,            ///< Filter, certified path, exact path.
  kWithoutFilter,  ///< Every sample is followed along its path.
  kExactOnly,      ///< Every sample goes to the exact tier.
};

/// How often each tier ran since the detector was made.
struct CrossingStatistics {
  long segments = 0;
  long certifiedSamples = 0;  ///< Samples that the filter did not settle.
  long exactSamples = 0;      ///< Those of them that the certified path did not settle either.
  long tiedClusters = 0;      ///< Groups of events with overlapping brackets, ordered exactly.
};

/// Detects the crossings of a fixed set of samples, segment after segment. Not thread-safe; buffers
/// are kept, a segment without undecided samples allocates nothing.
class CrossingDetector {
 public:
  /// inputs: n x d_0, finite.
  CrossingDetector(Architecture architecture, Matrix inputs,
                   CrossingTiers tiers = CrossingTiers::kAll);
  ~CrossingDetector();
  CrossingDetector(CrossingDetector&&) noexcept;
  CrossingDetector& operator=(CrossingDetector&&) noexcept;

  /// All events between two networks of the constructor's architecture with finite parameters,
  /// sorted by (exact tau, sample, layer, neuron). The passes must be those of forward() on these
  /// networks and the constructor's inputs. The result is valid until the next call.
  std::span<const CrossingEvent> detect(const Network& from, const ForwardPass& fromPass,
                                        const Network& to, const ForwardPass& toPass);

  const Matrix& inputs() const { return inputs_; }
  const CrossingStatistics& statistics() const { return statistics_; }

 private:
  struct Candidate {
    CrossingEvent event;
    double low = 0.0;  // certified bracket of tau
    double high = 0.0;
    int exact = -1;  // index in exactTaus_
  };

  void checkArguments(const Network& from, const ForwardPass& fromPass, const Network& to,
                      const ForwardPass& toPass) const;
  void findDuplicates();
  void setVerdicts(const ForwardPass& fromPass, const ForwardPass& toPass, int sample);
  void followExactly(const Network& from, const Network& to, int sample);
  void order(const Network& from, const Network& to, const ForwardPass& fromPass,
             const ForwardPass& toPass);
  bool makeTiesExact(const Network& from, const Network& to, const ForwardPass& fromPass,
                     const ForwardPass& toPass);
  void numberInstants();
  void addDuplicates();
  std::span<const double> inputOf(int sample) const;

  Architecture architecture_;
  Matrix inputs_;
  CrossingTiers tiers_;
  CrossingFilter filter_;
  CertifiedPath path_;
  CrossingStatistics statistics_;

  std::vector<double> inputRows_;               // inputs, one contiguous row a sample
  std::vector<int> firstEqual_;                 // first sample with the same input
  std::vector<std::vector<int>> duplicatesOf_;  // later samples with the same input

  std::unique_ptr<ExactSegment> exactSegment_;  // of this segment, made when first needed
  std::vector<NeuronVerdict> verdicts_;
  std::vector<BracketedCrossing> bracketed_;
  std::vector<Candidate> candidates_;
  std::vector<AlgebraicNumber> exactTaus_;
  std::vector<int> tiedSamples_;
  std::vector<CrossingEvent> events_;
};

/// All crossings of one segment: forward passes and detection in one call.
std::vector<CrossingEvent> findCrossings(const Network& from, const Network& to,
                                         const Matrix& inputs,
                                         CrossingTiers tiers = CrossingTiers::kAll);

}  // namespace adamscope
