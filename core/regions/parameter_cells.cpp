#include "core/regions/parameter_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "core/network/forward.h"

namespace adamscope {
namespace {

/// z(s, t) = value + s * slopeS + t * slopeT.
struct AffinePreactivation {
  double value = 0.0;
  double slopeS = 0.0;
  double slopeT = 0.0;
};

AffinePreactivation firstLayer(const ParameterSlice& slice, const Vector& input, int neuron) {
  const Architecture& shape = slice.architecture;
  const auto along = [&](const auto& flat) {
    const int row = shape.weightOffset(1) + neuron * shape.inputCount();
    return flat.segment(row, shape.inputCount()).dot(input) + flat(shape.biasOffset(1) + neuron);
  };
  return {along(slice.plane.origin), along(slice.plane.directions.col(0)),
          along(slice.plane.directions.col(1))};
}

/// -1, 1: everywhere in the domain; 0: a line meets it.
int signIn(const AffinePreactivation& z, const SliceDomain& domain) {
  int above = 0;
  for (const double s : {domain.xMin, domain.xMax}) {
    for (const double t : {domain.yMin, domain.yMax}) {
      above += z.value + s * z.slopeS + t * z.slopeT > 0.0 ? 1 : 0;
    }
  }
  return above == 4 ? 1 : (above == 0 ? -1 : 0);
}

/// The masks of some samples at one theta.
class Masks {
 public:
  Masks(const ParameterSlice& slice, Matrix inputs) : slice_(slice), inputs_(std::move(inputs)) {}

  void evaluate(const SlicePoint& point) { forward(slice_.networkAt(point), inputs_, pass_); }
  bool isActive(int layer, int neuron, int row) const {
    return pass_.preactivations[static_cast<std::size_t>(layer) - 1](row, neuron) > 0.0;
  }
  int count() const { return static_cast<int>(inputs_.rows()); }
  const Architecture& shape() const { return slice_.architecture; }

  template <class Visit>
  void forEachBit(Visit visit) const {
    for (int l = 1; l <= shape().hiddenLayerCount(); ++l) {
      for (int j = 0; j < shape().width(l); ++j) {
        for (int i = 0; i < count(); ++i) visit(l, j, i);
      }
    }
  }

 private:
  const ParameterSlice& slice_;
  Matrix inputs_;
  ForwardPass pass_;
};

/// One change of a mask bit along a row of the picture.
struct RowCrossing {
  double column = 0.0;  // in pixels; the pixel centres lie at whole numbers
  int layer = 0;
  int neuron = 0;
  int row = 0;  // of the sample among those that have boundaries here
};

class Rasterizer {
 public:
  Rasterizer(const ParameterSlice& slice, const Matrix& inputs,
             const ParameterBoundaries& boundaries, int width, int height)
      : boundaries_(boundaries),
        width_(width),
        height_(height),
        samples_(samplesOf(boundaries)),
        open_(slice, rowsOf(inputs, samples_)),
        rows_(static_cast<std::size_t>(height)) {
    Masks all(slice, inputs);
    all.evaluate(center(0, 0));
    all.forEachBit([&](int l, int j, int i) {
      const bool isOpen = std::binary_search(samples_.begin(), samples_.end(), i);
      if (!isOpen && all.isActive(l, j, i)) fixed_ ^= zobristKey(l, j, i);
    });
  }

