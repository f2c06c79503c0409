#include "app/model/region_report.h"

#include <algorithm>
#include <cmath>

namespace adamscope {

namespace {

/// The name of what output k stands for: its class, "class 1" of two by one output, its target.
std::string outputName(const DataSet& data, int output, int outputCount) {
  const bool isClass = data.task == Task::kClassification;
  const std::size_t which = outputCount == 1 && isClass ? 1 : static_cast<std::size_t>(output);
  if (isClass && which < data.classNames.size()) return data.classNames[which];
  std::string name("f");
  if (outputCount > 1) name += std::to_string(output);
  return name;
}

std::vector<OutputReport> outputsByMap(const AnalysisFrame& analysis, int face,
                                       const SlicePoint& point) {
  const DataSet& data = analysis.train->experiment->data.train;
  const AffineMaps& maps = analysis.maps;
  std::vector<OutputReport> reports;
  for (int k = 0; k < maps.outputCount; ++k) {
    const double* a = maps.of(face, k);
    reports.push_back({.name = outputName(data, k, maps.outputCount),
                       .slopeX = a[0],
                       .slopeY = a[1],
                       .offset = a[2],
                       .value = maps.valueAt(face, k, point),
                       .probability = {}});
  }
  return reports;
}

/// Class and probabilities from the outputs.
void classify(const TrainFrame& train, RegionReport& report) {
  const DataSet& data = train.experiment->data.train;
  if (data.task != Task::kClassification) return;
  Eigen::RowVectorXd values(static_cast<Eigen::Index>(report.outputs.size()));
  for (std::size_t k = 0; k < report.outputs.size(); ++k) {
    values(static_cast<Eigen::Index>(k)) = report.outputs[k].value;
  }
  const int predicted = predictedClass(train.config.loss, values);
  report.predictedClass = predicted;
  report.className = data.classNames[static_cast<std::size_t>(predicted)];
  const std::vector<double> shares = classProbabilities(train.config.loss, values);
  for (std::size_t k = 0; k < shares.size(); ++k) report.outputs[k].probability = shares[k];
}

/// Where two sides meet that lie on different lines; the neighbour may change along one line.
int cornerCountOf(const std::vector<RegionSide>& sides) {
  int count = 0;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (!(sides[i].neuron == sides[(i + 1) % sides.size()].neuron)) ++count;
  }
  return count;
}

void evaluateNetwork(const AnalysisFrame& analysis, RegionReport& report) {
  const Network& network = analysis.train->network;
  const Matrix input =
      analysis.tessellation.slice.inputAt(report.point.x, report.point.y).transpose();
  ForwardPass pass;
  forward(network, input, pass);
  for (int layer = 1; layer <= network.architecture.hiddenLayerCount(); ++layer) {
    const Matrix& z = pass.preactivations[static_cast<std::size_t>(layer) - 1];
    report.preactivations.emplace_back(z.row(0).transpose());
  }
  for (std::size_t k = 0; k < report.outputs.size(); ++k) {
    const double exact = pass.output()(0, static_cast<Eigen::Index>(k));
    report.largestDifference =
        std::max(report.largestDifference, std::abs(report.outputs[k].value - exact));
    if (!report.isExact) report.outputs[k].value = exact;
  }
}

}  // namespace

std::vector<double> classProbabilities(Loss loss, const Eigen::RowVectorXd& outputs) {
  if (loss == Loss::kBce) {
    std::vector<double> shares;
    for (const double f : outputs) shares.push_back(1.0 / (1.0 + std::exp(-f)));
    return shares;
  }
  if (loss != Loss::kCrossEntropy) return {};
  const Eigen::RowVectorXd powers = (outputs.array() - outputs.maxCoeff()).exp();
  const Eigen::RowVectorXd shares = powers / powers.sum();
  return {shares.begin(), shares.end()};
}

bool hasOwnRegions(const ModelFrame& model) {
  return model.analysis && model.analysis->train->runNumber == model.train->runNumber;
}

std::vector<RegionSide> sidesOf(const Tessellation& tessellation, int face) {
  std::vector<RegionSide> sides;
  for (const int id : tessellation.faceEdges(face)) {
    const TessellationEdge& edge = tessellation.edges[static_cast<std::size_t>(id)];
    const NeuronId neuron{edge.layer, edge.neuron};
    const int beyond = edge.leftFace == face ? edge.rightFace : edge.leftFace;
    const bool turnsOn = edge.layer > 0 && !tessellation.isActive(face, edge.layer, edge.neuron);
    const bool goesOn =
        !sides.empty() && sides.back().neuron == neuron && sides.back().neighbour == beyond;
    if (!goesOn) sides.push_back({neuron, turnsOn, beyond});
  }
  const bool wraps = sides.size() > 1 && sides.front().neuron == sides.back().neuron &&
                     sides.front().neighbour == sides.back().neighbour;
  if (wraps) sides.pop_back();
  return sides;
}

SlicePoint interiorPoint(const Tessellation& tessellation, int face) {
  SlicePoint sum;
  const std::span<const int> loop = tessellation.faceVertices(face);
  for (const int id : loop) {
    sum.x += tessellation.vertices[static_cast<std::size_t>(id)].x;
    sum.y += tessellation.vertices[static_cast<std::size_t>(id)].y;
  }
  const auto count = static_cast<double>(loop.size());
  return {sum.x / count, sum.y / count};
}

RegionReport describeRegion(const AnalysisFrame& analysis, int face, const SlicePoint& point) {
  const Tessellation& tessellation = analysis.tessellation;
  RegionReport report;
  report.face = face;
  report.faceCount = tessellation.faceCount();
  report.isExact = tessellation.exact;
  report.dimension = tessellation.slice.dimension();
  report.point = point;
  report.area = analysis.areas[static_cast<std::size_t>(face)];
  report.share = report.area / tessellation.domain.area(report.dimension);
  report.sides = sidesOf(tessellation, face);
  report.cornerCount = cornerCountOf(report.sides);
  report.outputs = outputsByMap(analysis, face, point);
  evaluateNetwork(analysis, report);
  classify(*analysis.train, report);
  return report;
}

}  // namespace adamscope
