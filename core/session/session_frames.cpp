#include "core/session/session_frames.h"

#include <chrono>
#include <cmath>
#include <utility>

#include "core/training/loss.h"

namespace adamscope {

namespace {

/// Area of a face by the shoelace formula around its first corner; length in one dimension.
double faceArea(const Tessellation& tessellation, int face) {
  const std::span<const int> loop = tessellation.faceVertices(face);
  const auto at = [&](std::size_t i) {
    return tessellation.vertices[static_cast<std::size_t>(loop[i])];
  };
  const SlicePoint first = at(0);
  if (tessellation.slice.dimension() == 1) return at(1).x - first.x;
  double twice = 0.0;
  for (std::size_t i = 1; i + 1 < loop.size(); ++i) {
    const SlicePoint a = at(i);
    const SlicePoint b = at(i + 1);
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y);
  }
  return std::abs(twice) / 2.0;
}

SampleView viewSamples(const Network& network, const InputSlice& slice, const DataSet& data,
                       Loss loss) {
  SampleView view;
  if (data.sampleCount() == 0) return view;
  ForwardPass pass;
  forward(network, data.inputs, pass);
  view.outputs = pass.output();
  view.wrong.assign(static_cast<std::size_t>(data.sampleCount()), 0);
  for (int i = 0; i < data.sampleCount(); ++i) {
    const Vector input = data.inputs.row(i).transpose();
    const Vector place = slice.project(input);
    view.points.push_back({place(0), slice.dimension() > 1 ? place(1) : 0.0});
    view.distances.push_back(slice.distanceTo(input));
    if (data.task != Task::kClassification) continue;
    const bool isRight =
        predictedClass(loss, view.outputs.row(i)) == data.labels[static_cast<std::size_t>(i)];
    view.wrong[static_cast<std::size_t>(i)] = isRight ? 0 : 1;
  }
  return view;
}

bool sameDomain(const SliceDomain& a, const SliceDomain& b) {
  return a.xMin == b.xMin && a.xMax == b.xMax && a.yMin == b.yMin && a.yMax == b.yMax;
}

bool sameSlice(const InputSlice& a, const InputSlice& b) {
  return a.origin.size() == b.origin.size() && a.directions.cols() == b.directions.cols() &&
         a.origin == b.origin && a.directions == b.directions;
}

}  // namespace

int predictedClass(Loss loss, const Eigen::Ref<const Eigen::RowVectorXd>& outputs) {
  if (outputs.size() == 1) return outputs(0) > decisionThreshold(loss) ? 1 : 0;
  Eigen::Index best = 0;
  outputs.maxCoeff(&best);  // the first of equal ones
  return static_cast<int>(best);
}

bool ViewRequest::sameAs(const ViewRequest& other) const {
  return sameDomain(domain, other.domain) && sameSlice(slice, other.slice) &&
         maxRegions == other.maxRegions;
}

AnalysisFrame analyse(std::shared_ptr<const TrainFrame> train, const ViewRequest& view) {
  const auto start = std::chrono::steady_clock::now();
  AnalysisFrame frame;
  frame.view = view;
  frame.tessellation =
      tessellate(train->network, view.slice, view.domain, {.maxRegions = view.maxRegions});
  frame.maps = affineMapsOf(train->network, frame.tessellation);
  if (train->experiment->data.train.task == Task::kClassification) {
    frame.boundary =
        findDecisionBoundary(frame.tessellation, frame.maps, decisionThreshold(train->config.loss));
  }
  frame.areas.reserve(static_cast<std::size_t>(frame.tessellation.faceCount()));
  for (int face = 0; face < frame.tessellation.faceCount(); ++face) {
    frame.areas.push_back(faceArea(frame.tessellation, face));
  }
  const SplitDataSet& data = train->experiment->data;
  frame.trainSamples = viewSamples(train->network, view.slice, data.train, train->config.loss);
  frame.testSamples = viewSamples(train->network, view.slice, data.test, train->config.loss);
  frame.train = std::move(train);
  frame.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return frame;
}

}  // namespace adamscope
