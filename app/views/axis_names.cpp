#include "app/views/axis_names.h"

namespace adamscope {

namespace {

bool isWholeSpace(const InputSlice& slice) {
  return slice.dimension() == slice.origin.size() && slice.origin.isZero(0.0) &&
         slice.directions.isIdentity(0.0);
}

}  // namespace

std::string sliceAxisName(const AnalysisFrame& analysis, int axis) {
  if (!isWholeSpace(analysis.tessellation.slice)) return axis == 0 ? "s" : "t";
  const auto& names = analysis.train->experiment->data.train.featureNames;
  const auto index = static_cast<std::size_t>(axis);
  return index < names.size() ? names[index] : std::string(axis == 0 ? "x\u2081" : "x\u2082");
}

std::string outputName(const AnalysisFrame& analysis, int output) {
  if (analysis.maps.outputCount == 1) return "f";
  const DataSet& data = analysis.train->experiment->data.train;
  const auto index = static_cast<std::size_t>(output);
  if (data.task == Task::kClassification && index < data.classNames.size()) {
    return std::string("f(").append(data.classNames[index]).append(")");
  }
  return std::string("f").append(std::to_string(output + 1));
}

}  // namespace adamscope
