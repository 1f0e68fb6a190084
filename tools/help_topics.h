#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rapport {

// What holds for all verbs, in rows: `rapport help TOPIC` and the manual page print it.

struct HelpRow {
  std::string_view what;
  std::string_view meaning;
};

struct HelpTopic {
  std::string_view name;   // as it is typed
  std::string_view title;  // as manual pages call it
  std::span<const HelpRow> rows;
};

// In the order of manual pages.
std::span<const HelpTopic> help_topics();
// nullptr if there is none of that name.
const HelpTopic* help_topic(std::string_view name);

std::string help_text(const HelpTopic& topic);

}  // namespace rapport
