#include "core/theory/assumption.h"

#include <doctest/doctest.h>

#include <string>

namespace adamscope {
namespace {

TEST_SUITE("theory") {
  TEST_CASE("each assumption has its label, and a default threshold inside its range") {
    const char* labels[] = {"A0", "L1", "L2", "L3", "L4", "L5", "L6", "L7"};
    for (const Assumption assumption : kAssumptions) {
      const AssumptionText& text = describe(assumption);
      CAPTURE(std::string(text.label));
      CHECK(std::string(text.label) == labels[indexOf(assumption)]);
      CHECK(std::string(text.key).starts_with(text.label));
      CHECK(text.low <= text.threshold);
      CHECK(text.threshold <= text.high);
      CHECK((!text.isLogarithmic || text.low > 0.0));
      CHECK(std::string(text.meaning).ends_with("."));
      CHECK(defaultThresholds()[indexOf(assumption)] == text.threshold);
    }
  }

  TEST_CASE("a figure on the threshold holds, on either side of the inequality") {
    const Figure exact{.value = 0.5};
    CHECK(judge(Assumption::kMaskFreeze, exact, 0.5) == Verdict::kHolds);    // at least
    CHECK(judge(Assumption::kBoundedNorms, exact, 0.5) == Verdict::kHolds);  // at most
    CHECK(judge(Assumption::kMaskFreeze, exact, 0.51) == Verdict::kFails);
    CHECK(judge(Assumption::kBoundedNorms, exact, 0.49) == Verdict::kFails);
  }

  TEST_CASE("no figure, a short window or a standard error on the threshold is unclear") {
    CHECK(judge(Assumption::kMaskFreeze, {}, 0.5) == Verdict::kUnclear);
    CHECK(judge(Assumption::kMaskFreeze, {.value = 1.0, .isReady = false}, 0.5) ==
          Verdict::kUnclear);
    const Figure noisy{.value = 0.52, .standardError = 0.03};
    CHECK(judge(Assumption::kMaskFreeze, noisy, 0.5) == Verdict::kUnclear);
    CHECK(judge(Assumption::kMaskFreeze, noisy, 0.48) == Verdict::kHolds);
    CHECK(judge(Assumption::kMaskFreeze, noisy, 0.56) == Verdict::kFails);
  }

  TEST_CASE("the history knows since when the verdict has been what it is") {
    VerdictHistory history;
    CHECK_FALSE(history.since());
    history.add(10, Verdict::kUnclear);
    history.add(20, Verdict::kFails);
    history.add(30, Verdict::kFails);
    CHECK(history.since() == 20);
    history.add(40, Verdict::kHolds);
    CHECK(history.verdict() == Verdict::kHolds);
    CHECK(history.since() == 40);
  }
}

}  // namespace
}  // namespace adamscope
