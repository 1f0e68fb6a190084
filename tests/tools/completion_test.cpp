#include "tools/completion.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/hostile_names.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/completion_script.h"
#include "tools/shell_words.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

DeclaredVerb program() {
  const DeclaredOption vault{{"--vault"}, true, "DIR"};
  const DeclaredOption output{{"--output", "-o"}, true, "FILE"};
  const DeclaredOption format{{"--format"}, true, "F"};
  const DeclaredOption quiet{{"--quiet", "-q"}, false, ""};
  return {"",
          {vault, output, format, quiet},
          {{"who", {{{"--from"}, true, "NAME"}, {{"--explain"}, false, ""}}, {}},
           {"export", {{{"--graph"}, true, "TEXT"}}, {}},
           {"review", {}, {{"accept", {}, {}}, {"merge", {}, {}}}}}};
}

// "words" as they can be, then what else may be there.
std::string expected(const std::vector<std::string>& words,
                     CompletionShell shell = CompletionShell::zsh) {
  const Expected e = expected_next(program(), words, shell);
  std::string text = joined(e.words);
  for (const VertexType type : e.names) text += fmt::format(" <{}>", to_string(type));
  if (e.is_path) text += " <path>";
  if (!e.prefix.empty()) text += " after " + e.prefix;
  if (!e.vault.empty()) text += " of " + e.vault;
  return text;
}

TEST(Completion, KnowsWhatMayStandNext) {
  struct {
    std::vector<std::string> words;
    const char* text;
  } const cases[] = {
      {{}, "who export review"},
      {{""}, "who export review"},
      {{"help", ""}, "who export review"},
      {{"--vault", ""}, " <path>"},
      {{"--vault", "n", ""}, "who export review of n"},
      {{"--vault='my notes'", "who", "A"}, " <person> of my notes"},
      {{"-q", "who", ""}, " <person>"},
      {{"who", "Ann", "--"}, "--vault --output --format --quiet --from --explain"},
      {{"who", "--", "--"}, " <person>"},
      {{"who", "--from", "\"An"}, " <person>"},
      {{"who", "--explain", "A"}, " <person>"},
      {{"who", "--format", ""}, "text json markdown"},
      {{"export", "--format=p"},
       "dot svg png pdf mermaid canvas graphml gexf csv json after --format="},
      {{"export", "-o", ""}, " <path>"},
      {{"export", ""}, ""},
      {{"review", ""}, "accept merge"},
      {{"review", "merge", "Ann", ""}, " <person> <organization>"},
      {{"review", "accept", ""}, ""},
      {{"who", "--no-such"}, "--vault --output --format --quiet --from --explain"},
      {{"nothing", ""}, ""},
  };
  for (const auto& c : cases) EXPECT_EQ(expected(c.words), c.text) << joined(c.words);
}

TEST(Completion, TakesTheThreeWordsOfBashForOne) {
  const auto bash = CompletionShell::bash;
  EXPECT_EQ(expected({"export", "--graph", "=", "p"}, bash), "people entities");
  EXPECT_EQ(expected({"export", "--graph", "="}, bash), "people entities");
  EXPECT_EQ(expected({"--vault", "=", "n", "who", "="}, bash), " <person> of n");
}

TEST(Completion, ReadsWordsThatAreNotFinished) {
  struct {
    const char* typed;
    const char* text;
    char open;
    bool is_uniform;
  } const cases[] = {
      {"", "", '\0', true},
      {"Dana", "Dana", '\0', true},
      {"Dana\\ R", "Dana R", '\0', true},
      {"Dana\\", "Dana", '\0', true},
      {"\"Dana R", "Dana R", '"', true},
      {"'Dana R", "Dana R", '\'', true},
      {"\"a\\\"b\\n", "a\"b\\n", '"', true},
      {"'O'\\''N", "O'N", '\'', false},
      {"Da\"na", "Dana", '"', false},
      {"\"Dana\"", "Dana", '\0', false},
      {"$(touch x)`y`", "$(touch x)`y`", '\0', true},
  };
  for (const auto& c : cases) {
    const ShellWord word = read_shell_word(c.typed);
    EXPECT_EQ(word.text, c.text) << c.typed;
    EXPECT_EQ(static_cast<char>(word.open), c.open) << c.typed;
    EXPECT_EQ(word.is_uniform, c.is_uniform) << c.typed;
  }
}

// Names that a note may give somebody, each of which would make a file called `pwned`.
const std::vector<std::string>& commands_as_names() {
  static const std::vector<std::string> names = {"An $(touch pwned) Lee",
                                                 "An `touch pwned`",
                                                 "An; touch pwned; Lee",
                                                 "An\"; touch pwned; \"",
                                                 "An'; touch pwned; '",
                                                 "An & touch pwned",
                                                 "An | touch pwned",
                                                 "An > pwned",
                                                 "An ${x:=$(touch pwned)}",
                                                 "An\\$(touch pwned)",
                                                 "An '\"$(touch pwned)\"'",
                                                 "An <(touch pwned)",
                                                 "An {a,b} * ? [x] ~",
                                                 "An $'\\x41' #x",
                                                 "An !touch pwned",
                                                 "An O'Neil \"Jo\"",
                                                 "An é日本 Lee",
                                                 "An 100% @Acme: a=b"};
  return names;
}

