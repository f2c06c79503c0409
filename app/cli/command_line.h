// The command line of the program: parses the arguments and runs one subcommand.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace adamscope {

/// Exit statuses of the program.
inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;    ///< Failed while running.
inline constexpr int kExitBadUsage = 2;  ///< Wrong usage or bad input.

/// Prints "adamscope: message" on standard error and returns the status.
int complain(int status, const std::string& message);

/// Adds one subcommand to the program. What it does when chosen goes to `action`, which returns the
/// exit status.
using Action = std::function<int()>;
void addRunCommand(CLI::App& program, Action& action);
void addTessellateCommand(CLI::App& program, Action& action);
void addCrossingsCommand(CLI::App& program, Action& action);
void addSliceCommand(CLI::App& program, Action& action);
void addRenderCommand(CLI::App& program, Action& action);
void addReplayCommand(CLI::App& program, Action& action);
void addPresetsCommand(CLI::App& program, Action& action);
/// What the program does without a subcommand: it opens the window.
void addWindowOptions(CLI::App& program, Action& action);

/// Gives a command a help text of our own: examples first.
void setHelp(CLI::App& command, std::string text);

/// Runs the program. Exit status: 0 done, 1 failed while running, 2 wrong usage or bad input.
int runCommandLine(int argc, char** argv);

}  // namespace adamscope
