#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tests/tools/terminal.h"

// `rapport me` as a process: the question on a terminal, the setting that it writes, exit codes.

namespace rapport {
namespace {

namespace fs = std::filesystem;

class Me : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::copy(fs::path(RAPPORT_TEST_VAULTS) / "unowned", root() / "vault",
             fs::copy_options::recursive);
    ASSERT_EQ(rapport("ingest").exit_code, 0);
  }
  fs::path root() const { return folder_.path(); }
  ProcessResult rapport(const std::string& arguments) { return run_shell(line(arguments), root()); }
  ProcessResult on_terminal(const std::string& arguments, const std::string& typed) {
    return run_on_terminal(line(arguments), root(), typed);
  }
  std::string config() const {
    std::ostringstream text;
    text << std::ifstream(root() / "vault/.rapport.yaml", std::ios::binary).rdbuf();
    return text.str();
  }
  void write_config(const std::string& text) {
    std::ofstream(root() / "vault/.rapport.yaml", std::ios::binary) << text;
  }
  static bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  }

 private:
  static std::string line(const std::string& arguments) {
    return "rapport --vault vault --db store --as-of 2026-01-16 " + arguments;
  }
  testing::TempDir folder_;
};

TEST_F(Me, AsksOnATerminalAndWritesTheAnswer) {
  const ProcessResult asked = on_terminal("me", "1\n");
  EXPECT_EQ(asked.exit_code, 0) << asked.out;
  EXPECT_TRUE(has(asked.out, "1  Ines Calder (Account Manager)")) << asked.out;
  EXPECT_TRUE(has(asked.out, "Which one are you? 1 to ")) << asked.out;
  EXPECT_EQ(config(), "me: \"Ines Calder\"\n");
  // Nothing is asked any more.
  const ProcessResult again = on_terminal("me", "");
  EXPECT_EQ(again.exit_code, 0) << again.out;
  EXPECT_TRUE(has(again.out, "You are Ines Calder")) << again.out;
  EXPECT_FALSE(has(again.out, "Which one")) << again.out;
}

TEST_F(Me, AsksAgainAfterNoAnswerAndWritesNothingForEnter) {
  const ProcessResult asked = on_terminal("me", "0\nInes\n99\n1x\n\n");
  EXPECT_EQ(asked.exit_code, 1) << asked.out;
  EXPECT_TRUE(has(asked.out, "nothing was written")) << asked.out;
  EXPECT_FALSE(fs::exists(root() / "vault/.rapport.yaml"));
  const ProcessResult ended = on_terminal("me", "\x04");  // end of input
  EXPECT_EQ(ended.exit_code, 1) << ended.out;
  EXPECT_FALSE(fs::exists(root() / "vault/.rapport.yaml"));
}

TEST_F(Me, NeverAsksForJson) {
  const ProcessResult result = on_terminal("me --format json", "1\n");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_FALSE(has(result.out, "Which one")) << result.out;
  EXPECT_FALSE(fs::exists(root() / "vault/.rapport.yaml"));
}

TEST_F(Me, OffATerminalProposesAndPrintsTheCommand) {
  const ProcessResult result = rapport("me");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(has(result.err, "rapport me --set \"Ines Calder\"")) << result.err;
  EXPECT_FALSE(fs::exists(root() / "vault/.rapport.yaml"));
  const ProcessResult stale = rapport("stale");
  EXPECT_EQ(stale.exit_code, 2);
  EXPECT_EQ(stale.out, "");
  EXPECT_TRUE(has(stale.err, "who are you?")) << stale.err;
  EXPECT_TRUE(has(stale.err, "rapport me --set \"Ines Calder\"")) << stale.err;
}

TEST_F(Me, KeepsEveryOtherByteAndThePermissionsOfTheConfig) {
  write_config("# mine\r\nignore: [x]   # no\r\n");
  fs::permissions(root() / "vault/.rapport.yaml", fs::perms::owner_read | fs::perms::owner_write);
  const std::string before = config();
  EXPECT_EQ(rapport("me --set \"Ines Calder\" --set ines.calder@northmoor.example -n").exit_code,
            0);
  EXPECT_EQ(config(), before);
  EXPECT_EQ(rapport("me --set \"Ines Calder\" --set ines.calder@northmoor.example").exit_code, 0);
  EXPECT_EQ(config(), before + "me: [\"Ines Calder\", \"ines.calder@northmoor.example\"]\r\n");
  EXPECT_EQ(fs::status(root() / "vault/.rapport.yaml").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  for (const auto& entry : fs::directory_iterator(root() / "vault")) {
    EXPECT_NE(entry.path().extension(), ".tmp") << entry.path();
  }
}

TEST_F(Me, WritesNoSlipAndFollowsNoLink) {
  const ProcessResult slip = rapport("me --set \"Ines Caldr\"");
  EXPECT_EQ(slip.exit_code, 1);
  EXPECT_TRUE(has(slip.err, "did you mean 'Ines Calder'?")) << slip.err;
  EXPECT_EQ(config(), "");
  EXPECT_EQ(rapport("me --set ''").exit_code, 2);
  write_config("igonre: [x]\n");
  EXPECT_EQ(rapport("me --set \"Ines Calder\"").exit_code, 2);
  EXPECT_EQ(config(), "igonre: [x]\n");
  std::ofstream(root() / "elsewhere.yaml") << "ignore: [x]\n";
  fs::remove(root() / "vault/.rapport.yaml");
  fs::create_symlink(root() / "elsewhere.yaml", root() / "vault/.rapport.yaml");
  EXPECT_EQ(rapport("me --set \"Ines Calder\"").exit_code, 2);
  EXPECT_EQ(config(), "ignore: [x]\n");
}

TEST_F(Me, IsWrittenBeforeThereIsAStore) {
  fs::remove_all(root() / "store");
  EXPECT_EQ(rapport("me").exit_code, 4);
  EXPECT_EQ(rapport("me --set \"Ines Calder\"").exit_code, 0);
  EXPECT_EQ(config(), "me: \"Ines Calder\"\n");
}

TEST_F(Me, TellsWhoNamedThemAndWhatEachNameMeans) {
  write_config("me: [Ines Calder, R. Ruiz, Halden Foundry, Ines Moor]\n");
  ASSERT_EQ(rapport("ingest").exit_code, 0);
  const ProcessResult result = rapport("me --format json");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["schema"], "rapport.me/1");
  EXPECT_EQ(json["status"], "named");
  EXPECT_EQ(json["owner"]["id"], "People/Ines Calder.md");
  EXPECT_EQ(json["origin"]["kind"], "config");
  EXPECT_EQ(json["origin"]["line"], 1);
  std::string meanings;
  for (const auto& i : json["identities"]) meanings += i["meaning"].get<std::string>() + " ";
  EXPECT_EQ(meanings, "own_note other_person no_person nobody ");
  EXPECT_EQ(nlohmann::json::parse(rapport("--me \"Ines Calder\" me --format json").out)["origin"],
            nlohmann::json::parse(R"({"kind": "option", "file": ".rapport.yaml", "line": 1})"));
  EXPECT_EQ(rapport("--me \"Nobody Here\" me").exit_code, 1);
}

}  // namespace
}  // namespace rapport
