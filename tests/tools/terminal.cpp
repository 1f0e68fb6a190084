#include "tests/tools/terminal.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rapport {
namespace {

[[noreturn]] void become(const std::string& command, const std::string& folder) {
  const std::string path =
      "PATH=" + std::filesystem::path(RAPPORT_PROGRAM).parent_path().string() + ":/usr/bin:/bin";
  const std::string home = "HOME=" + folder;
  if (::chdir(folder.c_str()) == 0) {
    ::execl("/usr/bin/env", "env", "-i", "LC_ALL=C.UTF-8", "TZ=UTC", "TERM=dumb", path.c_str(),
            home.c_str(), "sh", "-c", command.c_str(), nullptr);
  }
  ::_exit(127);
}

}  // namespace

ProcessResult run_on_terminal(const std::string& command, const std::string& folder,
                              const std::string& typed) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child < 0) throw std::runtime_error("no terminal to be had");
  if (child == 0) become(command, folder);
  if (::write(terminal, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size())) {
    throw std::runtime_error("the terminal takes no input");
  }
  ProcessResult result;
  char buffer[4096];
  // Linux says EIO when the last one at the other end has gone.
  for (ssize_t n = 0; (n = ::read(terminal, buffer, sizeof buffer)) > 0 || errno == EINTR;) {
    for (ssize_t i = 0; i < n; ++i) {
      if (buffer[i] != '\r') result.out += buffer[i];
    }
    errno = 0;
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(terminal);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace rapport
