#include "tools/hyperlink.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>

#include <unistd.h>

#include "analysis/note_uri.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

// "0.76.3" and VTE's "7603" alike: their first two numbers, the second of two digits.
int version_of(std::string_view text) {
  int first = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), first);
  if (error != std::errc()) return 0;
  if (end == text.data() + text.size() || *end != '.') return first;
  int second = 0;
  std::from_chars(end + 1, text.data() + text.size(), second);
  return first * 100 + std::min(second, 99);
}

struct Terminal {
  const char* variable;
  std::string_view value;  // what it begins with
  const char* version;     // variable of its version; nullptr: all of them
  int since;               // as version_of() has it
};
constexpr std::array kTerminals = {
    Terminal{"TERM_PROGRAM", "iTerm.app", "TERM_PROGRAM_VERSION", 301},
    Terminal{"TERM_PROGRAM", "WezTerm", nullptr, 0},
    Terminal{"TERM_PROGRAM", "vscode", "TERM_PROGRAM_VERSION", 172},
    Terminal{"TERM_PROGRAM", "ghostty", nullptr, 0},
    Terminal{"TERM_PROGRAM", "Hyper", nullptr, 0},
    Terminal{"VTE_VERSION", "", "VTE_VERSION", 5001},  // GNOME's and its kin; 0.50.0 falls over
    Terminal{"KONSOLE_VERSION", "", "KONSOLE_VERSION", 201200},
    Terminal{"KITTY_WINDOW_ID", "", nullptr, 0},
    Terminal{"WT_SESSION", "", nullptr, 0},  // Windows Terminal
    Terminal{"TERM", "xterm-kitty", nullptr, 0},
    Terminal{"TERM", "xterm-ghostty", nullptr, 0},
    Terminal{"TERM", "alacritty", nullptr, 0},
    Terminal{"TERM", "foot", nullptr, 0},
    Terminal{"TERM", "wezterm", nullptr, 0},
};

std::string host_name() {
  std::array<char, 256> name = {};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace

bool knows_hyperlinks(const Variables& variables) {
  // What a multiplexer has from the terminal around it tells nothing of itself.
  if (!variables("TMUX").empty()) {
    return variables("TERM_PROGRAM") == "tmux" &&
           version_of(variables("TERM_PROGRAM_VERSION")) >= 304;
  }
  const std::string term = variables("TERM");
  if (!variables("STY").empty() || term.starts_with("screen") || term == "dumb") return false;
  return std::any_of(kTerminals.begin(), kTerminals.end(), [&](const Terminal& terminal) {
    const std::string value = variables(terminal.variable);
    return !value.empty() && value.starts_with(terminal.value) &&
           (terminal.version == nullptr ||
            version_of(variables(terminal.version)) >= terminal.since);
  });
}

bool use_hyperlinks(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  return ::isatty(STDOUT_FILENO) != 0 && knows_hyperlinks(environment);
}

NoteUri note_uri_in_pictures(const Settings& settings) {
  if (settings.vault.empty()) return {};
  return [vault = fs::path(settings.vault).filename().string()](const std::string& note) {
    return note.ends_with(".md") ? obsidian_uri(vault, note) : std::string{};
  };
}

NoteUri note_uri(const Settings& settings) {
  if (!settings.hyperlinks || settings.vault.empty()) return {};
  std::error_code error;
  if (fs::exists(fs::path(settings.vault) / ".obsidian", error)) {
    return note_uri_in_pictures(settings);
  }
  return [vault = settings.vault, host = host_name()](const std::string& note) {
    return note.ends_with(".md") ? file_uri(host, vault + "/" + note) : std::string{};
  };
}

}  // namespace rapport
