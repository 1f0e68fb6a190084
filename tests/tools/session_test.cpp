#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

// A session is a text file: "$ command", then "> " lines for stdout, "! " for stderr, and "? n" for
// an exit code other than 0. All commands of a file run in one folder, which holds copies of the
// test vaults. Other lines are remarks. RAPPORT_UPDATE_GOLDENS=1 writes what came into the files.

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string prefixed(const std::string& text, const std::string& mark) {
  std::string lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines += mark + line + "\n";
  return lines;
}

// What differs from run to run, and says nothing: the time taken and the folder.
std::string normalized(std::string text, const std::string& folder) {
  for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
    text.replace(at, folder.size(), "TMP");
  }
  text = std::regex_replace(text, std::regex(R"(in \d+\.\d+ s)"), "in N s");
  text = std::regex_replace(text, std::regex(R"(rapport/(\w+)-[0-9a-f]{8})"), "rapport/$1-HASH");
  text = std::regex_replace(text, std::regex(R"("seconds": [0-9.e-]+)"), "\"seconds\": N");
  return std::regex_replace(text, std::regex(R"(process \d+)"), "process N");
}

std::string replay(const std::string& session, const std::string& folder) {
  std::string actual;
  std::istringstream in(session);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("> ") || line.starts_with("! ") || line.starts_with("? ") || line == ">" ||
        line == "!") {
      continue;
    }
    actual += line + "\n";
    if (!line.starts_with("$ ")) continue;
    const ProcessResult result = run_shell(line.substr(2), folder);
    actual += prefixed(normalized(result.out, folder), "> ");
    actual += prefixed(normalized(result.err, folder), "! ");
    if (result.exit_code != 0) actual += "? " + std::to_string(result.exit_code) + "\n";
  }
  return std::regex_replace(actual, std::regex(R"(([>!]) +\n)"), "$1\n");
}

std::string read_file(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

class Session : public ::testing::TestWithParam<std::string> {};

TEST_P(Session, IsWhatUsersSee) {
  const fs::path file = fs::path(RAPPORT_TEST_SESSIONS) / (GetParam() + ".session");
  const testing::TempDir folder;
  for (const char* vault : {"sample", "messy", "empty", "unowned"}) {
    fs::copy(fs::path(RAPPORT_TEST_VAULTS) / vault, fs::path(folder.path()) / vault,
             fs::copy_options::recursive);
  }
  const std::string expected = read_file(file);
  ASSERT_FALSE(expected.empty()) << file;
  const std::string actual = replay(expected, fs::path(folder.path()).string());
  if (std::getenv("RAPPORT_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(file, std::ios::binary) << actual;
  } else {
    EXPECT_EQ(actual, expected) << file;
  }
}

std::vector<std::string> sessions() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(RAPPORT_TEST_SESSIONS)) {
    if (entry.path().extension() == ".session") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Session, ::testing::ValuesIn(sessions()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace rapport