class Completed : public ::testing::Test {
 protected:
  // What bash has in COMPREPLY, read as bash reads what was put in place of the word: one a line.
  std::string bash(const std::string& words, const std::string& before = {},
                   const std::string& behind = {}) {
    std::ofstream(file("ask.bash"))
        << "set +H\nsource <(rapport completion bash)\ncomplete -p rapport >/dev/null || exit 9\n"
        << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_rapport\n"
        << "for reply in \"${COMPREPLY[@]}\"; do\n  eval \"set -- " << before << "$reply" << behind
        << "\"\n  printf '%s' \"$1\"; (($# == 1)) || printf ' and %d more' $(($# - 1)); echo\n"
        << "done\n";
    const ProcessResult result = run_shell("bash --norc ask.bash", folder());
    EXPECT_EQ(result.err, "") << words;
    EXPECT_EQ(result.exit_code, 0) << words;
    return result.out;
  }
  std::string folder() const { return folder_.path().string(); }
  fs::path file(const std::string& name) const { return folder_.path() / name; }
  void write(const std::string& note, const std::string& text) {
    fs::create_directories(file("vault/" + note).parent_path());
    std::ofstream(file("vault/" + note), std::ios::binary) << text;
  }
  void ingest() {
    const auto result = run_shell("rapport --vault vault --db store ingest -q", folder());
    ASSERT_LT(result.exit_code, 2) << result.err;
  }
  testing::TempDir folder_;
};

constexpr const char* kHere = "rapport --vault vault --db store ";

TEST_F(Completed, ByBashWithNamesOfTheStore) {
  write("People/Dana Ruiz.md", "---\ntype: person\n---\n");
  write("People/Dana Kimura.md", "---\ntype: person\n---\n");
  write("People/Zoë Müller.md", "---\ntype: person\n---\n");
  write("Companies/Danube Ltd.md", "---\ntype: company\n---\n");
  ingest();
  const std::string here = kHere;
  EXPECT_EQ(bash(here + "who Dan"), "Dana Kimura\nDana Ruiz\n");
  EXPECT_EQ(bash(here + "who 'Dana\\ R'"), "Dana Ruiz\n");
  EXPECT_EQ(bash(here + "who '\"Dana R'", "\\\"", "\\\""), "Dana Ruiz\n");
  EXPECT_EQ(bash(here + "who \\'Dana\\ R", "'", "'"), "Dana Ruiz\n");
  EXPECT_EQ(bash(here + "who zoe"), "Zoë Müller\n");
  EXPECT_EQ(bash(here + "coverage d"), "Danube Ltd\n");
  EXPECT_EQ(bash(here + "show Danu"), "Danube Ltd\n");
  EXPECT_EQ(bash(here + "who Nobody"), "");
  EXPECT_EQ(bash("rapport cov"), "coverage\n");
  EXPECT_EQ(bash("rapport review m"), "merge\n");
  EXPECT_EQ(bash("rapport who --max"), "--max-hops\n");
  EXPECT_EQ(bash("rapport export --format = gra"), "graphml\n");
  EXPECT_EQ(bash("rapport __"), "");
}

TEST_F(Completed, RunsNoNameAsACommand) {
  std::string people;
  std::string without_history;
  std::vector<std::string> names = commands_as_names();
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    write("People/" + name + ".md", "---\ntype: person\n---\n");
    people += name + "\n";
    if (name.find('!') == std::string::npos) without_history += name + "\n";
  }
  ingest();
  // The control: these names stand in the store as they are.
  const auto list = run_shell(std::string(kHere) + "list people", folder());
  for (const std::string& name : names) {
    EXPECT_NE(list.out.find(name), std::string::npos) << name << "\n" << list.out;
  }
  EXPECT_EQ(bash(std::string(kHere) + "who An"), people);
  EXPECT_EQ(bash(std::string(kHere) + "who '\"An'", "\\\"", "\\\""), without_history);
  EXPECT_EQ(bash(std::string(kHere) + "who \\'An", "'", "'"), people);
  EXPECT_EQ(bash(std::string(kHere) + "who '$(touch pwned)'"), "");
  EXPECT_EQ(bash(std::string(kHere) + "who '\"`touch pwned`'"), "");
  EXPECT_FALSE(fs::exists(file("pwned")));
}

