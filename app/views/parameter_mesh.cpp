#include "app/views/parameter_mesh.h"

#include <algorithm>
#include <cmath>

#include "app/figure/slice_colors.h"

namespace adamscope {

namespace {

BoundaryId idOf(const BoundarySegment& piece) { return {piece.layer, piece.neuron, piece.sample}; }

void addCorner(InputMesh& mesh, const SlicePoint& point, std::uint32_t color) {
  mesh.corners.push_back({static_cast<float>(point.x - mesh.origin.x),
                          static_cast<float>(point.y - mesh.origin.y), color});
}

void addQuad(InputMesh& mesh, std::uint32_t first, std::uint32_t step) {
  for (const std::uint32_t corner : {0U, 1U, step + 1U, 0U, step + 1U, step}) {
    mesh.indices.push_back(first + corner);
  }
}

/// One corner at the centre of each box, and the border's drawn out to the domain's.
void addLoss(const SliceGrid& grid, const figure::Theme& theme, InputMesh& mesh) {
  const figure::LossScale scale(grid);
  const auto step = static_cast<std::uint32_t>(grid.columns);
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      SlicePoint place = grid.center(column, row);
      if (column == 0) place.x = grid.domain.xMin;
      if (column == grid.columns - 1) place.x = grid.domain.xMax;
      if (row == 0) place.y = grid.domain.yMin;
      if (row == grid.rows - 1) place.y = grid.domain.yMax;
      addCorner(mesh, place,
                packColor(figure::lossColor(theme, scale.share(grid.at(column, row)))));
      if (row + 1 < grid.rows && column + 1 < grid.columns) {
        addQuad(mesh, static_cast<std::uint32_t>(row) * step + static_cast<std::uint32_t>(column),
                step);
      }
    }
  }
}

/// One rectangle for each run of pixels of one region in a row.
void addRegions(const ParameterRaster& regions, const SliceDomain& domain,
                const figure::Theme& theme, InputMesh& mesh) {
  std::vector<std::uint32_t> colors;
  for (const Hash128& hash : regions.hashes) {
    colors.push_back(packColor(figure::regionColor(theme, hash)));
  }
  const auto place = [&](int column, int row) {
    return SlicePoint{domain.xMin + (domain.xMax - domain.xMin) * column / regions.width,
                      domain.yMin + (domain.yMax - domain.yMin) * row / regions.height};
  };
  for (int row = 0; row < regions.height; ++row) {
    for (int from = 0; from < regions.width;) {
      int to = from + 1;
      const std::uint32_t region = regions.regionAt(from, row);
      while (to < regions.width && regions.regionAt(to, row) == region) ++to;
      const auto first = static_cast<std::uint32_t>(mesh.corners.size());
      for (const SlicePoint& corner :
           {place(from, row), place(to, row), place(from, row + 1), place(to, row + 1)}) {
        addCorner(mesh, corner, colors[region]);
      }
      addQuad(mesh, first, 2);
      from = to;
    }
  }
}

}  // namespace

BoundaryChoice::BoundaryChoice(const SliceFrame& frame, const ParameterViewState& view,
                               const Selection& selection)
    : filter_(view.filter), neuron_(selection.neuron), sample_(selection.sample) {
  if (filter_ != BoundaryFilter::kCrossedLately) return;
  const RunHistory& history = *frame.train->history;
  const long last = std::min(frame.train->step, history.stepCount());
  const long first = std::max(1L, last - view.recentSteps + 1);
  if (last < 1) return;
  for (std::size_t e = history.eventsBefore(first); e < history.eventsBefore(last + 1); ++e) {
    const EventRow& row = history.events[e];
    lately_.push_back({row.layer, row.neuron, row.sample});
  }
  std::sort(lately_.begin(), lately_.end());
}

bool BoundaryChoice::isShown(const BoundaryId& id) const {
  switch (filter_) {
    case BoundaryFilter::kCrossedLately:
      return std::binary_search(lately_.begin(), lately_.end(), id);
    case BoundaryFilter::kNeuron:
      return !neuron_ || *neuron_ == NeuronId{id.layer, id.neuron};
    case BoundaryFilter::kSample:
      return !sample_ || *sample_ == id.sample;
    case BoundaryFilter::kAll:
      break;
  }
  return true;
}

int ParameterMesh::indexOf(const BoundaryId& id) const {
  const auto place = std::lower_bound(ids.begin(), ids.end(), id);
  if (place == ids.end() || *place != id) return -1;
  return static_cast<int>(place - ids.begin());
}

void buildParameterMesh(const SliceFrame& frame, const BoundaryChoice& choice,
                        const figure::Theme& theme, ParameterMesh& result) {
  InputMesh& mesh = result.mesh;
  mesh.origin = {0.5 * (frame.domain.xMin + frame.domain.xMax),
                 0.5 * (frame.domain.yMin + frame.domain.yMax)};
  mesh.corners.clear();
  mesh.indices.clear();
  mesh.boundaries.clear();
  if (frame.regions) {
    addRegions(*frame.regions, frame.domain, theme, mesh);
  } else if (frame.loss) {
    addLoss(*frame.loss, theme, mesh);
  }
  result.ids.clear();
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    if (result.ids.empty() || result.ids.back() != idOf(piece)) result.ids.push_back(idOf(piece));
  }
  std::sort(result.ids.begin(), result.ids.end());
  result.ids.erase(std::unique(result.ids.begin(), result.ids.end()), result.ids.end());
  result.shownOfLayer.assign(
      static_cast<std::size_t>(frame.train->network.architecture.hiddenLayerCount()), 0);
  BoundaryId last{-1, -1, -1};
  std::uint32_t index = 0;
  bool isShown = false;
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    const BoundaryId id = idOf(piece);
    if (id != last) {
      last = id;
      index = static_cast<std::uint32_t>(result.indexOf(id));
      isShown = choice.isShown(id);
    }
    if (!isShown) continue;
    ++result.shownOfLayer[static_cast<std::size_t>(piece.layer) - 1];
    mesh.boundaries.push_back({static_cast<float>(piece.from.x - mesh.origin.x),
                               static_cast<float>(piece.from.y - mesh.origin.y),
                               static_cast<float>(piece.to.x - mesh.origin.x),
                               static_cast<float>(piece.to.y - mesh.origin.y),
                               static_cast<std::uint32_t>(piece.layer), index});
  }
}

}  // namespace adamscope
