#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/settings.h"

namespace rapport {

// The format that was asked for: --format, else by the ending of -o, else `fallback`.
// Throws UsageError when it is none of `allowed`.
std::string choose_format(const Settings& settings, const std::vector<std::string>& allowed,
                          const std::string& fallback);

// Results go to -o FILE (a temporary file, then a rename: never half a file) or to stdout, there by
// the pager of the settings if they are longer than the screen.
void write_result(const Settings& settings, std::string_view bytes);

// Writes a whole file or none: a temporary one beside it, synced, then renamed onto it. For the
// user alone (0600): it tells of people. One that is replaced keeps its permissions.
// Throws UsageError.
void write_whole_file(const std::string& file, std::string_view bytes);

// Indented JSON and a newline; what is no UTF-8 in it becomes U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

// Hints and diagnostics on stderr, control characters shown, nothing with --quiet.
void say(const Settings& settings, std::string_view message);

}  // namespace rapport
