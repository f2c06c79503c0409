#include "app/export/open_folder.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <system_error>
#include <utility>

namespace adamscope {

namespace {

/// Where the programs of xdg-open go with what they print: it is not ours to say.
class SilentStreams {
 public:
  SilentStreams() {
    ::posix_spawn_file_actions_init(&actions_);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      const int mode = stream == STDIN_FILENO ? O_RDONLY : O_WRONLY;
      ::posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", mode, 0);
    }
  }
  ~SilentStreams() { ::posix_spawn_file_actions_destroy(&actions_); }
  SilentStreams(const SilentStreams&) = delete;
  SilentStreams& operator=(const SilentStreams&) = delete;

  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::string remedy(const std::string& folder) { return " What was written is in " + folder + "."; }

}  // namespace

void FolderOpener::open(const std::string& folder) {
  std::string program = "xdg-open";
  std::string argument = folder;
  const std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  const SilentStreams streams;
  pid_t process = 0;
  const int error =
      ::posix_spawnp(&process, program.c_str(), streams.get(), nullptr, arguments.data(), environ);
  if (error != 0) {
    problems_.push_back("The folder cannot be shown: xdg-open does not start (" +
                        std::generic_category().message(error) + ")." + remedy(folder));
    return;
  }
  children_.push_back({process, folder});
}

std::vector<std::string> FolderOpener::takeProblems() {
  std::erase_if(children_, [&](const Child& child) {
    int status = 0;
    const pid_t ended = ::waitpid(child.process, &status, WNOHANG);
    if (ended == 0) return false;
    if (ended > 0 && status != 0) {
      problems_.push_back("No file manager shows folders here." + remedy(child.folder));
    }
    return true;
  });
  return std::exchange(problems_, {});
}

}  // namespace adamscope
