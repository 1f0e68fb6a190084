#include <set>

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

// The links of a vault as Obsidian counts them (--strict-obsidian), and as rapport reads them else.

namespace rapport {
namespace {

std::string links_of(const Notes& notes, bool strict) {
  IngestOptions options = options_for("Nora Whitfield");
  options.strict_obsidian = strict;
  return claims_of_kind(store_of(notes, options), "links_to");
}

struct Case {
  const char* text;    // of the note Log/a.md
  const char* strict;  // its links as Obsidian has them
  const char* usual;   // and as rapport has them
};

TEST(StrictLinks, AreCountedAsObsidianDoes) {
  const Notes others = {{"People/Ann Lee.md", "---\naliases: [Annie]\ntitle: A. Lee\n---\n"},
                        {"Log/b.md", ""},
                        {"b.md", ""},
                        {"Bob/README.md", ""},
                        {"pic.png.md", ""}};
  const Case cases[] = {
      {"[[Ann Lee]]", "a -> Ann Lee (link)", "a -> Ann Lee (link)"},
      {"![[Ann Lee#Part|her]]", "a -> Ann Lee (link)", "a -> Ann Lee (link)"},
      // Twice is two.
      {"[[b]] [[b]]", "a -> b (link); a -> b (link)", "a -> b (link); a -> b (link)"},
      // What only rapport resolves dangles in Obsidian.
      {"[[Annie]]", "a -> Annie (dangling)", "a -> Ann Lee (alias)"},
      {"[[A. Lee]]", "a -> A. Lee (dangling)", "a -> Ann Lee (title)"},
      {"[[Bob]]", "a -> Bob (dangling)", "a -> Bob (folder_note)"},
      {"[[Nobody]]", "a -> Nobody (dangling)", "a -> Nobody (dangling)"},
      // To oneself: a link, which says nothing of the world.
      {"[[a]]", "a -> a (link)", ""},
      {"[me](a.md)", "a -> a (link)", ""},
      // A heading or block of the note itself is no link to a note.
      {"[[#Part]] [[#^id]]", "", ""},
      // Markdown links: relative, from the root, with blanks written out.
      {"[x](../People/Ann%20Lee.md)", "a -> Ann Lee (link)", "a -> Ann Lee (link)"},
      {"[x](/People/Ann%20Lee.md)", "a -> Ann Lee (link)", "a -> Ann Lee (link)"},
      {"[x](<../People/Ann Lee.md>)", "a -> Ann Lee (link)", "a -> Ann Lee (link)"},
      // Without .md a word in brackets is a link only if a note has that name.
      {"[x](b)", "a -> b (link)", "a -> b (link)"},
      {"[x](TODO)", "", ""},
      {"[x](https://acme.example/b.md) [y](mailto:ann@acme.example)", "", ""},
      {"![[pic.png]] [x](pic.png)", "", ""},
      {"`[[b]]` <!-- [[b]] -->\n```\n[[b]]\n```\n", "", ""},
      {"%%[[b]]%%", "a -> b (link)", "a -> b (link)"},
  };
  for (const Case& c : cases) {
    Notes notes = others;
    notes["Log/a.md"] = c.text;
    EXPECT_EQ(links_of(notes, true), c.strict) << c.text;
    EXPECT_EQ(links_of(notes, false), c.usual) << c.text;
  }
}

// The note with just that path goes first, then the one in the own folder, then the one with the
// shortest path.
TEST(StrictLinks, ChooseAmongNotesOfOneNameAsObsidianDoes) {
  const Notes notes = {{"b.md", "---\ntitle: root\n---\n[[b]]"},
                       {"Log/b.md", "---\ntitle: log\n---\n"},
                       {"Log/Deep/b.md", ""},
                       {"Log/d.md", ""},
                       {"Else/d.md", ""},
                       {"Log/a.md", "[[b]] [[Deep/b]] [[d]]"},
                       {"Else/c.md", "[[Log/b]] [[./b]] [[d]]"},
                       {"Further/e.md", "[[d]]"}};
  for (const bool strict : {true, false}) {
    IngestOptions options = options_for("Nora Whitfield");
    options.strict_obsidian = strict;
    const Store store = store_of(notes, options);
    const auto targets = [&](const std::string& path) {
      std::set<std::string> found;
      for (const Arc& arc : store.arcs(*store.find_key(path))) {
        if (arc.direction == Direction::in || arc.label != EdgeLabel::links_to) continue;
        found.insert(store.vertex(arc.other)->key);
      }
      return fmt::format("{}", fmt::join(found, " "));
    };
    EXPECT_EQ(targets("Log/a.md"), "Log/Deep/b.md Log/d.md b.md") << strict;
    EXPECT_EQ(targets("b.md"), strict ? "b.md" : "") << strict;
    EXPECT_EQ(targets("Else/c.md"), "Else/d.md Log/b.md name:b") << strict;
    EXPECT_EQ(targets("Further/e.md"), "Log/d.md") << strict;
  }
}

}  // namespace
}  // namespace rapport
