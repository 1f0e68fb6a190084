#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rapport {

// Version, build type, store format, and the versions of the libraries.
std::string version_text();

// The same as rows: what, and its version.
std::vector<std::pair<std::string, std::string>> version_rows();

}  // namespace rapport
