#include "core/crossings/crossing_detector.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/crossings/exact_path.h"

namespace adamscope {

namespace {

// Exact roots are refined to this many relative bits before they become doubles and brackets.
constexpr int kReportedBits = 56;

// A double at most / at least the given number in [0, 1].
double boundBelow(const Dyadic& value) {
  const double nearest = value.toDouble();
  if (compare(Dyadic(nearest), value) <= 0) return nearest;
  return std::max(0.0, std::nextafter(std::nextafter(nearest, -1.0), -1.0));
}
double boundAbove(const Dyadic& value) {
  const double nearest = value.toDouble();
  if (compare(Dyadic(nearest), value) >= 0) return nearest;
  return std::min(1.0, std::nextafter(std::nextafter(nearest, 2.0), 2.0));
}

// A double in the bracket; 0 and 1 only if the number is that.
double reportedTau(const AlgebraicNumber& number, double low, double high) {
  const double tau = std::clamp(number.high().toDouble(), low, high);
  if (number.low().isZero() && number.isDyadic()) return 0.0;
  if (compare(number.low(), Dyadic(1.0)) == 0) return 1.0;
  return std::clamp(tau, 0x1.0p-1074, 1.0 - 0x1.0p-53);
}

}  // namespace

CrossingDetector::CrossingDetector(Architecture architecture, Matrix inputs, CrossingTiers tiers)
    : architecture_(std::move(architecture)),
      inputs_(std::move(inputs)),
      tiers_(tiers),
      filter_(architecture_, inputs_) {
  ADAMSCOPE_CHECK(architecture_.validate().ok(), architecture_.validate().message());
  ADAMSCOPE_CHECK(inputs_.cols() == architecture_.inputCount(), "the inputs must be n x d_0");
  ADAMSCOPE_CHECK(inputs_.allFinite(), "the inputs must be finite");
  verdicts_.resize(static_cast<std::size_t>(architecture_.hiddenNeuronCount()));
  for (Eigen::Index i = 0; i < inputs_.rows(); ++i) {
    for (Eigen::Index k = 0; k < inputs_.cols(); ++k) inputRows_.push_back(inputs_(i, k));
  }
  findDuplicates();
}

CrossingDetector::~CrossingDetector() = default;
CrossingDetector::CrossingDetector(CrossingDetector&&) noexcept = default;
CrossingDetector& CrossingDetector::operator=(CrossingDetector&&) noexcept = default;

std::span<const double> CrossingDetector::inputOf(int sample) const {
  const auto width = static_cast<std::size_t>(architecture_.inputCount());
  return std::span(inputRows_).subspan(static_cast<std::size_t>(sample) * width, width);
}

void CrossingDetector::findDuplicates() {
  const auto samples = static_cast<std::size_t>(inputs_.rows());
  std::vector<int> order(samples);
  std::iota(order.begin(), order.end(), 0);
  const auto less = [this](int a, int b) {
    const std::span<const double> x = inputOf(a);
    const std::span<const double> y = inputOf(b);
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
  };
  std::stable_sort(order.begin(), order.end(), less);
  firstEqual_.resize(samples);
  duplicatesOf_.resize(samples);
  for (std::size_t k = 0; k < samples; ++k) {
    const bool isNew = k == 0 || less(order[k - 1], order[k]);
    const int first = isNew ? order[k] : firstEqual_[static_cast<std::size_t>(order[k - 1])];
    firstEqual_[static_cast<std::size_t>(order[k])] = first;
    if (!isNew) duplicatesOf_[static_cast<std::size_t>(first)].push_back(order[k]);
  }
}

std::span<const CrossingEvent> CrossingDetector::detect(const Network& from,
                                                        const ForwardPass& fromPass,
                                                        const Network& to,
                                                        const ForwardPass& toPass) {
  checkArguments(from, fromPass, to, toPass);
  ++statistics_.segments;
  exactSegment_.reset();
  candidates_.clear();
  exactTaus_.clear();
  events_.clear();
  filter_.run(from, fromPass, to, toPass);
  for (int i = 0; i < static_cast<int>(inputs_.rows()); ++i) {
    const auto index = static_cast<std::size_t>(i);
    if (firstEqual_[index] != i) continue;
    if (tiers_ == CrossingTiers::kAll && !filter_.isUndecided(i)) continue;
    ++statistics_.certifiedSamples;
    setVerdicts(fromPass, toPass, i);
    bracketed_.clear();
    if (tiers_ == CrossingTiers::kExactOnly ||
        !path_.follow(from, to, inputOf(i), verdicts_, bracketed_)) {
      followExactly(from, to, i);
      continue;
    }
    for (const BracketedCrossing& found : bracketed_) {
      candidates_.push_back({{found.root.tau, found.layer, found.neuron, i, found.direction, 0},
                             found.root.low,
                             found.root.high,
                             -1});
    }
  }
  if (candidates_.empty()) return events_;
  order(from, to, fromPass, toPass);
  numberInstants();
  addDuplicates();
  return events_;
}

void CrossingDetector::checkArguments(const Network& from, const ForwardPass& fromPass,
                                      const Network& to, const ForwardPass& toPass) const {
  ADAMSCOPE_CHECK(from.architecture == architecture_ && to.architecture == architecture_,
                  "both networks must have the detector's architecture");
  ADAMSCOPE_CHECK(from.parameters.allFinite() && to.parameters.allFinite(),
                  "crossings need finite parameters");
  for (const ForwardPass* pass : {&fromPass, &toPass}) {
    ADAMSCOPE_CHECK(
        pass->preactivations.size() == static_cast<std::size_t>(architecture_.layerCount()) &&
            pass->output().rows() == inputs_.rows(),
        "the forward passes must be those of the detector's inputs");
  }
}

void CrossingDetector::setVerdicts(const ForwardPass& fromPass, const ForwardPass& toPass,
                                   int sample) {
  if (tiers_ == CrossingTiers::kAll) {
    filter_.verdicts(fromPass, toPass, sample, verdicts_);
  } else {
    std::fill(verdicts_.begin(), verdicts_.end(), NeuronVerdict::kUndecided);
  }
}

void CrossingDetector::followExactly(const Network& from, const Network& to, int sample) {
  ++statistics_.exactSamples;
  if (!exactSegment_) exactSegment_ = std::make_unique<ExactSegment>(from, to);
  for (ExactCrossing& found : exactSegment_->crossings(inputOf(sample), verdicts_)) {
    found.tau.refineTo(kReportedBits);
    const double low = boundBelow(found.tau.low());
    const double high = boundAbove(found.tau.high());
    const double tau = reportedTau(found.tau, low, high);
    candidates_.push_back({{tau, found.layer, found.neuron, sample, found.direction, 0},
                           low,
                           high,
                           static_cast<int>(exactTaus_.size())});
    exactTaus_.push_back(std::move(found.tau));
  }
}

// Sorts the candidates by exact tau. Certified brackets that are disjoint need no more; samples
// with an event in an overlap are followed again exactly, until every overlap is between exact
// numbers, which can be compared.
void CrossingDetector::order(const Network& from, const Network& to, const ForwardPass& fromPass,
                             const ForwardPass& toPass) {
  const auto byLow = [](const Candidate& a, const Candidate& b) {
    return std::tie(a.low, a.event.sample, a.event.layer, a.event.neuron) <
           std::tie(b.low, b.event.sample, b.event.layer, b.event.neuron);
  };
  do {
    std::sort(candidates_.begin(), candidates_.end(), byLow);
  } while (makeTiesExact(from, to, fromPass, toPass));
  const auto byTau = [this](const Candidate& a, const Candidate& b) {
    return compare(exactTaus_[static_cast<std::size_t>(a.exact)],
                   exactTaus_[static_cast<std::size_t>(b.exact)]) < 0;
  };
  for (std::size_t begin = 0; begin < candidates_.size();) {
    std::size_t end = begin + 1;
    double high = candidates_[begin].high;
    while (end < candidates_.size() && candidates_[end].low <= high) {
      high = std::max(high, candidates_[end++].high);
    }
    if (end - begin > 1) {
      ++statistics_.tiedClusters;
      std::sort(candidates_.begin() + static_cast<std::ptrdiff_t>(begin),
                candidates_.begin() + static_cast<std::ptrdiff_t>(end), byTau);
    }
    begin = end;
  }
}

bool CrossingDetector::makeTiesExact(const Network& from, const Network& to,
                                     const ForwardPass& fromPass, const ForwardPass& toPass) {
  tiedSamples_.clear();
  std::size_t widest = 0;  // the earlier candidate that reaches furthest
  for (std::size_t k = 1; k < candidates_.size(); ++k) {
    if (candidates_[k].low <= candidates_[widest].high) {
      for (const std::size_t tied : {k, widest, k - 1}) {
        if (candidates_[tied].exact < 0) tiedSamples_.push_back(candidates_[tied].event.sample);
      }
    }
    if (candidates_[k].high > candidates_[widest].high) widest = k;
  }
  if (tiedSamples_.empty()) return false;
  std::sort(tiedSamples_.begin(), tiedSamples_.end());
  tiedSamples_.erase(std::unique(tiedSamples_.begin(), tiedSamples_.end()), tiedSamples_.end());
  std::erase_if(candidates_, [this](const Candidate& candidate) {
    return std::binary_search(tiedSamples_.begin(), tiedSamples_.end(), candidate.event.sample);
  });
  for (const int sample : tiedSamples_) {
    setVerdicts(fromPass, toPass, sample);
    followExactly(from, to, sample);
  }
  return true;
}

void CrossingDetector::numberInstants() {
  int instant = 0;
  double tau = candidates_.front().event.tau;
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    Candidate& candidate = candidates_[k];
    if (k > 0) {
      const Candidate& previous = candidates_[k - 1];
      const bool equal = candidate.exact >= 0 && previous.exact >= 0 &&
                         candidate.low <= previous.high &&
                         compare(exactTaus_[static_cast<std::size_t>(previous.exact)],
                                 exactTaus_[static_cast<std::size_t>(candidate.exact)]) == 0;
      if (!equal) {
        ++instant;
        tau = std::max(tau, candidate.event.tau);  // never below an earlier one by rounding
      }
    }
    candidate.event.instant = instant;
    candidate.event.tau = tau;
  }
}

void CrossingDetector::addDuplicates() {
  for (const Candidate& candidate : candidates_) {
    events_.push_back(candidate.event);
    for (const int sample : duplicatesOf_[static_cast<std::size_t>(candidate.event.sample)]) {
      events_.push_back(candidate.event);
      events_.back().sample = sample;
    }
  }
  std::sort(events_.begin(), events_.end(), [](const CrossingEvent& a, const CrossingEvent& b) {
    return std::tie(a.instant, a.sample, a.layer, a.neuron) <
           std::tie(b.instant, b.sample, b.layer, b.neuron);
  });
}

std::vector<CrossingEvent> findCrossings(const Network& from, const Network& to,
                                         const Matrix& inputs, CrossingTiers tiers) {
  CrossingDetector detector(from.architecture, inputs, tiers);
  ForwardPass fromPass;
  ForwardPass toPass;
  forward(from, inputs, fromPass);
  forward(to, inputs, toPass);
  const std::span<const CrossingEvent> events = detector.detect(from, fromPass, to, toPass);
  return {events.begin(), events.end()};
}

}  // namespace adamscope
