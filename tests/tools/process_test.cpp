#include "tests/tools/process.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/encoding.h"
#include "graph/layout.h"
#include "graph/store.h"
#include "tests/support/dump.h"
#include "tests/support/temp_dir.h"

// The program as a process: exit codes, streams, files. What it prints is in tests/sessions.

namespace rapport {
namespace {

namespace fs = std::filesystem;

class Program : public ::testing::Test {
 protected:
  ProcessResult rapport(const std::string& arguments,
                        const std::map<std::string, std::string>& environment = {}) {
    return run_shell("rapport --db store " + arguments, root().string(), environment);
  }
  fs::path root() const { return folder_.path(); }
  void write(const std::string& file, const std::string& text) {
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file, std::ios::binary) << text;
  }
  std::string read(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(root() / file, std::ios::binary).rdbuf();
    return text.str();
  }
  void write_small_vault() {
    write("vault/.rapport.yaml", "me: Ann Lee\n");
    write("vault/People/Bob Ray.md", "---\ntype: person\nrole: CTO\ncompany: Acme\n---\n");
    write("vault/2026-01-05 - Sync.md",
          "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray]\n---\n- ✅ Ship it.\n");
  }
  std::string stored() {
    return testing::dump(Store::open((root() / "store").string(), Access::read_only));
  }

 private:
  testing::TempDir folder_;
};

TEST_F(Program, RefusesAStoreOfAnotherFormatAndRebuildsIt) {
  write_small_vault();
  // As format 1 wrote it: format, next vertex, next source, generation, settings.
  Encoder first;
  for (const std::uint64_t number : {1U, 12U, 3U, 1U}) first.varint(number);
  first.string("v3");
  // Formats 2 and 3 have the meta value of today.
  const auto earlier = [](std::uint32_t format) {
    Meta meta;
    meta.format = format;
    meta.next_vertex = 12;
    return encode(meta);
  };
  Encoder future;
  future.varint(100);
  for (const auto& [meta, format] : {std::pair(first.bytes(), std::string("format 1,")),
                                     std::pair(earlier(2), std::string("format 2,")),
                                     std::pair(earlier(3), std::string("format 3,")),
                                     std::pair(future.bytes(), std::string("format 100,"))}) {
    fs::remove_all(root() / "store");
    open_rocksdb((root() / "store").string(), Access::read_write)
        ->write({{key_of(Family::meta), std::string(meta)}});
    for (const char* verb : {"stats", "ingest --vault vault"}) {
      const ProcessResult result = rapport(verb);
      EXPECT_EQ(result.exit_code, 4) << verb;
      EXPECT_NE(result.err.find(format), std::string::npos) << result.err;
      EXPECT_NE(result.err.find("rapport ingest --rebuild"), std::string::npos) << result.err;
    }
    EXPECT_EQ(rapport("--vault vault ingest --rebuild").exit_code, 0);
    EXPECT_EQ(rapport("stats").exit_code, 0);
  }
}

TEST_F(Program, FindsOutWhetherTheStoreIsWhole) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  EXPECT_EQ(rapport("stats --verify").exit_code, 0);
  // A value that decodes, and is not what it should be.
  const std::string directory = (root() / "store").string();
  std::string meta;
  {
    const auto store = open_rocksdb(directory, Access::read_write);
    meta = store->get(key_of(Family::meta)).value();
    Meta wrong = decode_meta(meta);
    ++wrong.counts.notes;
    store->write({{key_of(Family::meta), encode(wrong)}});
  }
  const ProcessResult text = rapport("stats --verify");
  EXPECT_EQ(text.exit_code, 4);
  EXPECT_NE(text.out.find("damaged, 2 faults; the notes are untouched: run `rapport ingest "
                          "--rebuild`"),
            std::string::npos)
      << text.out;
  EXPECT_NE(text.out.find("meta: m: the counts are not those of the store"), std::string::npos);
  const ProcessResult json = rapport("stats --verify --format json");
  EXPECT_EQ(json.exit_code, 4);
  EXPECT_NE(json.out.find("\"fault_count\": 2"), std::string::npos) << json.out;
  open_rocksdb(directory, Access::read_write)->write({{key_of(Family::meta), meta}});
  EXPECT_EQ(rapport("stats --verify").exit_code, 0);
  // A bit that turned on the disk.
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() != ".sst" || entry.file_size() < 1000) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(100);
    const int byte = file.get();
    file.seekp(100);
    file.put(static_cast<char>(byte ^ 1));
  }
  const ProcessResult damaged = rapport("stats --verify");
  EXPECT_EQ(damaged.exit_code, 4);
  EXPECT_NE(damaged.err.find("rapport ingest --rebuild"), std::string::npos) << damaged.err;
}

