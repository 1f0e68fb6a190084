#include "tests/support/hostile_notes.h"

#include <algorithm>
#include <utility>

namespace rapport::testing {
namespace {

using namespace std::string_literals;

// `#` for a number that grows, in a unit that asks for it.
std::string numbered(const std::string& unit, std::size_t number) {
  std::string text;
  for (const char c : unit) text += c == '#' ? std::to_string(number) : std::string(1, c);
  return text;
}

// Names differ in letters: digits are none of a name.
std::string name_number(std::size_t number) {
  std::string name = "N";
  for (; number > 0; number /= 26) name += static_cast<char>('a' + number % 26);
  return name + "ol";
}

std::string repeat(const std::string& unit, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

std::string count_up(const std::string& unit, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 1; text.size() < bytes; ++i) text += numbered(unit, i);
  return text;
}

// `mark` once, then twice, and so on, with `between` behind each.
std::string growing(char mark, const std::string& between, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 1; text.size() < bytes; ++i) text += std::string(i, mark) + between;
  return text;
}

// `before`, a name that occurs once, `after`.
std::string names(const std::string& before, const std::string& after, std::size_t bytes) {
  std::string text;
  for (std::size_t i = 1; text.size() < bytes; ++i) {
    text += before + name_number(i) + ' ' + name_number(i * 7 + 3) + after;
  }
  return text;
}

std::string nest(const std::string& open, const std::string& close, std::size_t bytes) {
  const std::size_t depth = bytes / (open.size() + close.size()) + 1;
  return repeat(open, depth * open.size()) + "x" + repeat(close, depth * close.size());
}

// Lines of 4 KB: as long as a task is read.
std::string long_lines(const std::string& start, const std::string& unit, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += start + repeat(unit, 4'000) + "\n";
  return text;
}

class Attacks {
 public:
  explicit Attacks(std::size_t bytes) : n_(bytes) {}

  std::vector<Attack> all() {
    against_cmark();
    against_links();
    against_blocks();
    against_bytes();
    against_tasks();
    against_dates_and_words();
    against_statements();
    against_fields();
    against_yaml();
    against_heads();
    return std::move(all_);
  }

 private:
  void body(std::string name, std::string text) {
    all_.push_back({std::move(name), std::move(text), false, false});
  }
  void rest(std::string name, std::string text) {
    all_.push_back({std::move(name), std::move(text), false, true});
  }
  void head(std::string name, std::string text) {
    all_.push_back({std::move(name), std::move(text), true, false});
  }
  // A unit and nothing else, named for it.
  void runs_of(std::initializer_list<const char*> units) {
    for (const char* unit : units) body("a run of "s + unit, repeat(unit, n_));
  }
  void rest_runs_of(std::initializer_list<const char*> units) {
    for (const char* unit : units) rest("a run of "s + unit, repeat(unit, n_));
  }

  void against_cmark() {
    body("a wide table with short rows",
         repeat("|a", n_ / 3) + "\n" + repeat("|-", n_ / 3) + "\n" + repeat("|\n", n_ / 3));
    body("quotes, then stars", repeat(">", n_ / 2) + repeat("a*", n_ / 2));
    body("lists, then ends of links", repeat("- ", n_ / 2) + repeat("](", n_ / 2));
    body("a staircase of list items", growing(' ', "- a\n", n_));
    body("a staircase of dashes", growing(' ', "-\n", n_));
    body("many references to one long address",
         "[a]: /" + repeat("u", n_ / 2) + "\n\n" + repeat("[a] ", n_ / 2));
    body("many references, a paragraph each, to one long address",
         "[a]: /" + repeat("u", n_ / 2) + "\n\n" + repeat("[a]\n\n", n_ / 2));
    body("definitions", count_up("[a#]: /u\n", n_));
    body("one definition, again and again", repeat("[a]: /u\n", n_));
    body("footnotes", count_up("[^#]: x[^#]\n\n", n_));
    body("a definition without an end", "[a]: <" + repeat("u", n_));
    body("titles without an end", repeat("[a](b \"", n_));
    body("nested emphasis", nest("*a ", "*", n_));
    body("nested strong emphasis", nest("**a ", "**", n_));
    body("nested links", nest("[", "](x)", n_));
    body("nested images", nest("![", "](x)", n_));
    body("nested brackets in an address", "[a](" + nest("(", ")", n_) + ")");
    body("nested mixed lists", nest("> 1. - ", "", n_));
    body("a lazy quote", repeat(">", 60) + " a\n" + repeat("a\n", n_));
    body("quotes that end", repeat("> a\n\n", n_));
    body("quotes of growing depth", growing('>', "a\n", n_));
    body("a list in each line", repeat("- - - - a\n", n_));
    body("an underlined heading of many lines", repeat("a\n", n_) + "===\n");
    runs_of({"www.a_", "http://a_", "a@b.c_",     "[^a]*_",  "*~a_~ ", "~~a~", "a<?",
             "<!A ",   "<![CDATA[", "<a b='",     "<a b=\"", "a**b_c", "**a ", "*a",
             "a* ",    "_a",        "*_",         "***",     "__a",    "- ",   "> ",
             "* ",     "+ ",        "1. ",        ">- ",     "> 1. ",  " -",   "\\",
             "\\\n",   "&",         "&#",         "&amp;",   "&lt",    "<",    "</",
             "<a>",    "<div>\n",   "</div>\n\n", "http:",   "\"'"});
  }

  void against_links() {
    runs_of({"[",    "]",       "[[",      "]]",      "[[a",      "[[a|",    "[[a#", "![",
             "[[]]", "[[a]]",   "[[a]",    "[[a|b",   "[[a|b]]",  "[[[a]]]", "[]",   "![[]()",
             "[[](", "[a](",    "[a](<b",  "[a](b",   "[a](b)",   "![a](",   "[a]",  "[a][b]",
             "](",   "[a](%41", "[a](/b#", "[[a\\|b", "[[a]] | ", "[[#",     "[[|",  "[[ "});
    body("nested wikilinks", nest("[[", "]]", n_));
    body("wikilinks to as many notes", count_up("[[n#]] ", n_));
    body("wikilinks to as many notes, a line each", count_up("[[n#]]\n", n_));
    body("one long wikilink", "[[" + repeat("a", n_) + "]]");
    body("a wikilink of folders", "[[" + repeat("a/", n_) + "b]]");
    body("a wikilink upwards", "[[" + repeat("../", n_) + "b]]");
    body("an address of escapes", "[a](" + repeat("%41", n_) + ")");
    body("an address upwards", "[a](" + repeat("../", n_) + "b.md)");
    body("an alias of bars", "[[a" + repeat("|", n_) + "]]");
    body("a heading of marks", "[[a" + repeat("#", n_) + "]]");
  }

  void against_blocks() {
    rest_runs_of({"`", "<!--"});  // a fence or a comment that nothing closes
    runs_of({"`a",
             "``a`",
             "\\`",
             "e```",
             "$",
             "$$",
             "$$a\n\n",
             "$$a",
             "<!-- a -->",
             "<!-",
             "-->",
             "%%",
             "#",
             "# ",
             "# a\n",
             "#\n",
             "###### a\n",
             "# a #\n",
             "## Decisions\n",
             "## Attendees\n",
             "## 2025-11-06\n",
             "a\n=\n",
             "a\n---\n",
             "```\na\n```\n",
             "~~~\n~~~\n",
             "``` `\n",
             "---\n",
             "***\n",
             "- a\n",
             "* a\n+ b\n",
             "1) a\n",
             "123456789. a\n",
             "10. a\n\n",
             "|\n",
             "| a ",
             "\\|",
             "|-",
             "|:-:|\n",
             "    a\n",
             "\ta\n",
             "- a\n\n      b\n"});
    // Each of these runs has a length of its own: none closes another.
    body("runs of backticks that grow", growing('`', "a", n_));
    rest("runs of backticks that grow, a line each", growing('`', "a\n", n_));
    std::string shrinking = growing('`', "a", n_);
    std::reverse(shrinking.begin(), shrinking.end());
    body("runs of backticks that shrink", shrinking);
    body("fences that grow, each closed", [this] {
      std::string text;
      for (std::size_t i = 3; text.size() < n_; ++i) {
        text += std::string(i, '`') + "\n" + std::string(i, '`') + "\n";
      }
      return text;
    }());
    body("a heading of closing marks", "# a" + repeat(" #", n_));
    body("a heading of blanks", "#" + repeat(" ", n_) + "a");
    body("a table of one wide row", "| a |\n|---|\n" + repeat("| b ", n_) + "|");
    body("a table of many rows",
         "| Name | Role |\n|---|---|\n" + repeat("| Ann Lee | CTO |\n", n_));
    body("a table of attendees",
         "## Attendees\n\n| Name | Organization |\n|---|---|\n" + names("| ", " | Acme |\n", n_));
    rest("a fence without an end", "```\n" + repeat("[[a]]\n", n_));
    rest("a comment without an end", "<!--\n" + repeat("[[a]]\n", n_));
  }

  void against_bytes() {
    runs_of({"a",       "1",        " ",        "\t",           "\n",
             "\r",      "\r\n",     " \n",      "a\n",          "a\r",
             "\xFF",    "\xC3",     "\xE2\x80", "\xED\xA0\x80", "\xF0\x9F\x98\x80",
             "e\u0301", "\u0301",   "\u200B",   "\u202E",       "\uFEFF",
             "\u2028",  "\x1b[31m", "👩\u200D💻", "\u2019",       "\x7F",
             "ﷺ",       "İ",        "ß"});
    body("a run of NUL", std::string(n_, '\0'));
    body("every byte", [this] {
      std::string text;
      for (std::size_t i = 0; i < n_; ++i) text += static_cast<char>(i * 131 + i / 256);
      return text;
    }());
    body("one word, accents without end", "Ann e" + repeat("\u0301\u0323", n_));
  }

  void against_tasks() {
    // As one line, and as lines of the length up to which a task is read.
    for (const char* unit : {"📅 2026-01-01 ",
                             "📅 ",
                             ":: ",
                             "[due:: ",
                             "(due:: 2026-13-01) ",
                             "[priority:: x] ",
                             "@",
                             "@ ",
                             "@Ann ",
                             "@a-b ",
                             "[[a]]",
                             "[[a]] ",
                             "@[[a]]",
                             "#t ",
                             "⏫ ",
                             "^a ",
                             "( ",
                             "a ",
                             "[a](b) ",
                             "✅ 2026-13-13 "}) {
      body("a task of "s + unit, "- [ ] " + repeat(unit, n_) + "\n");
      body("tasks of "s + unit, long_lines("- [ ] ", unit, n_));
    }
    runs_of({"- [ ] \n", "- [ ] a\n", "- [", "- [ ] ", "- [x] ask @Ann 📅 2026-01-01\n",
             "1. [ ] a\n", "> - [ ] a\n", "- [ ] call [[Ann Lee]] 📅 2026-13-13\n"});
    body("as many tasks", count_up("- [ ] send plan # @Ann 📅 2026-01-01\n", n_));
    body("a task for as many people", names("- [ ] ask @", " for it\n", n_));
    body("tasks of growing depth", growing(' ', "- [ ] a\n", n_));
  }

  void against_dates_and_words() {
    runs_of({"2026-01-01", "2026-01-01 ",  "2026",      "1 ",     "1 January 2026 ",
             "January ",   "31st ",        "20261301 ", "1-",     "Ann ",
             "A ",         "a-",           "a'",        "Ann's ", "Ann-",
             "Ann Lee, ",  "Ann Lee and ", "Ann Lee/",  "ANN ",   "AnnLee",
             "Émile ",     "Ann Lee ",     "van der ",  "A. ",    "Dr. ",
             "(AL) ",      "Ann (",        "a.b@c.d ",  "the "});
    body("as many full names", names("", ", ", n_));
    body("as many full names, a line each", names("We met ", ".\n\n", n_));
    body("a name of as many words", names("", " ", n_));
    body("one long capital word", "A" + repeat("nn", n_));
  }

  void against_statements() {
    runs_of({"will not contact Ann until ",
             "until ",
             "if ",
             "not ",
             "do not contact Ann Lee. ",
             "Ann Lee will not contact Bob Ray until Cy Ott agrees; ",
             "; ",
             ". ",
             " but ",
             " - ",
             "e.g. ",
             "champion ",
             "Ann Lee reports to Bob Ray, ",
             "he ",
             "She agreed. ",
             "\" ",
             "? ",
             "? Ann Lee agreed. ",
             "✅ ",
             "- ✅ Ann Lee agreed.\n",
             "- ❌ a\n",
             "- 2025-11-06: [[m]] - a (via Ann Lee)\n",
             "- 2025-11-06: a\n",
             "keep Ann out of ",
             "Ann Lee is our champion and ",
             "path through Bob Ray (Ann Lee), "});
    body("as many guards", names("- ", " will not contact Ann Lee until Bob Ray agrees.\n", n_));
    body("as many people who must not be contacted", names("- Do not contact ", ".\n", n_));
    body("as many sponsors in one sentence", names("", " is our sponsor; ", n_));
    body("as many people who met",
         "- Weekly 1:1 between Ann Lee and " + names("", " and ", n_) + "Bob Ray.\n");
    body("as many decisions", "## Decisions\n\n" + count_up("- ✅ We take offer #.\n", n_));
    body("the same decision", "## Decisions\n\n" + repeat("- ✅ We take it.\n", n_));
    body("a decision of many lines", "- ✅ We take it\n" + repeat("  and on\n", n_));
  }

  void against_fields() {
    runs_of({"**Role**: CTO\n",
             "role:: a ",
             "[role:: a] ",
             "(role:: a ",
             "role:: ",
             "::",
             ":: ",
             "**",
             "**a**: ",
             "| Role | CTO |\n",
             "A: ",
             "Role: ",
             "**Attendees**: Ann Lee\n",
             "Present: Ann Lee, ",
             "Ann Lee (AL), ",
             "#a",
             "#a ",
             "#a/",
             " #1",
             " ^a",
             "<% %>",
             "{{x}}",
             "{{",
             "<%",
             "_a_ ",
             "Name @a (CTO)\n",
             "[[@a@b.c]] "});
    body("fields without an end but the last", repeat("(role:: ", n_) + ")");
    body("links without an end but the last", repeat("[role:: [[", n_) + "]]]");
    body("as many organizations", "## Attendees\n\n| Name | Organization |\n|---|---|\n" +
                                      names("| Ann Lee | ", " |\n", n_));
    body("as many abbreviations",
         "## Attendees\n\n" + names("- ", " @h (CTO)\n", n_) + names("", " ", n_ / 2));
    body("as many tags", count_up("#t# ", n_).replace(0, 0, " "));
    body("as many attendees in one line", "Present: " + names("", ", ", n_));
    body("as many attendees, a line each", "## Attendees\n\n" + names("- ", "\n", n_));
    body("as many attendees with roles", "## Present\n\n" + names("- ", " @h (CTO, Acme)\n", n_));
    body("as many absent", "## Absent\n\n" + names("- ", "\n", n_));
    body("as many fields", count_up("**Key #**: value\n", n_));
  }

  void against_yaml() {
    head("an alias within itself", "a: &a [*a, *a]");
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
      const std::string alias = "*a" + std::to_string(i - 1);
      bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias;
      for (int k = 0; k < 8; ++k) bomb += ", " + alias;
      bomb += "]\n";
    }
    head("an alias bomb", bomb);
    for (const char* unit :
         {",",          "[",        "]",          "{",       "}",     "- ",          "? ",
          ": ",         ":",        "a: ",        "a: b: ",  "'",     "\"",          "\\",
          "*a ",        "&a ",      "!!a ",       "!a",      "%a\n",  "@a\n",        "`\n",
          "\t- a\n",    "k: a\n",   "- a\n",      "a:\n",    "| \n",  "#",           "# a\n",
          "...\n",      "-\n",      "a: [",       "a: {b: ", "[a, ",  "{a: b, ",     "~\n",
          "0x\n",       "<<: *a\n", "{{x}}: y\n", "\xFF",    "\x01",  "\u2028",      "\u0085",
          "a: 'b\n",    "a: \"b\n", "a: b'\n",    "- - ",    "- ? ",  "a: - ",       "? a\n",
          "[[a]]: b\n", "a: [b\n",  "a: b]\n",    " a: b\n", "a b\n", "!!binary |\n"}) {
      head("a head of "s + unit, repeat(unit, n_));
    }
    head("a value of quotes", "a: '" + repeat("''", n_) + "'");
    head("a value of escapes", "a: \"" + repeat("\\x41", n_) + "\"");
    head("an open value of escapes", "a: \"" + repeat("\\\"", n_));
    head("keys of growing indent", growing(' ', "a:\n", n_));
    head("items of growing indent", growing(' ', "- a:\n", n_));
    head("a long key", repeat("k", n_) + ": a");
    head("a long value", "k: " + repeat("v", n_));
    head("a text of many lines", "a: |\n" + repeat(" x\n", n_));
    head("a folded text of many lines", "a: >\n" + repeat(" x\n\n", n_));
    head("a plain text of many lines", "a: x\n" + repeat("  x\n", n_));
    head("quotes that open in turn", repeat("a: \"x\nb: 'y\n", n_));
  }

  void against_heads() {
    head("as many keys", count_up("key#: a\n", n_));
    head("as many lists", count_up("key#: [a, b]\n", n_));
    head("as many attendees", "attendees:\n" + names("  - ", "\n", n_));
    head("as many attendees in one list", "with: [" + names("", ", ", n_) + "x]");
    head("as many tags", "tags: [" + count_up("t#, ", n_) + "x]");
    head("as many aliases", "aliases: [" + names("", ", ", n_) + "x]");
    head("as many links", "related: [" + count_up("\"[[n#]]\", ", n_) + "x]");
    head("links of brackets", "related: \"" + repeat("[[", n_) + "\"");
    head("nested lists", "a: " + nest("[", "]", n_));
    head("nested maps", "a: " + nest("{a: ", "}", n_));
    head("nested items", repeat("- ", n_) + "a");
  }

  std::size_t n_;
  std::vector<Attack> all_;
};

}  // namespace

std::vector<Attack> attacks(std::size_t bytes) { return Attacks(bytes).all(); }

std::string note_with(const Attack& attack) {
  std::string note = "---\ntype: meeting\ndate: 2025-11-06\nattendees: [Ann Lee, Bob Ray]\n" +
                     (attack.is_head ? attack.text + "\n" : "") + "project: \"[[Harbor]]\"\n---\n";
  if (!attack.is_head) note += attack.text + "\n\n";
  return note +
         "## Action items\n\n- [ ] Send the offer to legal @Cy Ott 📅 2026-02-03\n\n"
         "## Decisions\n\n- ✅ The harbor terms are settled\n\nSee [[Last Word]].\n";
}

}  // namespace rapport::testing
