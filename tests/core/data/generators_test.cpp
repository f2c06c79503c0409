#include "core/data/generators.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

DataSet generate(const std::string& name, int samples, double noise, std::uint64_t seed = 1) {
  return generateDataSet(name, {.samples = samples, .noise = noise, .seed = seed}).value();
}

// The points are computed with a few roundings, and so are the formulas that check them.
constexpr double kRounding = 1e-14;

TEST_CASE("every generator is reproducible, balanced and finite") {
  for (const std::string& name : generatorNames()) {
    for (const int samples : {1, 2, 3, 4, 7, 256}) {
      CAPTURE(name);
      CAPTURE(samples);
      const DataSet data = generate(name, samples, 0.1, 5);
      CHECK(data.inputs == generate(name, samples, 0.1, 5).inputs);
      CHECK(data.targets == generate(name, samples, 0.1, 5).targets);
      CHECK(data.sampleCount() == samples);
      CHECK(data.inputs.allFinite());
      CHECK(static_cast<int>(data.featureNames.size()) == data.featureCount());
      if (data.task == Task::kRegression) {
        CHECK(data.labels.empty());
        CHECK(data.targets.rows() == samples);
        continue;
      }
      CHECK(data.targets.size() == 0);
      const int classes = static_cast<int>(data.classNames.size());
      for (int c = 0; c < classes; ++c) {
        const auto count = std::count(data.labels.begin(), data.labels.end(), c);
        CHECK(std::abs(static_cast<double>(count) - static_cast<double>(samples) / classes) < 1.0);
      }
    }
  }
}

TEST_CASE("another seed gives other noise") {
  for (const std::string& name : generatorNames()) {
    CAPTURE(name);
    const DataSet a = generate(name, 64, 0.1, 1);
    const DataSet b = generate(name, 64, 0.1, 2);
    CHECK((a.inputs != b.inputs || a.targets != b.targets));
  }
}

TEST_CASE("without noise the samples lie on their formulas") {
  const DataSet moons = generate("two_moons", 101, 0.0);
  const DataSet circles = generate("circles", 101, 0.0);
  const DataSet spheres = generate("spheres", 101, 0.0);
  const DataSet spirals = generate("spirals", 101, 0.0);
  const DataSet sine = generate("sine", 101, 0.0);
  const DataSet plane = generate("plane", 101, 0.0);
  for (int i = 0; i < 101; ++i) {
    CAPTURE(i);
    const bool second = i % 2 == 1;
    const Vector centre = second ? Vector{{1.0, 0.5}} : Vector{{0.0, 0.0}};
    const Vector fromCentre = moons.inputs.row(i).transpose() - centre;
    CHECK(std::abs(fromCentre.norm() - 1.0) < kRounding);
    CHECK((second ? -fromCentre[1] : fromCentre[1]) >= -kRounding);
    CHECK(std::abs(circles.inputs.row(i).norm() - (second ? 0.5 : 1.0)) < kRounding);
    CHECK(std::abs(spheres.inputs.row(i).norm() - (second ? 0.5 : 1.0)) < kRounding);
    const double radius = spirals.inputs.row(i).norm();
    const double angle =
        3.0 * std::numbers::pi * (radius - 0.1) / 0.9 + (second ? std::numbers::pi : 0.0);
    CHECK(std::abs(radius * std::cos(angle) - spirals.inputs(i, 0)) < 10 * kRounding);
    CHECK(std::abs(radius * std::sin(angle) - spirals.inputs(i, 1)) < 10 * kRounding);
    CHECK(std::abs(sine.inputs(i, 0) - (-1.0 + 0.02 * i)) < kRounding);
    CHECK(std::abs(sine.targets(i, 0) - std::sin(2.0 * std::numbers::pi * sine.inputs(i, 0))) <
          kRounding);
    CHECK(plane.targets(i, 0) == 0.5 * (plane.inputs(i, 0) + plane.inputs(i, 1)));
  }
  CHECK(moons.inputs(0, 0) == 1.0);
  CHECK(std::abs(moons.inputs(100, 0) - -1.0) < kRounding);
}

TEST_CASE("without noise xor and the checkerboard are labelled by their squares") {
  const DataSet squares = generate("checkerboard", 4000, 0.0);
  const DataSet quadrants = generate("xor", 400, 0.0);
  Eigen::Matrix4i seen = Eigen::Matrix4i::Zero();
  for (int i = 0; i < 4000; ++i) {
    const int column = static_cast<int>(std::floor((squares.inputs(i, 0) + 1.0) * 2.0));
    const int row = static_cast<int>(std::floor((squares.inputs(i, 1) + 1.0) * 2.0));
    REQUIRE((column >= 0 && column < 4 && row >= 0 && row < 4));
    CHECK(squares.labels[static_cast<std::size_t>(i)] == (row + column) % 2);
    ++seen(row, column);
  }
  // 250 expected in each square, standard deviation about 15.
  CHECK(seen.minCoeff() > 150);
  int positive = 0;
  for (int i = 0; i < 400; ++i) {
    const double product = quadrants.inputs(i, 0) * quadrants.inputs(i, 1);
    CHECK(quadrants.labels[static_cast<std::size_t>(i)] == (product > 0.0 ? 0 : 1));
    positive += quadrants.inputs(i, 0) > 0.0 ? 1 : 0;
  }
  CHECK(positive == 200);
}

TEST_CASE("the noise has mean zero and the wanted deviation") {
  constexpr int kSamples = 30000;
  constexpr double kNoise = 0.3;
  // Standard error of the mean 0.0012 per class, of the deviation about as much; five of them.
  constexpr double kError = 0.015;
  const DataSet data = generate("gaussians", kSamples, kNoise);
  for (int c = 0; c < 3; ++c) {
    CAPTURE(c);
    const double angle = std::numbers::pi * (0.5 + 2.0 * c / 3.0);
    Vector sum = Vector::Zero(2);
    Vector squares = Vector::Zero(2);
    for (int i = c; i < kSamples; i += 3) {
      const Vector offset =
          data.inputs.row(i).transpose() - Vector{{std::cos(angle), std::sin(angle)}};
      sum += offset;
      squares += offset.cwiseAbs2();
    }
    const double n = kSamples / 3.0;
    CHECK((sum / n).cwiseAbs().maxCoeff() < kError);
    CHECK(((squares / n).cwiseSqrt().array() - kNoise).abs().maxCoeff() < kError);
  }
}

TEST_CASE("an unknown generator is refused with the nearest name") {
  CHECK(generateDataSet("spiral", {}).message().find("did you mean spirals?") != std::string::npos);
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