TEST_F(Program, TakesAStoreWithoutItsFirstFileForADamagedOne) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  fs::remove(root() / "store/CURRENT");
  const ProcessResult result = rapport("stats");
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("rapport ingest --rebuild"), std::string::npos) << result.err;
  EXPECT_EQ(rapport("--vault vault ingest --rebuild").exit_code, 0);
  EXPECT_EQ(rapport("stats --verify").exit_code, 0);
  EXPECT_FALSE(fs::exists(root() / "store.rebuild"));
}

TEST_F(Program, SaysThatAFileMayNotGrow) {
  write_small_vault();
  const ProcessResult result =
      run_shell("ulimit -f 1; rapport --db store --vault vault ingest", root().string());
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("File too large"), std::string::npos) << result.err;
}

TEST_F(Program, TellsASecondWriterWhoIsInTheWayAndLetsReadersRead) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const Store held = Store::open((root() / "store").string(), Access::read_write);
  for (const char* arguments : {"--vault vault ingest", "--vault vault ingest --rebuild"}) {
    const ProcessResult result = rapport(arguments);
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_NE(result.err.find(std::to_string(::getpid())), std::string::npos) << result.err;
  }
  EXPECT_EQ(rapport("stats").exit_code, 0);
}

TEST_F(Program, WritesNothingWhenNothingChanged) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const auto generation = [&] {
    return Store::open((root() / "store").string(), Access::read_only).generation();
  };
  const auto before = generation();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  EXPECT_EQ(generation(), before);
}

TEST_F(Program, EditDeleteAndRenameGiveTheContentOfARebuild) {
  write_small_vault();
  write("vault/People/Cid Moe.md",
        "---\ntype: person\naliases: [Ciddy]\n---\nKnows [[Bob Ray]].\n");
  write("vault/2026-01-06 - Call.md",
        "---\ntype: call\nattendees: [\"[[Ciddy]]\", Ann Lee]\n---\n");
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const auto expect_rebuild_alike = [&](const char* what) {
    ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0) << what;
    const std::string incremental = stored();
    ASSERT_EQ(rapport("--vault vault ingest --rebuild").exit_code, 0) << what;
    EXPECT_EQ(incremental, stored()) << what;
  };
  write("vault/2026-01-05 - Sync.md", "---\ntype: meeting\nattendees: [Ann Lee, Cid Moe]\n---\n");
  expect_rebuild_alike("edit");
  fs::rename(root() / "vault/People/Cid Moe.md", root() / "vault/People/Cyd Moe.md");
  expect_rebuild_alike("rename");
  fs::remove(root() / "vault/People/Bob Ray.md");
  expect_rebuild_alike("delete");
}

TEST_F(Program, ReadsAllNotesButTheOnesThatCannotBeRead) {
  write_small_vault();
  write("vault/broken.md", "---\ntitle: a: b\nrole: CTO\n---\n[[Bob Ray]]\n");
  write("vault/bytes.md", "\xff\xfe [[Bob Ray]]\n");
  write("vault/big.md", "# Big\n\n" + std::string(50U << 20U, 'x') + "\n\n[[Bob Ray]]\n");
  fs::create_directory_symlink(root() / "vault", root() / "vault/loop");
  ASSERT_EQ(::mkfifo((root() / "vault/pipe.md").c_str(), 0600), 0);
  const ProcessResult result = rapport("--vault vault ingest --format json");
  EXPECT_EQ(result.exit_code, 1) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["notes"]["added"], 5);
  const auto check = nlohmann::json::parse(rapport("check --format json").out);
  std::set<std::string> codes;
  for (const auto& d : check["diagnostics"]) codes.insert(d["code"].get<std::string>());
  for (const char* code : {"bad-yaml", "invalid-utf8", "simplified", "symlink", "not-a-file"}) {
    EXPECT_TRUE(codes.contains(code)) << code << " not in " << check.dump(1);
  }
  const auto shown =
      nlohmann::json::parse(rapport("--vault vault show 'Bob Ray' --format json").out);
  std::size_t links = 0;
  for (const auto& edge : shown["edges"]) links += edge["relation"] == "links_to" ? 1 : 0;
  EXPECT_EQ(links, 3U);
}

