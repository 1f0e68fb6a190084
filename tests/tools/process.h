#pragma once

#include <map>
#include <string>

namespace rapport {

struct ProcessResult {
  std::string out;
  std::string err;
  int exit_code = 0;  // 128 + signal when it was killed
};

// Runs a shell command in `folder` with `rapport` on the PATH, HOME in that folder, and of the
// environment only what is given: no vault, owner, colour or zone of whoever runs the tests.
ProcessResult run_shell(const std::string& command, const std::string& folder,
                        const std::map<std::string, std::string>& environment = {});

}  // namespace rapport
