#include "tools/help_topics.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace rapport {
namespace {

constexpr std::array kExitCodes = {
    HelpRow{"0", "Done."},
    HelpRow{"1", "Done, and nothing was found, or notes have errors."},
    HelpRow{"2", "Wrong usage, or it could not run."},
    HelpRow{"3", "A name is ambiguous; the candidates are listed."},
    HelpRow{"4", "The store cannot be used: locked, of another version, damaged."},
    HelpRow{"130",
            "Interrupted by Ctrl-C, as shells tell it: 128 and the number of the signal. The "
            "store stays whole."},
};

constexpr std::array kVariables = {
    HelpRow{"RAPPORT_VAULT", "The vault, where --vault is not given."},
    HelpRow{"RAPPORT_DB", "The folder of the store, where --db is not given."},
    HelpRow{"RAPPORT_ME", "Who asks, where --me is not given; before `me:` in .rapport.yaml."},
    HelpRow{
        "RAPPORT_PAGER, PAGER",
        "The command that shows long results on a terminal; less if neither is set, none if the "
        "first that is set is empty or `cat`."},
    HelpRow{"LESS, LV", "Options of the pager; if not set, it gets LESS=FRX and LV=-c."},
    HelpRow{"NO_COLOR", "If not empty, no colours; --color goes before it."},
    HelpRow{"CLICOLOR_FORCE", "If not empty and not 0, colours also where there is no terminal."},
    HelpRow{"CLICOLOR", "If 0, no colours."},
    HelpRow{"TERM", "`dumb` is a terminal without colours, links and pager."},
    HelpRow{"TERM_PROGRAM, TERM_PROGRAM_VERSION, VTE_VERSION, KONSOLE_VERSION, KITTY_WINDOW_ID, "
            "WT_SESSION, TMUX, STY",
            "By these and TERM a terminal is known to show paths of notes as links; --hyperlink "
            "goes before them."},
    HelpRow{"XDG_DATA_HOME, HOME", "Where stores lie if nothing else is said."},
    HelpRow{"TZ", "The zone in which it is today."},
};

constexpr std::array kFiles = {
    HelpRow{"VAULT/.rapport.yaml",
            "Settings: who you are, what is ignored and kept out, words and parameters. `rapport "
            "init` writes a first one."},
    HelpRow{"VAULT/.rapport/identities.yaml", "Verdicts of `rapport review`."},
    HelpRow{"VAULT/.rapport/privacy.yaml",
            "What `ingest --exclude` and `forget` keep out of the store."},
    HelpRow{"VAULT/.obsidian/", "Read for types of properties and folders of templates."},
    HelpRow{"$XDG_DATA_HOME/rapport/NAME-HASH/",
            "The store of a vault, ~/.local/share/rapport/ if the variable is not set. `rapport "
            "ingest --rebuild` makes it anew."},
};

constexpr std::array kTopics = {
    HelpTopic{"exit-codes", "EXIT STATUS", kExitCodes},
    HelpTopic{"environment", "ENVIRONMENT", kVariables},
    HelpTopic{"files", "FILES", kFiles},
};

constexpr std::size_t kWidth = 80;

std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  std::string line(indent);
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (line.size() > indent.size() && line.size() + 1 + word.size() > kWidth) {
      out += line + "\n";
      line = indent;
    }
    if (line.size() > indent.size()) line += ' ';
    line += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + line + "\n";
}

}  // namespace

std::span<const HelpTopic> help_topics() { return kTopics; }

const HelpTopic* help_topic(std::string_view name) {
  const auto* topic = std::find_if(kTopics.begin(), kTopics.end(),
                                   [&](const HelpTopic& t) { return t.name == name; });
  return topic == kTopics.end() ? nullptr : topic;
}

std::string help_text(const HelpTopic& topic) {
  std::string text;
  for (const HelpRow& row : topic.rows) {
    text += wrapped(row.what, "  ") + wrapped(row.meaning, "      ");
  }
  return text;
}

}  // namespace rapport
