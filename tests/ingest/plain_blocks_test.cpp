#include "ingest/plain_blocks.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/markdown.h"
#include "tests/graph/random.h"

// Texts whose blocks are found without cmark have the blocks that cmark finds.

namespace rapport {
namespace {

using testing::Random;

// "h2@3 p@5-6 code@8-10"
std::string dump(const std::vector<Block>& blocks) {
  std::string text;
  for (const Block& b : blocks) {
    text += text.empty() ? "" : " ";
    if (b.kind == Block::Kind::heading) text += fmt::format("h{}", b.level);
    if (b.kind == Block::Kind::paragraph) text += "p";
    if (b.kind == Block::Kind::code) text += "code";
    text += fmt::format("@{}", b.first + 1);
    if (b.last != b.first) text += fmt::format("-{}", b.last + 1);
  }
  return text;
}

// Whether the text is a plain one; if so, cmark must find the same blocks.
bool is_plain(std::string_view text) {
  const TextLines lines(text);
  const auto blocks = plain_blocks(lines);
  if (!blocks) return false;
  EXPECT_EQ(dump(*blocks), dump(parse_blocks(lines))) << text;
  return true;
}

TEST(PlainBlocks, AreThoseOfMostNotes) {
  struct {
    const char* text;
    const char* blocks;
  } const cases[] = {
      {"", ""},
      {"\n \n\t\n", ""},
      {"# A\n\ntext\nmore\n\n## B ##\nend", "h1@1 p@3-4 h2@6 p@7"},
      {"- a\n- [ ] b\n  - c\n    still c\nlazy\n\nend\n", "p@1 p@2 p@3-5 p@7"},
      {"1. a\n2. b\n\n   - c\n\n10) d\n", "p@1 p@2 p@4 p@6"},
      {"- a\n    - b\n        - c\n", "p@1 p@2 p@3"},
      {"- a\n\n  more of a\n\nend\n", "p@1 p@3 p@5"},
      {"a\n      still a\n", "p@1-2"},
      {"a\n```cpp\n# no heading\n\n```\nb\n", "p@1 code@2-5 p@6"},
      {"~~~~\n~~~\n```\n ~~~~~  \n", "code@1-4"},
      {"- a\n# B\n- c\n```\nx\n```\n", "p@1 h1@2 p@3 code@4-6"},
      {"a\n\n---\n\nb\n", "p@1 p@5"},
      {"**Role**: CTO\n| a | b |\n|---|---|\n| [[x]] | `y` |\n", "p@1-4"},
      {"# A\r\n\r\ntext\r\n- b\r\n", "h1@1 p@3 p@4"},
      {"#tag and 2025. a\n-b\n*c*\n", "p@1-3"},
      {"[^1]\n\n[[Ann]]: `x`\n- [ ] a\n", "p@1 p@3 p@4"},
  };
  for (const auto& c : cases) {
    const TextLines lines(c.text);
    const auto blocks = plain_blocks(lines);
    ASSERT_TRUE(blocks) << c.text;
    EXPECT_EQ(dump(*blocks), c.blocks) << c.text;
    EXPECT_TRUE(is_plain(c.text));
  }
}

TEST(PlainBlocks, LeaveTheRestToCmark) {
  for (const char* text : {
           "a\n---\n",        "a\n===\n",       "> a\n",
           "- > a\n",         "<b>\n",          "    code\n",
           "a\n\n    code\n", "\tcode\n",       "- a\n\n      code\n",
           "- - a\n",         "- # a\n",        "- a\n  # b\n",
           "- ```\n",         "- a\n  ```\n",   "-\n",
           "- \n  a\n",       "-\ta\n",         "-      a\n",
           "* * *\n",         "a\n2. b\n",      "```\nnot closed\n",
           "``` `\n",         "a\rb\n",         "```\n```\t\n",
           "[a]: /url\n",     "[a\nb]: /url\n", "\xEF\xBB\xBF# a\n",
           "a\r\r\n",         "1. 2. a\n",
       }) {
    EXPECT_FALSE(plain_blocks(TextLines(text))) << text;
  }
}

// Texts composed of what notes are composed of, whole and in pieces.
class TextMaker {
 public:
  explicit TextMaker(std::uint64_t seed) : random_(seed) {}

  std::string text() {
    std::string text;
    for (std::size_t n = 1 + random_.below(8); n > 0; --n) text += line();
    if (random_.one_in(4)) text += "```\n";
    if (random_.one_in(8)) text.pop_back();
    return text;
  }

 private:
  std::string line() {
    const char* const indents[] = {"",   "",   "",    "",     "",     "",       " ",
                                   "  ", "  ", "   ", "    ", "    ", "      ", "        "};
    const char* const lines[] = {"",
                                 "",
                                 "",
                                 "words",
                                 "- item",
                                 "- item",
                                 "* item",
                                 "+ item",
                                 "1. item",
                                 "2) item",
                                 "10. item",
                                 "# A",
                                 "### B #",
                                 "#no",
                                 "```",
                                 "```cpp",
                                 "~~~",
                                 "a `code` b",
                                 "[[Ann Lee]]",
                                 "- [ ] task",
                                 "| a | b |",
                                 "**Role**: x",
                                 "a - b # c",
                                 "2025-11-06: x",
                                 "---",
                                 "***",
                                 "-   wide",
                                 "- [x](y)"};
    std::string text = random_.pick(indents);
    if (random_.one_in(10)) {
      for (std::size_t n = 1 + random_.below(4); n > 0; --n) text += piece();
    } else {
      text += random_.pick(lines);
    }
    const char* const ends[] = {"\n", "\n", "\n", "\n", "\n", "\n", " \n", "\r\n", "\n\n"};
    return text + random_.pick(ends);
  }

  std::string piece() {
    const char* const pieces[] = {"-",   "- ", "*",   "_",       "=",  "+ ", "#",  "# ", ">",
                                  "<b>", "`",  "```", "~~~",     " ",  "  ", "\t", "a",  "1. ",
                                  "1)",  "[",  "]:",  "[a]: /b", "\r", "\\", "\v", "é"};
    return random_.pick(pieces);
  }

  Random random_;
};

TEST(PlainBlocks, AreThoseOfCmarkWhateverTheText) {
  constexpr int kTexts = 40'000;
  int plain = 0;
  for (std::uint64_t seed = 0; seed < kTexts && !HasFailure(); ++seed) {
    plain += is_plain(TextMaker(seed).text()) ? 1 : 0;
  }
  EXPECT_GT(plain, kTexts / 8);
  EXPECT_LT(plain, kTexts / 2);
}

TEST(PlainBlocks, AreThoseOfCmarkInTheVaultsOfTheTests) {
  namespace fs = std::filesystem;
  int texts = 0;
  int plain = 0;
  for (const auto& entry : fs::recursive_directory_iterator(RAPPORT_TEST_VAULTS)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    const auto end = text.find("\n---\n");
    if (text.starts_with("---") && end != std::string::npos) text.erase(0, end + 5);
    ++texts;
    plain += is_plain(text) ? 1 : 0;
  }
  EXPECT_GT(texts, 50);
  EXPECT_GT(plain, texts / 2) << texts;
}

}  // namespace
}  // namespace rapport
