#include "core/regions/boundary_curves.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

namespace adamscope {
namespace {

/// Ends closer than this share of the domain are one point: rounding, not resolution.
constexpr double kSamePoint = 1e-9;

/// One end of a segment, by its place on a fine grid.
struct End {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::size_t segment = 0;
  bool isTo = false;
};

/// The segments of one boundary, chained.
class Joiner {
 public:
  Joiner(std::span<const BoundarySegment> segments, const SliceDomain& domain)
      : segments_(segments), mate_(2 * segments.size(), kNone), used_(segments.size(), false) {
    const double width = kSamePoint * (domain.xMax - domain.xMin);
    const double height = kSamePoint * (domain.yMax - domain.yMin);
    std::vector<End> ends;
    for (std::size_t s = 0; s < segments.size(); ++s) {
      for (const bool isTo : {false, true}) {
        const SlicePoint& p = isTo ? segments[s].to : segments[s].from;
        ends.push_back({std::llround((p.x - domain.xMin) / width),
                        std::llround((p.y - domain.yMin) / height), s, isTo});
      }
    }
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) {
      return std::tie(a.x, a.y, a.segment) < std::tie(b.x, b.y, b.segment);
    });
    for (std::size_t e = 0; e + 1 < ends.size(); ++e) {
      if (ends[e + 1].x - ends[e].x > 1 || std::abs(ends[e + 1].y - ends[e].y) > 1) continue;
      if (ends[e].segment == ends[e + 1].segment) continue;
      mate_[slot(ends[e])] = slot(ends[e + 1]);
      mate_[slot(ends[e + 1])] = slot(ends[e]);
      ++e;
    }
  }

  std::vector<BoundaryCurve> curves() {
    std::vector<BoundaryCurve> result;
    for (const bool onlyOpen : {true, false}) {
      for (std::size_t s = 0; s < segments_.size(); ++s) {
        const bool startsHere = mate_[2 * s] == kNone;
        const bool endsHere = mate_[2 * s + 1] == kNone;
        if (used_[s] || (onlyOpen && !startsHere && !endsHere)) continue;
        result.push_back(follow(startsHere || !endsHere ? 2 * s : 2 * s + 1));
      }
    }
    return result;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static std::size_t slot(const End& end) { return 2 * end.segment + (end.isTo ? 1 : 0); }

  const SlicePoint& pointAt(std::size_t slot) const {
    return slot % 2 == 0 ? segments_[slot / 2].from : segments_[slot / 2].to;
  }

  BoundaryCurve follow(std::size_t start) {
    const BoundarySegment& first = segments_[start / 2];
    BoundaryCurve curve{first.layer, first.neuron, first.sample, {pointAt(start)}};
    for (std::size_t at = start; at != kNone && !used_[at / 2]; at = mate_[at ^ 1]) {
      used_[at / 2] = true;
      curve.points.push_back(pointAt(at ^ 1));
    }
    return curve;
  }

  std::span<const BoundarySegment> segments_;
  std::vector<std::size_t> mate_;  // of each segment's two ends
  std::vector<bool> used_;
};

}  // namespace

std::vector<BoundaryCurve> joinBoundaries(const ParameterBoundaries& boundaries) {
  std::vector<BoundarySegment> sorted = boundaries.segments;
  const auto key = [](const BoundarySegment& s) { return std::tie(s.layer, s.sample, s.neuron); };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&key](const auto& a, const auto& b) { return key(a) < key(b); });
  std::vector<BoundaryCurve> curves;
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin + 1;
    while (end < sorted.size() && key(sorted[end]) == key(sorted[begin])) ++end;
    const auto own = std::span(sorted).subspan(begin, end - begin);
    for (BoundaryCurve& curve : Joiner(own, boundaries.domain).curves()) {
      curves.push_back(std::move(curve));
    }
    begin = end;
  }
  return curves;
}

}  // namespace adamscope
