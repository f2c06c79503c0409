#include "core/regions/row_product.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

constexpr int kRows = 9;

/// A product of rows of which about half of the terms are left out.
struct Example {
  Example(int inputs, int outputs, std::uint64_t seed)
      : weights(outputs, inputs), bias(outputs), termWords((inputs + 63) / 64) {
    Random random(seed);
    for (double& w : weights.reshaped()) w = random.uniform(-1.0, 1.0);
    for (double& b : bias) b = random.uniform(-1.0, 1.0);
    h.reset(kRows, inputs);
    terms.resize(static_cast<std::size_t>(kRows * termWords));
    for (int r = 0; r < kRows; ++r) {
      for (int k = 0; k < inputs; ++k) {
        h.row(r)[k] = random.uniform(-1.0, 1.0);
        const std::uint64_t isTerm = random.below(2);
        terms[static_cast<std::size_t>(r * termWords + k / 64)] |= isTerm << (k % 64);
      }
    }
  }
  bool isTerm(int row, int k) const {
    return ((terms[static_cast<std::size_t>(row * termWords + k / 64)] >> (k % 64)) & 1U) != 0;
  }

  RowMatrix weights;
  Vector bias;
  int termWords;
  RowBlock h;
  std::vector<std::uint64_t> terms;
};

struct Outcome {
  RowBlock z;
  std::vector<std::uint64_t> up;
  std::vector<std::uint64_t> down;
  std::vector<double> largest;
  int words = 0;

  bool isUp(int row, int j) const { return isSet(up, row, j); }
  bool isDown(int row, int j) const { return isSet(down, row, j); }

 private:
  bool isSet(const std::vector<std::uint64_t>& bits, int row, int j) const {
    return ((bits[static_cast<std::size_t>(row * words + j / 64)] >> (j % 64)) & 1U) != 0;
  }
};

Outcome multiply(const Example& example, double bound, KernelWidth width) {
  const int outputs = static_cast<int>(example.weights.rows());
  RowProduct product;
  product.set({example.weights.data(), outputs, example.weights.cols()},
              {example.bias.data(), outputs});
  Outcome outcome;
  outcome.words = (outputs + 63) / 64;
  outcome.z.reset(kRows, outputs);
  outcome.up.resize(static_cast<std::size_t>(kRows * outcome.words));
  outcome.down.resize(outcome.up.size());
  outcome.largest.resize(kRows);
  const std::vector<double> bounds(kRows, bound);
  product.multiply({.rows = kRows,
                    .h = example.h.row(0),
                    .hStride = example.h.stride(),
                    .terms = example.terms.data(),
                    .termWords = example.termWords,
                    .z = outcome.z.row(0),
                    .zStride = outcome.z.stride(),
                    .bounds = bounds.data(),
                    .up = outcome.up.data(),
                    .down = outcome.down.data(),
                    .signWords = outcome.words,
                    .largest = outcome.largest.data()},
                   width);
  return outcome;
}

struct Widths {
  int inputs;
  int outputs;
};

/// With odd ends of a line, of a word and of several words.
constexpr Widths kWidths[] = {{1, 1},   {2, 3},   {7, 8},    {64, 64},  {63, 33},
                              {65, 40}, {64, 65}, {130, 17}, {70, 200}, {256, 129}};

TEST_SUITE("regions") {
  TEST_CASE("a row product adds up the terms that count, and finds the signs beyond the bound") {
    for (const Widths& widths : kWidths) {
      const int inputs = widths.inputs;
      const int outputs = widths.outputs;
      CAPTURE(inputs);
      CAPTURE(outputs);
      const Example example(inputs, outputs, 1);
      const double bound = 0.25;
      const Outcome outcome = multiply(example, bound, KernelWidth::kWidest);
      for (int r = 0; r < kRows; ++r) {
        double largest = 0.0;
        for (int j = 0; j < outputs; ++j) {
          double sum = example.bias(j);
          for (int k = 0; k < inputs; ++k) {
            if (example.isTerm(r, k))
              sum = std::fma(example.h.row(r)[k], example.weights(j, k), sum);
          }
          const double z = outcome.z.row(r)[j];
          CHECK(std::abs(z - sum) <= 1e-13);  // in the portable build the products are rounded
          CHECK(outcome.isUp(r, j) == (z > bound));
          CHECK(outcome.isDown(r, j) == (z < -bound));
          largest = std::max(largest, std::abs(z));
        }
        CHECK(outcome.largest[static_cast<std::size_t>(r)] == largest);
        for (int j = outputs; j < outcome.z.stride(); ++j) CHECK(outcome.z.row(r)[j] == 0.0);
      }
    }
  }

  TEST_CASE("a row product has the same bits with the widest vectors and with the build's own") {
    for (const Widths& widths : kWidths) {
      const int inputs = widths.inputs;
      const int outputs = widths.outputs;
      CAPTURE(inputs);
      CAPTURE(outputs);
      const Example example(inputs, outputs, 2);
      const Outcome wide = multiply(example, 0.1, KernelWidth::kWidest);
      const Outcome base = multiply(example, 0.1, KernelWidth::kBase);
      CHECK(wide.up == base.up);
      CHECK(wide.down == base.down);
      CHECK(wide.largest == base.largest);
      for (int r = 0; r < kRows; ++r) {
        for (int j = 0; j < outputs; ++j) CHECK(wide.z.row(r)[j] == base.z.row(r)[j]);
      }
    }
  }

  TEST_CASE("a NaN in a row product has no sign and does not count as its largest entry") {
    Example example(3, 70, 3);
    example.bias(5) = example.bias(66) = std::numeric_limits<double>::quiet_NaN();
    for (const KernelWidth width : {KernelWidth::kWidest, KernelWidth::kBase}) {
      const Outcome outcome = multiply(example, 0.0, width);
      for (int r = 0; r < kRows; ++r) {
        for (const int j : {5, 66}) {
          CHECK_FALSE(outcome.isUp(r, j));
          CHECK_FALSE(outcome.isDown(r, j));
        }
        CHECK(outcome.largest[static_cast<std::size_t>(r)] > 0.0);
      }
    }
  }
}

}  // namespace
}  // namespace adamscope
