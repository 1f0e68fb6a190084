#include "tools/verb_table.h"

#include <CLI/CLI.hpp>

#include "tools/errors.h"

namespace rapport {
namespace {

CLI::App* add_verb(CLI::App& app, const std::string& name, const std::string& description,
                   const std::string& examples) {
  CLI::App* verb = app.add_subcommand(name, description);
  verb->footer("Examples:\n" + examples + "\n" + kCommonOptionsToo);
  verb->fallthrough();
  verb->allow_extras();
  return verb;
}

// A verb of verbs: they stand in front of it, as it is parsed with each of them.
void add_review(CLI::App& app, ReviewArguments& arguments, std::vector<Verb>& verbs) {
  CLI::App* review = add_verb(app, "review", "Who is who: what only you can decide",
                              "  rapport review\n"
                              "  rapport review accept 3f9a2c 1\n"
                              "  rapport review merge \"Dana Ruiz\" \"D. Ruiz\"\n"
                              "  rapport review undo\n");
  review->add_flag("-n,--dry-run", arguments.dry_run, "Show the change; write nothing");
  review->require_subcommand(0, 1);
  const auto add = [&](const char* name, const char* description, const char* examples,
                       int (*run)(const Settings&, const ReviewArguments&)) {
    CLI::App* verb = add_verb(*review, name, description, examples);
    verbs.push_back({verb, true, [&, run](const Settings& s) { return run(s, arguments); }});
    return verb;
  };
  const auto add_case = [&](CLI::App* verb) {
    verb->add_option("ID", arguments.id, "Of the case, as `rapport review` lists it")->required();
    verb->add_option("CANDIDATE", arguments.choice, "Its number or name");
    verb->add_flag("--everywhere", arguments.everywhere,
                   "Also in notes where the case does not stand");
  };
  add_case(add("accept", "The name means that candidate; the two are one",
               "  rapport review accept 3f9a2c\n  rapport review accept 3f9a2c \"Dana Ruiz\"\n",
               verb_review_accept));
  add_case(add("reject", "The name does not mean that candidate, or anybody; the two are two",
               "  rapport review reject 3f9a2c 2\n  rapport review reject 3f9a2c\n",
               verb_review_reject));
  add("merge", "These are one; the first is kept",
      "  rapport review merge \"Dana Ruiz\" \"D. Ruiz\"\n"
      "  rapport review merge \"People/Dana Ruiz.md\" \"People/D Ruiz.md\"\n",
      verb_review_merge)
      ->add_option("NAME", arguments.names, "Two or more names or note paths")
      ->required();
  CLI::App* split = add(
      "split", "In some notes a name means somebody else",
      "  rapport review split \"Dana Ruiz\" --notes \"Harrow/**\" --as \"Dana Ruiz (Harrow)\"\n",
      verb_review_split);
  split->add_option("NAME", arguments.name, "As those notes write it")->required();
  split->add_option("--notes", arguments.globs, "Those notes; may be given again")
      ->type_name("GLOB")
      ->required()
      ->allow_extra_args(false);
  split->add_option("--as", arguments.as, "Whom it means there")->type_name("NAME")->required();
  add("undo", "Take a verdict back, the last one if none is named",
      "  rapport review undo\n  rapport review undo a1b2c3\n", verb_review_undo)
      ->add_option("ID", arguments.id, "Of the verdict, as `rapport review log` lists it");
  CLI::App* log =
      add_verb(*review, "log", "The verdicts so far, the last one last", "  rapport review log\n");
  verbs.push_back({log, true, [](const Settings& s) { return verb_review_log(s); }});
  verbs.push_back({review, true, [](const Settings& s) { return verb_review(s); }});
}

}  // namespace

void add_common(CLI::App& app, CommonOptions& options) {
  app.add_option("--vault", options.vault, "Folder of the notes")->type_name("DIR");
  app.add_option("--db", options.db, "Folder of the store")->type_name("DIR");
  app.add_option("--me", options.me, "Who asks, as the notes name them")->type_name("NAME");
  app.add_option("--as-of", options.as_of,
                 "The day to answer for: 2026-01-13, yesterday, monday, '3 days ago', 7d")
      ->type_name("DATE");
  app.add_option("--format", options.format, "text, json and more, by verb")->type_name("F");
  app.add_option("-o,--output", options.output, "Write into this file; its ending tells the format")
      ->type_name("FILE");
  app.add_flag("-q,--quiet", options.quiet, "No hints on stderr");
  app.add_flag("-v,--verbose", options.verbose, "All diagnostics on stderr");
  app.add_option("--color", options.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--hyperlink", options.hyperlink,
                 "Paths of notes as links on a terminal: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--no-pager", options.no_pager, "Long results all at once on a terminal, too");
}

std::vector<Verb> add_verbs(CLI::App& app, CommandLine& line) {
  std::vector<Verb> verbs;
  CLI::App* ingest =
      add_verb(app, "ingest", "Read the vault into the store; only what changed",
               "  rapport ingest --vault ~/Notes --me \"Nora Whitfield\"\n"
               "  rapport ingest --rebuild\n"
               "  rapport ingest --exclude \"Private/**\" --exclude \"#personal\"\n");
  ingest->add_flag("--rebuild", line.ingest.rebuild, "Read everything into a new store");
  ingest->add_flag("-n,--dry-run", line.ingest.dry_run, "Say what would change; write nothing");
  ingest->add_flag("--strict-obsidian", line.ingest.strict_obsidian,
                   "Resolve links as Obsidian does, without aliases and titles");
  ingest->add_flag("--allow-mass-delete", line.ingest.allow_mass_delete,
                   "Believe that more than a fifth of the notes are gone");
  ingest
      ->add_option("--exclude", line.ingest.exclude,
                   "Keep notes out without a trace, from now on: a glob of paths, or \"#tag\"; may "
                   "be given again. Remembered in .rapport/privacy.yaml of the vault")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  ingest
      ->add_option("--threads", line.ingest.threads,
                   "Threads that read notes; all cores if not given. The result is the same")
      ->check(CLI::Range(1, 256));
  verbs.push_back({ingest, true, [&](const Settings& s) { return verb_ingest(s, line.ingest); }});

  CLI::App* watch = add_verb(
      app, "watch", "Keep the store current while notes change",
      "  rapport watch\n"
      "  rapport watch --format json | jq -r '.changed[]'\n"
      "  while rapport watch --once; do rapport weekly --last -o ~/Reports/; done\n"
      "\nReads what changed, as `ingest` does, once no more changes come for half a second, "
      "and prints\na line for each time. Ctrl-C ends it.\n");
  watch->add_flag("--once", line.watch.once,
                  "End when something has changed since the last ingest");
  verbs.push_back({watch, true, {}, [&](const CommonOptions& options) {
                     return verb_watch(options, line.watch);
                   }});

  CLI::App* who = add_verb(app, "who", "Who connects me to a person",
                           "  rapport who \"Victor Han\"\n"
                           "  rapport who \"Victor Han\" --explain\n"
                           "  rapport who \"Helena Marsh\"\n"
                           "  rapport who --org \"Kestrel Grid\"\n"
                           "  rapport who --role \"VP Finance\"\n"
                           "  rapport who \"Ingrid Solberg\" --without \"Tom Adeyemi\"\n");
  who->add_option("TARGET", line.who.target, "Whom to reach");
  who->add_option("--org", line.who.organization, "Anybody of this organization")
      ->type_name("NAME");
  who->add_option("--role", line.who.role, "Whoever has these words in the title")
      ->type_name("TITLE");
  who->add_option("--any-executive", line.who.any_executive, "Any executive of this organization")
      ->type_name("NAME");
  who->add_option("--from", line.who.from, "Who asks, in place of --me")->type_name("NAME");
  who->add_option("--paths", line.who.paths, "Paths to show")->check(CLI::Range(1, 100));
  who->add_option("--max-hops", line.who.max_hops, "Longest path")->check(CLI::Range(1, 6));
  who->add_option("--without", line.who.without, "As if this person were gone")->type_name("NAME");
  who->add_flag("--explain", line.who.explain,
                "Show every term of every number, and what would change the ranking");
  verbs.push_back({who, false, [&](const Settings& s) { return verb_who(s, line.who); }});

  CLI::App* show =
      add_verb(app, "show", "Everything known of one person, company, project, meeting",
               "  rapport show \"Dana Ruiz\"\n  rapport show \"Kestrel Grid\" --format json\n");
  show->add_option("NAME", line.show_name, "Name, alias or note path")->required();
  verbs.push_back({show, false, [&](const Settings& s) { return verb_show(s, line.show_name); }});

  CLI::App* stale =
      add_verb(app, "stale", "Which relationships are slipping, which commitments are past due",
               "  rapport stale --limit 10\n"
               "  rapport stale --type organization\n"
               "  rapport stale --type commitment\n"
               "  rapport stale --account \"Kestrel Grid\" --format json\n"
               "  rapport stale -o stale.csv\n"
               "\nA csv file holds one table: commitments only with --type commitment.\n");
  stale->add_option(
      "--type", line.stale.type,
      "person, organization, project or commitment; without it people and commitments");
  stale->add_option("--account", line.stale.account, "Only its people")->type_name("NAME");
  CLI::Option* limit = stale->add_option("--limit", line.stale_limit, "Most rows to show");
  verbs.push_back({stale, false, [&line, limit](const Settings& s) {
                     if (limit->count() > 0) line.stale.limit = line.stale_limit;
                     return verb_stale(s, line.stale);
                   }});

  CLI::App* weekly = add_verb(app, "weekly", "What happened on accounts in a week",
                              "  rapport weekly \"Kestrel Grid\"\n"
                              "  rapport weekly \"Kestrel Grid\" \"Tidewater Foods\" --last\n"
                              "  rapport weekly --since 2026-01-01 --until 2026-W03\n"
                              "  rapport weekly \"Kestrel Grid\" -o kestrel.html\n"
                              "  rapport weekly --week 2026-W03 -o ~/Notes/Reports/\n"
                              "  rapport weekly --print-template --format markdown\n"
                              "\nFormats: text, markdown, html, json. -o DIR/ writes one file an "
                              "account, as Markdown if\nnot told otherwise; never over a file that "
                              "rapport did not write.\n");
  weekly->add_option("ACCOUNT", line.weekly.accounts, "Organizations; all without a name");
  weekly
      ->add_option("--week", line.weekly.week,
                   "2026-W03, 'last week' or a day in it; this week if not given")
      ->type_name("WEEK");
  weekly
      ->add_option("--template", line.weekly.template_file, "Your own, instead of the built-in one")
      ->type_name("FILE");
  weekly->add_flag("--print-template", line.weekly.print_template,
                   "Print the built-in one of --format, to start yours from");
  weekly->add_flag("--last", line.weekly.last, "The week before this one");
  weekly->add_option("--since", line.weekly.since, "From this day or week on")->type_name("DATE");
  weekly->add_option("--until", line.weekly.until, "To this day or week; today if not given")
      ->type_name("DATE");
  verbs.push_back({weekly, false, [&](const Settings& s) { return verb_weekly(s, line.weekly); }});

  CLI::App* coverage =
      add_verb(app, "coverage", "Whether the decision makers of an account can be reached",
               "  rapport coverage \"Kestrel Grid\"\n"
               "  rapport coverage \"Kestrel Grid\" --format json\n");
  coverage->add_option("ACCOUNT", line.coverage_account, "An organization")->required();
  verbs.push_back({coverage, false,
                   [&](const Settings& s) { return verb_coverage(s, line.coverage_account); }});

  CLI::App* exports = add_verb(
      app, "export", "Draw the graph, or hand it to another program",
      "  rapport export --account \"Kestrel Grid\" -o account.svg\n"
      "  rapport export --to \"Victor Han\" -o paths.png\n"
      "  rapport export --account \"Kestrel Grid\" --layout fdp -o account.pdf\n"
      "  rapport export --graph people --format graphml -o people.graphml\n"
      "  rapport export --graph people -o links.csv\n"
      "  rapport export --graph people --table nodes -o nodes.csv\n"
      "  rapport export --around \"Dana Ruiz\" --hops 1 -o dana.canvas\n"
      "  rapport export --graph people --redact -o shape.graphml\n"
      "\nFormats: dot, svg, png, pdf by GraphViz; mermaid (.mmd) and canvas for Obsidian;\n"
      "graphml, gexf, json, csv for other programs. A csv file holds one table. A click on a node\n"
      "of an svg opens its note in Obsidian.\n");
  exports->add_option("--graph", line.exports.graph, "people or entities (the default)");
  exports->add_option("--around", line.exports.around, "What is near this entity")
      ->type_name("NAME");
  exports->add_option("--hops", line.exports.hops, "How near")->check(CLI::Range(1, 10));
  exports->add_option("--account", line.exports.account, "People and projects of an organization")
      ->type_name("NAME");
  exports->add_option("--to", line.exports.to, "The paths to a person")->type_name("NAME");
  exports->add_flag("--all", line.exports.all, "Everything (the default)");
  exports
      ->add_option("--max-nodes", line.exports.max_nodes,
                   "Keep the strongest; 150 for pictures, else all")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}))
      ->type_name("N");
  exports->add_option("--theme", line.exports.theme, "Of dot, svg, png, pdf: light or dark")
      ->check(CLI::IsMember({"light", "dark"}));
  exports
      ->add_option(
          "--layout", line.exports.layout,
          "Of dot, svg, png, pdf: dot, neato, fdp, sfdp, circo or twopi; dot if not given, "
          "sfdp for more than 150 nodes")
      ->check(CLI::IsMember({"dot", "neato", "fdp", "sfdp", "circo", "twopi"}));
  exports->add_option("--table", line.exports.table, "Of csv: links (the default) or nodes")
      ->check(CLI::IsMember({"links", "nodes"}));
  exports->add_flag("--redact", line.exports.redact,
                    "To hand on: pseudonyms, months, levels of jobs, no texts. Strengths, chances "
                    "and counts stay exact: days can be reckoned from them");
  exports
      ->add_option("--redact-key", line.exports.redact_key,
                   "Key of the pseudonyms, so that several exports can be joined; random if not "
                   "given")
      ->type_name("FILE");
  verbs.push_back(
      {exports, false, [&](const Settings& s) { return verb_export(s, line.exports); }});

  CLI::App* list = add_verb(app, "list", "All people, organizations, projects, meetings or tasks",
                            "  rapport list people\n  rapport list tasks --format json\n"
                            "  rapport list meetings -o meetings.csv\n");
  list->add_option("WHAT", line.list_what, "people, organizations, projects, meetings, tasks")
      ->required();
  verbs.push_back({list, false, [&](const Settings& s) { return verb_list(s, line.list_what); }});

  CLI::App* stats = add_verb(app, "stats", "How much the store holds, and whether it is whole",
                             "  rapport stats\n  rapport stats --verify\n");
  stats->add_flag("--verify", line.stats.verify,
                  "Compute again all that the store derives, and compare");
  verbs.push_back({stats, false, [&](const Settings& s) { return verb_stats(s, line.stats); }});

  CLI::App* check = add_verb(app, "check", "What is wrong in the notes, worst first",
                             "  rapport check\n  rapport check --fix-hints -v\n"
                             "  rapport check --format json\n");
  check->add_flag("--fix-hints", line.check.fix_hints, "Say what to change");
  verbs.push_back({check, false, [&](const Settings& s) { return verb_check(s, line.check); }});

  CLI::App* doctor =
      add_verb(app, "doctor", "Whether all is well with settings, store, notes and environment",
               "  rapport doctor\n  rapport doctor --format json\n"
               "\nChanges nothing. The exit code is the one that other verbs would end with: 2 the "
               "settings\n"
               "do not hold, 4 the store cannot be used, 1 notes have errors, 0 none of these.\n");
  verbs.push_back({doctor, false, {}, verb_doctor});

  CLI::App* forget =
      add_verb(app, "forget", "Take a person or organization out of the store, for good",
               "  rapport forget \"Victor Han\" --dry-run\n"
               "  rapport forget \"Victor Han\" --yes\n"
               "  rapport forget --undo \"Victor Han\"\n"
               "\nThe store is rewritten without them and searched byte by byte. Later\n"
               "ingests keep them out by keyed hashes of their names, which stand in\n"
               ".rapport/privacy.yaml of the vault. Notes are not changed: lines that name\n"
               "them are listed. Free disk blocks, backups and earlier exports are beyond\n"
               "reach.\n");
  forget->add_option("NAME", line.forget.name, "Name, alias or note path")->required();
  forget->add_flag("-n,--dry-run", line.forget.dry_run, "Say what would go; write nothing");
  forget->add_flag("--yes", line.forget.yes, "Do it without a question");
  forget->add_flag("--undo", line.forget.undo, "Let the next ingest read of them again");
  verbs.push_back({forget, true, [&](const Settings& s) { return verb_forget(s, line.forget); }});

  CLI::App* me = add_verb(
      app, "me", "Who you are to the notes, or may be; --set confirms it",
      "  rapport me\n"
      "  rapport me --set \"Nora Whitfield\"\n"
      "  rapport me --set \"Nora Whitfield\" --set nora@brightloom.example\n"
      "\n--set writes `me:` into .rapport.yaml of the vault. Names and e-mail addresses that\n"
      "stand there together are one person.\n");
  me->add_option("--set", line.me.set, "You, as the notes write it; may be given again")
      ->type_name("NAME")
      ->allow_extra_args(false);
  me->add_flag("-n,--dry-run", line.me.dry_run, "Show what --set would change; write nothing");
  verbs.push_back({me, false, [&](const Settings& s) {
                     if (!line.me.set.empty() && s.vault.empty()) {
                       throw UsageError("--set writes into a vault: name it with --vault DIR");
                     }
                     return verb_me(s, line.me);
                   }});
  add_review(app, line.review, verbs);

  CLI::App* backtest = add_verb(
      app, "backtest", "How far the numbers of stale and who hold on your own notes",
      "  rapport backtest\n"
      "  rapport backtest --as-of 2026-01-16 --format json\n"
      "  rapport backtest --write-config --dry-run\n"
      "\nThe last days are hidden, whom you met in them is predicted from the days before, "
      "and the\npredictions are held against what came, beside simple rules.\n");
  backtest->add_option("--days", line.backtest.days, "How many days to hide")
      ->check(CLI::Range(7, 3650));
  CLI::Option* write = backtest->add_flag(
      "--write-config", line.backtest.write_config,
      "Take the fitted half-life and kappa over into .rapport.yaml, if they proved better");
  backtest->add_flag("-n,--dry-run", line.backtest.dry_run, "Show that change; write nothing")
      ->needs(write);
  backtest->add_flag("-f,--force", line.backtest.force, "Write them though they are no better")
      ->needs(write);
  verbs.push_back(
      {backtest, false, [&](const Settings& s) { return verb_backtest(s, line.backtest); }});

  CLI::App* init = add_verb(app, "init", "Write a first .rapport.yaml from what the notes say",
                            "  rapport init --vault ~/Notes --dry-run\n  rapport init\n"
                            "\nNever over a file that is there. Only `me` is set in it; all else "
                            "are remarks.\n");
  init->add_flag("-n,--dry-run", line.init.dry_run, "Show the file; write nothing");
  verbs.push_back({init, true, [&](const Settings& s) { return verb_init(s, line.init); }});

  CLI::App* completion = add_verb(app, "completion", "Let TAB complete verbs, options and names",
                                  "  source <(rapport completion bash)     # in ~/.bashrc\n"
                                  "  source <(rapport completion zsh)      # in ~/.zshrc\n"
                                  "  rapport completion fish | source      # in config.fish\n");
  completion->add_option("SHELL", line.completion_shell, "bash, zsh or fish")->required();
  verbs.push_back({completion, false, {}, [&](const CommonOptions& options) {
                     return verb_completion(options, line.completion_shell);
                   }});
  return verbs;
}

}  // namespace rapport
