#include "tests/support/hostile_notes.h"

#include <algorithm>
#include <array>
#include <iostream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ingest/ingest.h"
#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"

// A note may come from anyone. Each is read by a child with 2 s of CPU and 512 MB: it ends, what
// the note says besides the attack is known, or a diagnostic tells that it may not be.

namespace rapport {
namespace {

using testing::Attack;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimited = false;  // sanitizers reserve terabytes, and take five times as long
#else
constexpr bool kLimited = true;
#endif
constexpr rlim_t kSeconds = 2;
constexpr rlim_t kBytes = rlim_t{512} * 1024 * 1024;

// Whatever a note says behind an attack and, last, before it. A line of claim_lines() has both.
struct Fact {
  const char* kind;
  const char* words;
};
constexpr std::array<Fact, 5> kFacts = {{{"task: ", "Send the offer to legal"},
                                         {"decision: ", "The harbor terms are settled"},
                                         {"links_to: ", "Last Word"},
                                         {"", "Harbor"},
                                         {"attended: ", "Ann Lee"}}};
constexpr std::size_t kBehindBody = 3;
constexpr std::size_t kLongHead = 60'000;  // bytes; of over 64 KiB it is not given to YAML

struct Reading {
  bool ended = false;
  std::string why;  // it did not
  bool has_diagnostic = false;
  std::array<bool, kFacts.size()> found = {};
};

// In the child: one character for the diagnostics, one for each fact.
std::string read_note(const std::string& text) {
  MemorySource source({{"People/Ann Lee.md", "---\ntype: person\ncompany: Acme\n---\n"},
                       {"People/Bob Ray.md", "---\ntype: person\n---\n"},
                       {"m.md", text}});
  Store store = Store::in_memory();
  const IngestSummary summary = ingest(source, store, options_for({}));
  const bool told = std::any_of(
      summary.diagnostics.begin(), summary.diagnostics.end(),
      [](const Diagnostic& d) { return d.note == "m.md" && d.code != "unresolved-link"; });
  std::string answer = told ? "d" : "-";
  const std::vector<std::string> lines = claim_lines(store);
  for (const Fact& fact : kFacts) {
    const bool found = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.starts_with(fact.kind) && line.find(fact.words) != std::string::npos;
    });
    answer += found ? "f" : "-";
  }
  return answer;
}

Reading read_in_child(const std::string& text) {
  std::array<int, 2> pipe_ends = {};
  EXPECT_EQ(::pipe(pipe_ends.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    if (kLimited) {
      const rlimit seconds = {kSeconds, kSeconds};
      const rlimit bytes = {kBytes, kBytes};
      if (::setrlimit(RLIMIT_CPU, &seconds) != 0 || ::setrlimit(RLIMIT_AS, &bytes) != 0) {
        ::_exit(2);
      }
    }
    try {
      const std::string answer = read_note(text);
      ::_exit(::write(pipe_ends[1], answer.data(), answer.size()) > 0 ? 0 : 2);
    } catch (const std::exception& e) {
      ::_exit(::write(pipe_ends[1], e.what(), std::char_traits<char>::length(e.what())) > 0 ? 1
                                                                                            : 2);
    }
  }
  ::close(pipe_ends[1]);
  std::array<char, 200> answer = {};
  const ssize_t length = std::max<ssize_t>(::read(pipe_ends[0], answer.data(), answer.size()), 0);
  ::close(pipe_ends[0]);
  int status = 0;
  rusage usage = {};
  ::wait4(child, &status, 0, &usage);
  Reading reading;
  reading.ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  const std::string said(answer.data(), static_cast<std::size_t>(length));
  reading.why = fmt::format("status {:#x}, {:.1f} s, {} MB: {}", status,
                            static_cast<double>(usage.ru_utime.tv_sec) +
                                static_cast<double>(usage.ru_utime.tv_usec) / 1e6,
                            usage.ru_maxrss / 1024, said);
  if (!reading.ended) return reading;
  reading.has_diagnostic = said.at(0) == 'd';
  for (std::size_t i = 0; i < kFacts.size(); ++i) reading.found.at(i) = said.at(i + 1) == 'f';
  return reading;
}

TEST(HostileNotes, EndAndLoseNoFactUntold) {
  std::size_t notes = 0;
  std::size_t told = 0;
  std::size_t facts = 0;
  std::size_t kept = 0;
  for (const std::size_t bytes : {10'000U, 60'000U, 100'000U}) {
    for (const Attack& attack : testing::attacks(bytes)) {
      if (bytes == kLongHead && !attack.is_head) continue;
      const std::string what = fmt::format("{} in {} KB", attack.name, bytes / 1000);
      const Reading reading = read_in_child(note_with(attack));
      ++notes;
      EXPECT_TRUE(reading.ended) << what << ": " << reading.why;
      told += reading.has_diagnostic ? 1 : 0;
      bool has_all = true;
      for (std::size_t i = 0; i < kFacts.size(); ++i) {
        if (attack.swallows_rest && i < kBehindBody) continue;
        ++facts;
        kept += reading.found.at(i) ? 1 : 0;
        has_all = has_all && reading.found.at(i);
        if (!reading.found.at(i) && reading.ended) {
          std::cout << what << ": without '" << kFacts.at(i).words << "', "
                    << (reading.has_diagnostic ? "told" : "untold") << "\n";
        }
      }
      EXPECT_TRUE(has_all || reading.has_diagnostic || !reading.ended) << what;
    }
  }
  std::cout << fmt::format("{} notes, {} with a diagnostic; {} of {} facts kept\n", notes, told,
                           kept, facts);
  EXPECT_GE(notes, 300U);
  EXPECT_GE(kept * 100, facts * 95);
}

}  // namespace
}  // namespace rapport
