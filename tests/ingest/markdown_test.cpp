#include "ingest/markdown.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/note.h"

namespace rapport {
namespace {

std::string headings(const Outline& outline) {
  std::string text;
  for (const Heading& h : outline.headings) {
    text += fmt::format("{}h{} {}@{}", text.empty() ? "" : "; ", h.level, h.text, h.line);
  }
  return text;
}

// The visible text with runs of blanks as one '_', line by line.
std::string visible(std::string_view body) {
  std::string text;
  for (const char c : outline_of(body).visible) {
    if (c == ' ' && text.ends_with('_')) continue;
    text += c == ' ' ? '_' : c;
  }
  return text;
}

std::string repeat(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

TEST(Markdown, FindsHeadings) {
  struct {
    const char* body;
    const char* headings;
  } const cases[] = {
      {"# A\ntext\n## B ##\n", "h1 A@1; h2 B@3"},
      {"###### F\n####### G\n", "h6 F@1"},
      {"#tag\n", ""},
      {"   # A\n    # code\n", "h1 A@1"},
      {"Title\n=====\n\nSub\n---\n", "h1 Title@1; h2 Sub@4"},
      {"## [[Ann Lee]] & *co*\n", "h2 [[Ann Lee]] & *co*@1"},
      {"```\n# code\n```\n# A\n", "h1 A@4"},
      {"# A\r\n\r\n# B\r\n", "h1 A@1; h1 B@3"},
      {"# Twice\n# Twice\n", "h1 Twice@1; h1 Twice@2"},
      {"> # quoted\n", "h1 quoted@1"},
      {"#\n", "h1 @1"},
      {"\\# no\n", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(headings(outline_of(c.body)), c.headings) << c.body;
}

TEST(Markdown, HidesCodeCommentsAndFormulas) {
  struct {
    const char* body;
    const char* visible;
  } const cases[] = {
      {"a `code` b", "a_b"},
      {"a ``c ` d`` b", "a_b"},
      {"a `open b", "a_`open_b"},
      {"a ``x` b", "a_``x`_b"},
      {"a \\`x\\` b", "a_\\`x\\`_b"},
      {"a `two\nlines` b", "a_\n_b"},
      {"a `open\n\nb` c", "a_`open\n\nb`_c"},
      {"- a `x\n- y` b", "-_a_`x\n-_y`_b"},
      {"- [ ] `x` y", "-_[_]_y"},
      {"a\n```\n[[x]]\n```\nb", "a\n_\n_\n_\nb"},
      {"~~~\n[[x]]\n```\n~~~\nb", "_\n_\n_\n_\nb"},
      {"```dataview\n[[x]]\n```\n[[y]]", "_\n_\n_\n[[y]]"},
      {"- a\n  ```\n  [[x]]\n  ```\n- b", "-_a\n_\n_\n_\n-_b"},
      {"a\n\n    indented\n\nb", "a\n\n_\n\nb"},
      {"a\n    no code\n", "a\n_no_code\n"},
      {"```\nnever closed\n", "_\n_\n"},
      {"a <!-- [[x]] --> b", "a_b"},
      {"a <!--\n[[x]]\n--> b", "a_\n_\n_b"},
      {"a <!-- open\n[[x]]", "a_\n_"},
      {"a %%[[x]]%% b", "a_%%[[x]]%%_b"},
      {"a $$x_1 [[y]]$$ b", "a_b"},
      {"a $$\nx [[y]]\n$$ b", "a_\n_\n_b"},
      {"costs 5$$ now\n\nand 6$$ then", "costs_5$$_now\n\nand_6$$_then"},
      {"costs 5$$ now\r\n\r\nand 6$$ then", "costs_5$$_now\r\n\r\nand_6$$_then"},
      {"| a `x` | [[b\\|c]] |", "|_a_|_[[b\\|c]]_|"},
      {"[[*x* y]]", "[[*x*_y]]"},
      {"[[ref]]\n\n[ref]: http://x", "[[ref]]\n\n[ref]:_http://x"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(visible(c.body), c.visible) << c.body;
}

TEST(Markdown, KeepsTheLengthAndTheLinesOfTheText) {
  for (const char* body : {"a `ö` b\n```\nü\n```\n<!-- é -->", "\r\na\r\n`x`\r\n", "`\n`\n"}) {
    const std::string shown = outline_of(body).visible;
    EXPECT_EQ(shown.size(), std::string_view(body).size()) << body;
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'),
              std::count(body, body + std::string_view(body).size(), '\n'))
        << body;
  }
}

// Texts on which cmark-gfm takes seconds or gigabytes: a linear scanner of ours reads them.
TEST(Markdown, ReadsHostileTextsWithoutCmark) {
  const std::string good = "\n\n# Good\n\n[[Ann Lee]] and `code`\n";
  const std::string wide =
      "|" + repeat("a|", 20'000) + "\n|" + repeat("-|", 20'000) + "\n" + repeat("a\n", 20'000);
  struct {
    const char* name;
    std::string text;
    bool simplified;
  } const cases[] = {
      {"wide table", wide, false},
      {"quotes", repeat("> ", 100'000), true},
      {"quotes without blanks", repeat(">", 100'000) + repeat("a*", 60'000), true},
      {"lists", repeat("- ", 100'000), true},
      {"deep indents", repeat(" ", 1'000) + "- x", true},
      {"brackets", repeat("[", 100'000), true},
      {"image brackets", repeat("![[]()", 100'000), true},
      {"emphasis", repeat("*a", 100'000), true},
      {"underscores", repeat("_a ", 100'000), true},
      {"angle brackets", repeat("a<?", 100'000), true},
      {"backticks", repeat("`a``", 100'000), true},
      {"links in lists", repeat("- ", 50'000) + repeat("](", 50'000), true},
      {"many paragraphs", repeat("Words of no harm at all.\n\n", 200'000), false},
      {"much normal text", repeat("Words of no harm at all.\n\n", 300'000), true},
      {"one long line", repeat("x ", 70'000), true},
      {"dollars", repeat("$$ a $$b", 200'000), true},
      {"dollars alone", repeat("a$$\n\n", 200'000), false},
      {"comments", repeat("<!-- ", 100'000), true},
      {"nul bytes", std::string(1'000, '\0'), false},
  };
  for (const auto& c : cases) {
    const bool swallows = std::string_view(c.name) == "comments";
    const Outline outline = outline_of(c.text + good);
    EXPECT_EQ(!outline.simplified.empty(), c.simplified) << c.name << outline.simplified;
    EXPECT_NE(headings(outline).find("h1 Good"), std::string::npos) << c.name;
    EXPECT_EQ(outline.visible.ends_with("[[Ann Lee]] and       \n"), !swallows) << c.name;
    EXPECT_EQ(outline.visible.size(), c.text.size() + good.size()) << c.name;
  }
}

TEST(Markdown, EndsQuicklyOnManyReferences) {
  std::string text = "[r]: http://x/" + repeat("u", 50'000) + "\n\n";
  text += repeat("[r]\n\n", 50'000);
  const Outline outline = outline_of(text + "# Good\n");
  EXPECT_NE(headings(outline).find("h1 Good"), std::string::npos);
}

TEST(Markdown, ReadsASimplifiedTextLineByLine) {
  const std::string head = std::string(70'000, 'x') + "\n";
  const std::string shown =
      outline_of(head + "a `code` b\n```\n[[x]]\n```\n~~~\n# c\n~~~\n# B\n").visible;
  EXPECT_EQ(shown.substr(head.size()), "a        b\n   \n     \n   \n   \n   \n   \n# B\n");
}

TEST(Markdown, CountsLinesAsTheNoteDoes) {
  // cmark takes a lone carriage return for a line end.
  DiagnosticSink sink("n.md");
  const Note note = parse_note("n.md", "a\rb\n```\nx\n```\n# [[y]]\r", default_rules(), sink);
  EXPECT_EQ(note.line_count(), 6U);
  EXPECT_EQ(note.headings.at(0).line, 6U);
  EXPECT_EQ(note.links.at(0).line, 6U);
  EXPECT_EQ(note.visible_line(4), " ");
}

}  // namespace
}  // namespace rapport
