#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport {

// Words as they stand on a shell's command line. Nothing is ever expanded: `$(x)` is text.

enum class ShellQuote : char { none = 0, single_quote = '\'', double_quote = '"' };

// A word that may not be complete yet: `"Dana R` and `Dana\ R` both mean the text "Dana R".
struct ShellWord {
  std::string text;
  ShellQuote open = ShellQuote::none;  // the quote that is not closed yet
  // Whether the word is of one kind from its first byte to its last: all in the open quote, or
  // without any quote. Only such a word can be completed by what is put in its place.
  bool is_uniform = true;
};
ShellWord read_shell_word(std::string_view typed);

// What bash reads as exactly `text`, typed where `open` is the quote that is not closed: the
// closing one is left to readline. nullopt where no such text exists: control characters; `!`
// within double quotes, where the history is expanded and no backslash helps.
std::optional<std::string> quoted_for_bash(std::string_view text, ShellQuote open);

}  // namespace rapport
