#pragma once

#include <string_view>

namespace rapport {

// The script that a shell reads once, so that TAB completes `rapport`. It holds no name and no
// path: at each TAB it asks `rapport __complete SHELL WORD...`, and quotes what it is told, or is
// told it quoted (bash). Empty for any other shell than bash, zsh and fish.
std::string_view completion_script(std::string_view shell);

// The exit code by which the scripts are told that a path goes here.
inline constexpr int kPathGoesHere = 10;

}  // namespace rapport
