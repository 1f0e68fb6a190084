#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

// The weekly report as a page, as the program writes it from the sample vault.

namespace rapport {
namespace {

namespace fs = std::filesystem;

class WeeklyPage : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::copy(fs::path(RAPPORT_TEST_VAULTS) / "sample", folder_ / "sample",
             fs::copy_options::recursive);
    ASSERT_EQ(run("ingest -q").exit_code, 0);
    ASSERT_EQ(run("weekly --week 2026-W03 --format html -o pages/").exit_code, 0);
  }
  ProcessResult run(const std::string& arguments) const {
    return shell("rapport --vault sample --db store " + arguments);
  }
  ProcessResult shell(const std::string& command) const {
    return run_shell(command, folder_.path().string());
  }
  std::string page(const std::string& account) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / ("pages/" + account + "-2026-w03.html")).rdbuf();
    return text.str();
  }

  testing::TempDir folder_;
};

TEST_F(WeeklyPage, HasItsPicturesAndNothingFromElsewhere) {
  const std::string kestrel = page("kestrel-grid");
  for (const char* part :
       {"<figure class=\"timeline\"><svg ", "aria-label=\"People and projects of Kestrel Grid",
        "Days of contact in 26 weeks", "prefers-color-scheme: dark", "size: A4",
        ".diagram [fill=\"#ffffff\"]", "default-src 'none'", "Changed:</strong> reach down",
        "no live way", "</html>"}) {
    EXPECT_NE(kestrel.find(part), std::string::npos) << part;
  }
  for (const char* part :
       {"<script", "http:", "https:", "src=", "url(", "@import", "<link", "id="}) {
    const std::size_t at = kestrel.find(part);
    const bool is_namespace =
        at != std::string::npos && kestrel.compare(at, 26, "http://www.w3.org/2000/svg") == 0;
    EXPECT_TRUE(at == std::string::npos || is_namespace) << part << kestrel.substr(at, 60);
  }
}

TEST_F(WeeklyPage, SaysSoWhereAnAccountHadAQuietWeek) {
  const std::string orchard = page("orchard-mutual");
  EXPECT_NE(orchard.find("No meetings this week."), std::string::npos);
  EXPECT_EQ(orchard.find("<figure class=\"timeline\">"), std::string::npos);
}

TEST_F(WeeklyPage, HasTheSameBytesAgain) {
  const std::string before = page("kestrel-grid");
  const ProcessResult again = run("weekly --week 2026-W03 --format html -o pages/");
  EXPECT_NE(again.err.find("0 of 3 reports written into pages/, 3 unchanged"), std::string::npos)
      << again.err;
  EXPECT_EQ(page("kestrel-grid"), before);
}

TEST_F(WeeklyPage, IsValidHtml) {
  if (shell("command -v tidy").exit_code != 0) GTEST_SKIP() << "tidy is not installed";
  for (const char* account : {"kestrel-grid", "orchard-mutual", "tidewater-foods"}) {
    const ProcessResult checked =
        shell("tidy -quiet -errors pages/" + std::string(account) + "-2026-w03.html");
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
    EXPECT_EQ(checked.err, "");
  }
}

}  // namespace
}  // namespace rapport
