// Small text helpers: numbers that read back exactly, and the nearest known name for a message.
// Numbers go through std::from_chars and std::to_chars, so no locale can change them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace adamscope {

/// The text without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The number that the whole text spells ("-1.5", "+2", "1e-3", "nan", "inf"), nearest double.
/// None if anything else is in it, if it is empty, or if it is outside the range of a double.
std::optional<double> parseReal(std::string_view text);

/// The whole number that the whole text spells in decimal; none otherwise, or beyond 64 bits.
std::optional<std::int64_t> parseInteger(std::string_view text);

/// The shortest text that reads back to exactly this double.
std::string formatReal(double value);

/// "a, b, c".
std::string joined(std::span<const std::string> parts, std::string_view separator = ", ");

/// Number of insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment distance), upper and lower case alike.
int editDistance(std::string_view a, std::string_view b);

/// The candidate that `word` was probably meant to be: the least edit distance, the first one on
/// ties. None if even that needs more than max(2, a third of the word) edits.
std::optional<std::string> nearestName(std::string_view word,
                                       std::span<const std::string> candidates);

/// "; did you mean NAME?" for the nearest name, or nothing.
std::string didYouMean(std::string_view word, std::span<const std::string> candidates);

}  // namespace adamscope
