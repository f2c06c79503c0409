// A configuration as one line that can be passed on: a command for a terminal, which names all that
// differs from a preset, and which can be read back.
//
//   adamscope run --preset spirals --set network.hidden='[32,32]' --steps 2000 --out spirals
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/session/config.h"

namespace adamscope {

/// The command that runs `config` into the folder `out`. It starts from the preset that needs the
/// fewest settings beside it (ties: the first one), and names the steps always.
std::string commandFor(const Config& config, const std::string& out);

/// The configuration of such a command (with or without "adamscope run"; what does not decide the
/// run, such as --out, is passed over) or of a JSON document (a configuration file or a preset).
/// Error: what is wrong, and where.
Result<Config> configFromText(const std::string& text);

/// `word` so that a shell reads it as one word.
std::string shellQuoted(const std::string& word);

}  // namespace adamscope
