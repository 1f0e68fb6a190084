#include <csignal>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "graph/key_value.h"
#include "graph/store.h"
#include "tests/support/dump.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tests/tools/running_program.h"

// `rapport watch` as a process. It prints its first line once it watches, so that what a test
// changes after that line is never missed, and each test waits for lines, not for times.

namespace rapport {
namespace {

namespace fs = std::filesystem;

class Watch : public ::testing::Test {
 protected:
  void SetUp() override {
    write("vault/.rapport.yaml", "me: Ann Lee\nignore: [Archive/]\n");
    write("vault/People/Bob Ray.md", "---\ntype: person\ncompany: Acme\n---\n");
    write("vault/2026-01-05 - Sync.md",
          "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray]\n---\n- ✅ Ship it.\n");
  }
  std::string root() const { return folder_.path().string(); }
  fs::path vault() const { return folder_.path() / "vault"; }
  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((folder_.path() / file).parent_path());
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }
  std::string stored() const {
    return testing::dump(Store::open((folder_.path() / "store").string(), Access::read_only));
  }
  // What a new store says of the vault as it is now.
  std::string expected() const {
    run_shell("rapport --vault vault --db fresh ingest -q", root());
    const std::string text =
        testing::dump(Store::open((folder_.path() / "fresh").string(), Access::read_only));
    fs::remove_all(folder_.path() / "fresh");
    return text;
  }

  testing::TempDir folder_;
};

constexpr const char* kWatch = "rapport --vault vault --db store watch";

TEST_F(Watch, KeepsTheStoreAsTheNotesAre) {
  RunningProgram watch(kWatch, root());
  EXPECT_EQ(watch.line_with("notes:"), "2 notes: 2 added, 0 changed, 0 removed, 0 unchanged");

  write("vault/People/Cora Ost.md", "---\ntype: person\n---\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: People/Cora Ost.md");

  // As editors save: a swap file, a backup, and a new file that takes the note's name.
  write("vault/People/.Bob Ray.md.swp", "swap");
  write("vault/People/Bob Ray.md~", "backup");
  write("vault/People/.Bob Ray.md.new", "---\ntype: person\ncompany: Harrow\n---\n");
  fs::rename(vault() / "People/.Bob Ray.md.new", vault() / "People/Bob Ray.md");
  EXPECT_EQ(watch.line_with("changed"), "1 changed: People/Bob Ray.md");

  // A folder in a new folder, and what is written there later.
  write("vault/New/Deep/a.md", "text\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: New/Deep/a.md");
  write("vault/New/Deep/b.md", "text of b\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: New/Deep/b.md");

  // A folder that moves is watched where it is now.
  fs::rename(vault() / "New", vault() / "Newer");
  EXPECT_EQ(watch.line_with("added"),
            "2 added: Newer/Deep/a.md, Newer/Deep/b.md; 2 removed: New/Deep/a.md, New/Deep/b.md");
  write("vault/Newer/Deep/b.md", "another text\n");
  EXPECT_EQ(watch.line_with("changed"), "1 changed: Newer/Deep/b.md");

  fs::remove_all(vault() / "Newer");
  EXPECT_EQ(watch.line_with("removed"), "2 removed: Newer/Deep/a.md, Newer/Deep/b.md");
  EXPECT_EQ(stored(), expected());
}

// The last change comes behind those that mean nothing: had they meant something, they had a line.
TEST_F(Watch, ReactsToNothingThatIsNoNote) {
  RunningProgram watch("rapport --vault vault --db vault/store watch", root());
  watch.line_with("notes:");
  write("vault/Archive/old.md", "ignored\n");
  write("vault/.trash/gone.md", "hidden\n");
  write("vault/picture.png", "no note\n");
  write("vault/.obsidian/workspace.json", "{}\n");
  write("vault/secret.md", "---\nprivate: true\n---\n");
  fs::last_write_time(vault() / "People/Bob Ray.md", fs::file_time_type::clock::now());
  write("vault/last.md", "text\n");
  const std::string line = watch.line_with("last.md");
  EXPECT_EQ(line, "1 added: last.md");
  for (const char* word : {"old.md", "gone", "picture", "secret", "store/"}) {
    EXPECT_EQ(watch.said().find(word), std::string::npos) << word << "\n" << watch.said();
  }
}

TEST_F(Watch, ObeysSettingsThatChangeAndReadsNothingWhileTheyAreBroken) {
  write("vault/Private/p.md", "text\n");
  RunningProgram watch(kWatch, root());
  watch.line_with("3 notes:");
  write("vault/.rapport.yaml", "me: Ann Lee\nexclude: [\"Private/**\"]\n");
  EXPECT_EQ(watch.line_with("removed"), "1 removed (1 kept out from now on)");
  write("vault/.rapport.yaml", "me: Ann Lee\nexclud: x\n");
  watch.line_with("no note is read until that is mended");
  write("vault/Private/q.md", "text\n");
  write("vault/a.md", "text\n");
  write("vault/.rapport.yaml", "me: Ann Lee\nexclude: [\"Private/**\"]\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: a.md");
  EXPECT_EQ(stored(), expected());
}

TEST_F(Watch, WaitsForAnotherWriter) {
  fs::create_directories(folder_.path() / "store");
  auto lock = lock_for_writing((folder_.path() / "store").string());
  RunningProgram watch(kWatch, root());
  const std::string line = watch.line_with("is being written");
  EXPECT_NE(line.find(std::to_string(::getpid())), std::string::npos) << line;
  lock.reset();
  watch.line_with("2 notes: 2 added");
}

TEST_F(Watch, PrintsOneObjectALine) {
  RunningProgram watch(std::string(kWatch) + " --format json", root());
  EXPECT_EQ(nlohmann::json::parse(watch.line_with("rapport.watch/1"))["notes"]["added"], 2);
  write("vault/broken.md", "---\na: b: c\n---\n");
  const auto json = nlohmann::json::parse(watch.line_with("rapport.watch/1"), nullptr, false);
  EXPECT_EQ(json["added"], nlohmann::json({"broken.md"}));
  EXPECT_EQ(json["changed"], nlohmann::json::array());
  EXPECT_EQ(json["diagnostics"]["error"], 1);
  EXPECT_NE(watch.said().find("broken.md:2:"), std::string::npos) << watch.said();
}

TEST_F(Watch, SaysThatTheVaultIsGoneAndKeepsTheStore) {
  for (const bool moved : {true, false}) {
    RunningProgram watch(kWatch, root());
    watch.line_with("2 notes:");
    const std::string before = stored();
    if (moved) {
      fs::rename(vault(), folder_.path() / "moved");
    } else {
      fs::remove_all(vault());
    }
    watch.line_with("is gone (deleted, moved or unmounted)");
    const int status = watch.wait();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 2) << status;
    EXPECT_EQ(stored(), before);
    if (moved) fs::rename(folder_.path() / "moved", vault());
  }
}

