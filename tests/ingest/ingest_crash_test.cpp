#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"
#include "tests/support/temp_dir.h"

// A process that is killed in the middle of an ingest leaves the store as it was.

namespace rapport {
namespace {

// Kills its process when it is read for the given time.
class DeadlySource final : public MemorySource {
 public:
  DeadlySource(Notes notes, int reads_to_live)
      : MemorySource(std::move(notes)), left_(reads_to_live) {}

  std::optional<std::string> read(const SourceItem& item, std::string& why) override {
    if (left_-- == 0) ::kill(::getpid(), SIGKILL);
    return MemorySource::read(item, why);
  }

 private:
  int left_;
};

Notes vault(int notes, const std::string& more) {
  Notes vault;
  for (int i = 0; i < notes; ++i) {
    vault[fmt::format("2025-11-06 - Meeting {:03}.md", i)] =
        meeting_note(fmt::format("[Ann Lee, Person {}]", static_cast<char>('A' + i % 26)), more);
  }
  return vault;
}

// Runs in a child of ours; returns the signal that ended it. The parent opens no database itself:
// a child does not inherit the database's threads.
int in_child(const std::function<void()>& run) {
  const pid_t child = ::fork();
  if (child == 0) {
    run();
    ::_exit(0);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

// Ingests until the source has been read so often, and then kills itself.
int ingest_in_child(const std::string& store, const Notes& notes, int reads_to_live) {
  return in_child([&] {
    DeadlySource source(notes, reads_to_live);
    Store opened = Store::open(store, Access::read_write);
    ingest(source, opened, options_for({}));
  });
}

std::string dump_in_child(const std::string& store) {
  const std::string file = store + ".dump";
  EXPECT_EQ(in_child([&] {
              std::ofstream(file) << testing::dump(Store::open(store, Access::read_only));
            }),
            0);
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Crash, InTheMiddleOfAnIngestChangesNothing) {
  const testing::TempDir dir;
  const std::string path = (dir / "store").string();
  const Notes first = vault(40, "x");
  EXPECT_EQ(ingest_in_child(path, first, 20), SIGKILL);
  EXPECT_EQ(ingest_in_child(path, first, 1'000), 0);
  const std::string before = testing::dump(store_of(first));
  EXPECT_EQ(dump_in_child(path), before);

  const Notes second = vault(40, "- ✅ Done\n[[Other]]\n");
  EXPECT_EQ(ingest_in_child(path, second, 20), SIGKILL);
  EXPECT_EQ(dump_in_child(path), before);

  EXPECT_EQ(ingest_in_child(path, second, 1'000), 0);
  EXPECT_EQ(dump_in_child(path), testing::dump(store_of(second)));
}

}  // namespace
}  // namespace rapport
