#include "ingest/wikilink.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/note.h"

namespace rapport {
namespace {

std::string dump(const std::vector<Wikilink>& links, bool lines = false) {
  std::string text;
  for (const Wikilink& link : links) {
    if (!text.empty()) text += "; ";
    if (link.embed) text += '!';
    if (link.markdown) text += '~';
    text += link.target;
    if (!link.heading.empty()) text += "#" + link.heading;
    if (!link.text.empty()) text += "|" + link.text;
    text += lines ? fmt::format("@{}", link.line) : fmt::format("@{}", link.column);
  }
  return text;
}

TEST(Wikilinks, AreFoundWhereTheyStand) {
  struct {
    const char* line;
    const char* links;
  } const cases[] = {
      {"[[Ann Lee]]", "Ann Lee@1"},
      {"[[Ann Lee|her]] and [[Bob]]", "Ann Lee|her@1; Bob@21"},
      {"[[Ann#Notes]] [[Ann#^id]] [[Ann#Notes|x]]", "Ann#Notes@1; Ann#^id@15; Ann#Notes|x@27"},
      {"![[plan.png]] ![[Ann Lee]]", "!plan.png@2; !Ann Lee@16"},
      {"| [[Ann Lee\\|Ann]] | x |", "Ann Lee|Ann@3"},
      {"[[a [[Bob]]", "Bob@5"},
      {"[[[Bob]]]", "Bob@2"},
      {"[[Bob]", ""},
      {"[[Bob", ""},
      {"[[]] [[ ]] [[#only]] [[|x]]", ""},
      {"[[ Ann Lee ]]", "Ann Lee@1"},
      {"[[People/Ann Lee.md]]", "People/Ann Lee.md@1"},
      {"[[../Ann Lee]]", "../Ann Lee@1"},
      {"[[*x* y]]", "*x* y@1"},
      {"[[Ann|a|b]]", "Ann|a|b@1"},
      {"[her](Ann%20Lee.md)", "~Ann Lee.md|her@1"},
      {"[her](<Ann Lee.md>)", "~Ann Lee.md|her@1"},
      {"[her](../People/Ann.md#Notes)", "~../People/Ann.md#Notes|her@1"},
      {"[site](https://x.com/a.md) [mail](mailto:a@b.c) [x](#y) [x](//h/a.md)", ""},
      {"[x](/From%20root.md)", "~From root.md|x@1"},
      {"[x](picture.png) [x](notes) [x]()", ""},
      {"[x](a%2.md) [x](a%zz.md)", "~a%2.md|x@1; ~a%zz.md|x@13"},
      {"[x](a.md [[Bob]]", "Bob@10"},
      {"[x][[Bob]]", "Bob@4"},
      {"- [ ] [[Bob]]", "Bob@7"},
      {"- [x] [[Bob]]", "Bob@7"},
      {"Größe [[Zoë Müller]]", "Zoë Müller@9"},
      {"no links", ""},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(find_wikilinks(c.line)), c.links) << c.line;
}

TEST(Links, OfMarkdownMayOmitTheEnding) {
  struct {
    const char* line;
    const char* links;
  } const cases[] = {
      {"[x](notes) [[Ann]]", "~notes|x@1; Ann@12"},
      {"[x](/team/notes#Who)", "~team/notes#Who|x@1"},
      {"[x](picture.png) [x](team/) [x](q?a) [x](a:b) [x]()", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(find_links(c.line)), c.links) << c.line;
}

TEST(Wikilinks, AreFoundOnceInTheWholeNoteAndNotInCode) {
  const char* text =
      "---\n"
      "a: \"[[One]] and [[Two]]\"\n"
      "b: [[Three]]\n"
      "c:\n"
      "  - \"[[Four]]\"\n"
      "d: {e: '[[Five]]'}\n"
      "---\n"
      "[[Six]] `[[no]]` %%[[Seven]]%%\n"
      "```\n[[no]]\n```\n"
      "<!-- [[no]] --> $$[[no]]$$\n"
      "[[no\nlink]] [[Six]]\n";
  DiagnosticSink sink("n.md");
  const Note note = parse_note("n.md", text, default_rules(), sink);
  EXPECT_EQ(dump(note.links, true),
            "One@2; Two@2; Three@3; Four@5; Five@6; Six@8; Seven@8; Six@14");
}

TEST(Wikilinks, ShowTheirText) {
  EXPECT_EQ(without_link_marks("[[Ann Lee|her]] and Bob"), "her and Bob");
  EXPECT_EQ(without_link_marks("[[Ann#Notes]], [him](Bob.md)"), "Ann, him");
  EXPECT_EQ(without_link_marks("no [[link"), "no [[link");
  EXPECT_EQ(without_link_marks(""), "");
}

TEST(Wikilinks, OfAHostileLineAreFoundInOnePass) {
  std::string line;
  for (int i = 0; i < 200'000; ++i) line += "[[a";
  EXPECT_EQ(dump(find_wikilinks(line + "[[Bob]]")), "Bob@600001");
  std::string brackets(500'000, '[');
  EXPECT_EQ(dump(find_wikilinks(brackets + "Bob]]")), "Bob@499999");
  std::string links;
  for (int i = 0; i < 100'000; ++i) links += "[a](";
  EXPECT_EQ(dump(find_wikilinks(links)), "");
}

}  // namespace
}  // namespace rapport
