#include "core/regions/parameter_boundary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <utility>

#include "core/base/check.h"
#include "core/regions/boundary_tracer.h"
#include "core/regions/triangle_pass.h"

namespace adamscope {
namespace {

/// With so many open masks below, a neuron is drawn once for each of their 2^n choices; with more,
/// the triangle is cut first.
constexpr std::size_t kMaxOpenMasks = 2;
/// Samples that go down the tree of triangles together.
constexpr int kGroup = 32;

/// A triangle in pixels with theta at its corners.
struct Cell {
  PlaneTriangle triangle;
  std::array<const double*, 3> corners;
};

/// The boundaries of one group of samples.
class GroupTracer {
 public:
  GroupTracer(const ParameterSlice& slice, const Matrix& inputs, const SliceDomain& domain,
              const BoundaryOptions& options)
      : slice_(slice),
        inputs_(inputs),
        domain_(domain),
        options_(options),
        pass_(slice.architecture, inputs_, slice.plane, domain),
        // Half of the tolerance is for the chords, the rest for where pieces are cut.
        tracer_(0.5 * options.tolerancePx),
        neurons_(static_cast<std::size_t>(slice.architecture.hiddenNeuronCount())) {}

  std::vector<BoundarySegment> trace(int firstSample) {
    firstSample_ = firstSample;
    if (pass_.tracedLayers() == 0) return {};
    const double w = options_.widthPx;
    const double h = options_.heightPx;
    const std::array<PlanePoint, 4> corners{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    std::array<Vector, 4> parameters;
    for (std::size_t c = 0; c < 4; ++c) parameters[c] = parametersAt(corners[c]);
    for (const auto& [a, b, apex] : {std::array{0, 2, 1}, std::array{2, 0, 3}}) {
      const auto [i, j, k] = std::array{std::size_t(a), std::size_t(b), std::size_t(apex)};
      Level& root = levelAt(0);
      root.samples.clear();
      for (int s = 0; s < static_cast<int>(inputs_.rows()); ++s) root.samples.push_back(s);
      root.states.assign(root.samples.size() * neurons_, NeuronState::kPending);
      closeDeepLayers(root);
      visit({{corners[i], corners[j], corners[k]},
             {parameters[i].data(), parameters[j].data(), parameters[k].data()}},
            0);
    }
    return std::move(segments_);
  }

 private:
  struct Level {
    std::vector<int> samples;          // with something left to find
    std::vector<NeuronState> states;   // samples x neurons
    std::vector<NeuronState> working;  // of this triangle
    Vector middle;                     // theta there
  };

  Vector parametersAt(const PlanePoint& point) const { return slice_.parametersAt(place(point)); }

  SlicePoint place(const PlanePoint& point) const {
    return {domain_.xMin + (domain_.xMax - domain_.xMin) * (point.x / options_.widthPx),
            domain_.yMin + (domain_.yMax - domain_.yMin) * (point.y / options_.heightPx)};
  }

  Level& levelAt(std::size_t depth) {
    while (levels_.size() <= depth) levels_.emplace_back();
    return levels_[depth];
  }

  /// What is not traced must not keep the triangles open.
  void closeDeepLayers(Level& level) const {
    const std::size_t traced = pass_.firstNeuron(pass_.tracedLayers()) +
                               static_cast<std::size_t>(pass_.width(pass_.tracedLayers()));
    for (std::size_t s = 0; s < level.samples.size(); ++s) {
      const auto begin = level.states.begin() + static_cast<std::ptrdiff_t>(s * neurons_);
      std::fill(begin + static_cast<std::ptrdiff_t>(traced),
                begin + static_cast<std::ptrdiff_t>(neurons_), NeuronState::kOff);
    }
  }

  void visit(const Cell& cell, std::size_t depth);
  bool finish(const Cell& cell, int sample, std::span<NeuronState> states, bool isTiny);
  int topPending(std::span<const NeuronState> states) const;
  void drawLayer(const Cell& cell, int sample, std::span<NeuronState> states, int layer,
                 std::span<const std::pair<int, int>> open);
  void drawChoices(const Cell& cell, int sample, std::span<const NeuronState> states, int layer,
                   std::span<const std::pair<int, int>> open);
  bool takeGuards(int sample, unsigned choice, std::span<const std::pair<int, int>> open);
  void drawNeurons(const Cell& cell, int sample, std::span<const NeuronState> states, int layer);
  void drawTiny(const Cell& cell, int sample, int layer, int neuron);
  double cornerValue(const double* parameters, int sample, int layer, int neuron) const;
  void keep(int sample, int layer, int neuron);

  const ParameterSlice& slice_;
  const Matrix inputs_;
  const SliceDomain domain_;
  const BoundaryOptions& options_;
  TrianglePass pass_;
  BoundaryTracer tracer_;
  std::size_t neurons_;
  int firstSample_ = 0;
  std::deque<Level> levels_;  // a deque: references stay while it grows
  std::vector<NeuronState> choice_;
  std::vector<BoundaryGuard> guards_;
  std::vector<std::pair<int, int>> open_;  // (layer, neuron) of mixed ones below
  std::vector<BoundarySegment> segments_;
};

void GroupTracer::visit(const Cell& cell, std::size_t depth) {
  Level& level = levelAt(depth);
  Level& next = levelAt(depth + 1);
  const PlanePoint& a = cell.triangle[0];
  const PlanePoint& b = cell.triangle[1];
  const bool isTiny = std::hypot(b.x - a.x, b.y - a.y) <= 0.5 * options_.tolerancePx;
  pass_.setCorners(cell.corners);
  level.working = level.states;
  std::vector<int> open;
  std::vector<NeuronState> openStates;
  for (std::size_t s = 0; s < level.samples.size(); ++s) {
    const std::span states = std::span(level.working).subspan(s * neurons_, neurons_);
    if (finish(cell, level.samples[s], states, isTiny)) continue;
    open.push_back(level.samples[s]);
    openStates.insert(openStates.end(), states.begin(), states.end());
  }
  if (open.empty()) return;
  const std::array<PlaneTriangle, 2> halves = bisect(cell.triangle);
  level.middle = parametersAt(halves[0][2]);
  const double* middle = level.middle.data();
  next.samples = open;
  next.states = openStates;
  visit({halves[0], {cell.corners[2], cell.corners[0], middle}}, depth + 1);
  next.samples = std::move(open);
  next.states = std::move(openStates);
  visit({halves[1], {cell.corners[1], cell.corners[2], middle}}, depth + 1);
}

/// Draws what can be drawn for one sample; true if nothing is left to find on this triangle.
bool GroupTracer::finish(const Cell& cell, int sample, std::span<NeuronState> states, bool isTiny) {
  int top = topPending(states);
  if (top == 0) return true;
  pass_.run(sample, states, top);
  top = topPending(states);
  open_.clear();
  for (int l = 1; l <= top; ++l) {
    const std::size_t first = pass_.firstNeuron(l);
    const auto own = states.subspan(first, static_cast<std::size_t>(pass_.width(l)));
    const bool isPending = std::find(own.begin(), own.end(), NeuronState::kPending) != own.end();
    if (isPending && isTiny) {
      for (int j = 0; j < pass_.width(l); ++j) {
        if (own[static_cast<std::size_t>(j)] == NeuronState::kPending) drawTiny(cell, sample, l, j);
      }
    } else if (isPending && open_.size() <= kMaxOpenMasks) {
      drawLayer(cell, sample, states, l, open_);
    }
    for (int j = 0; j < pass_.width(l); ++j) {
      if (isMixed(own[static_cast<std::size_t>(j)])) open_.push_back({l, j});
    }
  }
  return isTiny || topPending(states) == 0;
}

/// The highest layer with a pending neuron, 0 if there is none.
int GroupTracer::topPending(std::span<const NeuronState> states) const {
  for (int l = pass_.tracedLayers(); l > 0; --l) {
    const auto own = states.subspan(pass_.firstNeuron(l), static_cast<std::size_t>(pass_.width(l)));
    if (std::find(own.begin(), own.end(), NeuronState::kPending) != own.end()) return l;
  }
  return 0;
}

void GroupTracer::drawLayer(const Cell& cell, int sample, std::span<NeuronState> states, int layer,
                            std::span<const std::pair<int, int>> open) {
  if (open.empty()) {
    guards_.clear();
    drawNeurons(cell, sample, states, layer);
  } else {
    drawChoices(cell, sample, states, layer, open);
  }
  for (int j = 0; j < pass_.width(layer); ++j) {
    NeuronState& state = states[pass_.firstNeuron(layer) + static_cast<std::size_t>(j)];
    if (state == NeuronState::kPending) state = NeuronState::kTraced;
  }
}

void GroupTracer::drawChoices(const Cell& cell, int sample, std::span<const NeuronState> states,
                              int layer, std::span<const std::pair<int, int>> open) {
  for (unsigned choice = 0; choice < (1u << open.size()); ++choice) {
    choice_.assign(states.begin(), states.end());
    for (std::size_t g = 0; g < open.size(); ++g) {
      const std::size_t neuron =
          pass_.firstNeuron(open[g].first) + static_cast<std::size_t>(open[g].second);
      choice_[neuron] =
          (choice >> g & 1u) != 0 ? NeuronState::kAssumedOn : NeuronState::kAssumedOff;
    }
    pass_.run(sample, choice_, layer);
    if (takeGuards(sample, choice, open)) drawNeurons(cell, sample, choice_, layer);
  }
}

/// The polynomials that say where a choice of masks holds; false if that is nowhere.
bool GroupTracer::takeGuards(int sample, unsigned choice,
                             std::span<const std::pair<int, int>> open) {
  guards_.clear();
  for (std::size_t g = 0; g < open.size(); ++g) {
    const auto& [layer, neuron] = open[g];
    BoundaryGuard guard{TrianglePolynomial(layer, pass_.preactivation(layer, neuron)),
                        pass_.rounding(sample, layer), (choice >> g & 1u) != 0};
    const CoefficientRange range = rangeOf(guard.polynomial.values());
    if (guard.isPositive ? range.high < -guard.error : range.low > guard.error) return false;
    guards_.push_back(guard);
  }
  return true;
}

void GroupTracer::drawNeurons(const Cell& cell, int sample, std::span<const NeuronState> states,
                              int layer) {
  for (int j = 0; j < pass_.width(layer); ++j) {
    const NeuronState state = states[pass_.firstNeuron(layer) + static_cast<std::size_t>(j)];
    if (state != NeuronState::kPending) continue;
    tracer_.trace(cell.triangle, TrianglePolynomial(layer, pass_.preactivation(layer, j)),
                  pass_.rounding(sample, layer), guards_);
    keep(sample, layer, j);
  }
}

/// On less than half a pixel: a chord between the edges whose ends have different signs.
void GroupTracer::drawTiny(const Cell& cell, int sample, int layer, int neuron) {
  std::array<double, 3> value;
  for (std::size_t v = 0; v < 3; ++v) {
    value[v] = cornerValue(cell.corners[v], sample, layer, neuron);
  }
  guards_.clear();
  tracer_.trace(cell.triangle, TrianglePolynomial(1, value), 0.0, guards_);
  keep(sample, layer, neuron);
}

double GroupTracer::cornerValue(const double* parameters, int sample, int layer, int neuron) const {
  const Architecture& shape = slice_.architecture;
  Vector hidden = inputs_.row(sample).transpose();
  for (int l = 1;; ++l) {
    const WeightView weight(parameters + shape.weightOffset(l), shape.width(l), shape.width(l - 1));
    const BiasView bias(parameters + shape.biasOffset(l), shape.width(l));
    if (l == layer) return weight.row(neuron).dot(hidden) + bias[neuron];
    const Vector z = weight * hidden + bias;
    hidden = (z.array() > 0.0).select(z, shape.leakySlope * z);
  }
}

void GroupTracer::keep(int sample, int layer, int neuron) {
  for (const PlaneSegment& piece : tracer_.segments()) {
    segments_.push_back({place(piece.from), place(piece.to), layer, neuron, firstSample_ + sample});
  }
  tracer_.segments().clear();
}

}  // namespace

ParameterBoundaries traceBoundaries(const ParameterSlice& slice, const Matrix& inputs,
                                    const SliceDomain& domain, const BoundaryOptions& options) {
  ADAMSCOPE_CHECK(slice.plane.dimension() == 2, "a parameter slice is a plane");
  ADAMSCOPE_CHECK(slice.plane.origin.size() == slice.architecture.parameterCount(),
                  "the slice must be one of the network's parameters");
  ADAMSCOPE_CHECK(domain.validate().ok(), domain.validate().message());
  ADAMSCOPE_CHECK(options.widthPx > 0 && options.heightPx > 0 && options.tolerancePx > 0.0,
                  "the picture must have a size and a tolerance");
  const int samples = static_cast<int>(inputs.rows());
  const int groups = (samples + kGroup - 1) / kGroup;
  ParameterBoundaries result;
  result.domain = domain;
  result.sampleCount = samples;
  result.layerCount = slice.architecture.hiddenLayerCount();
  result.layersTraced = std::min(result.layerCount, kMaxTriangleDegree);
  std::vector<std::vector<BoundarySegment>> found(static_cast<std::size_t>(groups));
  SerialExecutor serial;
  Executor& executor = options.executor != nullptr ? *options.executor : serial;
  // A few groups at a time, so that the cap is looked at in between, the same for any executor.
  constexpr int kWave = 4;
  for (int begin = 0; begin < groups && result.segments.size() < options.maxSegments;
       begin += kWave) {
    const int count = std::min(kWave, groups - begin);
    executor.forEach(count, [&](int task) {
      const int first = (begin + task) * kGroup;
      const int rows = std::min(kGroup, samples - first);
      GroupTracer tracer(slice, inputs.middleRows(first, rows), domain, options);
      found[static_cast<std::size_t>(begin + task)] = tracer.trace(first);
    });
    for (int group = begin; group < begin + count; ++group) {
      std::vector<BoundarySegment>& own = found[static_cast<std::size_t>(group)];
      result.segments.insert(result.segments.end(), own.begin(), own.end());
      own = {};
    }
    result.samplesTraced = std::min(samples, (begin + count) * kGroup);
  }
  const auto bySample = [](const BoundarySegment& a, const BoundarySegment& b) {
    return a.sample < b.sample;
  };
  std::stable_sort(result.segments.begin(), result.segments.end(), bySample);
  return result;
}

}  // namespace adamscope
