#include "ingest/vault_source.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/ingest/claims_text.h"
#include "tests/support/temp_dir.h"

// What lies in folders, and what of it is a note.

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::TempDir;

void write(const fs::path& path, std::string_view text = "text\n") {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string listed(const fs::path& vault, const NoteRules& rules = default_rules()) {
  std::string paths;
  const Source::Listing listing = open_vault(vault.string(), rules)->list();
  for (const SourceItem& item : listing.items) paths += (paths.empty() ? "" : "; ") + item.path;
  for (const Diagnostic& d : listing.diagnostics) {
    paths += (paths.empty() ? "[" : "; [") + d.code + "] " + d.note;
  }
  return paths;
}

TEST(VaultSource, ListsNotesInOrder) {
  const TempDir dir;
  for (const char* name : {"b.md", "a/z.md", "a.md", "a/b/c.md", "x.txt", "y.MD", "md", ".md"}) {
    write(dir / name);
  }
  EXPECT_EQ(listed(dir.path()), "a.md; a/b/c.md; a/z.md; b.md");
}

TEST(VaultSource, ReadsWhatItListed) {
  const TempDir dir;
  write(dir / "a/n.md", "one");
  const auto source = open_vault(dir.path().string(), default_rules());
  const auto items = source->list().items;
  std::string why;
  EXPECT_EQ(source->read(items.at(0), why), "one");
  EXPECT_EQ(items.at(0).fingerprint.size, 3U);
  write(dir / "a/n.md", "other");
  EXPECT_EQ(source->read(items.at(0), why), "other");
  fs::remove(dir / "a/n.md");
  EXPECT_EQ(source->read(items.at(0), why), std::nullopt);
  EXPECT_NE(why, "");
}

TEST(VaultSource, LeavesOutHiddenFoldersAndWhatIsIgnored) {
  const TempDir dir;
  for (const char* name : {".obsidian/x.md", ".trash/y.md", ".git/z.md", "Archive/a.md",
                           "Archive/b/c.md", "Old/Archive/d.md", "n.excalidraw.md", "e.md"}) {
    write(dir / name);
  }
  NoteRules rules = default_rules();
  rules.ignore = {"Archive/**", "*.excalidraw.md"};
  EXPECT_EQ(listed(dir.path(), rules), "Old/Archive/d.md; e.md");
  rules.ignore = {"Archive/", "Old/**"};
  EXPECT_EQ(listed(dir.path(), rules), "e.md; n.excalidraw.md");
}

TEST(VaultSource, FollowsNoLinks) {
  const TempDir dir;
  const TempDir outside;
  write(outside / "secret.md");
  write(dir / "n.md");
  fs::create_symlink(outside / "secret.md", dir / "file.md");
  fs::create_directory_symlink(outside.path(), dir / "folder");
  fs::create_directory_symlink(dir.path(), dir / "loop");
  fs::create_symlink("nowhere", dir / "broken.md");
  const std::string list = listed(dir.path());
  EXPECT_TRUE(list.starts_with("n.md; [symlink] ")) << list;
  EXPECT_EQ(list.find("secret"), std::string::npos);
  for (const char* name : {"file.md", "folder", "loop", "broken.md"}) {
    EXPECT_NE(list.find(std::string("[symlink] ") + name), std::string::npos) << name << list;
  }
}

TEST(VaultSource, DoesNotReadThroughALinkThatCameLater) {
  const TempDir dir;
  const TempDir outside;
  write(outside / "n.md", "secret");
  write(dir / "a/n.md", "mine");
  const auto source = open_vault(dir.path().string(), default_rules());
  const auto items = source->list().items;
  fs::remove_all(dir / "a");
  fs::create_directory_symlink(outside.path(), dir / "a");
  std::string why;
  EXPECT_EQ(source->read(items.at(0), why), std::nullopt);
  fs::remove(dir / "a");
  fs::create_directory(dir / "a");
  fs::create_symlink(outside / "n.md", dir / "a/n.md");
  EXPECT_EQ(source->read(items.at(0), why), std::nullopt);
}

TEST(VaultSource, DoesNotWaitForPipes) {
  const TempDir dir;
  write(dir / "n.md");
  ASSERT_EQ(::mkfifo((dir / "pipe.md").c_str(), 0600), 0);
  EXPECT_EQ(listed(dir.path()), "n.md; [not-a-file] pipe.md");
  const auto source = open_vault(dir.path().string(), default_rules());
  const auto items = source->list().items;
  fs::remove(dir / "n.md");
  ASSERT_EQ(::mkfifo((dir / "n.md").c_str(), 0600), 0);
  std::string why;
  EXPECT_EQ(source->read(items.at(0), why), std::nullopt);
}

TEST(VaultSource, TellsWhatItMayNotRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read what it has no permission for";
  const TempDir dir;
  write(dir / "closed/n.md");
  write(dir / "n.md");
  fs::permissions(dir / "closed", fs::perms::none);
  fs::permissions(dir / "n.md", fs::perms::none);
  EXPECT_EQ(listed(dir.path()), "n.md; [unreadable] closed");
  Store store = Store::in_memory();
  const auto source = open_vault(dir.path().string(), default_rules());
  ingest(*source, store, options_for({}));
  EXPECT_EQ(claims_of_kind(store, "[unreadable]"), "closed:0:0; n.md:0:0");
  fs::permissions(dir / "closed", fs::perms::owner_all);
}

TEST(VaultSource, RefusesNotesOfOver64MiB) {
  const TempDir dir;
  write(dir / "n.md");
  fs::resize_file(dir / "n.md", 65U * 1024 * 1024);
  const auto source = open_vault(dir.path().string(), default_rules());
  std::string why;
  EXPECT_EQ(source->read(source->list().items.at(0), why), std::nullopt);
  EXPECT_EQ(why, "over 64 MiB");
}

TEST(VaultSource, GivesTheFactsOfANoteOf50Megabytes) {
  const TempDir dir;
  std::string text = meeting_note("[Ann Lee, Bob Ray]");
  const std::string line = "Many words of no use at all, without a name or a date in them; ";
  std::string lines = "[[Cy Ott]] and `code`\n\n";
  while (lines.size() < 16'000) lines += line + line + line + line + "\n";
  text.reserve(51U * 1024 * 1024);
  while (text.size() < 50U * 1024 * 1024) text += lines;
  write(dir / "m.md", text + "- ✅ Last word\n");
  Store store = Store::in_memory();
  const auto source = open_vault(dir.path().string(), default_rules());
  ingest(*source, store, options_for({}));
  EXPECT_EQ(claims_of_kind(store, "decision"), "m | Last word | 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "[simplified]"), "m.md:0:0");
  EXPECT_EQ(store.ties(store.find_name("Ann Lee").at(0)).size(), 1U);
}

TEST(VaultSource, ReachesDeepFolders) {
  const TempDir dir;
  fs::path deep = dir.path();
  std::string expected;
  for (int i = 0; i < 400; ++i) {
    deep /= "d";
    expected += "d/";
  }
  write(deep / "n.md");
  EXPECT_EQ(listed(dir.path()), expected + "n.md");
}

TEST(VaultSource, ShowsNamesThatAreNoUtf8) {
  const TempDir dir;
  write(dir / "caf\xE9.md", "[[Ann Lee]]");
  write(dir / "b\xFF/n.md");
  EXPECT_EQ(listed(dir.path()), "b\\xff/n.md; caf\\xe9.md");
  const auto source = open_vault(dir.path().string(), default_rules());
  std::string why;
  EXPECT_EQ(source->read(source->list().items.at(1), why), "[[Ann Lee]]");
}

TEST(VaultSource, OfAMissingFolderThrows) {
  EXPECT_THROW(open_vault("/no/such/vault", default_rules()), std::runtime_error);
  const TempDir dir;
  write(dir / "file");
  EXPECT_THROW(open_vault((dir / "file").string(), default_rules()), std::runtime_error);
  EXPECT_EQ(listed(dir.path()), "");
}

TEST(VaultSource, KnowsTheTemplateFoldersThatObsidianIsSetTo) {
  const TempDir dir;
  const auto folders = [&] {
    NoteRules rules = default_rules();
    const std::size_t usual = rules.template_folders.size();
    add_configured_templates(dir.path().string(), rules);
    std::string added;
    for (std::size_t i = usual; i < rules.template_folders.size(); ++i)
      added += rules.template_folders[i] + ";";
    return added;
  };
  EXPECT_EQ(folders(), "");
  write(dir / ".obsidian/templates.json", R"({"folder": "Vorlagen/Neu/"})");
  write(dir / ".obsidian/plugins/templater-obsidian/data.json",
        R"({"templates_folder": "_T", "x": 1})");
  EXPECT_EQ(folders(), "vorlagen/neu;_t;");
  write(dir / ".obsidian/templates.json", "{ broken");
  write(dir / ".obsidian/plugins/templater-obsidian/data.json", R"({"templates_folder": 7})");
  EXPECT_EQ(folders(), "");
  write(dir / ".obsidian/templates.json", R"(["folder"])");
  EXPECT_EQ(folders(), "");
}

TEST(VaultSource, ReadsOnlyWhatChangedOnDisk) {
  const TempDir dir;
  write(dir / "a.md", "[[b]]");
  write(dir / "c.md", "[[b]]");
  Store store = Store::in_memory();
  const auto source = open_vault(dir.path().string(), default_rules());
  EXPECT_EQ(ingest(*source, store, options_for({})).added, 2U);
  EXPECT_FALSE(ingest(*source, store, options_for({})).wrote);
  write(dir / "a.md", "[[d]] and more");
  const IngestSummary summary = ingest(*source, store, options_for({}));
  EXPECT_EQ(summary.changed, 1U);
  EXPECT_EQ(summary.unchanged, 1U);
  EXPECT_EQ(claims_of_kind(store, "links_to"), "a -> d (dangling); c -> b (dangling)");
}

}  // namespace
}  // namespace rapport
