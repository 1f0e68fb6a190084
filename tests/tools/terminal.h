#pragma once

#include <string>

#include "tests/tools/process.h"

namespace rapport {

// As run_shell(), on a terminal where `typed` was typed ahead. `out` is all that the terminal
// shows, with what was typed; line ends are "\n".
ProcessResult run_on_terminal(const std::string& command, const std::string& folder,
                              const std::string& typed);

}  // namespace rapport
