#include "core/data/csv.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/random.h"

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("data");

using Row = std::vector<std::string>;

TEST_CASE("byte order mark, CRLF, blank lines and a missing last line end are fine") {
  for (const char* text :
       {"a,b\n1,2\n3,4\n",
        "\xEF\xBB\xBF"
        "a,b\r\n1,2\r\n3,4\r\n",
        "\n\na,b\n\n1,2\n  \n3,4", " a , b \n1\t, 2\n3,4\r", "a,b\r\n1,2\r\n3,4"}) {
    CAPTURE(text);
    Result<CsvTable> table = parseCsv(text, "x.csv");
    REQUIRE_MESSAGE(table.ok(), table.message());
    CHECK(table->header == Row{"a", "b"});
    CHECK(table->rows == std::vector<Row>{{"1", "2"}, {"3", "4"}});
  }
}

TEST_CASE("quoted fields hold commas, quotes, blanks and line ends") {
  Result<CsvTable> table = parseCsv("\"a,1\", \"b \"\"c\"\"\" \n\" x\ny \",\"\"\n1,2\n", "x.csv");
  REQUIRE_MESSAGE(table.ok(), table.message());
  CHECK(table->header == Row{"a,1", "b \"c\""});
  CHECK(table->rows == std::vector<Row>{{" x\ny ", ""}, {"1", "2"}});
  CHECK(table->lines == std::vector<int>{2, 4});
  CHECK(table->placeOf(1, 0) == "x.csv, line 4, column 1 (a,1)");
}

TEST_CASE("malformed tables are refused with file, line and column") {
  struct Case {
    const char* text;
    const char* message;
  };
  const std::vector<Case> cases{
      {"", "x.csv, line 1: the file is empty"},
      {"\xEF\xBB\xBF\n \n", "x.csv, line 1: the file is empty"},
      {"a,b\n", "x.csv: there is a header, but no row"},
      {"a,,b\n1,2,3\n", "x.csv, line 1, column 2: the header has no name"},
      {"a,b,a\n1,2,3\n", "x.csv, line 1, column 3: the name a is given twice"},
      {"a,b\n1,2\n3\n", "x.csv, line 3, column 2: the row has 1 fields, the header has 2"},
      {"a,b\n1,2\n\n3,4,5\n", "x.csv, line 4, column 3: the row has 3 fields, the header has 2"},
      {"a,b\n1,2,\n", "x.csv, line 2, column 3: the row has 3 fields"},
      {"a,b\n1,\"2\n3,4\n", "x.csv, line 2, column 2: the quote that opens here never closes"},
      {"a,b\n1,\"2\"x\n", "x.csv, line 2, column 2: text behind a closing quote"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const std::string message = parseCsv(row.text, "x.csv").message();
    CAPTURE(message);
    CHECK(message.starts_with(row.message));
  }
}

TEST_CASE("any table of any strings reads back as it was written") {
  const std::string letters = "ab,\"\r\n \t";
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Row> rows(3, Row(2));
    std::string text = "h1,h2\n";
    for (Row& row : rows) {
      for (std::string& field : row) {
        for (std::uint64_t k = random.below(6); k > 0; --k) {
          field += letters[random.below(letters.size())];
        }
      }
      text += csvField(row[0]) + "," + csvField(row[1]) + "\n";
    }
    CAPTURE(text);
    Result<CsvTable> table = parseCsv(text, "x.csv");
    REQUIRE_MESSAGE(table.ok(), table.message());
    CHECK(table->rows == rows);
  }
}

TEST_CASE("damaged text never crashes, and gives a table or a message") {
  const std::string text =
      "\xEF\xBB\xBF"
      "a,\"b\"\r\n1,\"x\"\"y\"\r\n\"2\n\",3\r\n";
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::string damaged = text;
    damaged[random.below(damaged.size())] = "\",\n\r\0 x"[random.below(7)];
    damaged.resize(1 + random.below(damaged.size()));
    Result<CsvTable> table = parseCsv(damaged, "x.csv");
    CHECK(table.ok() == table.message().empty());
    if (!table) continue;
    for (const Row& row : table->rows) CHECK(row.size() == table->header.size());
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
