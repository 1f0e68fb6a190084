#include "ingest/flat_head.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/graph/random.h"
#include "tests/ingest/field_text.h"

// Heads that are read without YAML are read as YAML reads them.

namespace rapport {
namespace {

using testing::dump;
using testing::Random;

std::string dump(const DiagnosticSink& sink) {
  std::string text;
  for (const Diagnostic& d : sink.all()) text += to_string(d);
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Whether the lines are a flat head; if so, YAML must see the same in them and have no complaint.
bool is_flat(const std::vector<std::string_view>& lines) {
  const auto fields = flat_fields(lines, 2);
  if (!fields) return false;
  DiagnosticSink sink("n.md");
  const std::vector<Field> expected = parse_yaml(lines, 2, sink);
  std::string text;
  for (const std::string_view line : lines) text += std::string(line) + "\n";
  EXPECT_EQ(dump(*fields), dump(expected)) << text;
  EXPECT_EQ(dump(sink), "") << text;
  return true;
}

TEST(FlatHead, TakesTheHeadsOfMostNotes) {
  for (const char* text : {
           "",
           "type: person",
           "title: \"2025-11-06 - Plan: the next step\"\ndate: '2025-11-06'\n",
           "tags:\n- type/people\n- company/acme\n\nend: x",
           "tags:\n  - a\n  -  b  \nend: x",
           "tags: [a, \"b, c\", d-e/f]\nnone: []\n",
           "attendees:\n- \"[[Ann Lee]]\"\n- '[[Bob Ray|Bob]]'\n",
           "due:\nlast contact: \n# a comment\nstart-date: ~\nnothing: null\n",
           "due:",
           "mail: zoë@example.com\nurl: https://example.com/a#b\nname: Zoë O'Neill\n",
           "plus: +49 30 1234\nprice: $5, more or less - at most\r\n",
       }) {
    EXPECT_TRUE(is_flat(lines_of(text))) << text;
  }
}

TEST(FlatHead, LeavesTheRestToYaml) {
  for (const char* text : {
           "a: b: c",
           "a: b #c",
           "a: b:",
           "a: |\n  text",
           "a: >\n  text",
           "a: b\n  c",
           "a: \"b\\n\"",
           "a: \"b\" c",
           "a: 'it''s'",
           "a: {b: c}",
           "a: [[Ann]]",
           "a: [b, [c]]",
           "a: [b,]",
           "a: [b\n  c]",
           "a: &x b",
           "a: *x",
           "a: !!str b",
           "a: @b",
           "a: `b`",
           "a: %b",
           "a: - b",
           "a: ? b",
           "a:b",
           "a : b",
           "? a\n: b",
           "- a",
           "a: b\n- c",
           "a:\n- b\n  c",
           "a:\n- b\n - c",
           "a:\n - b\n- c",
           "a:\n-\n- b",
           "a:\n- b: c",
           "a:\n- - b",
           "a:\n  b: c",
           "a: 1\na: 2",
           "Key: 1\nkey: 2",
           "null: a",
           "~: a",
           "<<: a",
           "\"a\": b",
           "a:\tb",
           "a: b\t",
           "---\na: b",
           "a: b\n...",
           "a",
           " a: b",
           "a: \"\xE2\x80\xA8",
           "ä: b",
           "a: [b: c]",
           "a: [b # c]\n",
           "a: [\"b\" c]",
           "a: ['b', c",
       }) {
    EXPECT_FALSE(flat_fields(lines_of(text), 2)) << text;
  }
}

TEST(FlatHead, LeavesToYamlWhatIsLargeEnoughToBeRefused) {
  std::string items = "a:\n";
  while (items.size() < 15'000) items += "- b\n";
  EXPECT_TRUE(is_flat(lines_of(items)));
  while (items.size() < 17'000) items += "- b\n";
  EXPECT_FALSE(flat_fields(lines_of(items), 2));
  EXPECT_FALSE(flat_fields(lines_of("a: " + std::string(1'000, 'b')), 2));
}

// Heads composed of what heads consist of, whole and in pieces.
class HeadMaker {
 public:
  explicit HeadMaker(std::uint64_t seed) : random_(seed) {}

  std::string head() {
    std::string text;
    for (std::size_t n = 1 + random_.below(5); n > 0; --n) text += field();
    return text;
  }

 private:
  std::string field() {
    const char* const keys[] = {"type", "tags",     "last contact", "Last-Contact",
                                "a",    "due_date", "null",         "yes",
                                "k1",   "ä",        "a ",           "title"};
    std::string text = std::string(random_.pick(keys)) + ":";
    if (random_.one_in(3)) {
      if (random_.one_in(4)) text += ' ';
      text += end();
      const char* const indents[] = {"", "", "  ", "  ", "    "};
      const char* const indent = random_.pick(indents);
      for (std::size_t n = random_.below(4); n > 0; --n) {
        text += random_.one_in(20) ? " " : indent;
        text += std::string(random_.one_in(15) ? "-" : "- ") + value() + end();
      }
      return text;
    }
    if (random_.one_in(5)) {
      text += " [";
      for (std::size_t n = random_.below(4); n > 0; --n) text += value() + (n > 1 ? ", " : "");
      return text + "]" + end();
    }
    return text + " " + value() + end();
  }

  std::string value() {
    if (random_.one_in(random_.one_in(4) ? 1 : 8)) return pieces();
    const char* const values[] = {"word",         "two words",
                                  "2025-11-06",   "\"quoted\"",
                                  "'single'",     "~",
                                  "null",         "\"[[Ann Lee]]\"",
                                  "''",           "\"\"",
                                  "type/people",  "Zoë Müller",
                                  "x@y.org",      "http://x.y/z",
                                  "[[Ann Lee]]",  "3.14",
                                  "\"a: b # c\"", "true",
                                  "C# and C",     "it's",
                                  "(none)",       "a, b; c - d",
                                  "$5",           "'a \"b\" c'",
                                  "+49 30 12",    "_Unknown_",
                                  "/path/x.md",   "50% of it"};
    return random_.pick(values);
  }

  std::string pieces() {
    const char* const parts[] = {"a",        " ",
                                 ":",        ": ",
                                 "#",        " #",
                                 "\"",       "'",
                                 "[",        "]",
                                 "{",        "}",
                                 ",",        ", ",
                                 "-",        "- ",
                                 "?",        "&",
                                 "*",        "!",
                                 "|",        "\\",
                                 "%",        "@",
                                 "~",        "\t",
                                 "é",        "\xE2\x80\xA8",
                                 "\xC2\x85", "\xEF\xBB\xBF",
                                 "b c",      "null",
                                 "="};
    std::string text;
    for (std::size_t n = 1 + random_.below(4); n > 0; --n) text += random_.pick(parts);
    return text;
  }

  std::string end() {
    const char* const ends[] = {"\n",           "\n",
                                "\n",           "\n",
                                "\n",           "\n",
                                "\n",           "\r\n",
                                "  \n",         "\n\n",
                                "\n  \n",       "\n# comment\n",
                                " # comment\n", "\n  # comment\n",
                                "\t\n"};
    return random_.pick(ends);
  }

  Random random_;
};

TEST(FlatHead, AgreesWithYamlOnWhateverItTakes) {
  constexpr int kHeads = 40'000;
  int flat = 0;
  for (std::uint64_t seed = 0; seed < kHeads && !HasFailure(); ++seed) {
    const std::string head = HeadMaker(seed).head();
    flat += is_flat(lines_of(head)) ? 1 : 0;
  }
  EXPECT_GT(flat, kHeads / 12);
  EXPECT_LT(flat, kHeads / 2);
}

TEST(FlatHead, AgreesWithYamlOnTheVaultsOfTheTests) {
  namespace fs = std::filesystem;
  int heads = 0;
  int flat = 0;
  for (const auto& entry : fs::recursive_directory_iterator(RAPPORT_TEST_VAULTS)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    std::vector<std::string_view> lines = lines_of(text);
    if (lines.empty() || lines[0] != "---") continue;
    const auto end = std::find(lines.begin() + 1, lines.end(), "---");
    ++heads;
    flat += is_flat({lines.begin() + 1, end}) ? 1 : 0;
  }
  EXPECT_GT(heads, 50);
  EXPECT_GT(flat, heads / 2) << heads;
}

}  // namespace
}  // namespace rapport
