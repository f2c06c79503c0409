// The classical toy problems, drawn with a seed. s below is the noise, eps a standard normal
// number of its own for each coordinate or target. Sample i of a classification belongs to class
// i mod k, so classes are balanced and any first samples are too. In class c it is number
// m = floor(i / k) of n_c, and t = m / (n_c - 1) in [0, 1] (0 if n_c is 1).
//
//   two_moons     2 inputs, 2 classes. 0: (cos pi t, sin pi t); 1: (1 - cos pi t, 1/2 - sin pi t);
//                 plus s eps. (scikit-learn's make_moons.)
//   circles       2 inputs, 2 classes. Radius r = 1 (class 0) and 1/2 (class 1), at the angle
//                 2 pi m / n_c; plus s eps. (scikit-learn's make_circles.)
//   spirals       2 inputs, 2 classes. r = 0.1 + 0.9 t at the angle 3 pi t + pi c: one and a half
//                 turns; plus s eps.
//   xor           2 inputs, 2 classes. |x_1|, |x_2| uniform in [0.1, 1), class 0 where the signs
//                 agree; the quadrants take turns; plus s eps after the class is set.
//   gaussians     2 inputs, 3 classes. Centres on the unit circle at 90, 210 and 330 degrees;
//                 plus s eps.
//   checkerboard  2 inputs, 2 classes. Uniform in [-1, 1)^2 cut into 4 x 4 squares, class 0 where
//                 row + column is even; plus s eps after the class is set.
//   spheres       3 inputs, 2 classes. Uniform directions, radius 1 (class 0), 1/2 (class 1); plus
//                 s eps.
//   plane         2 inputs, regression. Uniform in [-1, 1)^2, y = (x_1 + x_2) / 2 + s eps.
//   sine          1 input, regression. x = -1 + 2 i / (n - 1), y = sin(2 pi x) + s eps.
//
// pi is the nearest double; sin and cos are the C library's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"

namespace adamscope {

/// What to generate.
struct GeneratorConfig {
  int samples = 256;       ///< n >= 1.
  double noise = 0.1;      ///< s >= 0, finite.
  std::uint64_t seed = 1;  ///< The same seed gives the same bits.
};

/// The names above, in that order.
std::vector<std::string> generatorNames();

/// Samples of the named problem. Error: no such generator (with the nearest name).
Result<DataSet> generateDataSet(const std::string& name, const GeneratorConfig& config);

}  // namespace adamscope
