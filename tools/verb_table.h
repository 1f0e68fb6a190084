#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/verbs.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace rapport {

// All that can be typed: the options, the verbs, and the help of each with its examples. Manual
// page and completion are walked out of it.

// What was typed.
struct CommandLine {
  CommonOptions common;
  IngestArguments ingest;
  WatchArguments watch;
  WhoArguments who;
  std::string show_name;
  std::string coverage_account;
  StaleArguments stale;
  std::size_t stale_limit = 0;
  WeeklyArguments weekly;
  BacktestArguments backtest;
  ExportArguments exports;
  std::string list_what;
  StatsArguments stats;
  CheckArguments check;
  ForgetArguments forget;
  ReviewArguments review;
  MeArguments me;
  std::string completion_shell;
  InitArguments init;
};

struct Verb {
  CLI::App* app = nullptr;
  bool needs_vault = false;
  std::function<int(const Settings&)> run;
  // In place of `run`, of what also works where settings do not hold.
  std::function<int(const CommonOptions&)> run_without_settings = nullptr;
};

// Ends the help of every verb.
inline constexpr const char* kCommonOptionsToo =
    "The common options (--vault, --db, --me, --as-of, --format, -o, -q, -v, --color, "
    "--hyperlink, --no-pager) may stand here too.";

void add_common(CLI::App& app, CommonOptions& options);

// What is parsed comes to stand in `line`, which has to outlive the verbs.
std::vector<Verb> add_verbs(CLI::App& app, CommandLine& line);

}  // namespace rapport
