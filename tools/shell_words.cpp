#include "tools/shell_words.h"

#include <algorithm>

namespace rapport {
namespace {

constexpr std::string_view kEscapedInDoubleQuotes = "\"\\$`";

// What needs no backslash outside quotes; bytes of other alphabets neither.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("_-./,+@%").find(c) != std::string_view::npos;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

ShellWord read_shell_word(std::string_view typed) {
  ShellWord word;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    const bool is_last = i + 1 == typed.size();
    if (word.open == ShellQuote::none && (c == '"' || c == '\'')) {
      word.open = c == '"' ? ShellQuote::double_quote : ShellQuote::single_quote;
      if (i > 0) word.is_uniform = false;
    } else if (word.open != ShellQuote::none && c == static_cast<char>(word.open)) {
      word.open = ShellQuote::none;
      word.is_uniform = false;
    } else if (c == '\\' && word.open == ShellQuote::none) {
      if (!is_last) word.text += typed[++i];
    } else if (c == '\\' && word.open == ShellQuote::double_quote && !is_last &&
               kEscapedInDoubleQuotes.find(typed[i + 1]) != std::string_view::npos) {
      word.text += typed[++i];
    } else {
      word.text += c;
    }
  }
  return word;
}

std::optional<std::string> quoted_for_bash(std::string_view text, ShellQuote open) {
  if (std::any_of(text.begin(), text.end(), is_control)) return std::nullopt;
  std::string quoted;
  for (const char c : text) {
    switch (open) {
      case ShellQuote::none:
        if (!is_plain(c)) quoted += '\\';
        quoted += c;
        break;
      case ShellQuote::single_quote:
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
        break;
      case ShellQuote::double_quote:
        if (c == '!') return std::nullopt;
        if (kEscapedInDoubleQuotes.find(c) != std::string_view::npos) quoted += '\\';
        quoted += c;
        break;
    }
  }
  return quoted;
}

}  // namespace rapport