TEST_F(Program, GoesOnAfterANoteBecomesUnreadable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads every file, whatever its mode";
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  fs::permissions(root() / "vault/People/Bob Ray.md", fs::perms::none);
  const ProcessResult result = rapport("--vault vault ingest");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(rapport("--vault vault show 'Bob Ray'").out.find("CTO"), std::string::npos);
}

TEST_F(Program, RefusesToForgetMostOfTheVaultAtOnce) {
  for (int i = 0; i < 20; ++i) write("vault/n" + std::to_string(i) + ".md", "text\n");
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  for (int i = 0; i < 15; ++i) fs::remove(root() / ("vault/n" + std::to_string(i) + ".md"));
  const ProcessResult refused = rapport("--vault vault ingest");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("--allow-mass-delete"), std::string::npos);
  EXPECT_EQ(rapport("--vault vault ingest --allow-mass-delete").exit_code, 0);
}

TEST_F(Program, WritesResultsWholeAndByTheEndingOfTheFile) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  EXPECT_EQ(rapport("--vault vault who 'Bob Ray' -o who.json").exit_code, 0);
  EXPECT_EQ(nlohmann::json::parse(read("who.json"))["schema"], "rapport.who/1");
  EXPECT_EQ(rapport("--vault vault weekly Acme --week 2026-W02 -o week.md").exit_code, 0);
  EXPECT_TRUE(read("week.md").starts_with("---\nrapport: \"weekly/1\"\n")) << read("week.md");
  for (const auto& [file, start] :
       {std::pair("g.svg", "<?xml"), std::pair("g.pdf", "%PDF"), std::pair("g.png", "\x89PNG"),
        std::pair("g.dot", "digraph"), std::pair("g.graphml", "<?xml"), std::pair("g.json", "{")}) {
    EXPECT_EQ(rapport(std::string("--vault vault export --all -o ") + file).exit_code, 0) << file;
    EXPECT_TRUE(read(file).starts_with(start)) << file;
  }
  EXPECT_EQ(rapport("--vault vault who 'Bob Ray' -o no/such/folder/x.json").exit_code, 2);
  EXPECT_EQ(rapport("--vault vault who 'Bob Ray' -o x.docx").exit_code, 2);
}

// What rapport writes into the vault is no evidence, and may be written anew.
TEST_F(Program, ReadsNoneOfItsReportsInTheVault) {
  write_small_vault();
  write("vault/Companies/Acme.md", "---\ntype: company\n---\n");
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const std::string known = rapport("--vault vault export --all --format json").out;
  const std::string weekly = "--vault vault weekly --week 2026-W02 -o vault/Reports/";
  ASSERT_EQ(rapport(weekly).exit_code, 0);
  ASSERT_EQ(rapport(weekly + "acme.md Acme").exit_code, 0);
  ASSERT_NE(read("vault/Reports/acme-2026-w02.md").find("[["), std::string::npos);
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  EXPECT_EQ(rapport("--vault vault export --all --format json").out, known);
  const std::string before = read("vault/Reports/acme-2026-w02.md");
  EXPECT_EQ(rapport(weekly).exit_code, 0);
  EXPECT_EQ(rapport(weekly + "acme.md Acme").exit_code, 0);
  EXPECT_EQ(read("vault/Reports/acme-2026-w02.md"), before);
  write("vault/Reports/acme.md", "# My own words\n");
  EXPECT_EQ(rapport(weekly + "acme.md Acme").exit_code, 2);
  EXPECT_EQ(read("vault/Reports/acme.md"), "# My own words\n");
}

