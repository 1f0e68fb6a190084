#include "tools/config_draft.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "graph/name_key.h"
#include "tests/support/hostile_names.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/config.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string with_settings_in_force(const std::string& text) {
  return std::regex_replace(text, std::regex("(^|\n)# ([a-z]+: [\\[{])"), "$1$2");
}

TEST(ConfigDraft, ChangesNothingButTheOwner) {
  VaultSurvey survey;
  survey.candidates = {{"Ann Lee", "in 9 of 9 meetings"}, {"Bob Ray", "in 3"}};
  survey.has_clear_leader = true;
  const Config config = parse_config(config_draft(survey), "");
  EXPECT_EQ(config.me, std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(config.rules.fingerprint(), default_rules().fingerprint());
  EXPECT_TRUE(config.rules.ignore.empty() && config.rules.exclude.empty());

  survey.has_clear_leader = false;
  const std::string open = config_draft(survey);
  EXPECT_TRUE(parse_config(open, "").me.empty());
  EXPECT_NE(open.find("# me: \"Bob Ray\"  # in 3\n"), std::string::npos);
  survey.me = {"A", "a@b.example"};
  EXPECT_EQ(parse_config(config_draft(survey), "").me, survey.me);
  EXPECT_TRUE(parse_config(config_draft({}), "").me.empty());
}

TEST(ConfigDraft, HoldsWhenItsRemarksAreTaken) {
  VaultSurvey survey;
  survey.template_folders = {"templates", "Forms"};
  survey.types["memo"] = {3, std::nullopt};
  const std::string text = with_settings_in_force(config_draft(survey));
  const Config config = parse_config(text, "");
  EXPECT_EQ(config.rules.template_folders.back(), "forms");
  EXPECT_EQ(config.rules.types.at("memo"), NoteType::meeting);
  EXPECT_EQ(config.rules.exclude_tags, std::vector<std::string>{"personal"});
  EXPECT_EQ(config.rules.section_of("Resolutions"), SectionKind::decisions);
  for (const ParameterRow& row : parameter_table()) {
    EXPECT_NEAR(config.parameters.*(row.member), Parameters().*(row.member), 1e-6) << row.name;
  }
}

TEST(ConfigDraft, ReadsHostileNamesBackTheSame) {
  for (const std::string& name : testing::hostile_names()) {
    if (to_valid_utf8(name) != name) continue;  // the store holds UTF-8 only
    VaultSurvey survey;
    survey.candidates = {{name, "why\nme: Mallory " + name}};
    survey.has_clear_leader = true;
    survey.folders[name][static_cast<std::size_t>(VertexType::note)] = 1;
    survey.types[name] = {1, std::nullopt};
    survey.template_folders = {name};
    const std::string text = config_draft(survey);
    const Config config = parse_config(text, "");
    EXPECT_EQ(config.me, is_owner_name(name) ? std::vector{name} : std::vector<std::string>{})
        << text;
    EXPECT_EQ(config.rules.fingerprint(), default_rules().fingerprint()) << text;
    if (!name.ends_with('/')) {
      const Config all = parse_config(with_settings_in_force(text), "");
      EXPECT_EQ(all.rules.types.size(), default_rules().types.size() + 1) << text;
    }
  }
}

class Init : public ::testing::Test {
 protected:
  ProcessResult rapport(const std::string& arguments) {
    return run_shell("rapport --vault vault --db store --as-of 2026-01-16 " + arguments,
                     folder_.path().string());
  }
  fs::path file(const std::string& name) const { return folder_.path() / "vault" / name; }
  void write(const std::string& name, const std::string& text) {
    fs::create_directories(file(name).parent_path());
    std::ofstream(file(name), std::ios::binary) << text;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(file(name), std::ios::binary).rdbuf();
    return text.str();
  }
  testing::TempDir folder_;
};

TEST_F(Init, LeavesTheIngestAsItWasButForTheOwner) {
  fs::copy(fs::path(RAPPORT_TEST_VAULTS) / "sample", file(""), fs::copy_options::recursive);
  fs::remove(file(".rapport.yaml"));
  ASSERT_EQ(rapport("--me 'Nora Whitfield' ingest -q").exit_code, 0);
  const std::string before = rapport("export --all --format json").out;
  ASSERT_GT(before.size(), 1000U);
  fs::remove_all(folder_.path() / "store");
  EXPECT_EQ(rapport("init -q").exit_code, 0);
  EXPECT_FALSE(fs::exists(folder_.path() / "store"));
  EXPECT_EQ(read_config(file(".rapport.yaml").string()).me,
            std::vector<std::string>{"Nora Whitfield"});
  ASSERT_EQ(rapport("ingest -q").exit_code, 0);
  EXPECT_EQ(rapport("export --all --format json").out, before);
}

TEST_F(Init, ReplacesNoFileThatIsThere) {
  write("People/Ann Lee.md", "---\ntype: person\n---\n");
  write(".rapport.yaml", "");
  EXPECT_EQ(rapport("init").exit_code, 2);
  EXPECT_EQ(rapport("init -n").exit_code, 2);
  EXPECT_EQ(read(".rapport.yaml"), "");
  fs::remove(file(".rapport.yaml"));
  fs::create_symlink("elsewhere", file(".rapport.yaml"));
  const ProcessResult result = rapport("init");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("is there already and was left as it is"), std::string::npos);
  EXPECT_FALSE(fs::exists(file("elsewhere")));
}

TEST_F(Init, TellsNothingOfWhatIsKeptOut) {
  write("People/Ann Lee.md", "---\ntype: person\n---\n");
  write("Zorva/b.md", "---\ntype: zorvb\nprivate: true\n---\n");
  write("Zorvc/c.md", "---\ntype: zorvd\n---\n");
  const std::string control = rapport("init -n").out;
  EXPECT_NE(control.find("zorvd"), std::string::npos);
  EXPECT_NE(control.find("Zorvc"), std::string::npos);
  write(".rapport/privacy.yaml", "exclude: [\"Zorvc/**\"]\n");
  const ProcessResult result = rapport("init -n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  for (const char* word : {"Zorv", "zorv"}) {
    EXPECT_EQ(result.out.find(word), std::string::npos) << result.out;
  }
  EXPECT_NE(result.out.find("\"People\""), std::string::npos);
}

TEST_F(Init, TakesAnOwnerWhoWasNamed) {
  write("People/Ann Lee.md", "---\ntype: person\n---\n");
  EXPECT_EQ(rapport("--me 'Ann Lee' init -q").exit_code, 0);
  EXPECT_NE(read(".rapport.yaml").find("\nme: \"Ann Lee\"\n"), std::string::npos);
  fs::remove(file(".rapport.yaml"));
  ASSERT_EQ(rapport("--me 'Ann Lee' ingest -q").exit_code, 0);  // the store remembers
  EXPECT_EQ(rapport("init -q").exit_code, 0);
  EXPECT_NE(read(".rapport.yaml").find("\nme: \"Ann Lee\"\n"), std::string::npos);
}

}  // namespace
}  // namespace rapport
