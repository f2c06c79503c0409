#include "core/base/json.h"

#include <doctest/doctest.h>

#include <string>

namespace adamscope {
namespace {

TEST_SUITE_BEGIN("base");

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a syntax error names file, line and column") {
  const std::string message = parseJson("{\n  \"a\": 1,\n  \"b\": ]\n}", "run.json").message();
  CAPTURE(message);
  CHECK(contains(message, "run.json, line 3, column 8"));
  CHECK(contains(parseJson("", "run.json").message(), "run.json, line 1, column 1"));
  CHECK(contains(parseJson("{\"a\": NaN}", "run.json").message(), "line 1"));
}

TEST_CASE("a key given twice in one object is refused, in two objects it is not") {
  CHECK(contains(parseJson(R"({"a": 1, "b": {"c": 2, "c": 3}})", "x").message(), "\"c\""));
  CHECK(parseJson(R"({"a": {"c": 1}, "b": {"c": 2}, "c": 3})", "x").ok());
}

TEST_CASE("numbers beyond a double and broken UTF-8 are refused") {
  CHECK(contains(parseJson("[1e999]", "x.json").message(), "x.json"));
  CHECK_FALSE(parseJson("[\"\xff\"]", "x.json").ok());
}

TEST_CASE("deep nesting is read without exhausting the stack") {
  const std::string deep(100000, '[');
  CHECK_FALSE(parseJson(deep, "x").ok());
  CHECK(parseJson(deep + std::string(100000, ']'), "x").ok());
}

TEST_CASE("a long value is abbreviated and broken text is made printable") {
  CHECK(abbreviatedJson(std::string(1000, 'x')).size() == 60);
  CHECK(abbreviatedJson(std::string("\xff")) == "\"\\ufffd\"");
}

TEST_SUITE_END();

}  // namespace
}  // namespace adamscope