TEST_F(Watch, RefusesToBelieveThatMostNotesAreGoneAndGoesOn) {
  for (int i = 0; i < 40; ++i) write(fmt::format("vault/Old/{}.md", i), "text\n");
  RunningProgram watch(kWatch, root());
  watch.line_with("42 notes:");
  fs::rename(vault() / "Old", folder_.path() / "Old");
  watch.line_with("40 of 42 notes are gone");
  fs::rename(folder_.path() / "Old", vault() / "Old");
  write("vault/a.md", "text\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: a.md");
}

// More changes than the kernel remembers, while the program stands still.
TEST_F(Watch, LooksAtEverythingAfterAnOverflow) {
  int most = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
  if (most <= 0 || most > 100'000) {
    GTEST_SKIP() << "the kernel remembers " << most << " changes: too many to exceed here";
  }
  RunningProgram watch(kWatch, root());
  watch.line_with("watching");
  watch.signal(SIGSTOP);
  // A new name is two changes: one that goes, one that comes.
  write("vault/a.txt", "no note\n");
  for (int i = 0; i <= most / 4; ++i) {
    fs::rename(vault() / "a.txt", vault() / "b.txt");
    fs::rename(vault() / "b.txt", vault() / "a.txt");
  }
  write("vault/Late/behind.md", "text\n");
  watch.signal(SIGCONT);
  watch.line_with("more changed at once than the kernel remembers");
  EXPECT_EQ(watch.line_with("added"), "1 added: Late/behind.md");
  write("vault/Late/watched too.md", "another text\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: Late/watched too.md");
}

TEST_F(Watch, EndsByASignalAsAnIngestDoes) {
  for (const int number : {SIGINT, SIGTERM}) {
    RunningProgram watch(kWatch, root());
    watch.line_with("watching");
    watch.signal(number);
    const int status = watch.wait();
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == number) << status;
    // Nothing has to be cleaned up behind it.
    const ProcessResult ingest = run_shell("rapport --vault vault --db store ingest", root());
    EXPECT_EQ(ingest.exit_code, 0) << ingest.err;
    EXPECT_NE(ingest.out.find("0 added, 0 changed, 0 removed, 2 unchanged"), std::string::npos);
  }
  // What a shell makes of it is the code of the contract.
  const ProcessResult shell = run_shell(
      "rapport --vault vault --db store watch > out & "
      "until grep -q notes: out; do :; done; kill -TERM $!; wait $!; echo $?",
      root());
  EXPECT_EQ(shell.out, "143\n") << shell.err;
}

// A loop around it loses nothing: what changed in between is a change, too.
TEST_F(Watch, EndsWithOnceWhenSomethingHasChangedSinceTheLastIngest) {
  const std::string once = std::string(kWatch) + " --once";
  EXPECT_EQ(run_shell(once, root()).out, "2 notes: 2 added, 0 changed, 0 removed, 0 unchanged\n");
  RunningProgram watch(once, root());
  watch.line_with("watching");
  write("vault/.hidden.md", "no note\n");
  write("vault/a.md", "text\n");
  EXPECT_EQ(watch.line_with("added"), "1 added: a.md");
  const int status = watch.wait();
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(Watch, KeepsResolvingLinksAsTheLastIngestWasTold) {
  run_shell("rapport --vault vault --db store ingest -q --strict-obsidian", root());
  RunningProgram watch(kWatch, root());
  watch.line_with("0 added, 0 changed, 0 removed, 2 unchanged");
  const Store store = Store::open((folder_.path() / "store").string(), Access::read_only);
  EXPECT_NE(store.writer_settings().find("\nstrict true\n"), std::string::npos);
}

// The kernel is made to say so: its limits are those of the whole machine.
TEST_F(Watch, SaysWhichLimitStopsIt) {
  const std::string failing =
      "strace -f -qq -o /dev/null -e inject=inotify_add_watch:error=ENOSPC:when=2 ";
  if (run_shell(failing + "true", root()).exit_code != 0) {
    GTEST_SKIP() << "strace cannot make a call fail here: the limit was not met";
  }
  const ProcessResult result = run_shell(failing + kWatch, root());
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("(1 of this vault until now): raise it with `sudo sysctl "
                            "fs.inotify.max_user_watches="),
            std::string::npos)
      << result.err;
}

TEST_F(Watch, TakesNoFileToWriteInto) {
  EXPECT_EQ(run_shell(std::string(kWatch) + " -o out.txt", root()).exit_code, 2);
}

}  // namespace
}  // namespace rapport