TEST_F(Completed, QuotesHostileTextForBash) {
  std::ofstream script(file("read.bash"));
  script << "set +H\n";
  std::string all;
  std::vector<std::string> names = testing::hostile_names();
  names.insert(names.end(), commands_as_names().begin(), commands_as_names().end());
  std::size_t cases = 0;
  for (const std::string& name : names) {
    for (const ShellQuote open :
         {ShellQuote::none, ShellQuote::single_quote, ShellQuote::double_quote}) {
      const auto quoted = quoted_for_bash(name, open);
      if (!quoted) continue;
      const std::string mark =
          open == ShellQuote::none ? std::string{} : std::string(1, static_cast<char>(open));
      script << "printf '%s\\n' " << mark << *quoted << mark << "\n";
      all += name + "\n";
      EXPECT_EQ(read_shell_word(mark + *quoted).text, name);
      ++cases;
    }
  }
  script.close();
  EXPECT_GT(cases, 100U);
  const ProcessResult result = run_shell("bash --norc read.bash", folder());
  EXPECT_EQ(result.out, all);
  EXPECT_EQ(result.err, "");
  EXPECT_FALSE(fs::exists(file("pwned")));
}

TEST_F(Completed, OffersNoTextThatATerminalWouldObey) {
  write("People/Bad \x1b[31mred.md", "---\ntype: person\n---\n");
  write("People/Bad left \u202Eright.md", "---\ntype: person\n---\n");
  write("People/Bad Lee.md", "---\ntype: person\n---\n");
  ingest();
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto result = run_shell(
        fmt::format("rapport __complete {} --vault vault --db store who Bad", shell), folder());
    EXPECT_EQ(result.out, std::string(shell) == "bash" ? "Bad\\ Lee\n" : "Bad Lee\n");
  }
}

TEST_F(Completed, SaysNothingOfFaultsAndMakesNoStore) {
  write("a.md", "");
  std::ofstream(file("vault/.rapport.yaml")) << "nonsense: [\n";
  for (const char* words :
       {"", "bash", "tcsh who ", "bash --vault nowhere who ''", "bash --vault vault who ''",
        "bash --db nowhere who A", "bash --vault vault --db nowhere who A", "zsh who ''",
        "fish --db vault/a.md who ''", "bash --as-of never who ''", "bash \"$(printf '\\377')\""}) {
    const auto result = run_shell(fmt::format("rapport __complete {}", words), folder());
    EXPECT_EQ(result.exit_code, 0) << words;
    EXPECT_EQ(result.err, "") << words;
  }
  EXPECT_FALSE(fs::exists(file("nowhere")));
  EXPECT_FALSE(fs::exists(file(".local")));
}

TEST_F(Completed, TellsShellsWhereAPathGoes) {
  const auto code = [&](const std::string& words) {
    return run_shell("rapport __complete bash " + words, folder()).exit_code;
  };
  EXPECT_EQ(code("export -o ''"), kPathGoesHere);
  EXPECT_EQ(code("--vault ''"), kPathGoesHere);
  EXPECT_EQ(code("who ''"), 0);
  const std::string number = std::to_string(kPathGoesHere);
  EXPECT_NE(completion_script("bash").find("-eq " + number + " "), std::string_view::npos);
  EXPECT_NE(completion_script("zsh").find("== " + number + " "), std::string_view::npos);
  EXPECT_NE(completion_script("fish").find("-eq " + number + "\n"), std::string_view::npos);
}

// Every format that is offered for a verb is one that the verb takes.
TEST_F(Completed, OffersTheFormatsThatVerbsTake) {
  write("People/Ann Lee.md", "---\ntype: person\n---\n");
  write("Companies/Acme.md", "---\ntype: company\n---\n");
  ingest();
  for (const char* verb : {"who 'Ann Lee'", "show 'Ann Lee'", "coverage Acme", "stale", "weekly",
                           "list people", "stats", "check", "doctor", "review", "review log",
                           "ingest", "me", "backtest", "export", "forget --dry-run 'Ann Lee'"}) {
    const std::string program = "rapport --vault vault --db store --me 'Ann Lee' ";
    std::istringstream formats(
        run_shell(fmt::format("rapport __complete bash {} --format ''", verb), folder()).out);
    std::size_t count = 0;
    for (std::string format; std::getline(formats, format); ++count) {
      const auto result = run_shell(program + verb + " --format " + format, folder());
      EXPECT_EQ(result.err.find("no format"), std::string::npos) << verb << ": " << result.err;
    }
    EXPECT_GE(count, 2U) << verb;
  }
}

TEST_F(Completed, ByScriptsThatZshAndFishCanRead) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    if (run_shell(fmt::format("command -v {}", shell), folder()).exit_code != 0) {
      std::cout << shell << " is not installed: its script was not read\n";
      continue;
    }
    const auto result = run_shell(
        fmt::format("rapport completion {0} -o script && {0} -n script", shell), folder());
    EXPECT_EQ(result.exit_code, 0) << shell << ": " << result.err;
  }
}

}  // namespace
}  // namespace rapport