TEST_F(Program, NeverReplacesANote) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const std::string before = read("vault/People/Bob Ray.md");
  const auto result =
      rapport("--vault vault who 'Bob Ray' --format text -o 'vault/People/Bob Ray.md'");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(read("vault/People/Bob Ray.md"), before);
  EXPECT_EQ(rapport("--vault vault who 'Bob Ray' -o vault/new.md").exit_code, 0);
}

TEST_F(Program, LeavesNothingAfterADryRun) {
  write_small_vault();
  EXPECT_EQ(rapport("--vault vault ingest --dry-run").exit_code, 0);
  EXPECT_EQ(rapport("--vault vault ingest --rebuild --dry-run").exit_code, 0);
  EXPECT_FALSE(fs::exists(root() / "store"));
}

TEST_F(Program, KeepsTwoRebuildsApartAlsoWhereThereIsNoStoreYet) {
  write_small_vault();
  const auto lock =
      lock_for_writing((fs::create_directories(root() / "store"), (root() / "store").string()));
  const ProcessResult result = rapport("--vault vault ingest --rebuild");
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find(std::to_string(::getpid())), std::string::npos) << result.err;
}

TEST_F(Program, WarnsOfAGuardAlsoWhereThereIsNoPath) {
  write_small_vault();
  write(
      "vault/2026-01-07 - Plan.md",
      "---\ntype: meeting\nattendees: [Ann Lee]\n---\n- ✅ Do not contact Zed Hull until Bob Ray's "
      "approval is in.\n");
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const ProcessResult result = rapport("--vault vault who 'Zed Hull'");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("not to be contacted until Bob Ray's approval is in"),
            std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("2026-01-07 - Plan.md:5"), std::string::npos) << result.out;
}

TEST_F(Program, ColoursOnlyWhereTheyAreWanted) {
  write_small_vault();
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  struct {
    const char* option;
    std::map<std::string, std::string> environment;
    bool colored;
  } const cases[] = {{"", {}, false},
                     {"--color always", {}, true},
                     {"--color always", {{"NO_COLOR", "1"}}, true},
                     {"", {{"CLICOLOR_FORCE", "1"}}, true},
                     {"", {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, false},
                     {"--color never", {{"CLICOLOR_FORCE", "1"}}, false}};
  for (const auto& c : cases) {
    const auto result =
        rapport(std::string("--vault vault who 'Bob Ray' ") + c.option, c.environment);
    EXPECT_EQ(result.out.find('\x1b') != std::string::npos, c.colored) << c.option;
  }
}

TEST_F(Program, TakesFlagsOverEnvironmentOverConfig) {
  write_small_vault();
  write("vault/2026-01-07 - Other.md", "---\ntype: meeting\nattendees: [Dee Fox, Bob Ray]\n---\n");
  ASSERT_EQ(rapport("--vault vault ingest").exit_code, 0);
  const auto from = [&](const std::string& arguments,
                        const std::map<std::string, std::string>& environment) {
    const auto result = rapport(arguments + " who 'Bob Ray' --format json", environment);
    return nlohmann::json::parse(result.out)["from"]["name"].get<std::string>();
  };
  EXPECT_EQ(from("--vault vault", {}), "Ann Lee");
  EXPECT_EQ(from("", {{"RAPPORT_VAULT", "vault"}, {"RAPPORT_ME", "Dee Fox"}}), "Dee Fox");
  EXPECT_EQ(from("--vault vault --me 'Ann Lee'", {{"RAPPORT_ME", "Dee Fox"}}), "Ann Lee");
}

TEST_F(Program, KeepsTheStoreOutOfTheVaultAndForItsOwnerOnly) {
  write_small_vault();
  ASSERT_EQ(run_shell("rapport --vault vault ingest", root().string()).exit_code, 0);
  std::size_t stores = 0;
  for (const auto& entry : fs::directory_iterator(root() / ".local/share/rapport")) {
    ++stores;
    struct stat status = {};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
  }
  EXPECT_EQ(stores, 1U);
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root() / "vault")) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 3U);  // what was written by hand
}

}  // namespace
}  // namespace rapport
