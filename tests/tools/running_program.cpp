#include "tests/tools/running_program.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rapport {
namespace {

constexpr int kLongestWaitMilliseconds = 60'000;

[[noreturn]] void become(const std::string& command, const std::string& folder, int output) {
  const std::string path =
      "PATH=" + std::filesystem::path(RAPPORT_PROGRAM).parent_path().string() + ":/usr/bin:/bin";
  const std::string home = "HOME=" + folder;
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::close(STDIN_FILENO);
  ::open("/dev/null", O_RDONLY);
  if (::chdir(folder.c_str()) == 0) {
    // The shell becomes the program, so that signals meet it.
    ::execl("/usr/bin/env", "env", "-i", "LC_ALL=C.UTF-8", "TZ=UTC", path.c_str(), home.c_str(),
            "sh", "-c", ("exec " + command).c_str(), nullptr);
  }
  ::_exit(127);
}

}  // namespace

RunningProgram::RunningProgram(const std::string& command, const std::string& folder) {
  std::array<int, 2> ends = {};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to be had");
  child_ = ::fork();
  if (child_ < 0) throw std::runtime_error("no process to be had");
  if (child_ == 0) become(command, folder, ends[1]);
  ::close(ends[1]);
  output_ = ends[0];
}

RunningProgram::~RunningProgram() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  ::close(output_);
}

bool RunningProgram::read_more() {
  pollfd ready = {output_, POLLIN, 0};
  if (::poll(&ready, 1, kLongestWaitMilliseconds) <= 0) {
    throw std::runtime_error("nothing came for a minute behind:\n" + said_);
  }
  std::array<char, 4096> buffer = {};
  const ssize_t n = ::read(output_, buffer.data(), buffer.size());
  if (n > 0) said_.append(buffer.data(), static_cast<std::size_t>(n));
  return n > 0;
}

std::string RunningProgram::line_with(const std::string& text) {
  for (;;) {
    const auto end = said_.find('\n', taken_);
    if (end == std::string::npos) {
      if (!read_more()) throw std::runtime_error("no line has '" + text + "':\n" + said_);
      continue;
    }
    std::string line = said_.substr(taken_, end - taken_);
    taken_ = end + 1;
    if (line.find(text) != std::string::npos) return line;
  }
}

void RunningProgram::signal(int number) const { ::kill(child_, number); }

int RunningProgram::wait() {
  while (read_more()) {
  }
  int status = 0;
  ::waitpid(child_, &status, 0);
  child_ = -1;
  return status;
}

}  // namespace rapport
