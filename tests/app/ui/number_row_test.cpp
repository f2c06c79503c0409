// The number row: what it takes, what it refuses and why, and what a drag reports.
#include "app/ui/number_row.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "app/ui/number_text.h"
#include "app/ui/panel_window.h"
#include "tests/support/ui_driver.h"

namespace adamscope::ui {
namespace {

struct ReadCase {
  const char* text;
  NumberRange range;
  const char* reason;  ///< Part of the refusal; empty: it is taken.
  double value = 0.0;
};

/// One row in a window of 400 x 100, with what was reported.
struct RowBench {
  double value = 0.003;
  NumberSpec spec{.label = "Rate",
                  .range = {.minimum = 0, .maximum = 100, .excludesMinimum = true},
                  .slider = {1e-5, 1, SliderScale::kLog}};
  bool appliesPreviews = true;
  std::vector<double> previews;
  std::vector<NumberEdit> commits;
  std::string refusal;
  UiDriver driver{{400, 100}, [this](const Frame& frame) { draw(frame); }};

  void draw(const Frame& frame) {
    const PanelWindow window(frame, "row", {0, 0, 400, 100});
    const NumberEdit edit = numberRow(frame, spec, value);
    if (edit.isPreview) previews.push_back(edit.value);
    if (edit.isCommitted) commits.push_back(edit);
    if (edit.isCommitted || (edit.isPreview && appliesPreviews)) value = edit.value;
    refusal = frame.memory.numbers.empty() ? "" : frame.memory.numbers.begin()->second.refusal;
  }
  void typeNumber(const char* text) {
    driver.click({370, 20});
    driver.type(text);
    driver.tap(ImGuiKey_Enter);
  }
};

}  // namespace

TEST_SUITE("ui") {
  TEST_CASE("a box takes exact numbers and says why it refuses others") {
    const NumberRange positive{.minimum = 0, .maximum = 100, .excludesMinimum = true};
    const NumberRange below1{.minimum = 0, .maximum = 1, .excludesMaximum = true};
    const NumberRange batch{.minimum = 1, .maximum = 4096, .isInteger = true};
    const std::vector<ReadCase> rows{{"0.003", positive, "", 0.003},
                                     {" 1e-3 ", positive, "", 1e-3},
                                     {"100", positive, "", 100},
                                     {"abc", positive, "\u201Cabc\u201D is not a number"},
                                     {"", positive, "a number is needed"},
                                     {"-1", positive, "must be above 0"},
                                     {"0", positive, "must be above 0"},
                                     {"100.5", positive, "must be at most 100"},
                                     {"nan", positive, "is not a number"},
                                     {"inf", positive, "is not a number"},
                                     {"0,003", positive, "a point, not a comma"},
                                     {"1", below1, "must be below 1"},
                                     {"0", below1, "", 0.0},
                                     {"-0.1", below1, "must be at least 0"},
                                     {"32", batch, "", 32},
                                     {"1e2", batch, "", 100},
                                     {"3.5", batch, "must be a whole number"},
                                     {"5000", batch, "must be at most 4096"}};
    for (const ReadCase& row : rows) {
      CAPTURE(std::string(row.text));
      const Result<double> read = readNumber(row.text, row.range);
      CHECK(read.ok() == std::string(row.reason).empty());
      if (read.ok()) {
        CHECK(*read == row.value);
      } else {
        CHECK(read.message().find(row.reason) != std::string::npos);
      }
    }
  }

  TEST_CASE("a slider goes from end to end, in order, over round values") {
    const std::vector<SliderRange> ranges{{0, 1},
                                          {-3, 3},
                                          {1, 512, SliderScale::kLog},
                                          {1e-5, 1, SliderScale::kLog},
                                          {0.5, 0.99999, SliderScale::kOneMinusLog}};
    for (const SliderRange& range : ranges) {
      CAPTURE(range.minimum);
      CAPTURE(range.maximum);
      CHECK(valueAt(0, range) == range.minimum);
      CHECK(valueAt(1, range) == range.maximum);
      double last = range.minimum;
      for (int i = 1; i <= 500; ++i) {
        const double value = valueAt(i / 500.0, range);
        CHECK(value >= last);
        // What is shown is short: what a person would write.
        CHECK(numberText(value, false).size() <= 8);
        last = value;
      }
      // The grab stands where the mouse is, up to the rounding.
      for (const double share : {0.1, 0.35, 0.5, 0.8}) {
        CHECK(shareOf(valueAt(share, range, true), range) == doctest::Approx(share).epsilon(0.02));
      }
    }
    CHECK(valueAt(0.5, {1e-4, 1e-2, SliderScale::kLog}) == 0.001);
    CHECK(valueAt(0.5, {0.9, 0.999, SliderScale::kOneMinusLog}) == 0.99);
  }

  TEST_CASE("a number is typed exactly and committed once") {
    RowBench bench;
    bench.typeNumber("0.0125");
    REQUIRE(bench.commits.size() == 1);
    CHECK(bench.value == 0.0125);
    CHECK(bench.commits[0].before == 0.003);
    CHECK(bench.previews.empty());
    CHECK(bench.refusal.empty());
  }

  TEST_CASE("nonsense is refused with a reason that stays, and the value stays") {
    for (const char* text : {"abc", "-1", "1e5"}) {
      CAPTURE(std::string(text));
      RowBench bench;
      bench.typeNumber(text);
      bench.driver.frames(30);
      CHECK(bench.value == 0.003);
      CHECK(bench.commits.empty());
      CHECK_FALSE(bench.refusal.empty());
      bench.typeNumber("0.5");
      CHECK(bench.value == 0.5);
      CHECK(bench.refusal.empty());
    }
  }

  TEST_CASE("a text is taken when the box is left by a click elsewhere") {
    RowBench bench;
    bench.driver.click({370, 20});
    bench.driver.type("0.25");
    bench.driver.click({20, 80});
    CHECK(bench.value == 0.25);
    CHECK(bench.commits.size() == 1);
  }

  TEST_CASE("Escape leaves the value as it was") {
    RowBench bench;
    bench.driver.click({370, 20});
    bench.driver.type("0.25");
    bench.driver.tap(ImGuiKey_Escape);
    CHECK(bench.value == 0.003);
    CHECK(bench.commits.empty());
  }

  TEST_CASE("a drag previews all along and commits once, with the value before it") {
    for (const bool appliesPreviews : {true, false}) {
      CAPTURE(appliesPreviews);
      RowBench bench;
      bench.appliesPreviews = appliesPreviews;
      bench.driver.drag({200, 20}, {260, 20});
      CHECK(bench.previews.size() >= 3);
      REQUIRE(bench.commits.size() == 1);
      CHECK(bench.commits[0].before == 0.003);
      CHECK(bench.commits[0].value == bench.previews.back());
      CHECK(bench.value == bench.commits[0].value);
    }
  }

  TEST_CASE("a drag beyond the end sticks to the end") {
    RowBench bench;
    bench.driver.drag({200, 20}, {399, 60});
    CHECK(bench.value == 1.0);
    bench.driver.drag({200, 20}, {1, 60});
    CHECK(bench.value == 1e-5);
  }

  TEST_CASE("a disabled row changes nothing") {
    RowBench bench;
    bench.spec.isEnabled = false;
    bench.driver.drag({200, 20}, {260, 20});
    bench.typeNumber("0.5");
    CHECK(bench.value == 0.003);
    CHECK(bench.commits.empty());
  }
}

}  // namespace adamscope::ui
