#include "app/plot/number_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace adamscope::plot {
namespace {

TEST_SUITE("plot") {
  TEST_CASE("readouts are short and keep four digits") {
    struct Row {
      double value;
      std::string text;
    };
    const std::vector<Row> rows{{0.0, "0"},
                                {-0.0, "0"},
                                {12.0, "12"},
                                {123456789.0, "123456789"},
                                {0.25, "0.2500"},
                                {-3.14159, "\u22123.142"},
                                {12345.678, "12346"},
                                {0.00123456, "0.001235"},
                                {1.2344e-7, "1.234×10⁻⁷"},
                                {5e-324, "4.941×10⁻³²⁴"},
                                {1.7e308, "1.700×10³⁰⁸"},
                                {9.99999e15, "1.000×10¹⁶"},
                                {INFINITY, "∞"},
                                {NAN, "–"}};
    for (const Row& row : rows) {
      CAPTURE(row.value);
      CHECK(readoutNumber(row.value) == row.text);
    }
  }

  TEST_CASE("logarithms beyond doubles are written with as many digits as they carry") {
    CHECK(readoutFromLog(std::log(200.0)) == "200.0");
    CHECK(readoutFromLog(1e5) == "2.807×10⁴³⁴²⁹");
    CHECK(readoutFromLog(-1e5) == "3.563×10⁻⁴³⁴³⁰");
    CHECK(readoutFromLog(-INFINITY) == "0");
    CHECK(readoutFromLog(NAN) == "–");
  }

  TEST_CASE("a font without the signs gets plain ones") {
    CHECK(asciiText("1.2×10⁻⁷") == "1.2e-7");
    CHECK(asciiText("10⁻⁶") == "1e-6");
    CHECK(asciiText("≤ 0 \u2212 ∞") == "<= 0 - inf");
    CHECK(asciiText("aθ") == "a?");
  }
}

}  // namespace
}  // namespace adamscope::plot
