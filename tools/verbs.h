#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/report.h"
#include "graph/store.h"
#include "ingest/ingest.h"
#include "tools/completion.h"
#include "tools/settings.h"

namespace rapport {

// One function a verb: options in, exit code out. Faults are thrown; main has the one catch.

struct IngestArguments {
  bool rebuild = false;
  bool dry_run = false;
  bool strict_obsidian = false;
  bool allow_mass_delete = false;
  std::size_t threads = 0;           // 0: as many as there are cores
  std::vector<std::string> exclude;  // globs and #tags, from now on
};
int verb_ingest(const Settings& settings, const IngestArguments& arguments);

struct WatchArguments {
  bool once = false;  // end after the first ingest that changed something
};
// Ingests, and again whenever something changes in the vault, until it is ended. Its settings are
// read again when their files change, so it takes the options.
int verb_watch(const CommonOptions& options, const WatchArguments& arguments);

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
  std::string type;  // person, organization, project, commitment; empty: person and commitment
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
  std::string layout;                    // GraphViz's engine; empty: by size
  std::string table;                     // of csv: links or nodes; empty: links
  bool redact = false;                   // pseudonyms for names, months for dates, no texts
  std::string redact_key;                // file; empty: a random key, for this export alone
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

// Whether all is well with settings, store, notes and environment. Also where the settings do not
// hold: with which every other verb ends.
int verb_doctor(const CommonOptions& options);

// Takes somebody out of the store, and keeps them out.
struct ForgetArguments {
  std::string name;
  bool dry_run = false;
  bool yes = false;   // without a question
  bool undo = false;  // let the next ingest read of them again
};
int verb_forget(const Settings& settings, const ForgetArguments& arguments);

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

struct MeArguments {
  std::vector<std::string> set;  // names and addresses to write into the config
  bool dry_run = false;
};
int verb_me(const Settings& settings, const MeArguments& arguments);

// The script that makes a shell complete `rapport`; needs neither vault nor store.
int verb_completion(const CommonOptions& options, const std::string& shell);
// What that script asks: the shell's name and the words typed so far. Prints one candidate a line.
// Says nothing of any fault, and makes no store.
int verb_complete(const DeclaredVerb& program, const std::vector<std::string>& words) noexcept;

struct InitArguments {
  bool dry_run = false;
};
// Writes a first `.rapport.yaml` into the vault, never over one that is there.
int verb_init(const Settings& settings, const InitArguments& arguments);

// What the verbs share.

struct IngestOutcome {
  IngestSummary summary;
  GraphCounts counts;
  bool has_owner = false;
};
// Brings the store in folder `db` to what the vault says.
IngestOutcome ingest_vault(const Settings& settings, const IngestArguments& arguments,
                           const std::string& db);
// "102 notes: 3 added, 0 changed, 0 removed, 99 unchanged"
std::string counts_text(const IngestSummary& summary);

// Errors of notes on stderr, the first 20 (with --verbose all diagnostics); how many there are.
void say_diagnostics(const Settings& settings, const std::vector<Diagnostic>& diagnostics);
// Makes a new store beside the old one and exchanges the two when it is complete: whatever happens
// on the way, there is one whole store. Where all notes are read again, cheaper than changing it.
IngestOutcome rebuild_store(Settings settings, const IngestArguments& arguments);

Store open_for_reading(const Settings& settings);

// Some lines on who the owner may be, for an error; empty when the notes do not tell.
std::string owner_hint(const Settings& settings, const Store& store, EntityReader& entities);
// What `me` is to say for this person: the name, or the path of their note where the name means
// somebody else.
std::string setting_for(const Store& store, const Entity& person);
// All names of the owner, as they are set or as the store remembers them; none if nobody is named.
std::vector<std::string> owner_names(const Settings& settings, const Store& store);
// The person whom these names mean. Throws UnknownName or AmbiguousName.
VertexId find_owner_by(const std::vector<std::string>& names, const Store& store,
                       EntityReader& entities);
// The person who asks: --me, $RAPPORT_ME, the config, or who ingested. Throws UsageError when
// nobody is named, UnknownName when the notes do not know them.
VertexId find_owner(const Settings& settings, const Store& store, EntityReader& entities);
std::optional<VertexId> find_owner_if_named(const Settings& settings, const Store& store,
                                            EntityReader& entities);

// The owner as far as they are known; what is wrong with their name is said and no more.
std::optional<VertexId> owner_if_known(const Settings& settings, const Store& store,
                                       EntityReader& entities);

// Looks a name up and says on stderr when another spelling was taken.
VertexId look_up(const Settings& settings, const Store& store, EntityReader& entities,
                 const std::string& name, std::vector<VertexType> types);

// A report as text or Markdown, to where it belongs.
void write_report(const Settings& settings, const Report& report, const std::string& format);

}  // namespace rapport
