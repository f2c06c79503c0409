// Another program at work for us: it reads what we send, and what it prints is kept for messages.
// Nothing here waits unless it says so, and a program that dies does no harm: sending to it is an
// error (no SIGPIPE). It has a process group of its own, so that Ctrl-C in a terminal is ours
// alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

class ChildProcess {
  struct Private {};  // Only start() can name it.

 public:
  /// Starts the program that PATH finds under words[0], with the other words. Error: why not, as
  /// the system says it.
  static Result<std::unique_ptr<ChildProcess>> start(std::vector<std::string> words);
  ChildProcess(Private, int process, int input, std::FILE* printed);
  /// Kills the program if it still works.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Sends as much as it takes now, perhaps nothing; how many bytes that was. Error: it reads no
  /// more.
  Result<std::size_t> send(std::span<const std::uint8_t> bytes);
  /// Waits until it takes more, or until it reads no more.
  void waitToSend() const;
  /// The end of what it reads.
  void closeInput();

  /// Its exit status once it has ended; 128 + n if signal n ended it.
  std::optional<int> status();
  /// Waits for that.
  int wait();
  /// What it has printed, on both of its streams: the last `most` bytes.
  std::string printed(std::size_t most) const;

 private:
  std::optional<int> take(int flags);

  int process_;
  int input_;  // -1: closed
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> printed_;
  std::optional<int> status_;
};

}  // namespace adamscope
