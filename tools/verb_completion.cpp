#include <algorithm>
#include <cstdlib>
#include <exception>

#include <fmt/format.h>

#include "analysis/render.h"
#include "graph/sort_unique.h"
#include "tools/completion_script.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/shell_words.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

// Of more than these none is offered: of a list that was cut the shell would type a beginning in
// common which the names do not have.
constexpr std::size_t kMostNames = 2000;

// The shell has not expanded what it was typed.
std::string with_home(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (home == nullptr || !(path == "~" || path.starts_with("~/"))) return path;
  return home + path.substr(1);
}

// Only what a terminal shows as it is, and no option.
bool can_be_offered(const std::string& name) {
  return !name.empty() && name[0] != '-' && for_terminal(name) == name &&
         name.find('\n') == std::string::npos;
}

std::vector<std::string> names_beginning(const Expected& expected) {
  CommonOptions options;
  options.vault = with_home(expected.vault);
  options.db = with_home(expected.db);
  const Store store = open_for_reading(resolve_settings(options, false));
  std::vector<std::string> names;
  store.for_each_vertex([&](const Vertex& vertex) {
    const auto& types = expected.names;
    if (std::find(types.begin(), types.end(), vertex.type) == types.end()) return;
    if (names.size() > kMostNames || !begins_folded(expected.typed, vertex.name)) return;
    if (can_be_offered(vertex.name)) names.push_back(vertex.name);
  });
  if (names.size() > kMostNames) names.clear();
  sort_unique(names);
  return names;
}

std::optional<CompletionShell> shell_named(std::string_view name) {
  if (name == "bash") return CompletionShell::bash;
  if (name == "zsh") return CompletionShell::zsh;
  if (name == "fish") return CompletionShell::fish;
  return std::nullopt;
}

int complete(const DeclaredVerb& program, std::vector<std::string> words) {
  const auto shell = words.empty() ? std::nullopt : shell_named(words.front());
  if (!shell) return kDone;
  words.erase(words.begin());
  Expected expected = expected_next(program, words, *shell);
  if (expected.is_path) return kPathGoesHere;
  std::vector<std::string> found;
  for (const std::string& word : expected.words) {
    const bool is_new = std::find(found.begin(), found.end(), word) == found.end();
    if (is_new && word.starts_with(expected.typed)) found.push_back(word);
  }
  if (!expected.names.empty()) {
    const std::vector<std::string> names = names_beginning(expected);
    found.insert(found.end(), names.begin(), names.end());
  }
  const ShellWord typed = read_shell_word(words.empty() ? "" : words.back());
  std::string text;
  for (const std::string& candidate : found) {
    if (*shell != CompletionShell::bash) {
      text += expected.prefix + candidate + "\n";
    } else if (typed.is_uniform) {
      const auto quoted = quoted_for_bash(candidate, typed.open);
      if (quoted) text += *quoted + "\n";
    }
  }
  write_result({}, text);
  return kDone;
}

}  // namespace

int verb_complete(const DeclaredVerb& program, const std::vector<std::string>& words) noexcept {
  try {
    return complete(program, words);
  } catch (const std::exception&) {
    return kDone;  // whoever types is not to be disturbed
  }
}

int verb_completion(const CommonOptions& options, const std::string& shell) {
  const std::string_view script = completion_script(shell);
  if (script.empty()) {
    throw UsageError(fmt::format("no completion for '{}'; there are bash, zsh, fish", shell));
  }
  Settings settings;
  settings.output = options.output == "-" ? std::string{} : options.output;
  write_result(settings, script);
  return kDone;
}

}  // namespace rapport
