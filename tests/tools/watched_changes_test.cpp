#include "tools/watched_changes.h"

#include <cerrno>

#include <gtest/gtest.h>

#include "tools/vault_watch.h"

namespace rapport {
namespace {

using std::chrono::milliseconds;

ChangeFilter a_filter() {
  NoteRules rules = default_rules();
  rules.ignore.emplace_back("Archive/");
  rules.keep_out("Private/**");
  return {std::move(rules),
          {".rapport.yaml", ".rapport/privacy.yaml", "Meta/who.yaml", ".obsidian/types.json"},
          "Data/store"};
}

TEST(WatchedChanges, AreThoseThatAnIngestWouldSee) {
  struct {
    const char* path;
    bool is_folder;
    ChangeKind kind;
  } const cases[] = {
      {"Ann Lee.md", false, ChangeKind::note},
      {"Meetings/2026/Zoë.md", false, ChangeKind::note},
      // What editors, sync and backup programs write beside a note.
      {".Ann Lee.md.swp", false, ChangeKind::nothing},
      {"People/.Ann Lee.md.swx", false, ChangeKind::nothing},
      {"Ann Lee.md~", false, ChangeKind::nothing},
      {".#Ann Lee.md", false, ChangeKind::nothing},
      {"#Ann Lee.md#", false, ChangeKind::nothing},
      {"4913", false, ChangeKind::nothing},
      {"Ann Lee.md.tmp", false, ChangeKind::nothing},
      {"Ann Lee.md.sb-1a2b3c4d-x", false, ChangeKind::nothing},
      {".goutputstream-X1Y2Z3", false, ChangeKind::nothing},
      {".syncthing.Ann Lee.md.tmp", false, ChangeKind::nothing},
      {".Ann Lee.md", false, ChangeKind::nothing},
      {"People/.trash/Ann Lee.md", false, ChangeKind::nothing},
      {"picture.png", false, ChangeKind::nothing},
      // What the rules leave out.
      {"Archive/Ann Lee.md", false, ChangeKind::nothing},
      {"Private/Deep/Ann Lee.md", false, ChangeKind::nothing},
      {"Archive", true, ChangeKind::nothing},
      {"Private", true, ChangeKind::nothing},
      {"Archived", true, ChangeKind::folder},
      {"People", true, ChangeKind::folder},
      {".trash", true, ChangeKind::nothing},
      {".git/refs", true, ChangeKind::nothing},
      // The settings, and no more of their folders.
      {".rapport.yaml", false, ChangeKind::settings},
      {".rapport.yaml.123.tmp", false, ChangeKind::nothing},
      {".rapport/privacy.yaml", false, ChangeKind::settings},
      {"Meta/who.yaml", false, ChangeKind::settings},
      {".obsidian/types.json", false, ChangeKind::settings},
      {".obsidian/workspace.json", false, ChangeKind::nothing},
      {".rapport", true, ChangeKind::folder},
      {".obsidian", true, ChangeKind::folder},
      {".obsidian/plugins", true, ChangeKind::nothing},
      // The store.
      {"Data", true, ChangeKind::folder},
      {"Data/store", true, ChangeKind::nothing},
      {"Data/store/lost", true, ChangeKind::nothing},
      {"Data/store.md", false, ChangeKind::note},
      {"Data/stored", true, ChangeKind::folder},
  };
  const ChangeFilter filter = a_filter();
  for (const auto& c : cases) EXPECT_EQ(filter.kind_of(c.path, c.is_folder), c.kind) << c.path;
  EXPECT_TRUE(filter.watches(""));
}

TEST(WatchedChanges, ComeInBurstsThatEndWhenItIsQuiet) {
  const Burst::Time start{};
  Burst burst;
  EXPECT_EQ(burst.end(), std::nullopt);
  burst.add(start);
  EXPECT_EQ(burst.end(), start + Burst::kQuiet);
  burst.add(start + milliseconds(400));
  EXPECT_EQ(burst.end(), start + milliseconds(400) + Burst::kQuiet);
  // Who never stops is not waited for.
  for (int at = 800; at < 60'000; at += 400) burst.add(start + milliseconds(at));
  EXPECT_EQ(burst.end(), start + Burst::kLongest);
  burst.clear();
  EXPECT_EQ(burst.end(), std::nullopt);
  burst.add(start + milliseconds(60'000));
  EXPECT_EQ(burst.end(), start + milliseconds(60'000) + Burst::kQuiet);
}

TEST(WatchedChanges, SayWhichLimitOfTheKernelWasMet) {
  EXPECT_NE(watch_limit_text(ENOSPC, 7).find("sudo sysctl fs.inotify.max_user_watches="),
            std::string::npos);
  EXPECT_NE(watch_limit_text(ENOSPC, 7).find("(7 of this vault"), std::string::npos);
  EXPECT_NE(watch_limit_text(EMFILE, 0).find("sudo sysctl fs.inotify.max_user_instances="),
            std::string::npos);
}

}  // namespace
}  // namespace rapport
