#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "graph/store.h"
#include "ingest/identity.h"
#include "tests/support/store_bytes.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

// What is private, excluded, forgotten or redacted leaves no trace: words that stand nowhere else
// are sought in all bytes of the store, and in what every verb and every format of export prints.
// Each search is first made where the word must be found, so that it can fail.

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::store_bytes;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
  return n;
}

bool holds(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

constexpr const char* kProgram =
    "rapport --vault vault --db store --me 'Nora Keel' --as-of 2026-01-16 ";

// Every verb that answers, in the formats in which it does.
const std::vector<std::string>& answers() {
  static const std::vector<std::string> commands = {
      "who 'Ann Lee' --explain",
      "who 'Ann Lee' --format json",
      "who --org Acme",
      "who --role CTO",
      "who --any-executive Acme",
      "show 'Ann Lee'",
      "show Acme --format json",
      "coverage Acme",
      "coverage Acme --format json",
      "stale",
      "stale --type organization --format json",
      "stale --type project",
      "stale --type commitment",
      "weekly --week 2026-W02",
      "weekly Acme --week 2026-W02 --format json",
      "weekly Acme --week 2026-W02 --format html",
      "weekly Acme --since 2026-01-01 --format markdown",
      "list people --format json",
      "list organizations",
      "list projects",
      "list meetings",
      "list tasks --format json",
      "stats --verify",
      "check --fix-hints -v",
      "check --format json",
      "review",
      "review --format json",
      "review log",
      "doctor",
      "doctor --format json",
      "me",
      "me --format json",
      "backtest",
      "completion bash",
      "init --dry-run",
      "stale --format csv",
      "list tasks --format csv",
      "coverage Acme --format csv",
      "check --format csv",
  };
  return commands;
}

const std::vector<std::string>& exports() {
  static const std::vector<std::string> commands = [] {
    std::vector<std::string> all;
    for (const char* graph : {"entities", "people"}) {
      for (const char* format : {"json", "csv", "csv --table nodes", "graphml", "gexf", "dot",
                                 "mermaid", "canvas", "svg"}) {
        all.push_back(fmt::format("export --graph {} --format {}", graph, format));
      }
    }
    for (const char* selection : {"--to 'Ann Lee'", "--account Acme", "--around Acme --hops 3"}) {
      for (const char* format : {"json", "dot", "canvas"}) {
        all.push_back(fmt::format("export {} --format {}", selection, format));
      }
    }
    return all;
  }();
  return commands;
}

// Those of them that tell most.
const std::vector<std::string> kWidest = {"export --graph entities --format json",
                                          "check --fix-hints -v", "list tasks", "review"};

class Privacy : public ::testing::Test {
 protected:
  ProcessResult rapport(const std::string& arguments) {
    return run_shell(kProgram + arguments, folder());
  }
  std::string folder() const { return folder_.path().string(); }
  void write(const std::string& note, const std::string& text) {
    const fs::path file = folder_.path() / "vault" / note;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  std::string read(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_.path() / file, std::ios::binary).rdbuf();
    return text.str();
  }
  std::string stored() const { return store_bytes(folder_.path() / "store"); }

  // What verbs print on both streams.
  std::string said(const std::vector<std::string>& commands) {
    std::string script;
    for (const std::string& command : commands) script += kProgram + command + "; ";
    const ProcessResult result = run_shell(script, folder());
    return lower(result.out + result.err);
  }
  // How many notes answer to the hash of a name or asked for it, as the store has it: a hash can be
  // tried with a name.
  std::size_t sources_told_by(std::string_view name) {
    const Store store = Store::open((folder_.path() / "store").string(), Access::read_only);
    const std::vector<std::uint32_t> hashes = {stored_lookup(name_lookup(name))};
    std::size_t sources = 0;
    const auto count = [&](std::uint32_t, SourceId) { ++sources; };
    store.answering(hashes, count);
    store.asking(hashes, count);
    return sources;
  }

  std::string all_said() { return said(answers()) + said(exports()); }

  void write_base() {
    write("People/Nora Keel.md", "---\ntype: person\ncompany: Keel Partners\n---\n");
    write("People/Ann Lee.md", "---\ntype: person\ncompany: Acme\nrole: CTO\n---\n");
    write("Companies/Acme.md", "---\ntype: company\n---\n");
    write("2026-01-05 - Sync.md",
          "---\ntype: meeting\nattendees: [Nora Keel, Ann Lee]\ncompany: Acme\n---\n"
          "- ✅ Go on.\n- [ ] write @AnnLee\n");
  }

  testing::TempDir folder_;
};

// A word that stands in one place of the notes that are to be kept out.
struct Canary {
  const char* word;
  const char* where;
};

constexpr Canary kCanaries[] = {
    {"zorvafolder", "folder of a path"},
    {"zorvbfile", "file name"},
    {"zorvctitle", "title"},
    {"zorvdalias", "alias"},
    {"zorvetag", "tag"},
    {"zorvfcompany", "employer"},
    {"zorvgrole", "role"},
    {"zorvhmail", "e-mail address"},
    {"zorvjboss", "manager"},
    {"zorvkbroker", "link to who introduced"},
    {"zorvlphone", "phone"},
    {"zorvmrel", "relation"},
    {"zorvnheading", "first heading"},
    {"zorvqfact", "fact"},
    {"zorvrcontext", "link in a context line"},
    {"zorvssummary", "summary of a context line"},
    {"zorvtmeeting", "name of a meeting"},
    {"zorvuplain", "attendee in plain text"},
    {"zorvvlinked", "attendee as link"},
    {"zorvvtable", "attendee in a table"},
    {"zorvwdecision", "decision"},
    {"zorvxtask", "task"},
    {"zorvyowner", "owner of a task"},
    {"zorvzprose", "name in prose"},
    {"zorvaguard", "whom not to contact"},
    {"zorvblink", "link to no note"},
    {"zorvcorganization", "organization's note"},
    {"zorvdindustry", "industry"},
    {"zorvecontact", "contact of an organization"},
    {"zorvfslug", "organization in a tag"},
    {"zorvgproject", "project's note"},
    {"zorvhowner", "owner of a project"},
    {"zorvicustomer", "customer of a project"},
    {"zorvjstatus", "status"},
    {"zorvkdate", "date that is none, in a diagnostic"},
    {"zorvlyaml", "broken head, in a diagnostic"},
    {"zorvmtwin", "path that differs only in case"},
};

// `head` and `end` say that the note is to be kept out, or that it is not.
std::vector<std::pair<std::string, std::string>> secret_notes(const std::string& head,
                                                              const std::string& end) {
  return {
      {"Secret/Zorvafolder/Zorvbfile Gray.md",
       "---\ntype: person\n" + head +
           "title: Zorvctitle Gray\naliases: [Zorvdalias Gray]\ntags: [zorvetag]\n"
           "company: Zorvfcompany Works\nrole: Chief Zorvgrole Officer\n"
           "email: zorvhmail@example.com\nreports_to: Zorvjboss Lang\n"
           "introduced_by: '[[Zorvkbroker Fox]]'\nphone: '+1 zorvlphone'\n"
           "relationship: zorvmrel friend\nlast_contact: zorvkdate\n---\n"
           "# Zorvnheading\n## Key Facts\n- Zorvqfact prefers calls.\n"
           "## Recent Context\n- 2026-01-02: [[2026-01-02 - Zorvrcontext]] - zorvssummary was told "
           "(via Ann Lee)\n" +
           end},
      {"Secret/2026-01-06 - Zorvtmeeting.md",
       "---\ntype: meeting\n" + head +
           "attendees:\n  - Nora Keel\n  - Zorvuplain Moss\n  - '[[Zorvvlinked Hale]]'\n---\n"
           "## Attendees\n| Name | Organization |\n| --- | --- |\n| Zorvvtable Pike | Acme |\n\n"
           "## Decisions\n- ✅ Zorvwdecision it is.\n## Notes\n"
           "Zorvzprose Dunn will open the thread with Ann Lee.\n"
           "Do not contact Zorvaguard Penn until Ann Lee agrees.\nSee [[Zorvblink Page]].\n"
           "## Tasks\n- [ ] zorvxtask the plan @AnnLee\n- [ ] send it @ZorvyownerBell\n" +
           end},
      {"Secret/Zorvcorganization.md",
       "---\ntype: company\n" + head +
           "industry: zorvdindustry\ntags: [company/zorvfslug]\n"
           "contacts:\n  - {name: Zorvecontact Ives, role: CFO}\n---\n" +
           end},
      {"Secret/Zorvgproject.md",
       "---\ntype: project\n" + head +
           "owner: Zorvhowner Reed\ncustomer: '[[Zorvicustomer Ltd]]'\nstatus: zorvjstatus\n"
           "---\n" +
           end},
      {"Secret/broken.md", "---\n" + head + "zorvlyaml: a: b: c\n---\n" + end},
      {"Secret/ZORVMTWIN.md", "---\n" + head + "---\n" + end},
      {"Secret/zorvmtwin.md", "---\n" + head + "---\n" + end},
  };
}

// How notes are kept out: what their text says, the settings, and the options of ingest.
struct Way {
  const char* name;
  const char* head;
  const char* end;
  const char* settings;
  const char* options;
};

constexpr Way kWays[] = {
    {"private", "private: true\n", "", "", ""},
    {"tag in the text", "", "\nIt is #hush/hush here.\n", "", "--exclude '#hush'"},
    {"glob of an option", "", "", "", "--exclude 'Secret/**'"},
    {"glob of the settings", "", "", "exclude: [Secret/]\n", ""},
    {"tag of the settings", "category: x\n", "\n#hush\n", "exclude: ['#hush']\n", ""},
};

TEST_F(Privacy, LeavesNoTraceOfWhatIsKeptOut) {
  std::size_t cases = 0;
  for (const Way& way : kWays) {
    fs::remove_all(folder_.path() / "vault");
    fs::remove_all(folder_.path() / "store");
    write_base();
    for (const auto& [path, text] : secret_notes("", "")) write(path, text);
    rapport("ingest -q");
    const std::string control = stored();
    for (const Canary& c : kCanaries) {
      EXPECT_TRUE(holds(control, c.word)) << "the control does not find the " << c.where;
    }
    if (&way == kWays) {
      const std::string control_said = all_said();
      EXPECT_GT(std::count_if(std::begin(kCanaries), std::end(kCanaries),
                              [&](const Canary& c) { return holds(control_said, c.word); }),
                25);
    }

    for (const auto& [path, text] : secret_notes(way.head, way.end)) write(path, text);
    write(".rapport.yaml", way.settings);
    // As a change of a store that knows the notes, once more, and from nothing.
    for (const char* verb : {"ingest ", "ingest -v ", "ingest --rebuild "}) {
      const bool is_first = std::string(verb) == "ingest ";
      const ProcessResult result = rapport(verb + std::string(is_first ? way.options : ""));
      EXPECT_EQ(result.exit_code, 0) << way.name << ": " << result.err;
      const std::string bytes = stored();
      const std::string printed =
          lower(result.out + result.err) + (is_first ? all_said() : said(kWidest));
      ASSERT_TRUE(holds(bytes, "ann lee") && holds(printed, "ann lee")) << printed;
      for (const Canary& c : kCanaries) {
        EXPECT_FALSE(holds(bytes, c.word)) << way.name << ", " << verb << ": " << c.where;
        EXPECT_FALSE(holds(printed, c.word)) << way.name << ", " << verb << ": " << c.where;
        ++cases;
      }
    }
  }
  EXPECT_GE(cases, 40U);
  std::cout << cases << " searches\n";
}

// Where a person or an organization can be named, besides a meeting that they attended.
struct Place {
  const char* where;
  const char* note;
  const char* text;
};

constexpr Place kPersonPlaces[] = {
    {"own note", "People/Zelda Quandry.md", "---\ntype: person\ncompany: Acme\n---\n"},
    {"own folder", "People/Zelda Quandry/README.md", "---\ntype: person\n---\n"},
    {"meeting in their folder", "People/Zelda Quandry/2026-01-07 - Talk.md",
     "---\ntype: meeting\nattendees: [Ann Lee]\n---\n"},
    {"title of a meeting", "2026-01-08 - Talk with Zelda Quandry.md",
     "---\ntype: meeting\nattendees: [Ann Lee, Nora Keel]\n---\n"},
    {"link", "2026-01-08 - a.md", "---\ntype: meeting\n---\nSee [[Zelda Quandry|her]].\n"},
    {"attendee with a role", "2026-01-08 - a.md",
     "---\ntype: meeting\nattendees: [Zelda Quandry (CFO), Ann Lee]\n---\n"},
    {"attendee in a table", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\n## Attendees\n| Name | Organization |\n| --- | --- |\n"
     "| Zelda Quandry | Acme |\n| Ann Lee | Acme |\n"},
    {"family name first", "2026-01-08 - a.md",
     "---\ntype: meeting\nattendees: [Ann Lee]\n---\n## Decisions\n- ✅ Quandry, Zelda decides.\n"},
    {"capitals", "2026-01-08 - a.md",
     "---\ntype: meeting\nattendees: [Ann Lee]\n---\n## Decisions\n- ✅ ZELDA QUANDRY pays.\n"},
    {"owner of a task", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\n- [ ] send it @ZeldaQuandry\n"},
    {"text of a task", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\n- [ ] ask Zelda Quandry @AnnLee\n"},
    {"fact", "People/Bob Ray.md",
     "---\ntype: person\n---\n## Key Facts\n- Went to school with Zelda Quandry.\n"},
    {"guard", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\nDo not contact Zelda Quandry until Ann Lee agrees.\n"},
    {"condition of a guard", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\nDo not contact Ann Lee until Zelda Quandry agrees.\n"},
    {"manager", "People/Bob Ray.md", "---\ntype: person\nreports_to: Zelda Quandry\n---\n"},
    {"person through whom", "People/Bob Ray.md",
     "---\ntype: person\n---\n## Recent Context\n- 2026-01-02: Review (via Zelda Quandry)\n"},
    {"tag", "People/Bob Ray.md", "---\ntype: person\ntags: [people/zelda-quandry]\n---\n"},
    {"first heading", "Plan.md", "# Zelda Quandry's plan\n"},
    {"alias of a note", "Plan.md", "---\naliases: [Plan of Zelda Quandry]\n---\n"},
    {"contact of an organization", "Companies/Bolt.md",
     "---\ntype: company\ncontacts:\n  - {name: Zelda Quandry, role: CFO}\n---\n"},
    {"owner of a project", "Projects/Crane.md", "---\ntype: project\nowner: Zelda Quandry\n---\n"},
    {"faulty line", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\n- [ ] call Zelda Quandry 📅 2026-13-13\n"},
};

TEST_F(Privacy, ForgetsAPersonWhereverTheyAreNamed) {
  const auto make_vault = [&](const Place* place) {
    fs::remove_all(folder_.path() / "vault");
    fs::remove_all(folder_.path() / "store");
    write_base();
    write("2026-01-04 - First.md",
          "---\ntype: meeting\nattendees: [Nora Keel, Zelda Quandry, Ann Lee]\n---\n");
    if (place != nullptr) write(place->note, place->text);
    rapport("ingest -q");
    return stored();
  };
  const std::string base = make_vault(nullptr);
  std::size_t cases = 0;
  for (const Place& place : kPersonPlaces) {
    const std::string control = make_vault(&place);
    EXPECT_GT(count(control, "quandry"), count(base, "quandry"))
        << "the control does not find the " << place.where;
    EXPECT_GT(sources_told_by("Zelda Quandry"), 0U);

    const ProcessResult forget = rapport("forget 'Zelda Quandry' --yes");
    EXPECT_EQ(forget.exit_code, 0) << place.where << ": " << forget.out << forget.err;
    EXPECT_TRUE(holds(forget.out, place.note)) << "is not said to name them still: " << forget.out;
    for (const char* again : {"stats --verify", "ingest", "ingest --rebuild"}) {
      const ProcessResult result = rapport(again);
      const std::string bytes = stored();
      EXPECT_FALSE(holds(bytes, "quandry")) << place.where << " after " << again;
      EXPECT_EQ(sources_told_by("Zelda Quandry"), 0U) << place.where << " after " << again;
      EXPECT_FALSE(holds(lower(result.out + result.err), "quandry")) << place.where;
      EXPECT_TRUE(holds(bytes, "ann lee"));
      ++cases;
    }
    const std::string printed = said(kWidest);
    EXPECT_FALSE(holds(printed, "quandry")) << place.where;
    EXPECT_FALSE(holds(lower(read("vault/.rapport/privacy.yaml")), "quandry"));
  }
  std::cout << cases << " searches\n";
}

constexpr Place kOrganizationPlaces[] = {
    {"own note", "Companies/Quandry Works.md", "---\ntype: company\nindustry: tools\n---\n"},
    {"employer", "People/Bob Ray.md", "---\ntype: person\ncompany: Quandry Works Inc.\n---\n"},
    {"tag", "People/Bob Ray.md", "---\ntype: person\ntags: [company/quandry-works]\n---\n"},
    {"address", "2026-01-08 - a.md",
     "---\ntype: meeting\nattendees: ['Bob Ray <bob@quandryworks.example>', Ann Lee]\n---\n"},
    {"customer of a project", "Projects/Crane.md",
     "---\ntype: project\ncustomer: '[[Quandry Works]]'\n---\n"},
    {"statement", "2026-01-08 - a.md",
     "---\ntype: meeting\n---\n## Decisions\n- ✅ Quandry Works gets a discount.\n"},
};

TEST_F(Privacy, ForgetsAnOrganizationWhereverItIsNamed) {
  for (const Place& place : kOrganizationPlaces) {
    fs::remove_all(folder_.path() / "vault");
    fs::remove_all(folder_.path() / "store");
    write_base();
    write("People/Cid Poe.md", "---\ntype: person\ncompany: Quandry Works\n---\n");
    write(place.note, place.text);
    rapport("ingest -q");
    ASSERT_TRUE(holds(stored(), "quandry")) << place.where;
    EXPECT_EQ(rapport("forget 'Quandry Works' --yes -q").exit_code, 0) << place.where;
    rapport("ingest");
    EXPECT_FALSE(holds(stored(), "quandry")) << place.where;
    EXPECT_FALSE(holds(said(kWidest), "quandry")) << place.where;
    EXPECT_TRUE(holds(stored(), "cid poe"));
  }
}

TEST_F(Privacy, ForgetsByEveryNameOfTheirs) {
  write_base();
  write("People/Zelda Quandry.md",
        "---\ntype: person\naliases: [Zed Brillig, Wabewort, Will]\nemail: outgrabe@example.com\n"
        "---\n");
  write("2026-01-08 - a.md",
        "---\ntype: meeting\nattendees: [Zed Brillig, Ann Lee]\n---\n## Decisions\n"
        "- ✅ Wabewort pays.\n- ✅ They will sign.\n- ✅ Mail outgrabe@example.com first.\n");
  rapport("ingest -q");
  for (const char* word : {"brillig", "wabewort", "outgrabe", "quandry"}) {
    ASSERT_TRUE(holds(stored(), word)) << word;
  }
  const ProcessResult forget = rapport("forget 'Zed Brillig' --yes");
  EXPECT_EQ(forget.exit_code, 0) << forget.out << forget.err;
  EXPECT_TRUE(holds(forget.out, "'Will' is a word")) << forget.out;
  for (const char* word : {"brillig", "wabewort", "outgrabe", "quandry"}) {
    EXPECT_FALSE(holds(stored(), word)) << word;
  }
  EXPECT_TRUE(holds(stored(), "they will sign")) << "a word was taken for a name";
}

TEST_F(Privacy, ForgetsOnlyWhenTold) {
  write_base();
  rapport("ingest -q");
  const std::string before = stored();
  EXPECT_EQ(rapport("forget 'Ann Lee'").exit_code, 2);
  EXPECT_EQ(rapport("forget 'Ann Lee' --dry-run").exit_code, 0);
  EXPECT_EQ(rapport("forget 'Ann Lee' --dry-run --format json").exit_code, 0);
  EXPECT_EQ(rapport("forget 'Nobody Here' --yes").exit_code, 1);
  EXPECT_EQ(rapport("forget 'Nora Keel' --yes").exit_code, 2) << "the owner";
  EXPECT_EQ(stored(), before);
  EXPECT_FALSE(fs::exists(folder_.path() / "vault/.rapport"));

  EXPECT_EQ(rapport("forget 'Ann Lee' --yes").exit_code, 0);
  EXPECT_EQ(rapport("forget 'Ann Lee' --yes").exit_code, 1) << "twice";
  EXPECT_EQ(rapport("forget --undo 'Bob Ray'").exit_code, 1);
  EXPECT_EQ(rapport("forget --undo 'ann lee'").exit_code, 0);
  rapport("ingest -q");
  EXPECT_TRUE(holds(stored(), "ann lee"));
  EXPECT_EQ(read("vault/People/Ann Lee.md"), "---\ntype: person\ncompany: Acme\nrole: CTO\n---\n");
}

// It makes the store anew from the notes: an unmounted vault must not empty it.
TEST_F(Privacy, ForgetsNothingWhenTheNotesAreGone) {
  write_base();
  for (int i = 0; i < 40; ++i) write(fmt::format("Old/{}.md", i), "text\n");
  rapport("ingest -q");
  const std::string before = stored();
  fs::remove_all(folder_.path() / "vault/Old");
  const ProcessResult forget = rapport("forget 'Ann Lee' --yes");
  EXPECT_EQ(forget.exit_code, 2);
  EXPECT_TRUE(holds(forget.err, "40 of 44 notes are gone")) << forget.err;
  EXPECT_EQ(stored(), before);
}

// The list is written first: a forgetting that was interrupted goes on with the next ingest.
TEST_F(Privacy, GoesOnForgettingWithTheNextIngest) {
  write_base();
  rapport("ingest -q");
  fs::copy(folder_.path() / "store", folder_.path() / "before", fs::copy_options::recursive);
  rapport("forget 'Ann Lee' --yes -q");
  fs::remove_all(folder_.path() / "store");
  fs::rename(folder_.path() / "before", folder_.path() / "store");
  ASSERT_TRUE(holds(stored(), "ann lee"));
  const ProcessResult ingest = rapport("ingest");
  EXPECT_TRUE(holds(ingest.out, "left none in the store's files")) << ingest.out;
  EXPECT_FALSE(holds(stored(), "ann lee"));
}

TEST_F(Privacy, ForgetsInJsonWhatItSaysInText) {
  write_base();
  rapport("ingest -q");
  const auto json =
      nlohmann::json::parse(rapport("forget 'Ann Lee' --yes --format json").out, nullptr, false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json["schema"], "rapport.forget/1");
  EXPECT_EQ(json["entity"]["name"], "Ann Lee");
  EXPECT_EQ(json["removed"]["notes"], nlohmann::json({"People/Ann Lee.md"}));
  EXPECT_TRUE(json["search"]["found"].empty());
  EXPECT_GT(json["search"]["files"], 3);
  EXPECT_EQ(json["still_in_notes"].size(), 3U) << json["still_in_notes"];
  EXPECT_EQ(json["limits"].size(), 4U);
}

TEST_F(Privacy, RemembersWhatIsExcluded) {
  write_base();
  write("Secret/Zorvex.md", "text\n");
  EXPECT_EQ(rapport("ingest -q --exclude 'Secret/**' --dry-run").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_.path() / "vault/.rapport"));
  rapport("ingest -q --exclude 'Secret/**' --exclude '#hush'");
  const std::string file = read("vault/.rapport/privacy.yaml");
  EXPECT_TRUE(holds(file, "- \"Secret/**\"\n  - \"#hush\"\n")) << file;
  rapport("ingest -q --exclude 'Secret/**'");
  EXPECT_EQ(read("vault/.rapport/privacy.yaml"), file);
  EXPECT_FALSE(holds(stored(), "zorvex"));
  fs::remove(folder_.path() / "vault/.rapport/privacy.yaml");
  rapport("ingest -q");
  EXPECT_TRUE(holds(stored(), "zorvex"));
}

// What cannot be understood might be what was to be kept out.
TEST_F(Privacy, RefusesSettingsThatKeepOutNothing) {
  write_base();
  for (const char* settings : {"exclude: #hush\n", "exclude: [a, '']\n", "exclude:\n  - #hush\n",
                               "exclude: {a: b}\n", "exclude: '#'\n"}) {
    write(".rapport.yaml", settings);
    EXPECT_EQ(rapport("ingest").exit_code, 2) << settings;
  }
  write(".rapport.yaml", "");
  for (const char* file : {"exclude: x\n", "exclud: [x]\n",
                           "forgotten: {names: [[\"any 1 0000 "
                           "00000000000000000000000000000000\"]]}\n",
                           "forgotten: {key: 0123456789abcdef0123456789abcdef, names: [x]}\n",
                           "forgotten: {keys: k}\n", "a: b: c\n"}) {
    write(".rapport/privacy.yaml", file);
    const ProcessResult result = rapport("ingest");
    EXPECT_EQ(result.exit_code, 2) << file;
    EXPECT_TRUE(holds(result.err, "privacy.yaml:")) << result.err;
  }
  EXPECT_EQ(rapport("ingest --exclude ' '").exit_code, 2);
}

// SVG writes "-" as a reference.
std::string in_plain(const std::string& text) {
  return std::regex_replace(text, std::regex("&#45;"), "-");
}

TEST_F(Privacy, RedactsEveryExport) {
  write_base();
  for (const auto& [path, text] : secret_notes("", "")) write(path, text);
  rapport("ingest -q");
  std::ofstream(folder_.path() / "key") << "0123456789abcdef0123456789abcdef";
  const std::regex day(R"(20\d\d-\d\d-\d\d)");
  std::size_t cases = 0;
  std::size_t dated = 0;
  for (const std::string& command : exports()) {
    const ProcessResult plain = rapport(command);
    if (holds(plain.err, "GraphViz is not installed")) continue;
    const std::string control = lower(in_plain(plain.out));
    EXPECT_TRUE(holds(control, "ann lee")) << "the control finds nobody: " << command;
    dated += std::regex_search(control, day) ? 1 : 0;
    const ProcessResult redacted = rapport(command + " --redact --redact-key key");
    ASSERT_EQ(redacted.exit_code, 0) << command << redacted.err;
    const std::string text = lower(in_plain(redacted.out));
    EXPECT_FALSE(std::regex_search(text, day)) << command;
    EXPECT_TRUE(holds(text, "person-")) << command;
    for (const char* word : {"ann", "nora", "acme", "keel", "sync", ".md", "cto", "go on"}) {
      EXPECT_FALSE(std::regex_search(text, std::regex(fmt::format(R"(\b{}\b)", word))))
          << command << ": " << word;
    }
    for (const Canary& c : kCanaries) {
      EXPECT_FALSE(holds(text, c.word)) << command << ": " << c.where;
      ++cases;
    }
    EXPECT_EQ(rapport(command + " --redact --redact-key key").out, redacted.out) << command;
    EXPECT_NE(rapport(command + " --redact").out, redacted.out) << command << " by another key";
  }
  EXPECT_GE(cases, 40U);
  EXPECT_GT(dated, 10U) << "the control finds few days";
  std::cout << cases << " searches\n";
  EXPECT_EQ(rapport("export --redact-key key").exit_code, 2);
  EXPECT_EQ(rapport("export --redact --redact-key no-such-file").exit_code, 2);
  std::ofstream(folder_.path() / "short") << "short";
  EXPECT_EQ(rapport("export --redact --redact-key short").exit_code, 2);
}

mode_t mode_of(const fs::path& file) {
  struct stat status = {};
  EXPECT_EQ(::lstat(file.c_str(), &status), 0) << file;
  return status.st_mode & 07777U;
}

TEST_F(Privacy, KeepsFilesForTheUserAlone) {
  write_base();
  write("People/A. Lee.md", "---\ntype: person\ncompany: Acme\n---\n");
  // Whatever the shell would let others read.
  const std::string lax = "umask 000; ";
  run_shell(lax + "RAPPORT_DB= rapport --vault vault ingest -q", folder());
  run_shell(lax + kProgram + "ingest -q --exclude 'Old/**'", folder());
  run_shell(lax + kProgram + "ingest -q --rebuild", folder());
  run_shell(lax + kProgram + "export -o graph.json; " + kProgram + "stale --format json -o s.json",
            folder());
  run_shell(lax + kProgram + "review merge 'Ann Lee' 'A. Lee'", folder());
  for (const char* file :
       {"graph.json", "s.json", "vault/.rapport/identities.yaml", "vault/.rapport/privacy.yaml"}) {
    EXPECT_EQ(mode_of(folder_.path() / file), 0600U) << file;
  }
  std::size_t files = 0;
  for (const char* store : {"store", ".local/share/rapport"}) {
    EXPECT_EQ(mode_of(folder_.path() / store), 0700U) << store;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / store)) {
      EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0700U : 0600U) << entry.path();
      ++files;
    }
  }
  EXPECT_EQ(mode_of(folder_.path() / "vault/.rapport"), 0700U);
  EXPECT_GT(files, 10U);
}

// The verbs that `rapport --help` lists.
std::set<std::string> verbs(const std::string& help) {
  std::set<std::string> found;
  std::istringstream in(help);
  bool is_there = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("Subcommands:")) {
      is_there = true;
    } else if (is_there && line.starts_with("  ") && line.size() > 2 && line[2] != ' ') {
      found.insert(line.substr(2, line.find(' ', 2) - 2));
    } else if (is_there && line.empty()) {
      break;
    }
  }
  return found;
}

