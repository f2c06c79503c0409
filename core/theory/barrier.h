// How high the loss rises between two solutions (theory UBL), along three paths from A to B:
//   the straight line, the line to B with its neurons matched to A's, and a quadratic Bezier curve
//   (1-s)^2 A + 2 s (1-s) M + s^2 B whose middle point M is trained.
// Source of the curve: Garipov et al., "Loss surfaces, mode connectivity, and fast ensembling of
// DNNs", 2018. Beside the loss, the region boundaries that each path crosses.
#pragma once

#include <functional>
#include <vector>

#include "core/data/dataset.h"
#include "core/theory/matching.h"
#include "core/training/loss.h"

namespace adamscope {

struct BarrierConfig {
  int points = 101;         ///< Places on each path at which the loss is evaluated, ends included.
  int trainingSteps = 400;  ///< Of Adam, for M.
  double learningRate = 0.02;
  int curvePieces = 64;  ///< Chords that stand for the curve when its crossings are counted.
};

/// The loss along one path.
struct PathProfile {
  std::vector<double> losses;  ///< At s = 0, 1/(points-1), ..., 1.
  /// max over s of L - max(L(A), L(B)), >= 0 by definition as s includes the ends. The maximum is
  /// over the evaluated places: a lower estimate, exact in the limit of many points.
  double barrier = 0.0;
  long crossings = 0;      ///< Events on the path: exact on straight pieces.
  long regionChanges = 0;  ///< Instants with at least one event.
};

struct BarrierReport {
  PathProfile straight;
  PathProfile matched;
  PathProfile curve;             ///< From A to the matched B.
  double distance = 0.0;         ///< |theta_A - theta_B|.
  double matchedDistance = 0.0;  ///< The same after matching.
};

/// All three paths between two networks of one architecture that fits the data and loss.
/// `keepGoing` is asked now and then: false gives up early with what is there (the curve is then
/// trained less). Deterministic.
BarrierReport measureBarrier(const Network& a, const Network& b, const DataSet& data, Loss loss,
                             const BarrierConfig& config = {},
                             const std::function<bool()>& keepGoing = {});

}  // namespace adamscope
