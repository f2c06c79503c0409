// The theory in the run folder: theory.csv, one line a look, and the entry "theory" of
// summary.json.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/session/theory_look.h"

namespace adamscope {

/// The columns of theory.csv.
std::string theoryHeader();

/// Appends one line of theory.csv, with its end; figures that do not exist are empty.
void appendTheoryLine(std::string& text, const TheoryLook& look, const TheoryConfig& settings);

/// One entry for each assumption: figure, threshold, verdict, sentence; then kernel, PL,
/// generalization. What is NaN or infinite becomes null.
nlohmann::ordered_json theoryJson(const TheoryLook& look, const TheoryConfig& settings);

}  // namespace adamscope
