#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport {

// Draws DOT text by GraphViz's `engine` ("dot" or "sfdp") into `format` ("svg", "png", "pdf").
// GraphViz runs as a child of its own process group with an empty environment, 10 s of CPU, 1 GiB
// of memory and 64 MiB of output. Throws UsageError when it is missing, fails or hits a limit.
std::string draw(std::string_view dot, const std::string& engine, const std::string& format);

// Its version ("2.43.0"); nullopt when it is not installed.
std::optional<std::string> graphviz_version();

}  // namespace rapport
