#pragma once

#include <string>

#include <sys/types.h>

namespace rapport {

// A program that runs beside the test, which reads its output line by line. Nothing is waited for
// by time; a line that does not come within a minute is a failure. Killed when the object goes.
class RunningProgram {
 public:
  // As run_shell(); stderr comes with stdout.
  RunningProgram(const std::string& command, const std::string& folder);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // The next line that holds `text`; those before it are passed over. Throws std::runtime_error
  // with all that came when none comes.
  std::string line_with(const std::string& text);
  void signal(int number) const;
  // As waitpid() tells it, when its output has ended.
  int wait();
  // All lines so far.
  const std::string& said() const { return said_; }

 private:
  bool read_more();

  pid_t child_ = -1;
  int output_ = -1;
  std::string said_;
  std::size_t taken_ = 0;  // of that
};

}  // namespace rapport
