// Counts heap allocations (malloc, so operator new and Eigen's own too), to test that hot code
// makes none. Counts nothing in sanitizer builds, which bring their own malloc.
#pragma once

namespace adamscope::test {

/// False where counting is not possible: then allocationCount() stays 0.
bool canCountAllocations();
/// Allocations by this thread so far.
long allocationCount();

}  // namespace adamscope::test
