#include "tools/graphviz.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/deadline.h"
#include "tools/errors.h"

namespace rapport {
namespace {

constexpr rlim_t kCpuSeconds = 10;
constexpr rlim_t kMemory = 1ULL << 30U;
constexpr std::size_t kMostOutput = 64U << 20U;
constexpr std::chrono::seconds kWallTime{30};  // a child may sleep
constexpr int kNoProgram = 127;

struct Pipe {
  std::array<int, 2> ends = {-1, -1};
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw UsageError("cannot start GraphViz: " + std::system_category().message(errno));
    }
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int read_end() const { return ends[0]; }
  int write_end() const { return ends[1]; }
  void close_read() { close_end(0); }
  void close_write() { close_end(1); }

 private:
  void close_end(std::size_t i) {
    if (ends[i] >= 0) ::close(ends[i]);
    ends[i] = -1;
  }
};

// The hard limit is one more: at the soft one of CPU time the kernel says why it ends a process.
void limit(int resource, rlim_t value) {
  const rlimit limits = {value, value + (resource == RLIMIT_CPU ? 1 : 0)};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &limits);
}

[[noreturn]] void run_child(pid_t parent, const Pipe& in, const Pipe& out, const Pipe& err,
                            const std::string& engine, const std::string& format) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // Ctrl-C reaches us, but not its group
  if (::getppid() != parent) ::_exit(1);
  ::dup2(in.read_end(), STDIN_FILENO);
  ::dup2(out.write_end(), STDOUT_FILENO);
  ::dup2(err.write_end(), STDERR_FILENO);
  limit(RLIMIT_CPU, kCpuSeconds);
  limit(RLIMIT_AS, kMemory);
  limit(RLIMIT_FSIZE, kMostOutput);
  limit(RLIMIT_CORE, 0);
  std::string program = engine;
  std::string option = "-T" + format;
  std::array<char*, 3> arguments = {program.data(), option.data(), nullptr};
  std::array<char*, 1> environment = {nullptr};
  ::execvpe(program.c_str(), arguments.data(), environment.data());
  ::_exit(kNoProgram);
}

using Clock = std::chrono::steady_clock;

// Feeds the child and reads what it writes, until it closes its output or a bound is met.
struct Exchange {
  std::string output;
  std::string errors;
  bool too_much = false;
  bool too_long = false;
};

Exchange exchange(Pipe& in, Pipe& out, Pipe& err, std::string_view text,
                  Clock::time_point deadline) {
  Exchange result;
  ::fcntl(in.write_end(), F_SETFL, O_NONBLOCK);
  std::array<char, 65536> buffer = {};
  bool open_out = true;
  bool open_err = true;
  while (open_out || open_err) {
    std::array<pollfd, 3> fds = {{{text.empty() ? -1 : in.write_end(), POLLOUT, 0},
                                  {open_out ? out.read_end() : -1, POLLIN, 0},
                                  {open_err ? err.read_end() : -1, POLLIN, 0}}};
    const int ready = ::poll(fds.data(), fds.size(), milliseconds_until(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      result.too_long = true;
      return result;
    }
    if (fds[0].revents != 0) {
      const ssize_t n = ::write(in.write_end(), text.data(), text.size());
      if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
      if (n < 0 && errno != EAGAIN && errno != EINTR) text = {};
      if (text.empty()) in.close_write();
    }
    const auto receive = [&](const pollfd& fd, std::string& into, bool& open) {
      if (fd.revents == 0) return;
      const ssize_t n = ::read(fd.fd, buffer.data(), buffer.size());
      if (n <= 0) {
        open = n < 0 && errno == EINTR;
      } else {
        into.append(buffer.data(), static_cast<std::size_t>(n));
      }
    };
    receive(fds[1], result.output, open_out);
    receive(fds[2], result.errors, open_err);
    if (result.output.size() > kMostOutput || result.errors.size() > kMostOutput) {
      result.too_much = true;
      return result;
    }
  }
  return result;
}

// Whether the child has ended by the deadline; then its status.
std::optional<int> status_by(Clock::time_point deadline, pid_t child) {
  constexpr int kStepMilliseconds = 5;
  int status = 0;
  for (pid_t ended = 0; (ended = ::waitpid(child, &status, WNOHANG)) != child;) {
    if (ended < 0 && errno != EINTR) return 0;
    if (milliseconds_until(deadline) == 0) return std::nullopt;
    ::poll(nullptr, 0, kStepMilliseconds);
  }
  return status;
}

}  // namespace

std::string draw(std::string_view dot, const std::string& engine, const std::string& format) {
  Pipe in;
  Pipe out;
  Pipe err;
  ::signal(SIGPIPE, SIG_IGN);
  const auto deadline = Clock::now() + kWallTime;
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0)
    throw UsageError("cannot start GraphViz: " + std::system_category().message(errno));
  if (child == 0) run_child(parent, in, out, err, engine, format);
  ::setpgid(child, child);
  in.close_read();
  out.close_write();
  err.close_write();
  Exchange result = exchange(in, out, err, dot, deadline);
  if (result.too_much || result.too_long) ::kill(-child, SIGKILL);
  std::optional<int> ended = status_by(deadline, child);
  ::kill(-child, SIGKILL);  // also what the child has started and left
  if (!ended) {
    result.too_long = true;
    ended = 0;
    ::waitpid(child, &*ended, 0);
  }
  const int status = *ended;
  const std::string advice = "; `--format dot` gives the drawing's source";
  if (result.too_much) throw UsageError("the picture is over 64 MiB" + advice);
  if (result.too_long || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)) {
    throw UsageError("GraphViz takes too long for this picture" + advice);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoProgram) {
    throw UsageError("GraphViz is not installed (`apt-get install graphviz`)" + advice);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || result.output.empty()) {
    throw UsageError(fmt::format("GraphViz failed: {}{}",
                                 result.errors.substr(0, result.errors.find('\n')), advice));
  }
  return result.output;
}

// "dot - graphviz version 2.43.0 (0)", on stderr.
std::optional<std::string> graphviz_version() {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen("dot -V 2>&1", "r"), &::pclose);
  std::array<char, 256> line = {};
  if (!pipe || std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) == nullptr) {
    return std::nullopt;
  }
  constexpr std::string_view kBefore = "version ";
  const std::string text = line.data();
  const auto at = text.find(kBefore);
  if (at == std::string::npos) return std::nullopt;
  const auto start = at + kBefore.size();
  return text.substr(start, text.find_first_of(" \n", start) - start);
}

}  // namespace rapport
