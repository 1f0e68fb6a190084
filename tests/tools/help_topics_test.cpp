#include "tools/help_topics.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string shown(const std::string& topic) {
  const testing::TempDir folder;
  return run_shell("rapport help " + topic, folder.path().string()).out;
}

// The sources are asked which variables there are.
TEST(HelpTopics, NameEveryVariableThatIsRead) {
  const std::regex read(R"re((?:environment|getenv|variables|setenv)\("([A-Z_]+)")re");
  const std::regex of_table(R"re(Terminal\{"([A-Z_]+)")re");
  std::set<std::string> variables;
  for (const auto& entry : fs::directory_iterator(fs::path(RAPPORT_SOURCE_DIR) / "tools")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (const std::regex& pattern : {read, of_table}) {
      for (std::sregex_iterator at(source.begin(), source.end(), pattern), end; at != end; ++at) {
        variables.insert((*at)[1]);
      }
    }
  }
  EXPECT_GT(variables.size(), 15U);
  const std::string text = shown("environment");
  for (const std::string& variable : variables) {
    EXPECT_TRUE(std::regex_search(text, std::regex("\\b" + variable + "\\b"))) << variable;
  }
}

TEST(HelpTopics, SayWhatEveryExitCodeMeans) {
  const std::string text = shown("exit-codes");
  for (const int code : {kDone, kNothingFound, kUsage, kAmbiguous, kStoreUnusable, 130}) {
    EXPECT_NE(("\n" + text).find("\n  " + std::to_string(code) + "\n"), std::string::npos) << code;
  }
}

TEST(HelpTopics, AreInTheManualPage) {
  const std::string page = shown("help; rapport man");
  for (const HelpTopic& topic : help_topics()) {
    EXPECT_NE(page.find(".SH " + std::string(topic.title) + "\n"), std::string::npos);
    EXPECT_NE(shown(std::string(topic.name)), "");
    EXPECT_EQ(help_topic(topic.name), &topic);
  }
  EXPECT_EQ(help_topic("who"), nullptr);
}

}  // namespace
}  // namespace rapport
