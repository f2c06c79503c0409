// Everything that a picture of a parameter slice shows, for one moment of a run: boundaries,
// regions, loss, the trajectory and its crossings. The analysis thread computes it for the window,
// the command line for a file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/executor.h"
#include "core/regions/parameter_boundary.h"
#include "core/regions/parameter_cells.h"
#include "core/regions/slice_loss.h"
#include "core/session/slice_plane.h"

namespace adamscope {

/// What is asked for.
struct SliceRequest {
  PlaneChoice plane{};
  std::optional<SliceDomain> domain{};  ///< None: around what matters in this plane.
  int widthPx = 800;                    ///< Of the picture, for the tolerance of the curves.
  int heightPx = 800;
  double tolerancePx = 0.5;
  std::size_t maxSegments = 400'000;
  bool withRegions = false;
  int lossColumns = 0;  ///< Boxes of the loss map along the longer side; 0: none.

  friend bool operator==(const SliceRequest& a, const SliceRequest& b);
};

/// Whether both are of one plane and of one rectangle in it.
bool looksAtSamePlace(const SliceRequest& a, const SliceRequest& b);

/// theta after a step, as seen in the plane.
struct TrailPoint {
  long step = 0;
  double tau = 1.0;       ///< As in TrailEntry.
  SlicePoint place;       ///< Of its projection.
  double distance = 0.0;  ///< To the plane.
};

/// A crossing of the trajectory, where it happened: at theta(tau) on the segment of its step.
struct SliceCrossing {
  std::size_t event = 0;  ///< Index into the history's events.
  long step = 0;
  EventRow row;
  SlicePoint place;
  double distance = 0.0;  ///< Of theta(tau) to the plane; at most this.
};

/// Never changes once published.
struct SliceFrame {
  std::uint64_t id = 0;
  std::shared_ptr<const TrainFrame> train;
  SliceRequest request;
  /// Why there is no picture; everything below is empty then.
  std::string problem;
  ParameterSlice slice;
  SliceDomain domain;
  ParameterBoundaries boundaries;
  std::optional<ParameterRaster> regions;
  std::optional<long> exactRegions;  ///< One hidden layer, up to a cap.
  std::optional<SliceGrid> loss;
  std::vector<TrailPoint> trail;  ///< All of the frame's trail.
  std::vector<SliceCrossing> crossings;
  SlicePoint theta;                 ///< Of the present theta.
  std::optional<SlicePoint> other;  ///< The other network, where the plane goes through one.
  double distance = 0.0;            ///< Of theta to the plane.
  SlicePoint update;                ///< The last update, as a vector of the plane.
  SlicePoint descent;               ///< The negative gradient's part in the plane.
  std::optional<SliceEllipse> ellipse;
  double seconds = 0.0;  ///< What it took.

  bool hasPicture() const { return problem.empty(); }
};

/// The rectangle to look at in a plane where nobody has chosen one, with the picture's aspect where
/// both axes have one unit of length.
SliceDomain naturalDomain(const TrainFrame& train, const PlaneChoice& choice,
                          const ParameterSlice& slice, double aspect);

/// Computes the frame, without its id. Deterministic: the executor (null: the calling thread) makes
/// no difference.
SliceFrame analyseSlice(std::shared_ptr<const TrainFrame> train, const SliceRequest& request,
                        Executor* executor = nullptr);

}  // namespace adamscope