TEST_F(Privacy, OpensNoSocketAndDumpsNoCore) {
  write_base();
  const bool has_strace = run_shell("strace -o /dev/null true", folder()).exit_code == 0;
  const bool has_namespace = run_shell("unshare -rn true", folder()).exit_code == 0;
  if (!has_strace && !has_namespace) {
    GTEST_SKIP() << "neither strace nor unshare -rn works here: sockets were not looked for";
  }
  std::vector<std::string> commands = {"ingest", "forget 'Ann Lee' --dry-run"};
  commands.insert(commands.end(), answers().begin(), answers().end());
  commands.emplace_back("export -o picture.svg");
  commands.emplace_back("watch --once");
  const std::set<std::string> all = verbs(run_shell("rapport --help", folder()).out);
  EXPECT_GT(all.size(), 10U);
  for (const std::string& verb : all) {
    const bool is_run = std::any_of(commands.begin(), commands.end(), [&](const std::string& c) {
      return c.substr(0, c.find(' ')) == verb;
    });
    EXPECT_TRUE(is_run) << verb << " is not looked at";
  }
  for (const std::string& command : commands) {
    // While `watch` watches, a note is written.
    const bool watches = command.starts_with("watch");
    const std::string before =
        watches ? "(for i in $(seq 600); do grep -qs watching .stderr && break; sleep 0.1; done; "
                  "echo > vault/new.md) & "
                : "";
    if (!has_strace) {
      const ProcessResult offline =
          run_shell(before + "unshare -rn " + (kProgram + command), folder());
      EXPECT_LT(offline.exit_code, 2) << command << ": " << offline.err;
      continue;
    }
    const ProcessResult traced = run_shell(
        before + "strace -f -qq -o trace -e trace=network,prctl,prlimit64 " + (kProgram + command),
        folder());
    EXPECT_TRUE(!watches || holds(traced.out, "1 added: new.md")) << traced.out << traced.err;
    const std::string trace = read("trace");
    EXPECT_TRUE(holds(trace, "prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0")) << trace;
    EXPECT_TRUE(holds(trace, "RLIMIT_CORE, {rlim_cur=0, rlim_max=0}")) << trace;
    for (const char* call : {"socket(", "connect(", "bind(", "sendto(", "sendmsg("}) {
      EXPECT_FALSE(holds(trace, call)) << command << ":\n" << trace;
    }
  }
  if (has_strace) {  // the control: whoever asks for a name does open a socket
    run_shell("strace -f -qq -o trace -e trace=network getent hosts no-such-host.invalid",
              folder());
    EXPECT_TRUE(holds(read("trace"), "socket(")) << "the control opens no socket";
  }
}

}  // namespace
}  // namespace rapport
