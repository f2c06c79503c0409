#include "app/views/region_fill.h"

#include <Eigen/LU>
#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "app/figure/color_scale.h"
#include "app/figure/scene.h"
#include "app/figure/ticks.h"
#include "core/base/hash.h"
#include "core/training/loss.h"

namespace adamscope {

namespace {

using figure::Color;

constexpr int kMapSize = 1024;

/// The map's colours at kMapSize equally spaced values.
std::vector<std::uint32_t> tabulate(double low, double high,
                                    const std::function<Color(double)>& color) {
  std::vector<std::uint32_t> map;
  map.reserve(kMapSize);
  for (int i = 0; i < kMapSize; ++i) {
    map.push_back(packColor(color(low + (high - low) * i / (kMapSize - 1))));
  }
  return map;
}

double softplus(double x) {
  return x > 0.0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

bool isClassifier(const TrainFrame& train) {
  return train.experiment->data.train.task == Task::kClassification;
}

int outputCount(const TrainFrame& train) { return train.network.architecture.outputCount(); }

std::string className(const TrainFrame& train, int label) {
  const std::vector<std::string>& names = train.experiment->data.train.classNames;
  const auto i = static_cast<std::size_t>(label);
  return i < names.size() ? names[i] : std::to_string(label);
}

void planOutput(FillPlan& plan, const AnalysisFrame& analysis, const figure::Theme& theme) {
  const TrainFrame& train = *analysis.train;
  const double center =
      isClassifier(train) && outputCount(train) == 1 ? decisionThreshold(train.config.loss) : 0.0;
  const double half =
      figure::chooseHalfRange(analysis.tessellation, analysis.maps, plan.output, center);
  const auto scale = figure::ColorScale::diverging(center, half, theme);
  plan.low = scale.low();
  plan.high = scale.high();
  plan.map = tabulate(plan.low, plan.high, [&](double f) { return scale.at(f); });
  plan.label = outputCount(train) == 1 ? "f" : "f of " + className(train, plan.output);
}

void planProbability(FillPlan& plan, const AnalysisFrame& analysis, int output,
                     const figure::Theme& theme) {
  const TrainFrame& train = *analysis.train;
  if (outputCount(train) == 1) {
    // The bar runs over the logit; +-6 is 0.25 % and 99.75 %.
    constexpr double kLimit = 6.0;
    const auto scale = figure::ColorScale::probability(theme);
    plan.low = -kLimit;
    plan.high = kLimit;
    plan.map = tabulate(plan.low, plan.high, [&](double f) { return scale.at(f); });
    plan.label = "P(" + className(train, 1) + ")";
    return;
  }
  if (output >= outputCount(train)) {
    plan.mode = FillMode::kBlend;
    plan.label = "class";
    return;
  }
  plan.mode = FillMode::kSoftmax;
  plan.map = tabulate(0.0, 1.0, [&](double p) { return sequentialColor(p, theme); });
  plan.label = "P(" + className(train, plan.output) + ")";
}

/// With several outputs the loss of a class is -ln softmax; with one it is a function of f.
void planLoss(FillPlan& plan, const AnalysisFrame& analysis, int output,
              const figure::Theme& theme) {
  const TrainFrame& train = *analysis.train;
  const Loss loss = train.config.loss;
  if (outputCount(train) > 1) {
    plan.mode = FillMode::kCrossEntropy;
    plan.low = 0.0;
    plan.high = 5.0;
    plan.map =
        tabulate(0.0, plan.high, [&](double l) { return sequentialColor(l / plan.high, theme); });
    plan.label = "loss if " + className(train, plan.output);
    return;
  }
  const bool positive = output >= 1;
  const double target = positive ? 1.0 : 0.0;
  const double half =
      figure::chooseHalfRange(analysis.tessellation, analysis.maps, 0, decisionThreshold(loss));
  plan.low = decisionThreshold(loss) - half;
  plan.high = decisionThreshold(loss) + half;
  const auto lossAt = [&](double f) {
    if (loss == Loss::kBce) return softplus(positive ? -f : f);
    const double square = (f - target) * (f - target);
    return loss == Loss::kHalfMse ? 0.5 * square : square;
  };
  const double most = std::max(lossAt(plan.low), lossAt(plan.high));
  plan.map = tabulate(plan.low, plan.high,
                      [&](double f) { return sequentialColor(lossAt(f) / most, theme); });
  plan.label = "loss if " + className(train, positive ? 1 : 0);
}

void planRegions(FillPlan& plan, const Tessellation& tessellation, const figure::Theme& theme) {
  plan.mode = FillMode::kFlat;
  plan.label = "region";
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
    int active = 0;
    for (const std::uint64_t word : tessellation.mask(face)) {
      hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
      hash ^= hash >> 32;
      active += std::popcount(word);
    }
    // The colour belongs to the pattern, so that a region keeps it while it moves; a neighbour
    // across one fold line has one active neuron more or less, and so another lightness.
    const double lightness = theme.regionLightness + (active % 2 == 0 ? 0.03 : -0.03);
    const double hue = 360.0 * static_cast<double>(hash >> 40) / static_cast<double>(1 << 24);
    plan.faceColor.push_back(packColor(figure::fromOklch(lightness, theme.regionChroma, hue)));
  }
}

/// |grad f| along the slice: sqrt(a^T (D^T D)^-1 a) for the coefficients a in slice coordinates.
double gradientNorm(const AnalysisFrame& analysis, int face, int output,
                    const Eigen::MatrixXd& inverseMetric) {
  const double* a = analysis.maps.of(face, output);
  const Eigen::VectorXd gradient = Eigen::Map<const Eigen::Vector2d>(a).head(inverseMetric.rows());
  return std::sqrt(std::max(0.0, gradient.dot(inverseMetric * gradient)));
}

void planPerFace(FillPlan& plan, const AnalysisFrame& analysis, RegionFill fill,
                 const figure::Theme& theme) {
  const Tessellation& tessellation = analysis.tessellation;
  const Matrix& directions = tessellation.slice.directions;
  const Eigen::MatrixXd inverseMetric = (directions.transpose() * directions).inverse();
  double most = 0.0;
  for (int face = 0; face < tessellation.faceCount(); ++face) {
    double value = 0.0;
    if (fill == RegionFill::kGradientNorm) {
      value = gradientNorm(analysis, face, plan.output, inverseMetric);
    } else {
      for (const std::uint64_t word : tessellation.mask(face)) value += std::popcount(word);
    }
    most = std::max(most, value);
    plan.faceValue.push_back(value);
  }
  plan.low = 0.0;
  plan.high = fill == RegionFill::kActiveNeurons ? tessellation.architecture.hiddenNeuronCount()
                                                 : (most > 0.0 ? figure::niceCeiling(most) : 1.0);
  plan.map = tabulate(plan.low, plan.high,
                      [&](double value) { return sequentialColor(value / plan.high, theme); });
  plan.label = fill == RegionFill::kGradientNorm ? "|\u2207f|" : "active neurons";
}

}  // namespace

std::uint32_t packColor(const figure::Color& color, double opacity) {
  const auto byte = [](double share) {
    return static_cast<std::uint32_t>(std::lround(255.0 * std::clamp(share, 0.0, 1.0)));
  };
  return byte(color.red) | byte(color.green) << 8 | byte(color.blue) << 16 | byte(opacity) << 24;
}

figure::Color sequentialColor(double t, const figure::Theme& theme) {
  t = std::clamp(t, 0.0, 1.0);
  // From violet-blue over green to yellow; lightness runs away from the background.
  const double hue = 290.0 - 190.0 * t;
  const double lightness = theme.isDark ? 0.24 + 0.62 * t : 0.97 - 0.60 * t;
  const double chroma = theme.isDark ? 0.05 + 0.09 * t : 0.02 + 0.11 * t;
  return figure::fromOklch(lightness, chroma, hue);
}

std::string fillProblem(RegionFill fill, const TrainFrame& train) {
  const bool classifier = isClassifier(train);
  const int outputs = outputCount(train);
  if (fill == RegionFill::kProbability) {
    const Loss loss = train.config.loss;
    if (!classifier || (loss != Loss::kBce && loss != Loss::kCrossEntropy)) {
      return "needs the loss bce or cross_entropy: only then f is a logit";
    }
  }
  if (fill == RegionFill::kLoss) {
    if (!classifier) return "needs classes: a regression has no target between its samples";
    if (outputs > 1 && train.config.loss != Loss::kCrossEntropy) {
      return "needs one output, or the loss cross_entropy";
    }
  }
  const bool softmax = fill == RegionFill::kProbability || fill == RegionFill::kLoss;
  if (softmax && outputs > kMostShaderOutputs) {
    return "works for up to " + std::to_string(kMostShaderOutputs) + " classes";
  }
  return {};
}

RegionFill naturalFill(const TrainFrame& train) {
  const bool several = outputCount(train) > 1 && isClassifier(train);
  return several && fillProblem(RegionFill::kProbability, train).empty() ? RegionFill::kProbability
                                                                         : RegionFill::kOutput;
}

FillPlan planFill(const AnalysisFrame& analysis, RegionFill fill, int output,
                  const figure::Theme& theme) {
  const TrainFrame& train = *analysis.train;
  FillPlan plan;
  plan.output = std::clamp(output, 0, outputCount(train) - 1);
  if (!fillProblem(fill, train).empty()) fill = RegionFill::kOutput;
  switch (fill) {
    case RegionFill::kOutput:
      planOutput(plan, analysis, theme);
      break;
    case RegionFill::kProbability:
      planProbability(plan, analysis, output, theme);
      break;
    case RegionFill::kLoss:
      planLoss(plan, analysis, output, theme);
      break;
    case RegionFill::kRegion:
      planRegions(plan, analysis.tessellation, theme);
      break;
    case RegionFill::kGradientNorm:
    case RegionFill::kActiveNeurons:
      planPerFace(plan, analysis, fill, theme);
      break;
  }
  const bool softmax = plan.mode != FillMode::kFlat && plan.mode != FillMode::kScalar;
  if (softmax) plan.valueCount = outputCount(train);
  return plan;
}

}  // namespace adamscope
