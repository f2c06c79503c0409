#include "core/training/loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace adamscope {
namespace {

using ConstMatrixRef = Eigen::Ref<const Matrix>;
// Samples are taken eight at a time in fixed-size arrays, the last ones padded: every sample goes
// through the same vectorised exp and log, wherever it stands.
constexpr Eigen::Index kLanes = 8;
using Lanes = Eigen::Array<double, kLanes, 1>;

Lanes loadLanes(const ConstMatrixRef& matrix, Eigen::Index row, Eigen::Index column) {
  const Eigen::Index rows = std::min(kLanes, matrix.rows() - row);
  if (rows == kLanes) return matrix.col(column).segment<kLanes>(row).array();
  Lanes lanes = Lanes::Zero();
  lanes.head(rows) = matrix.col(column).segment(row, rows).array();
  return lanes;
}

void storeLanes(const Lanes& lanes, Eigen::Index row, Eigen::Index column, Matrix& matrix) {
  const Eigen::Index rows = std::min(kLanes, matrix.rows() - row);
  matrix.col(column).segment(row, rows) = lanes.head(rows).matrix();
}

// The padding's share of a sum is dropped.
double sumLanes(const Lanes& lanes, Eigen::Index row, Eigen::Index rowCount) {
  return lanes.head(std::min(kLanes, rowCount - row)).sum();
}

// log(1 + e) for e >= 0 with full relative accuracy: the rounding error of u = 1 + e is undone by
// the factor e / (u - 1) (Higham, Accuracy and Stability of Numerical Algorithms, section 1.14.1).
Lanes log1pOfNonNegative(const Lanes& e) {
  const Lanes u = 1.0 + e;
  return (u == 1.0).select(e, e * u.log() / (u - 1.0));
}

// Eigen's exp stays at the least normal number below about -708; here it must reach zero.
Lanes expOfNonPositive(const Lanes& x) { return (x < -708.0).select(0.0, x.max(-708.0).exp()); }

double squaredError(const ConstMatrixRef& f, const ConstMatrixRef& y, double scale,
                    Matrix* gradient) {
  if (gradient != nullptr) *gradient = (2.0 * scale) * (f - y);
  return scale * (f - y).squaredNorm();
}

// -y log s(f) - (1-y) log(1 - s(f)) = max(f, 0) - f y + log(1 + exp(-|f|)), with derivative
// s(f) - y.
double binaryCrossEntropy(const ConstMatrixRef& f, const ConstMatrixRef& y, Matrix* gradient) {
  const double scale = 1.0 / static_cast<double>(f.size());
  double total = 0.0;
  for (Eigen::Index j = 0; j < f.cols(); ++j) {
    for (Eigen::Index row = 0; row < f.rows(); row += kLanes) {
      const Lanes logit = loadLanes(f, row, j);
      const Lanes target = loadLanes(y, row, j);
      const Lanes e = expOfNonPositive(-logit.abs());
      const Lanes loss = logit.max(0.0) - logit * target + log1pOfNonNegative(e);
      total += sumLanes(loss * scale, row, f.rows());
      if (gradient == nullptr) continue;
      const Lanes sigmoid = (logit >= 0.0).select(1.0 / (1.0 + e), e / (1.0 + e));
      storeLanes(scale * (sigmoid - target), row, j, *gradient);
    }
  }
  return total;
}

// Per sample: logsumexp(f) * sum(y) - f . y, with derivative softmax(f) * sum(y) - y.
double crossEntropyLanes(const ConstMatrixRef& f, const ConstMatrixRef& y, Eigen::Index row,
                         Matrix* gradient) {
  const double scale = 1.0 / static_cast<double>(f.rows());
  Lanes largest = loadLanes(f, row, 0);
  for (Eigen::Index j = 1; j < f.cols(); ++j) largest = largest.max(loadLanes(f, row, j));
  Lanes ties = Lanes::Zero();    // outputs equal to the largest: exp(0) = 1 each
  Lanes others = Lanes::Zero();  // sum of exp(f - largest) over the rest
  Lanes mass = Lanes::Zero();
  Lanes gap = Lanes::Zero();  // (largest - f) . y
  for (Eigen::Index j = 0; j < f.cols(); ++j) {
    const Lanes target = loadLanes(y, row, j);
    const Lanes below = loadLanes(f, row, j) - largest;
    ties += (below == 0.0).select(Lanes::Ones(), 0.0);
    others += (below == 0.0).select(0.0, expOfNonPositive(below));
    mass += target;
    gap -= (target == 0.0).select(0.0, below * target);
  }
  if (gradient != nullptr) {
    const Lanes sum = ties + others;
    for (Eigen::Index j = 0; j < f.cols(); ++j) {
      const Lanes softmax = expOfNonPositive(loadLanes(f, row, j) - largest) / sum;
      storeLanes(scale * (softmax * mass - loadLanes(y, row, j)), row, j, *gradient);
    }
  }
  const Lanes logSum = log1pOfNonNegative(others + (ties - 1.0));
  return sumLanes(scale * (logSum * mass + gap), row, f.rows());
}

double crossEntropy(const ConstMatrixRef& f, const ConstMatrixRef& y, Matrix* gradient) {
  double total = 0.0;
  for (Eigen::Index row = 0; row < f.rows(); row += kLanes) {
    total += crossEntropyLanes(f, y, row, gradient);
  }
  return total;
}

double evaluate(Loss loss, const ConstMatrixRef& f, const ConstMatrixRef& y, Matrix* gradient) {
  ADAMSCOPE_CHECK(f.rows() == y.rows() && f.cols() == y.cols() && f.size() > 0,
                  "outputs and targets must be n x d_out, n > 0");
  if (gradient != nullptr) gradient->resize(f.rows(), f.cols());
  switch (loss) {
    case Loss::kMse:
      return squaredError(f, y, 1.0 / static_cast<double>(f.size()), gradient);
    case Loss::kHalfMse:
      return squaredError(f, y, 0.5 / static_cast<double>(f.rows()), gradient);
    case Loss::kBce:
      return binaryCrossEntropy(f, y, gradient);
    case Loss::kCrossEntropy:
      return crossEntropy(f, y, gradient);
  }
  ADAMSCOPE_CHECK(false, "unknown loss");
  return 0.0;
}

}  // namespace

