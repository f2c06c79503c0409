#include "app/cli/command_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr const char* kProgramHelp =
    R"(Adamscope trains small ReLU networks with Adam and finds every linear region and every
region boundary that the trajectory crosses, exactly.

Examples:
  adamscope                                     open the window and train the default preset
  adamscope --preset iris                       the same with another one
  adamscope runs/moons mine.csv                 a run folder, a configuration, a network, data
  adamscope run --preset two_moons --steps 2000 --out runs/moons
  adamscope run --preset iris --set optimizer.learning_rate=0.05 --steps 500 --out runs/iris
  adamscope run --set data.source=csv:mine.csv --set network.hidden=16,16 --steps 1000 --out runs/a
  adamscope tessellate runs/moons/final.safetensors --domain -2 3 -1.5 2 --out regions.svg
  adamscope crossings before.safetensors after.safetensors --data mine.csv > events.csv
  adamscope slice --preset two_moons --steps 400 --plane step --out step.svg
  adamscope replay runs/moons                   the same bytes again?
  adamscope render --preset spirals --steps 500 --size 1920x1080 --out spirals.png

Without a command the window opens; it takes files as above, --preset NAME, --set key=value,
--paused, --ui-scale S (0.5 to 3) and --reset-settings.

Commands:
  run          train, log every crossing, write the final network and a picture
  tessellate   count and draw the linear regions of a network
  crossings    all crossings on the straight segment between two networks
  slice        draw a plane of parameter space and the trajectory in it
  render       draw the window into a picture, without a display
  replay       repeat a recorded run and compare it with its logs
  presets      list the ready-made configurations

adamscope COMMAND --help explains a command; adamscope run --help lists every setting.
--version prints the version. Exit status: 0 done, 1 failed while running, 2 wrong usage or bad
input. Errors go to standard error.
)";

/// What was opened first would otherwise get the number of a stream that the caller has closed, and
/// a message could land in a log. The placeholder refuses, so that the loss is noticed.
void occupyClosedStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1) continue;
    if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

/// The arguments in CLI11's order, last first. A leading "-." is written as "-0.", which CLI11
/// knows for a number.
std::vector<std::string> reversedArguments(int argc, char** argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) {
    std::string argument = argv[i];
    const bool isNumber = argument.size() > 2 && argument.starts_with("-.") &&
                          std::isdigit(static_cast<unsigned char>(argument[2])) != 0;
    if (isNumber) argument.insert(1, "0");
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

/// What was printed may still wait in a buffer for a disk that is full.
int finishOutput(int status) {
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (flushed || status != kExitDone) return status;
  const std::string reason = errno != 0 ? ": " + std::generic_category().message(errno) : "";
  return complain(kExitFailed, "standard output cannot be written" + reason);
}

/// CLI11's message for a wrong command line, in one line and with the way to help.
int reportParseError(const CLI::App& program, const CLI::ParseError& error) {
  std::string place;
  for (const CLI::App* sub : program.get_subcommands()) place = " " + sub->get_name();
  return complain(kExitBadUsage,
                  std::string(error.what()) + "\nTry: adamscope" + place + " --help");
}

std::vector<std::string> commandNames() {
  return {"run", "tessellate", "crossings", "slice", "render", "replay", "presets"};
}

/// Whether the first argument is neither an option, nor a command, nor something that is there.
bool isMisspelt(const std::string& word) {
  if (!word.empty() && word[0] == '-') return false;
  const std::vector<std::string> names = commandNames();
  std::error_code error;
  return std::find(names.begin(), names.end(), word) == names.end() &&
         !std::filesystem::exists(word, error);
}

int parseAndRun(int argc, char** argv) {
  CLI::App program("Adamscope");
  program.set_version_flag("--version", "adamscope " + versionText());
  setHelp(program, kProgramHelp);
  Action action;
  addRunCommand(program, action);
  addTessellateCommand(program, action);
  addCrossingsCommand(program, action);
  addSliceCommand(program, action);
  addRenderCommand(program, action);
  addReplayCommand(program, action);
  addPresetsCommand(program, action);
  addWindowOptions(program, action);
  if (argc > 1 && isMisspelt(argv[1])) {
    const std::string word = argv[1];
    return complain(kExitBadUsage, "there is no command and no file '" + word + "'" +
                                       didYouMean(word, commandNames()) +
                                       "\nTry: adamscope --help");
  }
  try {
    program.parse(reversedArguments(argc, argv));
  } catch (const CLI::CallForHelp& help) {
    return program.exit(help);
  } catch (const CLI::CallForVersion& version) {
    return program.exit(version);
  } catch (const CLI::ParseError& error) {
    return reportParseError(program, error);
  }
  ADAMSCOPE_CHECK(static_cast<bool>(action), "each command line leads to an action");
  return action();
}

}  // namespace

int complain(int status, const std::string& message) {
  std::cerr << "adamscope: " << message << "\n";
  return status;
}

void setHelp(CLI::App& command, std::string text) {
  struct FixedHelp final : CLI::FormatterBase {
    std::string make_help(const CLI::App*, std::string, CLI::AppFormatMode) const override {
      return text;
    }
    std::string text;
  };
  auto formatter = std::make_shared<FixedHelp>();
  formatter->text = std::move(text);
  command.formatter(formatter);
}

int runCommandLine(int argc, char** argv) {
  occupyClosedStreams();
  // A log that hits the shell's file size limit is a write error like any other.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return finishOutput(parseAndRun(argc, argv));
  } catch (const std::bad_alloc&) {
    return complain(kExitFailed,
                    "out of memory; use fewer samples, a smaller network or a lower "
                    "limits.max_regions");
  } catch (const std::exception& error) {
    return complain(kExitFailed, error.what());
  }
}

}  // namespace adamscope
