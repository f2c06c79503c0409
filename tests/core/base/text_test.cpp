#include "core/base/text.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("base");

TEST_CASE("every double reads back from its text to the same bits") {
  for (const double special : {0.0, -0.0, 0.1, 1e308, 5e-324, 2.2250738585072014e-308,
                               std::numeric_limits<double>::max()}) {
    const std::optional<double> back = parseReal(formatReal(special));
    REQUIRE(back);
    CHECK(std::bit_cast<std::uint64_t>(*back) == std::bit_cast<std::uint64_t>(special));
  }
  Random random(7);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(random.next());
    if (!std::isfinite(value)) continue;
    CAPTURE(value);
    const std::optional<double> back = parseReal(formatReal(value));
    REQUIRE(back);
    CHECK(*back == value);
  }
}

TEST_CASE("a number is the whole text or none") {
  CHECK(parseReal("+2.5") == 2.5);
  CHECK(parseReal("-1e-3") == -1e-3);
  CHECK(std::isnan(*parseReal("nan")));
  for (const char* text : {"", "+", "1 ", " 1", "1,5", "1.5x", "+-1", "--1", "1e999", "0x10"}) {
    CAPTURE(text);
    CHECK_FALSE(parseReal(text));
  }
  CHECK(parseInteger("-12") == -12);
  CHECK(parseInteger("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", "1.0", "1e3", "9223372036854775808", "seven"}) {
    CAPTURE(text);
    CHECK_FALSE(parseInteger(text));
  }
}

TEST_CASE("the edit distance counts insertions, deletions, replacements and swaps") {
  CHECK(editDistance("", "abc") == 3);
  CHECK(editDistance("kitten", "sitting") == 3);
  CHECK(editDistance("adma", "adam") == 1);
  CHECK(editDistance("ADAM", "adam") == 0);
  Random random(3);
  for (int i = 0; i < 200; ++i) {
    std::string a;
    std::string b;
    for (int k = 0; k < 6; ++k) {
      a += static_cast<char>('a' + random.below(3));
      b += static_cast<char>('a' + random.below(3));
    }
    CAPTURE(a);
    CAPTURE(b);
    CHECK(editDistance(a, b) == editDistance(b, a));
    CHECK((editDistance(a, b) == 0) == (a == b));
  }
}

TEST_CASE("a name is suggested only if it is near") {
  const std::vector<std::string> names{"spirals", "two_moons", "xor"};
  CHECK(nearestName("spiral", names) == "spirals");
  CHECK(nearestName("two-moons", names) == "two_moons");
  CHECK_FALSE(nearestName("penguins", names));
  CHECK(didYouMean("xro", names) == "; did you mean xor?");
  CHECK(didYouMean("something else", names).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
