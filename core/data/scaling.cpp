#include "core/data/scaling.h"

#include <cmath>

#include "core/base/check.h"

namespace adamscope {

void FeatureScaling::apply(Matrix& inputs) const {
  ADAMSCOPE_CHECK(inputs.cols() == offset.size(), "the scaling was fitted on other features");
  for (Eigen::Index j = 0; j < inputs.cols(); ++j) {
    inputs.col(j) = (inputs.col(j).array() - offset[j]) / scale[j];
  }
}

FeatureScaling fitScaling(Scaling kind, const Matrix& inputs) {
  ADAMSCOPE_CHECK(inputs.rows() > 0, "a scaling needs at least one training sample");
  FeatureScaling fit{Vector::Zero(inputs.cols()), Vector::Ones(inputs.cols())};
  if (kind == Scaling::kNone) return fit;
  for (Eigen::Index j = 0; j < inputs.cols(); ++j) {
    const double low = inputs.col(j).minCoeff();
    const double high = inputs.col(j).maxCoeff();
    if (low == high) {
      // The mean of equal numbers may differ from them by a rounding error, and dividing by a
      // spread of rounding errors would blow them up.
      fit.offset[j] = low;
    } else if (kind == Scaling::kMinMax) {
      fit.offset[j] = low;
      fit.scale[j] = high - low;
    } else {
      const double n = static_cast<double>(inputs.rows());
      fit.offset[j] = inputs.col(j).sum() / n;
      const double deviation =
          std::sqrt((inputs.col(j).array() - fit.offset[j]).square().sum() / n);
      if (deviation > 0.0) fit.scale[j] = deviation;  // Its square may underflow.
    }
  }
  return fit;
}

FeatureScaling scaleFeatures(Scaling kind, SplitDataSet& data) {
  FeatureScaling fit = fitScaling(kind, data.train.inputs);
  if (kind == Scaling::kNone) return fit;
  fit.apply(data.train.inputs);
  fit.apply(data.test.inputs);
  return fit;
}

}  // namespace adamscope
