// Everything that the Inspector says about one region and one point in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/model/ui_state.h"
#include "core/network/forward.h"

namespace adamscope {

/// A side of a region: where one neuron changes, or the window ends.
struct RegionSide {
  NeuronId neuron;       ///< Layer 0 where the window ends.
  bool turnsOn = false;  ///< Going out over this side turns the neuron on.
  int neighbour = -1;    ///< The face beyond; -1 where the window ends.
};

/// One output (or, with one output, the only one) at the point.
struct OutputReport {
  std::string name;     ///< Its class or target.
  double slopeX = 0.0;  ///< f = slopeX s + slopeY t + offset on the region.
  double slopeY = 0.0;
  double offset = 0.0;
  double value = 0.0;  ///< At the point: by that map; where it is not exact, the network's own.
  std::optional<double> probability;  ///< Of this class; of class 1 if there is one output.
};

struct RegionReport {
  int face = 0;
  int faceCount = 0;
  bool isExact = true;  ///< False: the tessellation was cut short, see Tessellation::exact.
  int dimension = 2;
  SlicePoint point;
  double area = 0.0;              ///< In slice units; a length in one dimension.
  double share = 0.0;             ///< Of the window.
  int cornerCount = 0;            ///< Where two different lines meet.
  std::vector<RegionSide> sides;  ///< Counter-clockwise, one for each neighbour.
  std::vector<OutputReport> outputs;
  std::optional<int> predictedClass;
  std::string className;               ///< Of predictedClass.
  std::vector<Vector> preactivations;  ///< [l-1]: z_l at the point, for the hidden layers.
  double largestDifference = 0.0;      ///< Between map and network over the outputs, at the point.
};

/// Whether the regions are known of the run that is shown, though perhaps of an earlier step.
bool hasOwnRegions(const ModelFrame& model);

/// Describes a face of the analysis, and the point, which should lie in it. Costs one forward pass.
RegionReport describeRegion(const AnalysisFrame& analysis, int face, const SlicePoint& point);

/// The sides of a face in the order of its loop. Edges that follow each other on one neuron's line
/// and have the same neighbour are one side.
std::vector<RegionSide> sidesOf(const Tessellation& tessellation, int face);

/// A point inside the face: the mean of its corners.
SlicePoint interiorPoint(const Tessellation& tessellation, int face);

/// Probability of each class for one row of outputs: the logistic function or softmax where the
/// loss has one, in the order of the outputs; empty for the squared errors.
std::vector<double> classProbabilities(Loss loss, const Eigen::RowVectorXd& outputs);

}  // namespace adamscope