int requiredOutputCount(const DataSet& data, Loss loss) {
  if (data.task == Task::kRegression) return static_cast<int>(data.targets.cols());
  const int classes = static_cast<int>(data.classNames.size());
  return classes <= 2 && loss != Loss::kCrossEntropy ? 1 : std::max(classes, 2);
}

Matrix lossTargets(const DataSet& data, int outputCount) {
  if (data.task == Task::kRegression) {
    ADAMSCOPE_CHECK(data.targets.cols() == outputCount, "one output per target column");
    return data.targets;
  }
  Matrix targets = Matrix::Zero(data.sampleCount(), outputCount);
  for (Eigen::Index i = 0; i < targets.rows(); ++i) {
    const int label = data.labels[static_cast<std::size_t>(i)];
    ADAMSCOPE_CHECK(label >= 0 && label < std::max(outputCount, 2), "a label without an output");
    if (outputCount == 1) {
      targets(i, 0) = label;
    } else {
      targets(i, label) = 1.0;
    }
  }
  return targets;
}

double lossValue(Loss loss, const ConstMatrixRef& outputs, const ConstMatrixRef& targets) {
  return evaluate(loss, outputs, targets, nullptr);
}

double lossValueAndGradient(Loss loss, const ConstMatrixRef& outputs, const ConstMatrixRef& targets,
                            Matrix& gradient) {
  return evaluate(loss, outputs, targets, &gradient);
}

double decisionThreshold(Loss loss) {
  return loss == Loss::kMse || loss == Loss::kHalfMse ? 0.5 : 0.0;
}

double classificationError(Loss loss, const ConstMatrixRef& outputs, const DataSet& data) {
  if (data.task == Task::kRegression || outputs.rows() == 0) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  ADAMSCOPE_CHECK(outputs.rows() == data.sampleCount(), "one row of outputs per sample");
  int wrong = 0;
  for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
    Eigen::Index predicted = 0;
    if (outputs.cols() == 1) {
      predicted = outputs(i, 0) > decisionThreshold(loss) ? 1 : 0;
    } else {
      for (Eigen::Index j = 1; j < outputs.cols(); ++j) {
        if (outputs(i, j) > outputs(i, predicted)) predicted = j;
      }
    }
    if (predicted != data.labels[static_cast<std::size_t>(i)]) ++wrong;
  }
  return static_cast<double>(wrong) / static_cast<double>(outputs.rows());
}

}  // namespace adamscope
