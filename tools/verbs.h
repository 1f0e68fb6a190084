#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/report.h"
#include "graph/store.h"
#include "tools/settings.h"

namespace rapport {

// One function a verb: options in, exit code out. Faults are thrown; main has the one catch.

struct IngestArguments {
  bool rebuild = false;
  bool dry_run = false;
  bool strict_obsidian = false;
  bool allow_mass_delete = false;
  std::size_t threads = 0;  // 0: as many as there are cores
};
int verb_ingest(const Settings& settings, const IngestArguments& arguments);

struct WhoArguments {
  std::string target;  // exactly one of these four
  std::string organization;
  std::string role;
  std::string any_executive;  // of this account
  std::string from;
  std::string without;
  std::size_t paths = 3;
  int max_hops = 3;
  bool explain = false;
};
int verb_who(const Settings& settings, const WhoArguments& arguments);

int verb_show(const Settings& settings, const std::string& name);

struct StaleArguments {
  std::string type = "person";
  std::string account;
  std::optional<std::size_t> limit;  // 20 for text, all for JSON
};
int verb_stale(const Settings& settings, const StaleArguments& arguments);

struct WeeklyArguments {
  std::vector<std::string> accounts;  // all that have a note or met, if none is named
  std::string week;
  bool last = false;  // the week before this one
  std::string since;
  std::string until;
  std::string template_file;  // empty: the one that is built in
  bool print_template = false;
};
int verb_weekly(const Settings& settings, const WeeklyArguments& arguments);

int verb_coverage(const Settings& settings, const std::string& account);

struct BacktestArguments {
  int days = 90;
  bool write_config = false;
  bool dry_run = false;  // of write_config
  bool force = false;    // write what is no better
};
int verb_backtest(const Settings& settings, const BacktestArguments& arguments);

struct ExportArguments {
  std::string graph;  // entities or people; empty: what suits the selection
  std::string around;
  std::string account;
  std::string to;
  bool all = false;
  int hops = 2;
  std::optional<std::size_t> max_nodes;  // 150 for pictures, all for interchange
  std::string theme;                     // light or dark; empty: light
  std::string table;                     // of csv: links or nodes; empty: links
};
int verb_export(const Settings& settings, const ExportArguments& arguments);

int verb_list(const Settings& settings, const std::string& what);

struct StatsArguments {
  bool verify = false;
};
int verb_stats(const Settings& settings, const StatsArguments& arguments);

struct CheckArguments {
  bool fix_hints = false;
};
int verb_check(const Settings& settings, const CheckArguments& arguments);

// What only the user can decide, and their verdicts. All but the first and `log` write the side
// file of the vault, and nothing else.
struct ReviewArguments {
  std::string id;                  // of a case, or of a verdict to undo
  std::string choice;              // number or name of a candidate
  bool everywhere = false;         // not only in the notes where the case stands
  std::vector<std::string> names;  // to merge
  std::string name;                // to split
  std::vector<std::string> globs;
  std::string as;
  bool dry_run = false;
};
int verb_review(const Settings& settings);
int verb_review_accept(const Settings& settings, const ReviewArguments& arguments);
int verb_review_reject(const Settings& settings, const ReviewArguments& arguments);
int verb_review_merge(const Settings& settings, const ReviewArguments& arguments);
int verb_review_split(const Settings& settings, const ReviewArguments& arguments);
int verb_review_undo(const Settings& settings, const ReviewArguments& arguments);
int verb_review_log(const Settings& settings);

// What the verbs share.

Store open_for_reading(const Settings& settings);

// The person who asks: --me, $RAPPORT_ME, the config, or who ingested. Throws UsageError when
// nobody is named, UnknownName when the notes do not know them.
VertexId find_owner(const Settings& settings, const Store& store, EntityReader& entities);
std::optional<VertexId> find_owner_if_named(const Settings& settings, const Store& store,
                                            EntityReader& entities);

// Looks a name up and says on stderr when another spelling was taken.
VertexId look_up(const Settings& settings, const Store& store, EntityReader& entities,
                 const std::string& name, std::vector<VertexType> types);

// A report as text or Markdown, to where it belongs.
void write_report(const Settings& settings, const Report& report, const std::string& format);

}  // namespace rapport
