#include "core/data/generators.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/base/random.h"
#include "core/base/text.h"

namespace adamscope {
namespace {

using std::numbers::pi;

constexpr std::uint64_t kGeneratorStream = 1;  // The split draws from stream 2 of the same seed.

// One sample's place in its class, and the run's random numbers.
struct Sample {
  int label;      // c
  int number;     // m
  int classSize;  // n_c
  double noise;   // s
  Random& random;
  Eigen::Ref<Vector> x;  // d_0 coordinates, to be filled.

  double t() const { return classSize > 1 ? static_cast<double>(number) / (classSize - 1) : 0.0; }
  void addNoise() {
    for (double& coordinate : x) coordinate += noise * random.normal();
  }
};

void drawTwoMoons(Sample& sample) {
  const double angle = pi * sample.t();
  if (sample.label == 0) {
    sample.x << std::cos(angle), std::sin(angle);
  } else {
    sample.x << 1.0 - std::cos(angle), 0.5 - std::sin(angle);
  }
  sample.addNoise();
}

void drawCircles(Sample& sample) {
  const double radius = sample.label == 0 ? 1.0 : 0.5;
  const double angle = 2.0 * pi * sample.number / sample.classSize;
  sample.x << radius * std::cos(angle), radius * std::sin(angle);
  sample.addNoise();
}

void drawSpirals(Sample& sample) {
  const double radius = 0.1 + 0.9 * sample.t();
  const double angle = 3.0 * pi * sample.t() + pi * sample.label;
  sample.x << radius * std::cos(angle), radius * std::sin(angle);
  sample.addNoise();
}

void drawXor(Sample& sample) {
  const double signX = sample.number % 2 == 0 ? 1.0 : -1.0;
  const double signY = sample.label == 0 ? signX : -signX;
  const double x = sample.random.uniform(0.1, 1.0);
  const double y = sample.random.uniform(0.1, 1.0);
  sample.x << signX * x, signY * y;
  sample.addNoise();
}

void drawGaussians(Sample& sample) {
  const double angle = pi / 2.0 + 2.0 * pi * sample.label / 3.0;
  sample.x << std::cos(angle), std::sin(angle);
  sample.addNoise();
}

void drawCheckerboard(Sample& sample) {
  // A square of the wanted class: any row, then one of the two columns of the right parity.
  const int row = static_cast<int>(sample.random.below(4));
  const int column = 2 * static_cast<int>(sample.random.below(2)) + (row + sample.label) % 2;
  const double x = sample.random.uniform();
  const double y = sample.random.uniform();
  sample.x << -1.0 + 0.5 * (column + x), -1.0 + 0.5 * (row + y);
  sample.addNoise();
}

void drawSpheres(Sample& sample) {
  const double radius = sample.label == 0 ? 1.0 : 0.5;
  double length = 0.0;
  while (length == 0.0) {  // A normal vector has a uniform direction.
    for (double& coordinate : sample.x) coordinate = sample.random.normal();
    length = sample.x.norm();
  }
  sample.x *= radius / length;
  sample.addNoise();
}

struct Classification {
  const char* name;
  int inputCount;
  int classCount;
  void (*draw)(Sample&);
};

constexpr std::array<Classification, 7> kClassifications{{
    {"two_moons", 2, 2, drawTwoMoons},
    {"circles", 2, 2, drawCircles},
    {"spirals", 2, 2, drawSpirals},
    {"xor", 2, 2, drawXor},
    {"gaussians", 2, 3, drawGaussians},
    {"checkerboard", 2, 2, drawCheckerboard},
    {"spheres", 3, 2, drawSpheres},
}};

std::vector<std::string> numberedFeatures(int count) {
  if (count == 1) return {"x"};
  std::vector<std::string> names;
  for (int j = 1; j <= count; ++j) names.push_back(std::string("x").append(std::to_string(j)));
  return names;
}

DataSet generateClassification(const Classification& problem, const GeneratorConfig& config) {
  DataSet data{.task = Task::kClassification,
               .inputs = Matrix(config.samples, problem.inputCount),
               .labels = {},
               .targets = {},
               .featureNames = numberedFeatures(problem.inputCount),
               .classNames = {}};
  for (int c = 0; c < problem.classCount; ++c) data.classNames.push_back(std::to_string(c));
  Random random(config.seed, kGeneratorStream);
  Vector x(problem.inputCount);
  for (int i = 0; i < config.samples; ++i) {
    const int label = i % problem.classCount;
    // ceil((n - c) / k): how many of 0 .. n-1 are c modulo k.
    const int classSize = (config.samples - label + problem.classCount - 1) / problem.classCount;
    Sample sample{label, i / problem.classCount, classSize, config.noise, random, x};
    problem.draw(sample);
    data.inputs.row(i) = x.transpose();
    data.labels.push_back(label);
  }
  return data;
}

DataSet emptyRegression(int samples, int inputCount) {
  return {.task = Task::kRegression,
          .inputs = Matrix(samples, inputCount),
          .labels = {},
          .targets = Matrix(samples, 1),
          .featureNames = numberedFeatures(inputCount),
          .classNames = {}};
}

DataSet generatePlane(const GeneratorConfig& config) {
  DataSet data = emptyRegression(config.samples, 2);
  Random random(config.seed, kGeneratorStream);
  for (int i = 0; i < config.samples; ++i) {
    const double x = random.uniform(-1.0, 1.0);
    const double y = random.uniform(-1.0, 1.0);
    data.inputs.row(i) << x, y;
    data.targets(i, 0) = 0.5 * (x + y) + config.noise * random.normal();
  }
  return data;
}

DataSet generateSine(const GeneratorConfig& config) {
  DataSet data = emptyRegression(config.samples, 1);
  Random random(config.seed, kGeneratorStream);
  for (int i = 0; i < config.samples; ++i) {
    const double x = config.samples > 1 ? -1.0 + 2.0 * i / (config.samples - 1) : 0.0;
    data.inputs(i, 0) = x;
    data.targets(i, 0) = std::sin(2.0 * pi * x) + config.noise * random.normal();
  }
  return data;
}

}  // namespace

std::vector<std::string> generatorNames() {
  std::vector<std::string> names;
  for (const Classification& problem : kClassifications) names.emplace_back(problem.name);
  names.emplace_back("plane");
  names.emplace_back("sine");
  return names;
}

Result<DataSet> generateDataSet(const std::string& name, const GeneratorConfig& config) {
  ADAMSCOPE_CHECK(config.samples >= 1, "at least one sample");
  ADAMSCOPE_CHECK(std::isfinite(config.noise) && config.noise >= 0.0, "noise is at least zero");
  for (const Classification& problem : kClassifications) {
    if (name == problem.name) return generateClassification(problem, config);
  }
  if (name == "plane") return generatePlane(config);
  if (name == "sine") return generateSine(config);
  const std::vector<std::string> names = generatorNames();
  return Error{"there is no data source \"" + name + "\"" + didYouMean(name, names) +
               " (the sources are " + joined(names) + " and csv:PATH)"};
}

}  // namespace adamscope
