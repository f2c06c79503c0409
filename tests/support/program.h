// Runs the built program (or a tool) as a user would and keeps what it says. What the caller can do
// to it (a closed stream, a signal, a limit on the size of files) is part of the request.
#pragma once

#include <string>
#include <vector>

namespace adamscope::testing {

/// How to start the program.
struct ProgramCall {
  std::vector<std::string> arguments{};
  std::string program{};                   ///< Empty: adamscope; else one that PATH finds.
  std::vector<std::string> environment{};  ///< "NAME=value", beyond the caller's.
  std::string folder = "/";                ///< Its working directory.
  std::string standardOutput{};  ///< A file to write to instead; "closed" closes the stream.
  std::string standardError{};   ///< The same for the messages.
  long fileSizeLimit = -1;       ///< RLIMIT_FSIZE in bytes; -1 is none.
  int signal = 0;                ///< Sent after `signalAfterMs`, if the program still runs.
  int signalAfterMs = 0;
};

/// What became of it.
struct ProgramEnd {
  int status = 0;      ///< Exit status; -n if signal n ended it.
  std::string output;  ///< Unless it went elsewhere.
  std::string error;
};

/// Starts the program, waits for its end.
ProgramEnd runProgram(const ProgramCall& call);

/// The same with nothing but arguments.
ProgramEnd runProgram(const std::vector<std::string>& arguments);

/// A started program that is not waited for yet.
class RunningProgram {
 public:
  explicit RunningProgram(const ProgramCall& call);
  /// Kills the program if nobody has waited for its end.
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  /// Waits for the end; once.
  ProgramEnd wait();
  void send(int signal) const;
  /// Whether it has not ended yet.
  bool isRunning() const;
  /// What it has printed by now, unless that goes elsewhere.
  std::string outputSoFar() const;

 private:
  std::string outputPath_;
  std::string errorPath_;
  int process_ = -1;
};

}  // namespace adamscope::testing
