#include "app/export/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace adamscope {

namespace {

Error systemError(const std::string& what, int code) {
  return Error{what + " (" + std::generic_category().message(code) + ")"};
}

/// How the program starts: its streams, its process group, and no signal ignored that we ignore.
class Setup {
 public:
  Setup(int input, int printed) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, printed, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, printed, STDERR_FILENO);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
  }
  ~Setup() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&actions_);
  }
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(std::vector<std::string> words) {
  // A file without a name: a pipe that nobody reads would stop the program once it is full.
  std::FILE* printed = std::tmpfile();
  if (printed == nullptr) return systemError("there is no room for temporary files", errno);
  // A pair of sockets, since writing to a pipe that nobody reads raises SIGPIPE.
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    const int code = errno;
    std::fclose(printed);
    return systemError(words[0] + " cannot be started", code);
  }
  ::fcntl(::fileno(printed), F_SETFD, FD_CLOEXEC);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const Setup setup(ends[1], ::fileno(printed));
  pid_t process = 0;
  const int code = ::posix_spawnp(&process, words[0].c_str(), setup.actions(), setup.attributes(),
                                  arguments.data(), environ);
  ::close(ends[1]);
  if (code != 0) {
    ::close(ends[0]);
    std::fclose(printed);
    return systemError(words[0] + " does not start", code);
  }
  return std::make_unique<ChildProcess>(Private(), process, ends[0], printed);
}

ChildProcess::ChildProcess(Private /*key*/, int process, int input, std::FILE* printed)
    : process_(process), input_(input), printed_(printed, &std::fclose) {}

ChildProcess::~ChildProcess() {
  closeInput();
  if (status()) return;
  ::kill(process_, SIGKILL);
  wait();
}

Result<std::size_t> ChildProcess::send(std::span<const std::uint8_t> bytes) {
  if (input_ < 0) return Error{"its input is closed"};
  ssize_t sent = -1;
  do {
    sent = ::send(input_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  if (sent >= 0) return static_cast<std::size_t>(sent);
  if (errno == EAGAIN || errno == EWOULDBLOCK) return std::size_t{0};
  return systemError("it reads no more", errno);
}

void ChildProcess::waitToSend() const {
  pollfd wanted{.fd = input_, .events = POLLOUT, .revents = 0};
  ::poll(&wanted, 1, -1);  // A signal ends it early, which does no harm.
}

void ChildProcess::closeInput() {
  if (input_ >= 0) ::close(std::exchange(input_, -1));
}

std::optional<int> ChildProcess::take(int flags) {
  if (status_) return status_;
  int raw = 0;
  pid_t ended = -1;
  do {
    ended = ::waitpid(process_, &raw, flags);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return std::nullopt;
  // Who ignores SIGCHLD learns of no status.
  constexpr int kUnknown = 255;
  constexpr int kSignalled = 128;
  status_ = ended < 0          ? kUnknown
            : WIFEXITED(raw)   ? WEXITSTATUS(raw)
            : WIFSIGNALED(raw) ? kSignalled + WTERMSIG(raw)
                               : kUnknown;
  return status_;
}

std::optional<int> ChildProcess::status() { return take(WNOHANG); }

int ChildProcess::wait() { return take(0).value(); }

std::string ChildProcess::printed(std::size_t most) const {
  const int file = ::fileno(printed_.get());
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return {};
  const auto count = std::min(most, static_cast<std::size_t>(facts.st_size));
  std::string text(count, '\0');
  // Its place in the file is the program's, too, and must stay.
  const ssize_t got = ::pread(file, text.data(), count, facts.st_size - static_cast<off_t>(count));
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return text;
}

}  // namespace adamscope
