// Strict JSON reading for the files that people write or pass around: configs, networks, headers.
// nlohmann-json parses; this adds the place of a mistake, and refuses what JSON leaves open.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adamscope {

/// Parses one JSON document. Errors, each with `source` (a file name) and, for syntax, the line
/// and column counted from 1: not JSON, invalid UTF-8, a number beyond a double, an object with
/// the same key twice (the standard allows it, and readers then disagree).
Result<nlohmann::json> parseJson(std::string_view text, const std::string& source);

/// What kind of value this is, in words: "a number", "a string", "an object".
std::string describeJsonType(const nlohmann::json& value);

/// The value as one line of at most about 60 characters, for a message.
std::string abbreviatedJson(const nlohmann::json& value);

}  // namespace adamscope
