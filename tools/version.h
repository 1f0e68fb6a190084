#pragma once

#include <string>

namespace rapport {

// Version, build type, store format, and the versions of the libraries.
std::string version_text();

}  // namespace rapport
