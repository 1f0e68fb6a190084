#include "ingest/clause.h"

namespace rapport {

std::string comparable(std::string_view word) {
  std::string folded = lower(word);
  const auto quote = folded.find("’");
  if (quote != std::string::npos) folded.replace(quote, 3, "'");
  return folded;
}

std::vector<std::string_view> clauses_of(std::string_view statement) {
  std::vector<std::string_view> clauses;
  std::size_t start = 0;
  const auto cut = [&](std::size_t end, std::size_t next) {
    if (end > start) clauses.push_back(statement.substr(start, end - start));
    start = next;
  };
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const std::string_view rest = statement.substr(i);
    if (rest.front() == ';') cut(i, i + 1);
    // A full stop ends a clause, an initial's ("J. Lee") or a title's ("Dr. Lee") does not.
    const bool sentence_end = rest.starts_with(". ") && i >= 3 && statement[i - 2] != ' ' &&
                              statement.substr(i - 2, 2) != "Dr" &&
                              statement.substr(i - 2, 2) != "Mr" &&
                              statement.substr(i - 2, 2) != "Ms";
    if (sentence_end) cut(i, i + 1);
    if (rest.starts_with("? ") || rest.starts_with("! ")) cut(i + 1, i + 1);
    for (const std::string_view conjunction : {" but ", " however "}) {
      if (rest.starts_with(conjunction)) cut(i, i + conjunction.size());
    }
  }
  cut(statement.size(), statement.size());
  return clauses;
}

std::string condition_last(std::string_view clause) {
  const std::string_view text = trim(clause);
  const auto comma = text.find(", ");
  const bool starts_with_condition = text.starts_with("Until ") || text.starts_with("until ") ||
                                     text.starts_with("Unless ") || text.starts_with("unless ");
  if (!starts_with_condition || comma == std::string_view::npos) return std::string(clause);
  std::string_view rest = trim(text.substr(comma + 2));
  while (rest.ends_with('.')) rest.remove_suffix(1);
  return std::string(rest) + ' ' + lower(text.substr(0, 1)) +
         std::string(text.substr(1, comma - 1));
}

}  // namespace rapport
