#include "core/base/json.h"

#include <algorithm>
#include <set>
#include <vector>

namespace adamscope {
namespace {

using nlohmann::json;

// "line 3, column 14" of a byte offset that counts from 1, as nlohmann's parse_error has it.
std::string placeOf(std::string_view text, std::size_t byte) {
  const std::size_t end = std::min(text.size(), byte == 0 ? 0 : byte - 1);
  const std::string_view before = text.substr(0, end);
  const std::ptrdiff_t line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t lineStart = before.rfind('\n') + 1;  // npos + 1 is 0.
  return "line " + std::to_string(line) + ", column " + std::to_string(end - lineStart + 1);
}

// The part of nlohmann's message after its bracketed id and its own account of the place.
std::string reasonOf(const json::exception& error) {
  const std::string message = error.what();
  for (const std::string_view marker : {": syntax error", "] "}) {
    const std::size_t at = message.find(marker);
    if (at != std::string::npos) return message.substr(at + 2);
  }
  return message;
}

}  // namespace

Result<json> parseJson(std::string_view text, const std::string& source) {
  std::vector<std::set<std::string>> openObjects;
  std::string duplicate;
  const json::parser_callback_t watchKeys = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) openObjects.emplace_back();
    if (event == json::parse_event_t::object_end) openObjects.pop_back();
    if (event == json::parse_event_t::key) {
      const std::string& key = parsed.get_ref<const std::string&>();
      if (!openObjects.back().insert(key).second && duplicate.empty()) duplicate = key;
    }
    return true;
  };
  try {
    json value = json::parse(text, watchKeys);
    if (!duplicate.empty()) {
      return Error{source + ": the key \"" + duplicate + "\" appears twice in one object"};
    }
    return value;
  } catch (const json::parse_error& error) {
    return Error{source + ", " + placeOf(text, error.byte) + ": " + reasonOf(error)};
  } catch (const json::exception& error) {
    return Error{source + ": " + reasonOf(error)};
  }
}

std::string describeJsonType(const json& value) {
  switch (value.type()) {
    case json::value_t::null:
      return "null";
    case json::value_t::boolean:
      return "true or false";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
    case json::value_t::number_float:
      return "a number";
    case json::value_t::string:
      return "a string";
    case json::value_t::array:
      return "an array";
    case json::value_t::object:
      return "an object";
    default:
      return "not a JSON value";
  }
}

std::string abbreviatedJson(const json& value) {
  constexpr std::size_t kLongest = 60;
  std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
  if (text.size() > kLongest) text = text.substr(0, kLongest - 3) + "...";
  return text;
}

}  // namespace adamscope
