#include <algorithm>
#include <ctime>
#include <functional>
#include <iostream>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/template.h"
#include "ingest/clause.h"
#include "ingest/field_line.h"
#include "ingest/flat_head.h"
#include "ingest/frontmatter.h"
#include "ingest/identities.h"
#include "ingest/ingest.h"
#include "ingest/markdown.h"
#include "ingest/person_name.h"
#include "ingest/plain_blocks.h"
#include "ingest/table.h"
#include "ingest/task.h"
#include "ingest/text_lines.h"
#include "ingest/wikilink.h"
#include "ingest/words.h"
#include "ingest/written_date.h"
#include "tests/fuzz/targets.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/hostile_notes.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/output.h"

// Twice the text takes twice the time, in every scanner of ours and whatever the text is. What is
// counted is CPU time of the thread, the least of several runs: what else the machine does is not
// in it. A pair of sizes whose ratio is over kMostRatio is tried again at twice the size, twice:
// where a limit of ours lies between two sizes the ratio is of two ways, and says nothing.

namespace rapport {
namespace {

using testing::Attack;

constexpr double kMostRatio = 2.6;  // 2 is linear, 4 quadratic
constexpr int kRuns = 5;
constexpr int kSizes = 3;
constexpr std::size_t kSmallest = 10'000;  // bytes
constexpr double kNothing = 2e-4;          // s; too short to be compared, and to be of harm

struct Scanner {
  const char* name;
  bool of_heads;
  std::function<void(const std::string& text)> scan;
};

double seconds_of(const std::function<void()>& work) {
  const auto now = [] {
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  };
  const double start = now();
  work();
  return now() - start;
}

// Memory that was used once stays with the process: else larger texts pay for new pages each time.
void keep_memory() {
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
  ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
}

// How much longer the scan of `twice` takes than that of `once`.
double ratio_of(const Scanner& scanner, const std::string& once, const std::string& twice) {
  double short_one = 1e9;
  double long_one = 1e9;
  for (int run = 0; run < kRuns; ++run) {
    long_one = std::min(long_one, seconds_of([&] { scanner.scan(twice); }));
    if (long_one < kNothing) return 0;
    short_one = std::min(short_one, seconds_of([&] { scanner.scan(once); }));
    if (long_one <= kMostRatio * short_one) break;
  }
  return long_one / short_one;
}

// What is worse than linear, a line each with its ratios.
std::string slow_scans(const std::vector<Scanner>& scanners,
                       const std::function<std::vector<Attack>(std::size_t)>& attacks) {
  keep_memory();
  std::vector<std::vector<Attack>> sizes;
  for (int i = 0; i <= kSizes; ++i) sizes.push_back(attacks(kSmallest << static_cast<unsigned>(i)));
  std::string slow;
  std::size_t pairs = 0;
  for (const Scanner& scanner : scanners) {
    for (std::size_t a = 0; a < sizes[0].size(); ++a) {
      if (scanner.of_heads != sizes[0][a].is_head) continue;
      ++pairs;
      std::string ratios;
      int over = 0;
      for (std::size_t i = 0; i < kSizes; ++i) {
        const double ratio = ratio_of(scanner, sizes[i][a].text, sizes[i + 1][a].text);
        ratios += fmt::format(" {:.1f}", ratio);
        if (ratio <= kMostRatio) break;
        ++over;
      }
      if (over == kSizes)
        slow += fmt::format("{}: {}:{}\n", scanner.name, sizes[0][a].name, ratios);
    }
  }
  std::cout << pairs << " pairs of a scanner and a text\n";
  return slow;
}

// A line is what has no end in it.
std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Scanner of_lines(const char* name, const std::function<void(std::string_view)>& scan) {
  return {name, false, [scan](const std::string& text) {
            for (const std::string_view line : lines_of(text)) scan(line);
            scan(in_one_line(text));
          }};
}

void write_everywhere(const std::string& text) {
  for_terminal(text);
  json_text(nlohmann::ordered_json(text));
  const Subgraph graph = fuzz::picture_of(text);
  for (const auto& json : {to_json(graph), to_canvas(graph)}) json_text(json);
  render_graphml(graph);
  render_gexf(graph);
  render_csv_nodes(graph);
  render_dot(graph);
  render_mermaid(graph);
  Report report{{text, Tone::plain}, text, {}};
  render_text(report, true);
  render_markdown(report);
}

std::vector<Scanner> scanners() {
  static const NoteRules rules = default_rules();
  return {
      {"head", true,
       [](const std::string& text) {
         DiagnosticSink sink("n.md");
         read_frontmatter(lines_of("---\n" + text + "\n---\n"), sink);
       }},
      {"flat head", true, [](const std::string& text) { flat_fields(lines_of(text), 1); }},
      {"settings", true,
       [](const std::string& text) {
         std::vector<std::string> problems;
         parse_config(text, "config", &problems);
         DiagnosticSink sink("identities");
         parse_identities(text, sink);
       }},
      {"blocks", false, [](const std::string& text) { outline_of(text); }},
      {"plain blocks", false, [](const std::string& text) { plain_blocks(TextLines(text)); }},
      of_lines("links", [](std::string_view line) { without_link_marks(line); }),
      of_lines("task", [](std::string_view line) { parse_task(line); }),
      of_lines("date",
               [](std::string_view line) {
                 find_written_date(line);
                 leading_written_date(line);
               }),
      of_lines("words", [](std::string_view line) { words_of(line); }),
      of_lines("fields",
               [](std::string_view line) {
                 fields_in_line(line, SectionKind::none, rules);
                 fields_in_line(line, SectionKind::profile, rules);
                 is_roll_call(line);
               }),
      of_lines("cells",
               [](std::string_view line) {
                 cells_of(line);
                 is_delimiter_row(line);
               }),
      of_lines("clauses",
               [](std::string_view line) {
                 clauses_of(line);
                 sentences_of(line);
                 condition_last(line);
               }),
      of_lines("names",
               [](std::string_view line) {
                 looks_like_full_name(line);
                 bare_name(line);
                 last_first(line);
                 squashed_name(line);
               }),
      {"every format", false, write_everywhere},
  };
}

// The whole way from text to store: cues, people, statements.
void ingest_note(const Attack& attack) {
  MemorySource source({{"People/Ann Lee.md", "---\ntype: person\ncompany: Acme\n---\n"},
                       {"People/Bob Ray.md", "---\ntype: person\n---\n"},
                       {"m.md", note_with(attack)}});
  Store store = Store::in_memory();
  ingest(source, store, {});
}

TEST(Linear, IsEveryScanner) { EXPECT_EQ(slow_scans(scanners(), testing::attacks), ""); }

TEST(Linear, IsTheIngestOfANote) {
  const std::vector<Scanner> whole = {{"note", false,
                                       [](const std::string& text) {
                                         ingest_note({"", text, false, false});
                                       }},
                                      {"note's head", true, [](const std::string& text) {
                                         ingest_note({"", text, true, false});
                                       }}};
  EXPECT_EQ(slow_scans(whole, testing::attacks), "");
}

// The watch itself: what looks back from every byte is found, what looks back once is not.
TEST(Linear, IsNotWhatLooksBackFromEveryByte) {
  volatile std::size_t found = 0;
  const auto look_back = [&](const std::string& text, std::size_t step) {
    for (std::size_t i = step; i < text.size(); i += step) found = text.rfind('!', i);
  };
  const std::vector<Scanner> both = {
      {"back", false, [&](const std::string& text) { look_back(text, 100); }},
      {"once", false, [&](const std::string& text) { look_back(text, text.size() - 1); }}};
  const std::string slow = slow_scans(both, [](std::size_t n) {
    return std::vector<Attack>{{"a", std::string(n, 'a'), false, false}};
  });
  EXPECT_TRUE(slow.starts_with("back: a:")) << slow;
  EXPECT_EQ(std::count(slow.begin(), slow.end(), '\n'), 1) << slow;
}

}  // namespace
}  // namespace rapport
