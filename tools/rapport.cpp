#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "analysis/render.h"
#include "graph/errors.h"
#include "tools/errors.h"
#include "tools/help_topics.h"
#include "tools/man_page.h"
#include "tools/suggest.h"
#include "tools/verb_table.h"
#include "tools/version.h"

// The command line: parses what was typed (tools/verb_table.h), says what is wrong with it, runs
// the verb; the one catch.

namespace rapport {
namespace {

constexpr const char* kIntroduction =
    "rapport answers from your notes who connects you, what is slipping, and what happened.\n"
    "\n"
    "  rapport ingest                     read the vault (again); only what changed\n"
    "  rapport who \"Victor Han\"           who connects me to him, with evidence\n"
    "  rapport stale                      which relationships are slipping\n"
    "  rapport weekly \"Kestrel Grid\"      what happened on this account this week\n"
    "\n"
    "Also: watch, coverage, show, export, list, stats, check, review, me, init, backtest,\n"
    "forget, doctor, completion. `rapport help VERB` has examples for each; `rapport help\n"
    "environment`, `help exit-codes` and `help files` say what holds for all.\n";

// What can be typed, for completion.
DeclaredVerb declared(const CLI::App& app) {
  DeclaredVerb verb;
  verb.name = app.get_name();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() && option->get_lnames().empty()) continue;
    DeclaredOption known;
    for (const std::string& name : option->get_lnames()) known.names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) known.names.push_back("-" + name);
    known.takes_value = option->get_items_expected_max() > 0;
    known.type = option->get_type_name();
    verb.options.push_back(std::move(known));
  }
  for (const CLI::App* inner : app.get_subcommands({})) verb.verbs.push_back(declared(*inner));
  return verb;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest(word, known);
  return near.empty() ? std::string{} : fmt::format("; did you mean '{}'?", near.front());
}

std::vector<std::string> names_of_verbs(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) {
    if (!verb->get_group().empty()) names.push_back(verb->get_name());
  }
  return names;
}

// What is wrong with words that no verb and no option took, and what was meant.
std::string unexpected(const CLI::App& app, const std::vector<std::string>& extras) {
  if (extras.front().starts_with("-")) {
    std::vector<std::string> options;
    const auto add = [&](const CLI::App& of) {
      for (const CLI::Option* option : of.get_options()) {
        for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
      }
    };
    add(app);
    for (const CLI::App* verb : app.get_subcommands()) {
      add(*verb);
      for (const CLI::App* word : verb->get_subcommands()) add(*word);
    }
    const std::string name = extras.front().substr(0, extras.front().find('='));
    return fmt::format("there is no option {}{}", name, did_you_mean(name, options));
  }
  const auto parsed = app.get_subcommands();
  if (!parsed.empty() && parsed.front()->get_subcommands().empty() &&
      !parsed.front()->get_subcommands({}).empty()) {
    return fmt::format("'{}' has no verb '{}'{}", parsed.front()->get_name(), extras.front(),
                       did_you_mean(extras.front(), names_of_verbs(*parsed.front())));
  }
  if (!parsed.empty()) {
    return fmt::format("'{}' is one word too many; a name of several words needs quotes",
                       extras.front());
  }
  return fmt::format("there is no verb '{}'{}", extras.front(),
                     did_you_mean(extras.front(), names_of_verbs(app)));
}

int fail(int code, const std::string& message) {
  std::cerr << "rapport: " << for_terminal(message) << "\n";
  return code;
}

int run(int argc, char** argv) {
  CLI::App app{"rapport: who connects you, what is slipping, what happened"};
  CommandLine line;
  add_common(app, line.common);
  app.set_version_flag("--version", version_text());
  const std::vector<Verb> verbs = add_verbs(app, line);
  // Hidden: the build makes the manual page with it.
  const CLI::App* manual = app.add_subcommand("man", "This help as a manual page")->group("");
  app.require_subcommand(0, 1);
  app.allow_extras();  // to say better than CLI11 what is wrong with them
  app.footer(kIntroduction);

  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments.front() == "__complete") {
    return verb_complete(declared(app), {arguments.begin() + 1, arguments.end()});
  }
  if (arguments.size() == 2 && arguments.front() == "help") {
    if (const HelpTopic* topic = help_topic(arguments.back())) {
      std::cout << help_text(*topic);
      return kDone;
    }
  }
  // `rapport help who` is `rapport who --help`.
  if (!arguments.empty() && arguments.front() == "help") {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::Success& e) {
    app.exit(e, std::cout, std::cerr);
    return kDone;
  } catch (const CLI::ParseError& e) {
    return fail(kUsage, fmt::format("{}; see `rapport --help`", e.what()));
  }
  if (const auto extras = app.remaining(true); !extras.empty()) {
    return fail(kUsage, unexpected(app, extras));
  }
  if (line.weekly.print_template) {  // asks neither vault nor store
    Settings settings;
    settings.format = line.common.format;
    settings.output = line.common.output == "-" ? "" : line.common.output;
    return verb_weekly(settings, line.weekly);
  }
  if (manual->parsed()) {
    std::cout << man_page(app, kCommonOptionsToo);
    return kDone;
  }
  for (const Verb& verb : verbs) {
    if (!verb.app->parsed()) continue;
    if (verb.run_without_settings) return verb.run_without_settings(line.common);
    return verb.run(resolve_settings(line.common, verb.needs_vault));
  }
  std::cout << kIntroduction;
  return kDone;
}

int run_and_catch(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const UnknownName& e) {
    return fail(kNothingFound, e.what());
  } catch (const AmbiguousName& e) {
    return fail(kAmbiguous, e.what());
  } catch (const StoreError& e) {
    return fail(kStoreUnusable, e.what());
  } catch (const std::exception& e) {
    return fail(kUsage, e.what());
  }
}

// What a process knows of people stays in it: files are for the user alone, and no core is written.
// Not being dumpable holds also where cores are piped to a program, which the limit does not; the
// limit is for GraphViz, which inherits it.
void keep_private() {
  ::umask(S_IRWXG | S_IRWXO);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  const rlimit none = {0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace
}  // namespace rapport

int main(int argc, char** argv) {
  rapport::keep_private();
  // A file that may grow no more (`ulimit -f`) is then an error as a full disk is, and no death.
  std::signal(SIGXFSZ, SIG_IGN);
  return rapport::run_and_catch(argc, argv);
}
