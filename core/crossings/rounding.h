// Bounds on rounding errors, as in Higham, "Accuracy and Stability of Numerical Algorithms", 2002,
// section 3.1. They hold in any order of summation, with and without fused multiply-add, as long
// as nothing underflows; each user says how it deals with underflow.
#pragma once

namespace adamscope {

/// u, half the distance from 1 to the next double.
inline constexpr double kUnitRoundoff = 0x1.0p-53;

/// Covers the rounding of a short chain of operations on nonnegative bounds.
inline constexpr double kRoundUp = 1.0 + 0x1.0p-46;

/// gamma_n = n u / (1 - n u), rounded up: relative error of n roundings. n below 2^40.
constexpr double roundingGamma(double operations) {
  return operations * kUnitRoundoff / (1.0 - operations * kUnitRoundoff) * kRoundUp;
}

}  // namespace adamscope