  ParameterRaster run() {
    result_ = {width_, height_, {}, {}};
    result_.regions.reserve(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    spread();
    for (int y = 0; y < height_; ++y) scan(y);
    return std::move(result_);
  }

 private:
  static std::vector<int> samplesOf(const ParameterBoundaries& boundaries) {
    std::vector<int> samples;
    for (const BoundarySegment& piece : boundaries.segments) samples.push_back(piece.sample);
    std::sort(samples.begin(), samples.end());
    samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
    return samples;
  }
  static Matrix rowsOf(const Matrix& inputs, const std::vector<int>& samples) {
    Matrix rows(static_cast<Eigen::Index>(samples.size()), inputs.cols());
    for (std::size_t i = 0; i < samples.size(); ++i) {
      rows.row(static_cast<Eigen::Index>(i)) = inputs.row(samples[i]);
    }
    return rows;
  }

  SlicePoint center(int column, int row) const {
    const SliceDomain& d = boundaries_.domain;
    return {d.xMin + (d.xMax - d.xMin) * ((column + 0.5) / width_),
            d.yMin + (d.yMax - d.yMin) * ((row + 0.5) / height_)};
  }
  double columnOf(double s) const {
    const SliceDomain& d = boundaries_.domain;
    return (s - d.xMin) / (d.xMax - d.xMin) * width_ - 0.5;
  }
  double rowOf(double t) const {
    const SliceDomain& d = boundaries_.domain;
    return (t - d.yMin) / (d.yMax - d.yMin) * height_ - 0.5;
  }

  void spread();
  void scan(int y);
  void repair(int y, std::vector<RowCrossing>& crossings);
  void fill(const Hash128& hash, int from, int to);
  Hash128 hashOfOpen() const;

  const ParameterBoundaries& boundaries_;
  int width_;
  int height_;
  std::vector<int> samples_;  // that have a boundary in the domain, ascending
  Masks open_;
  Hash128 fixed_;  // of all the others
  std::vector<std::vector<RowCrossing>> rows_;
  std::map<Hash128, std::uint32_t> indices_;
  ParameterRaster result_;
};

/// Each piece's crossings with the rows of pixel centres.
void Rasterizer::spread() {
  for (const BoundarySegment& piece : boundaries_.segments) {
    const double a = rowOf(piece.from.y);
    const double b = rowOf(piece.to.y);
    const double low = std::min(a, b);
    const double high = std::max(a, b);
    const int index = static_cast<int>(
        std::lower_bound(samples_.begin(), samples_.end(), piece.sample) - samples_.begin());
    // Half open, so that two pieces that meet on a row count once.
    for (int y = std::max(0, static_cast<int>(std::ceil(low))); y < height_ && y < high; ++y) {
      const double share = (y - a) / (b - a);
      const double s = piece.from.x + share * (piece.to.x - piece.from.x);
      rows_[static_cast<std::size_t>(y)].push_back({columnOf(s), piece.layer, piece.neuron, index});
    }
  }
}

Hash128 Rasterizer::hashOfOpen() const {
  Hash128 hash = fixed_;
  open_.forEachBit([&](int l, int j, int i) {
    if (open_.isActive(l, j, i)) hash ^= zobristKey(l, j, samples_[static_cast<std::size_t>(i)]);
  });
  return hash;
}

void Rasterizer::scan(int y) {
  std::vector<RowCrossing>& crossings = rows_[static_cast<std::size_t>(y)];
  std::erase_if(crossings, [this](const RowCrossing& c) {
    return c.column <= 0.0 || c.column >= width_ - 1.0;
  });
  repair(y, crossings);
  std::sort(crossings.begin(), crossings.end(),
            [](const RowCrossing& a, const RowCrossing& b) { return a.column < b.column; });
  open_.evaluate(center(0, y));
  Hash128 hash = hashOfOpen();
  int from = 0;
  for (const RowCrossing& crossing : crossings) {
    const int to = std::clamp(static_cast<int>(std::ceil(crossing.column)), from, width_);
    fill(hash, from, to);
    from = to;
    hash ^= zobristKey(crossing.layer, crossing.neuron,
                       samples_[static_cast<std::size_t>(crossing.row)]);
  }
  fill(hash, from, width_);
}

/// Where the crossings do not lead from the masks at one end of the row to those at the other (a
/// gap between two pieces, say), that bit's crossings are found again from pixel to pixel.
void Rasterizer::repair(int y, std::vector<RowCrossing>& crossings) {
  using Bit = std::tuple<int, int, int>;
  std::map<Bit, int> parity;
  for (const RowCrossing& c : crossings) parity[{c.layer, c.neuron, c.row}] ^= 1;
  open_.evaluate(center(width_ - 1, y));
  std::vector<Bit> atEnd;
  open_.forEachBit([&](int l, int j, int i) {
    if (open_.isActive(l, j, i)) atEnd.push_back({l, j, i});
  });
  open_.evaluate(center(0, y));
  std::map<Bit, int>& wrong = parity;
  for (const Bit& bit : atEnd) wrong[bit] ^= 1;
  open_.forEachBit([&](int l, int j, int i) {
    if (open_.isActive(l, j, i)) wrong[{l, j, i}] ^= 1;
  });
  std::erase_if(wrong, [](const auto& entry) { return entry.second == 0; });
  if (wrong.empty()) return;
  std::erase_if(crossings, [&wrong](const RowCrossing& c) {
    return wrong.count({c.layer, c.neuron, c.row}) > 0;
  });
  std::map<Bit, bool> before;
  for (int x = 0; x < width_; ++x) {
    open_.evaluate(center(x, y));
    for (const auto& entry : wrong) {
      const auto& [layer, neuron, row] = entry.first;
      const bool isActive = open_.isActive(layer, neuron, row);
      if (x > 0 && before[entry.first] != isActive) {
        crossings.push_back({x - 0.5, layer, neuron, row});
      }
      before[entry.first] = isActive;
    }
  }
}

void Rasterizer::fill(const Hash128& hash, int from, int to) {
  if (from == to) return;
  const auto [place, isNew] =
      indices_.try_emplace(hash, static_cast<std::uint32_t>(result_.hashes.size()));
  if (isNew) result_.hashes.push_back(hash);
  result_.regions.insert(result_.regions.end(), static_cast<std::size_t>(to - from), place->second);
}

}  // namespace

Result<ParameterCells> exactCells(const ParameterSlice& slice, const Matrix& inputs,
                                  const SliceDomain& domain, std::size_t maxCells) {
  const Architecture& shape = slice.architecture;
  if (shape.hiddenLayerCount() != 1) {
    return Error{"exact cells need one hidden layer; this network has " +
                 std::to_string(shape.hiddenLayerCount())};
  }
  ParameterCells cells;
  Hash128 fixed;
  std::vector<AffinePreactivation> lines;
  for (int i = 0; i < static_cast<int>(inputs.rows()); ++i) {
    const Vector input = inputs.row(i).transpose();
    for (int j = 0; j < shape.width(1); ++j) {
      const AffinePreactivation z = firstLayer(slice, input, j);
      const int sign = signIn(z, domain);
      if (sign > 0) fixed ^= zobristKey(1, j, i);
      if (sign != 0) continue;
      lines.push_back(z);
      cells.lines.push_back({j, i});
    }
  }
  // A network on (s, t) whose neurons are the lines; a neuron that is always off stands for none.
  const int count = std::max(1, static_cast<int>(lines.size()));
  Network arrangement{{{2, count, 1}}, {}};
  arrangement.parameters = Vector::Zero(arrangement.architecture.parameterCount());
  MutableWeightView weight = arrangement.weight(1);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const auto row = static_cast<Eigen::Index>(k);
    weight(row, 0) = lines[k].slopeS;
    weight(row, 1) = lines[k].slopeT;
    arrangement.bias(1)(row) = lines[k].value;
  }
  cells.tessellation =
      tessellate(arrangement, InputSlice::whole(2), domain, {.maxRegions = maxCells});
  for (int face = 0; face < cells.cellCount(); ++face) {
    Hash128 hash = fixed;
    for (std::size_t k = 0; k < lines.size(); ++k) {
      if (!cells.tessellation.isActive(face, 1, static_cast<int>(k))) continue;
      hash ^= zobristKey(1, cells.lines[k].neuron, cells.lines[k].sample);
    }
    cells.hashes.push_back(hash);
  }
  return cells;
}

ParameterRaster rasterCells(const ParameterSlice& slice, const Matrix& inputs,
                            const ParameterBoundaries& boundaries, int width, int height) {
  ADAMSCOPE_CHECK(width > 0 && height > 0, "the raster must have pixels");
  return Rasterizer(slice, inputs, boundaries, width, height).run();
}

}  // namespace adamscope
