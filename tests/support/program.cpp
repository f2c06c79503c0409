#include "tests/support/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "core/base/file.h"

namespace adamscope::testing {

namespace {

std::string temporaryFile() {
  std::string pattern = (std::filesystem::temp_directory_path() / "adamscope-out-XXXXXX").string();
  const int descriptor = ::mkstemp(pattern.data());
  if (descriptor < 0) throw std::runtime_error("no temporary file can be made");
  ::close(descriptor);
  return pattern;
}

std::string takeFile(const std::string& path) {
  const Result<std::string> text = readTextFile(path);
  std::filesystem::remove(path);
  return text.ok() ? *text : std::string();
}

void redirect(int stream, const std::string& target) {
  if (target == "closed") {
    ::close(stream);
    return;
  }
  const int descriptor = ::open(target.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (descriptor < 0) ::_exit(126);
  if (descriptor != stream && ::dup2(descriptor, stream) != stream) ::_exit(126);
  if (descriptor == stream) ::fcntl(stream, F_SETFD, 0);
}

[[noreturn]] void becomeProgram(const ProgramCall& call, const std::string& output,
                                const std::string& error) {
  if (::chdir(call.folder.c_str()) != 0) ::_exit(125);
  redirect(STDOUT_FILENO, output);
  redirect(STDERR_FILENO, error);
  for (const int ignoredBySomeCallers : {SIGINT, SIGTERM, SIGHUP}) {
    std::signal(ignoredBySomeCallers, SIG_DFL);
  }
  if (call.fileSizeLimit >= 0) {
    const auto bytes = static_cast<rlim_t>(call.fileSizeLimit);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  // No test opens a window on whatever display there is.
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  std::vector<std::string> environment = call.environment;
  for (std::string& variable : environment) ::putenv(variable.data());
  std::vector<std::string> words{call.program.empty() ? ADAMSCOPE_PROGRAM : call.program};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execvp(words.front().c_str(), pointers.data());
  ::_exit(127);
}

}  // namespace

RunningProgram::RunningProgram(const ProgramCall& call) {
  if (call.standardOutput.empty()) outputPath_ = temporaryFile();
  if (call.standardError.empty()) errorPath_ = temporaryFile();
  process_ = ::fork();
  if (process_ < 0) throw std::runtime_error("no process can be started");
  if (process_ == 0) {
    becomeProgram(call, outputPath_.empty() ? call.standardOutput : outputPath_,
                  errorPath_.empty() ? call.standardError : errorPath_);
  }
}

RunningProgram::~RunningProgram() {
  if (process_ <= 0) return;
  send(SIGKILL);
  wait();
}

ProgramEnd RunningProgram::wait() {
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  ProgramEnd end;
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  if (!outputPath_.empty()) end.output = takeFile(outputPath_);
  if (!errorPath_.empty()) end.error = takeFile(errorPath_);
  return end;
}

void RunningProgram::send(int signal) const { ::kill(process_, signal); }

bool RunningProgram::isRunning() const {
  siginfo_t end{};
  const auto process = static_cast<id_t>(process_);
  return ::waitid(P_PID, process, &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == 0;
}

std::string RunningProgram::outputSoFar() const {
  const Result<std::string> text = readTextFile(outputPath_);
  return text.ok() ? *text : std::string();
}

ProgramEnd runProgram(const ProgramCall& call) {
  RunningProgram program(call);
  if (call.signal != 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(call.signalAfterMs));
    program.send(call.signal);
  }
  return program.wait();
}

ProgramEnd runProgram(const std::vector<std::string>& arguments) {
  return runProgram(ProgramCall{.arguments = arguments});
}

}  // namespace adamscope::testing
