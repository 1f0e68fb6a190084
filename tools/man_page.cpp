#include "tools/man_page.h"

#include <cstdint>
#include <sstream>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unicode/utf8.h>

#include "tools/help_topics.h"

namespace rapport {
namespace {

// What roff prints in place of `c`: characters that it would interpret, or that terminals would
// show as typographic ones and nobody could paste into a shell.
std::string roff_of(UChar32 c) {
  switch (c) {
    case '\\':
      return "\\(rs";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '"':
      return "\\(dq";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    default:
      break;
  }
  if (c < 0) return "?";  // no UTF-8
  if (c < ' ') return " ";
  if (c < 0x7F) return std::string(1, static_cast<char>(c));
  return fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(c));
}

// `text` on one line of roff, as text: it may stand at the beginning of a line.
std::string roff(std::string_view text) {
  std::string line = text.starts_with('.') ? "\\&" : "";
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    line += roff_of(c);
  }
  return line;
}

// Prose with examples: indented lines are shown as they stand, others flow together, and an empty
// line parts paragraphs.
std::string paragraphs(const std::string& text) {
  std::string page = ".PP\n";
  bool is_example = false;
  const auto turn = [&](bool to_example) {
    if (is_example != to_example) page += to_example ? ".RS 2\n.EX\n" : ".EE\n.RE\n";
    is_example = to_example;
  };
  bool is_apart = false;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const bool is_indented = line.starts_with("  ");
    if (!line.empty()) {
      if (is_apart || (is_example && !is_indented)) {
        turn(false);
        page += ".PP\n";
      }
      turn(is_indented);
      page += roff(is_indented ? std::string_view(line).substr(2) : line) + "\n";
    }
    is_apart = line.empty();
  }
  turn(false);
  return page;
}

// Of `app` what its help lists: positionals, then options. Of verbs without --help, which each has.
std::string options(const CLI::App& app) {
  const CLI::Formatter formatter;
  std::string page;
  const auto add = [&](const CLI::Option& option, bool is_positional) {
    page += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n",
                        roff(formatter.make_option_name(&option, is_positional)),
                        roff(formatter.make_option_opts(&option)), roff(option.get_description()));
  };
  for (const bool is_positional : {true, false}) {
    for (const CLI::Option* option : app.get_options({})) {
      if (option->get_group().empty() || option->nonpositional() == is_positional) continue;
      if (app.get_parent() != nullptr && option == app.get_help_ptr()) continue;
      add(*option, is_positional);
    }
  }
  return page;
}

// "rapport who [OPTIONS] [TARGET]".
std::string usage(const CLI::App& app, const std::string& command) {
  CLI::Formatter formatter;
  formatter.label("SUBCOMMAND", "VERB");
  std::string line = formatter.make_usage(&app, command);
  line.erase(0, line.find(command));
  return line.substr(0, line.find('\n'));
}

// The verbs of `app`, which is called as `command`, each followed by its own.
std::string verbs(const CLI::App& app, const std::string& command,
                  const std::string& of_every_verb) {
  std::string page;
  for (const CLI::App* verb : app.get_subcommands({})) {
    if (verb->get_group().empty()) continue;
    const std::string name = command + " " + verb->get_name();
    std::string footer = verb->get_footer();
    if (footer.ends_with(of_every_verb)) footer.resize(footer.size() - of_every_verb.size());
    page += ".SS " + roff(usage(*verb, name)) + "\n" + roff(verb->get_description()) + "\n";
    page += options(*verb) + paragraphs(footer) + verbs(*verb, name, of_every_verb);
  }
  return page;
}

std::string topic_section(const HelpTopic& topic) {
  std::string page = fmt::format(".SH {}\n", roff(topic.title));
  for (const HelpRow& row : topic.rows) {
    page += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(row.what), roff(row.meaning));
  }
  return page;
}

}  // namespace

std::string man_page(const CLI::App& program, const std::string& of_every_verb) {
  const std::string name = "rapport";
  std::string summary = program.get_description();
  if (summary.starts_with(name + ": ")) summary.erase(0, name.size() + 2);
  std::string topics;
  for (const HelpTopic& topic : help_topics()) topics += topic_section(topic);
  // Set without hyphenation and flush left: names of options are not to be broken or spread.
  return fmt::format(".TH RAPPORT 1 \"\" \"rapport {}\" \"User Commands\"\n.nh\n.ad l\n",
                     roff(RAPPORT_VERSION)) +
         fmt::format(".SH NAME\n{} \\- {}\n", name, roff(summary)) +
         fmt::format(".SH SYNOPSIS\n{}\n", roff(usage(program, name))) +
         fmt::format(".SH DESCRIPTION\n{}", paragraphs(program.get_footer())) +
         fmt::format(".SH OPTIONS\n{}", options(program)) +
         fmt::format(".SH VERBS\n{}\n{}", roff(of_every_verb),
                     verbs(program, name, of_every_verb)) +
         topics;
}

}  // namespace rapport
