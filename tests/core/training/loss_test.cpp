#include "core/training/loss.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/network/backward.h"

namespace adamscope {
namespace {

const std::vector<Loss> kLosses = {Loss::kMse, Loss::kHalfMse, Loss::kBce, Loss::kCrossEntropy};

Matrix randomMatrix(Random& random, Eigen::Index rows, Eigen::Index columns) {
  Matrix matrix(rows, columns);
  for (double& entry : matrix.reshaped()) entry = random.uniform(-1.0, 1.0);
  return matrix;
}

// 0/1 targets for one output, one-hot rows for several.
Matrix classTargets(Random& random, Eigen::Index rows, Eigen::Index columns) {
  Matrix targets = Matrix::Zero(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const auto label = static_cast<Eigen::Index>(random.below(columns == 1 ? 2 : 3));
    if (columns == 1) {
      targets(i, 0) = static_cast<double>(label);
    } else {
      targets(i, label) = 1.0;
    }
  }
  return targets;
}

// The losses term by term, in long double.
double slowLoss(Loss loss, const Matrix& f, const Matrix& y) {
  long double total = 0.0L;
  for (Eigen::Index i = 0; i < f.rows(); ++i) {
    long double sumExp = 0.0L;
    for (Eigen::Index j = 0; j < f.cols(); ++j)
      sumExp += std::exp(static_cast<long double>(f(i, j)));
    for (Eigen::Index j = 0; j < f.cols(); ++j) {
      const long double fij = f(i, j);
      const long double yij = y(i, j);
      const long double sigmoid = 1.0L / (1.0L + std::exp(-fij));
      switch (loss) {
        case Loss::kMse:
        case Loss::kHalfMse:
          total += (fij - yij) * (fij - yij);
          break;
        case Loss::kBce:
          total -= yij * std::log(sigmoid) + (1.0L - yij) * std::log(1.0L - sigmoid);
          break;
        case Loss::kCrossEntropy:
          total -= yij * (fij - std::log(sumExp));
          break;
      }
    }
  }
  const auto n = static_cast<long double>(f.rows());
  const auto entries = static_cast<long double>(f.size());
  const bool perEntry = loss == Loss::kMse || loss == Loss::kBce;
  return static_cast<double>(total / (perEntry ? entries : loss == Loss::kHalfMse ? 2.0L * n : n));
}

DataSet threeClasses() {
  DataSet data;
  data.inputs = Matrix::Zero(4, 2);
  data.labels = {0, 1, 2, 1};
  data.classNames = {"a", "b", "c"};
  return data;
}

TEST_SUITE("training") {
  TEST_CASE("every loss equals its definition, for any number of samples") {
    constexpr double kTolerance = 1e-14;  // relative; a few roundings per term
    for (const Loss loss : kLosses) {
      for (const Eigen::Index outputs : {1, 3}) {
        if (loss == Loss::kCrossEntropy && outputs == 1) continue;
        for (const Eigen::Index n : {1, 7, 8, 21}) {
          CAPTURE(static_cast<int>(loss));
          CAPTURE(n);
          Random random(7);
          const Matrix f = 5.0 * randomMatrix(random, n, outputs);
          const Matrix y = classTargets(random, n, outputs);
          const double expected = slowLoss(loss, f, y);
          Matrix gradient;
          CHECK(std::abs(lossValue(loss, f, y) - expected) <= kTolerance * expected);
          CHECK(lossValueAndGradient(loss, f, y, gradient) == lossValue(loss, f, y));
        }
      }
    }
  }

  TEST_CASE("gradients agree with finite differences for every loss, depth, slope and output") {
    // Central differences with step h: error O(h^2) + eps/h, both about 1e-10 for h = 1e-5. A fold
    // within h of theta would spoil a difference; the seeds have none.
    constexpr double kStep = 1e-5;
    constexpr double kTolerance = 1e-8;
    const std::vector<std::vector<int>> hidden = {{}, {9}, {6, 5}, {5, 4, 6}, {4, 5, 4, 3}};
    for (const Loss loss : kLosses) {
      for (const std::vector<int>& widths : hidden) {
        for (const double slope : {0.0, 0.1}) {
          for (const int outputs : {1, 3}) {
            CAPTURE(static_cast<int>(loss));
            CAPTURE(widths.size());
            CAPTURE(slope);
            CAPTURE(outputs);
            if (loss == Loss::kCrossEntropy && outputs == 1) continue;
            Random random(11);
            Network network{{{2}, slope}, {}};
            std::vector<int>& all = network.architecture.widths;
            all.insert(all.end(), widths.begin(), widths.end());
            all.push_back(outputs);
            network.parameters = randomMatrix(random, network.architecture.parameterCount(), 1);
            const Matrix x = randomMatrix(random, 13, 2);
            const Matrix y = classTargets(random, 13, outputs);
            ForwardPass pass;
            BackwardPass workspace;
            Matrix outputGradient;
            Vector gradient;
            forward(network, x, pass);
            lossValueAndGradient(loss, pass.output(), y, outputGradient);
            backward(network, x, pass, outputGradient, workspace, gradient);
            Vector difference(gradient.size());
            for (Eigen::Index p = 0; p < gradient.size(); ++p) {
              const auto lossAt = [&](double shift) {
                Network moved = network;
                moved.parameters(p) += shift;
                forward(moved, x, pass);
                return lossValue(loss, pass.output(), y);
              };
              difference(p) = (lossAt(kStep) - lossAt(-kStep)) / (2.0 * kStep);
            }
            CHECK((gradient - difference).cwiseAbs().maxCoeff() <= kTolerance);
          }
        }
      }
    }
  }

  TEST_CASE("cross entropies and their gradients stay finite and right for huge logits") {
    for (const double size : {40.0, 800.0, 1e10, 1e300}) {
      CAPTURE(size);
      Matrix f(2, 1);
      Matrix y(2, 1);
      Matrix gradient;
      f << size, -size;
      y << 0.0, 1.0;  // both wrong: loss |f| each
      CHECK(lossValueAndGradient(Loss::kBce, f, y, gradient) ==
            doctest::Approx(size).epsilon(1e-14));
      CHECK(gradient(0, 0) == doctest::Approx(0.5).epsilon(1e-14));
      CHECK(gradient(1, 0) == doctest::Approx(-0.5).epsilon(1e-14));
      y << 1.0, 0.0;  // both right: loss exp(-|f|)
      CHECK(lossValueAndGradient(Loss::kBce, f, y, gradient) ==
            doctest::Approx(std::exp(-size)).epsilon(1e-12));

      Matrix f3(2, 3);
      Matrix y3(2, 3);
      f3 << size, 0.0, -size, -size, size, 0.0;
      y3 << 0.0, 0.0, 1.0, 0.0, 1.0, 0.0;  // wrong by 2 size; right
      CHECK(lossValueAndGradient(Loss::kCrossEntropy, f3, y3, gradient) ==
            doctest::Approx(size).epsilon(1e-14));
      CHECK(gradient.allFinite());
      CHECK(gradient(0, 0) == doctest::Approx(0.5).epsilon(1e-14));
      CHECK(gradient(0, 2) == doctest::Approx(-0.5).epsilon(1e-14));
    }
  }

  TEST_CASE("a tiny cross entropy keeps its relative accuracy") {
    // -log softmax of the right class with gap 50 is log(1 + 2 e^-50), far below one rounding of 1.
    Matrix f(1, 3);
    Matrix y(1, 3);
    f << 50.0, 0.0, 0.0;
    y << 1.0, 0.0, 0.0;
    CHECK(lossValue(Loss::kCrossEntropy, f, y) ==
          doctest::Approx(2.0 * std::exp(-50.0)).epsilon(1e-12));
  }

  TEST_CASE("a NaN output makes the loss NaN") {
    for (const Loss loss : kLosses) {
      Matrix f = Matrix::Zero(9, 2);
      f(8, 1) = std::nan("");
      CHECK(std::isnan(lossValue(loss, f, Matrix::Ones(9, 2))));
    }
  }

  TEST_CASE("the number of outputs and the targets follow the task") {
    DataSet data = threeClasses();
    CHECK(requiredOutputCount(data, Loss::kCrossEntropy) == 3);
    CHECK(requiredOutputCount(data, Loss::kBce) == 3);
    Matrix oneHot(4, 3);
    oneHot << 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0;
    CHECK(lossTargets(data, 3) == oneHot);
    data.classNames = {"a", "b"};
    data.labels = {0, 1, 1, 0};
    CHECK(requiredOutputCount(data, Loss::kBce) == 1);
    CHECK(requiredOutputCount(data, Loss::kCrossEntropy) == 2);
    CHECK(lossTargets(data, 1) == Matrix(Eigen::Vector4d(0.0, 1.0, 1.0, 0.0)));
    data.task = Task::kRegression;
    data.targets = Matrix::Random(4, 2);
    CHECK(requiredOutputCount(data, Loss::kMse) == 2);
    CHECK(lossTargets(data, 2) == data.targets);
  }

  TEST_CASE("a tie is class 0 for one output and the lowest index for several") {
    DataSet data = threeClasses();
    Matrix f(4, 3);
    f << 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0;  // predicts 0, 0, 1, 1 for the labels 0, 1, 2, 1
    CHECK(classificationError(Loss::kCrossEntropy, f, data) == 0.5);
    data.labels = {0, 1, 1, 0};
    data.classNames = {"a", "b"};
    const Matrix logits = Eigen::Vector4d(0.0, 0.0, 0.25, -1.0);  // predicts 0, 0, 1, 0
    CHECK(classificationError(Loss::kBce, logits, data) == 0.25);
    CHECK(classificationError(Loss::kMse, logits, data) == 0.5);
    data.task = Task::kRegression;
    CHECK(std::isnan(classificationError(Loss::kMse, logits, data)));
  }
}

}  // namespace
}  // namespace adamscope
