#include "tools/pager.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rapport {
namespace {

constexpr int kNoCommand = 127;  // of a shell

// While it lives a signal means nothing to this process; a child is given back what it meant.
class Ignored {
 public:
  explicit Ignored(int signal) : signal_(signal) {
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(signal_, &ignore, &before_);
  }
  ~Ignored() { restore(); }
  Ignored(const Ignored&) = delete;
  Ignored& operator=(const Ignored&) = delete;
  void restore() const { ::sigaction(signal_, &before_, nullptr); }

 private:
  int signal_;
  struct sigaction before_ = {};
};

// As much as the reader takes: who leaves before the end has read enough.
void write_as_long_as_read(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

std::string pager_command() {
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  if (is_dumb || ::isatty(STDOUT_FILENO) == 0) return {};
  const char* command = std::getenv("RAPPORT_PAGER");
  if (command == nullptr) command = std::getenv("PAGER");
  if (command == nullptr) return "less";
  return std::string_view(command) == "cat" ? "" : command;
}

bool is_longer_than_screen(std::string_view text) {
  winsize screen = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &screen) != 0 || screen.ws_row == 0 ||
      screen.ws_col == 0) {
    return true;
  }
  std::size_t rows = 1;  // for the prompt of the shell
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    rows += 1 + (end == 0 ? 0 : (end - 1) / screen.ws_col);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows > screen.ws_row;
}

bool show_by_pager(const std::string& command, std::string_view text) {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const Ignored interrupt(SIGINT);
  const Ignored quit(SIGQUIT);
  const Ignored broken_pipe(SIGPIPE);
  const pid_t child = ::fork();
  if (child == 0) {
    for (const Ignored* ignored : {&interrupt, &quit, &broken_pipe}) ignored->restore();
    ::dup2(ends[0], STDIN_FILENO);
    ::setenv("LESS", "FRX", 0);
    ::setenv("LV", "-c", 0);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(kNoCommand);
  }
  ::close(ends[0]);
  if (child > 0) write_as_long_as_read(ends[1], text);
  ::close(ends[1]);
  if (child < 0) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return !(WIFEXITED(status) && WEXITSTATUS(status) == kNoCommand);
}

}  // namespace rapport
