// The command line of the program: parses the arguments and runs one subcommand.
#pragma once

namespace adamscope {

/// Runs the program. Exit status: 0 done, 1 failed while running, 2 wrong usage or bad input.
int runCommandLine(int argc, char** argv);

}  // namespace adamscope
