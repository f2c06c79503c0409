#include "app/model/event_filter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "core/base/text.h"

namespace adamscope {

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

/// A column by the word that stands before the colon.
struct Column {
  const char* name;
  NumberSet EventFilter::*numbers;
};

constexpr std::array<Column, 4> kColumns{{{"step", &EventFilter::steps},
                                          {"layer", &EventFilter::layers},
                                          {"neuron", &EventFilter::neurons},
                                          {"sample", &EventFilter::samples}}};
const std::array<const char*, 6> kKeys{"step", "layer", "neuron", "sample", "direction", "dir"};

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string quoted(std::string_view text) {
  std::string result("\"");
  result.append(text);
  result += '"';
  return result;
}

/// A whole number that is not negative, in digits alone.
std::optional<std::int64_t> parseCount(std::string_view text) {
  const bool isDigits = !text.empty() && std::all_of(text.begin(), text.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
  return isDigits ? parseInteger(text) : std::nullopt;
}

Error notNumbers(std::string_view key, std::string_view value) {
  const std::string name(key);
  return Error{quoted(value) + " is no number for " + name + ": write " + name + ":5, " + name +
               ":1,4 or " + name + ":100-200"};
}

Result<NumberSpan> parseSpan(std::string_view key, std::string_view part) {
  const std::size_t dash = part.find('-');
  if (dash == std::string_view::npos) {
    const std::optional<std::int64_t> number = parseCount(part);
    if (!number) return notNumbers(key, part);
    return NumberSpan{*number, *number};
  }
  const std::string_view first = part.substr(0, dash);
  const std::string_view last = part.substr(dash + 1);
  if (first.empty() && last.empty()) return notNumbers(key, part);
  const std::optional<std::int64_t> low = first.empty() ? 0 : parseCount(first);
  const std::optional<std::int64_t> high = last.empty() ? kMost : parseCount(last);
  if (!low || !high) return notNumbers(key, part);
  if (*low > *high) {
    return Error{std::string(key) + " " + std::string(part) +
                 " is empty: the first number is the "
                 "larger one"};
  }
  return NumberSpan{*low, *high};
}

Result<NumberSet> parseNumbers(std::string_view key, std::string_view value) {
  NumberSet set;
  std::size_t begin = 0;
  while (begin <= value.size()) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    const Result<NumberSpan> span = parseSpan(key, value.substr(begin, end - begin));
    if (!span) return span.error();
    set.spans.push_back(*span);
    begin = end + 1;
  }
  return set;
}

Result<int> parseDirection(std::string_view value) {
  const std::string word = lowered(value);
  if (word == "on" || word == "+1" || word == "1" || word == "+") return 1;
  if (word == "off" || word == "-1" || word == "-") return -1;
  return Error{"direction is on or off, not " + quoted(value)};
}

Status applyWord(EventFilter& filter, std::string_view word) {
  const std::size_t colon = word.find(':');
  const std::string key = lowered(word.substr(0, std::min(colon, word.size())));
  const std::vector<std::string> known(kKeys.begin(), kKeys.end());
  const bool isKnown = std::find(known.begin(), known.end(), key) != known.end();
  if (!isKnown) {
    return Error{quoted(word.substr(0, std::min(colon, word.size()))) +
                 " is no column: step, layer, neuron, sample or direction" +
                 didYouMean(key, known)};
  }
  const std::string_view value =
      colon == std::string_view::npos ? std::string_view() : word.substr(colon + 1);
  const bool isDirection = key.starts_with("dir");
  if (value.empty()) return Error{key + " needs a value: " + key + (isDirection ? ":on" : ":2")};
  const Error twice{key + " is there twice: join the values with a comma"};
  if (isDirection) {
    const Result<int> direction = parseDirection(value);
    if (!direction) return direction.error();
    if (filter.direction != 0) return Error{"direction is there twice"};
    filter.direction = *direction;
    return {};
  }
  const auto* column = std::find_if(kColumns.begin(), kColumns.end(),
                                    [&](const Column& c) { return key == c.name; });
  Result<NumberSet> numbers = parseNumbers(key, value);
  if (!numbers) return numbers.error();
  if (!(filter.*(column->numbers)).spans.empty()) return twice;
  filter.*(column->numbers) = *std::move(numbers);
  return {};
}

std::string describe(const NumberSpan& span) {
  const std::string first = std::to_string(span.first);
  if (span.first == span.last) return first;
  return first + "-" + (span.last == kMost ? std::string() : std::to_string(span.last));
}

}  // namespace

Result<EventFilter> parseEventFilter(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  EventFilter filter;
  std::size_t begin = text.find_first_not_of(kSpaces);
  while (begin != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(kSpaces, begin), text.size());
    if (const Status read = applyWord(filter, text.substr(begin, end - begin)); !read) {
      return read.error();
    }
    begin = text.find_first_not_of(kSpaces, end);
  }
  return filter;
}

std::string describe(const EventFilter& filter) {
  std::vector<std::string> words;
  for (const Column& column : kColumns) {
    const NumberSet& set = filter.*(column.numbers);
    std::vector<std::string> parts;
    for (const NumberSpan& span : set.spans) parts.push_back(describe(span));
    if (!parts.empty()) words.push_back(std::string(column.name) + ":" + joined(parts, ","));
  }
  if (filter.direction != 0) {
    words.push_back(filter.direction > 0 ? "direction:on" : "direction:off");
  }
  return joined(words, " ");
}

}  // namespace adamscope
