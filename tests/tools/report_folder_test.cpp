#include "tools/report_folder.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temp_dir.h"
#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

const std::string kReport = "rapport: weekly/1\n\nAcme\n";

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

Entity account(const std::string& name, const std::string& id) {
  Entity entity;
  entity.name = name;
  entity.id = id;
  return entity;
}

TEST(ReportFileName, IsASlugAndSaysWhenItIsNotExact) {
  const ReportPeriod week = IsoWeek{2026, 3};
  EXPECT_EQ(
      report_file_name(account("Kestrel Grid", "Customers/Kestrel Grid.md"), false, week, "md"),
      "kestrel-grid-2026-w03.md");
  EXPECT_EQ(report_file_name(account("Acme", "Acme.md"), false,
                             {*parse_date("2026-01-01"), *parse_date("2026-01-31")}, "html"),
            "acme-2026-01-01-2026-01-31.html");
  // Not exact, or shared with another: told apart by the id.
  std::set<std::string> names;
  const std::pair<const char*, bool> inexact[] = {
      {"Zoë", false}, {"Zoe!", false}, {"../../etc/passwd", false}, {"王", false},
      {"", false},    {"Zoe", true},   {".hidden", false},          {"a\nb", false}};
  for (const auto& [name, shares] : inexact) {
    const std::string file =
        report_file_name(account(name, "C/" + std::string(name) + ".md"), shares, week, "md");
    EXPECT_EQ(file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."), std::string::npos);
    EXPECT_EQ(std::count(file.begin(), file.end(), '.'), 1) << file;
    EXPECT_NE(file.front(), '-');
    EXPECT_NE(file, "zoe-2026-w03.md");
    EXPECT_TRUE(names.insert(file).second) << file;
  }
  EXPECT_LE(report_file_name(account(std::string(500, 'x'), "x.md"), false, week, "md").size(),
            85U);
}

TEST(ReportFolder, WritesWhatChangedAndReplacesOnlyItsOwn) {
  const testing::TempDir folder;
  const std::string reports = (folder / "Reports/").string();
  EXPECT_EQ(write_reports(reports, {{"a.md", kReport}, {"b.md", kReport}}), 2U);
  EXPECT_EQ(write_reports(reports, {{"a.md", kReport + "more"}, {"b.md", kReport}}), 1U);
  EXPECT_EQ(read(folder / "Reports/a.md"), kReport + "more");
  EXPECT_EQ(files_in(folder / "Reports"), 2U);  // nothing temporary is left
  // A foreign file stops all of them.
  write(folder / "Reports/b.md", "# My own notes\n");
  EXPECT_THROW(write_reports(reports, {{"a.md", kReport}, {"b.md", kReport}}), UsageError);
  EXPECT_EQ(read(folder / "Reports/a.md"), kReport + "more");
  EXPECT_EQ(read(folder / "Reports/b.md"), "# My own notes\n");
}

TEST(ReportFolder, FollowsNoLinkAndReplacesNothingButFiles) {
  const testing::TempDir folder;
  const std::string reports = folder.path().string();
  write(folder / "own.md", kReport);
  fs::create_symlink(folder / "own.md", folder / "link.md");
  fs::create_symlink(folder / "nowhere", folder / "dangling.md");
  fs::create_directory(folder / "folder.md");
  ASSERT_EQ(::mkfifo((folder / "pipe.md").c_str(), 0600), 0);
  for (const char* name : {"link.md", "dangling.md", "folder.md", "pipe.md"}) {
    EXPECT_THROW(write_reports(reports, {{"new.md", kReport}, {name, kReport + "x"}}), UsageError)
        << name;
    EXPECT_FALSE(is_report_file((folder / name).string())) << name;
  }
  EXPECT_EQ(read(folder / "own.md"), kReport);
  EXPECT_FALSE(fs::exists(folder / "new.md"));
  EXPECT_TRUE(is_report_file((folder / "own.md").string()));
}

TEST(ReportFolder, WritesNothingThatItWouldNotKnowAgain) {
  const testing::TempDir folder;
  EXPECT_THROW(write_reports(folder.path().string(), {{"a.md", kReport}, {"b.md", "# Acme\n"}}),
               UsageError);
  EXPECT_THROW(write_reports(folder.path().string(), {{"a.md", kReport}, {"a.md", kReport}}),
               UsageError);
  EXPECT_THROW(write_reports((folder / "no/such").string(), {{"a.md", kReport}}), UsageError);
  EXPECT_EQ(files_in(folder.path()), 0U);
}

}  // namespace
}  // namespace rapport
