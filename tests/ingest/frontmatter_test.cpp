#include "ingest/frontmatter.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/note.h"

namespace rapport {
namespace {

std::string dump(const Value& value) {
  std::string text;
  switch (value.kind) {
    case Value::Kind::empty:
      return "~";
    case Value::Kind::scalar:
      return "'" + value.text + "'";
    case Value::Kind::list:
      for (const Value& item : value.items) text += (text.empty() ? "" : ", ") + dump(item);
      return "[" + text + "]";
    case Value::Kind::map:
      for (const Field& field : value.fields) {
        text += (text.empty() ? "" : ", ") + field.key + ": " + dump(field.value);
      }
      return "{" + text + "}";
  }
  return text;
}

std::string dump(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& f : fields) {
    text += fmt::format("{}{}: {}@{}", text.empty() ? "" : "; ", f.key, dump(f.value), f.line);
  }
  return text;
}

std::string dump(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    text += fmt::format("{}{} {} {}:{}", text.empty() ? "" : "; ", to_string(d.severity), d.code,
                        d.line, d.column);
  }
  return text;
}

struct Head {
  std::string fields;
  std::string diagnostics;
  std::uint32_t lines = 0;
};

// The head of a note of this text.
Head head_of(const std::string& text) {
  DiagnosticSink sink("n.md");
  const Note note = parse_note("n.md", text, default_rules(), sink);
  return {dump(note.head.fields), dump(sink.all()), note.head.lines};
}

TEST(Frontmatter, KeepsValuesAsText) {
  struct {
    const char* yaml;
    const char* fields;
  } const cases[] = {
      {"role: CTO", "role: 'CTO'@2"},
      {"a: no\nb: 1.0\nc: 2025-11-06\nd: 'yes'",
       "a: 'no'@2; b: '1.0'@3; c: '2025-11-06'@4; d: 'yes'@5"},
      {"a: \"quoted: text\"", "a: 'quoted: text'@2"},
      {"a: ''\nb: ~\nc:", "a: ''@2; b: ~@3; c: ~@4"},
      {"a: [x, y]", "a: ['x', 'y']@2"},
      {"a:\n  - x\n  - y", "a: ['x', 'y']@2"},
      {"a:\n- x\n- y", "a: ['x', 'y']@2"},
      {"a: {first: Ann, last: Lee}", "a: {first: 'Ann', last: 'Lee'}@2"},
      {"a:\n  - name: Ann\n    role: CTO", "a: [{name: 'Ann', role: 'CTO'}]@2"},
      {"a: \"[[Ann Lee]]\"", "a: '[[Ann Lee]]'@2"},
      {"a: [[Ann Lee]]", "a: '[[Ann Lee]]'@2"},
      {"a: [[Ann Lee|Ann]]", "a: '[[Ann Lee|Ann]]'@2"},
      {"a: [[Lee, Ann]]", "a: '[[Lee, Ann]]'@2"},
      {"a:\n  - [[Ann Lee]]\n  - [[Bob Ray]]", "a: ['[[Ann Lee]]', '[[Bob Ray]]']@2"},
      {"a: [[[Ann Lee]], [[Bob Ray]]]", "a: ['[[Ann Lee]]', '[[Bob Ray]]']@2"},
      {"tags: #x", "tags: ~@2"},
      {"tags: '#x'", "tags: '#x'@2"},
      {"a: |\n  two\n  lines\nb: c", "a: 'two\nlines\n'@2; b: 'c'@5"},
      {"# remark\na: b # remark", "a: 'b'@3"},
      {"Last-Contact: x", "Last-Contact: 'x'@2"},
      {"a: 2 * 3 & more", "a: '2 * 3 & more'@2"},
      {"a: the *big* one at R&D", "a: 'the *big* one at R&D'@2"},
      {"a: the 'big one", "a: 'the 'big one'@2"},
      {"a: \"two\n  lines\"\nb: c", "a: 'two lines'@2; b: 'c'@4"},
      {"a: '*not an alias'", "a: '*not an alias'@2"},
      {"Zoë: Müller", "Zoë: 'Müller'@2"},
      {"", ""},
  };
  for (const auto& c : cases) {
    const Head head = head_of("---\n" + std::string(c.yaml) + "\n---\n");
    EXPECT_EQ(head.fields, c.fields) << c.yaml;
    EXPECT_EQ(head.diagnostics, "") << c.yaml;
  }
}

TEST(Frontmatter, StandsAtTheVeryStartOnly) {
  struct {
    const char* text;
    const char* fields;
    std::uint32_t lines;
  } const cases[] = {
      {"---\na: b\n---\ntext", "a: 'b'@2", 3},
      {"---\r\na: b\r\n---\r\ntext", "a: 'b'@2", 3},
      {"\xEF\xBB\xBF---\na: b\n---\n", "a: 'b'@2", 3},
      {"---  \na: b\n--- \n", "a: 'b'@2", 3},
      {"---\na: b\n---", "a: 'b'@2", 3},
      {"---\n---\n", "", 2},
      {"\n---\na: b\n---\n", "", 0},
      {"text\n---\na: b\n---\n", "", 0},
      {"text\n\n---\n*last: line*", "", 0},
      {"---\na: b\n---\n\n---\nc: d\n---\n", "a: 'b'@2", 3},
      {"----\na: b\n----\n", "", 0},
      {"", "", 0},
      {"---", "", 0},
      {"---\njust text below a rule\n", "", 0},
  };
  for (const auto& c : cases) {
    const Head head = head_of(c.text);
    EXPECT_EQ(head.fields, c.fields) << c.text;
    EXPECT_EQ(head.lines, c.lines) << c.text;
    EXPECT_EQ(head.diagnostics, "") << c.text;
  }
}

TEST(Frontmatter, SavesTheGoodLinesOfABrokenHead) {
  struct {
    const char* yaml;
    const char* fields;
    const char* diagnostics;
  } const cases[] = {
      {"role: CTO\ntitle: Ann: the boss\nteam: Ops",
       "role: 'CTO'@2; title: 'Ann: the boss'@3; team: 'Ops'@4", "error bad-yaml 3:11"},
      {"people:\n  - Ann Lee\n  - @annlee\n  - 'Bob Ray'\nrole: CTO",
       "people: ['Ann Lee', '@annlee', 'Bob Ray']@2; role: 'CTO'@6", "error bad-yaml 4:5"},
      {"role: CTO\n\tteam: Ops", "role: 'CTO'@2; team: 'Ops'@3", "error bad-yaml 3:1"},
      {"date: {{date}} x\nrole: CTO", "date: '{{date}} x'@2; role: 'CTO'@3", "error bad-yaml 2:16"},
      {"a: %x\nrole: CTO", "a: '%x'@2; role: 'CTO'@3", "error bad-yaml 2:4"},
      {"a: \"open\nrole: CTO", "a: '\"open'@2; role: 'CTO'@3", "error bad-yaml 2:4"},
      {"a: 'open\nrole: CTO", "a: ''open'@2; role: 'CTO'@3", "error bad-yaml 2:4"},
      {"a: b: c\npeople: [Ann Lee, \"[[Bob Ray]]\"]",
       "a: 'b: c'@2; people: ['Ann Lee', '[[Bob Ray]]']@3", "error bad-yaml 2:5"},
      {"a: b: c\nwith: [[Ann Lee]]", "a: 'b: c'@2; with: '[[Ann Lee]]'@3", "error bad-yaml 2:5"},
      {"a: b: c\nwith: [[[Ann Lee]], [[Bob Ray]]]",
       "a: 'b: c'@2; with: ['[[Ann Lee]]', '[[Bob Ray]]']@3", "error bad-yaml 2:5"},
      {"a: b: c\nwith: [[Ann Lee]] and [[Bob Ray]]",
       "a: 'b: c'@2; with: '[[Ann Lee]] and [[Bob Ray]]'@3", "error bad-yaml 2:5"},
      {"role: CTO\n...\nteam: Ops", "role: 'CTO'@2; team: 'Ops'@4", "error bad-yaml 4:1"},
      {"role: CTO\n%a\nteam: Ops", "role: 'CTO'@2; team: 'Ops'@4", "error bad-yaml 4:1"},
      {"role: CTO\n--- a\nteam: Ops", "role: 'CTO'@2; team: 'Ops'@4", "error bad-yaml 3:1"},
      {"role: CTO\n...\n", "role: 'CTO'@2", ""},
      {"- just\n- a list", "", "error bad-yaml 2:1"},
      {"just text", "", "error bad-yaml 2:1"},
  };
  for (const auto& c : cases) {
    const Head head = head_of("---\n" + std::string(c.yaml) + "\n---\n");
    EXPECT_EQ(head.fields, c.fields) << c.yaml;
    EXPECT_EQ(head.diagnostics, c.diagnostics) << c.yaml;
  }
}

TEST(Frontmatter, CountsTheFirstOfTwoEqualKeys) {
  const Head head = head_of("---\nstatus: draft\nrole: CTO\nStatus: final\n---\n");
  EXPECT_EQ(head.fields, "status: 'draft'@2; role: 'CTO'@3");
  EXPECT_EQ(head.diagnostics, "warning duplicate-key 4:1");
}

// Which yaml-cpp misses on no line, or on one behind the head (tests/fuzz/corpus/head/find-1).
TEST(Frontmatter, KeepsAKeyThatIsNotWrittenWithinTheHead) {
  EXPECT_EQ(head_of("---\nrole: CTO\n?\n---\n").fields, "role: 'CTO'@2; : ~@3");
}

TEST(Frontmatter, EndsAtTheFirstBlankLineWhenItIsNotClosed) {
  const Head head = head_of("---\nrole: CTO\nteam: Ops\n\n# Ann Lee\n\nage: 7\n");
  EXPECT_EQ(head.fields, "role: 'CTO'@2; team: 'Ops'@3");
  EXPECT_EQ(head.diagnostics, "error unclosed-head 1:1");
  EXPECT_EQ(head.lines, 3U);
}

// SAFETY: inputs on which yaml-cpp overflows the stack, never ends, or takes gigabytes.
TEST(Frontmatter, RefusesWhatWouldHangTheParserAndKeepsTheRest) {
  std::string bomb = "a: &a [x, x, x]\n";
  for (char c = 'b'; c < 'z'; ++c) {
    bomb += fmt::format("{0}: &{0} [*{1}, *{1}, *{1}]\n", c, static_cast<char>(c - 1));
  }
  struct {
    std::string yaml;
    const char* code;
  } const cases[] = {
      {"a: &a [*a, *a]\n", "yaml-alias"},
      {bomb, "yaml-alias"},
      {"a: *x\n", "yaml-alias"},
      {"a:\n  - *x\n", "yaml-alias"},
      {"a: {b: *x}\n", "yaml-alias"},
      {"*x : b\n", "yaml-alias"},
      {"a: !!seq &x [*x]\n", "yaml-alias"},
      {"a: " + std::string(40, '[') + std::string(40, ']') + "\n", "yaml-too-deep"},
      {"a: " + std::string(60'000, '[') + "\n", "yaml-too-deep"},
      {"a: " + std::string(1'000'000, '[') + "\n", "head-too-large"},
      {"a: " + std::string(200, '{') + "\n", "yaml-too-deep"},
      {"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x\n",
       "yaml-too-deep"},
      {"b: " + std::string(70'000, 'x') + "\n", "head-too-large"},
      {",\n", "bad-yaml"},
      {"a: ,\n", "bad-yaml"},
  };
  for (const auto& c : cases) {
    const Head head = head_of("---\nrole: CTO\n" + c.yaml + "\nteam: Ops\n---\n");
    EXPECT_NE(head.diagnostics.find(c.code), std::string::npos)
        << c.yaml.substr(0, 60) << head.diagnostics;
    EXPECT_TRUE(head.fields.starts_with("role: 'CTO'@2")) << c.yaml.substr(0, 60);
    EXPECT_NE(head.fields.find("team: 'Ops'"), std::string::npos) << c.yaml.substr(0, 60);
  }
}

// Where the line scanner is fooled about what is quoted, the limits on what was parsed still hold.
TEST(Frontmatter, SurvivesAnchorsBehindAFalseQuote) {
  for (const char* yaml : {
           "a: {b: c 'd, e: &x [*x, *x]}",
           "a: {k: \"\n # \", b: &x [*x]}",
           "a: {k: 'x\n ', b: &x [*x], c: 'q'}",
           "a: {b: c 'd, e: &a [x,x,x,x,x,x,x,x,x], f: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a], g: &c "
           "[*b,*b,*b,*b,*b,*b,*b,*b,*b], h: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c], i: &e "
           "[*d,*d,*d,*d,*d,*d,*d,*d,*d], j: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]}",
       }) {
    const Head head = head_of("---\nrole: CTO\n" + std::string(yaml) + "\n---\n");
    EXPECT_NE(head.diagnostics, "") << yaml;
    EXPECT_TRUE(head.fields.starts_with("role: 'CTO'@2")) << yaml;
  }
}

TEST(Frontmatter, StopsAtTenThousandNodes) {
  std::string yaml = "role: CTO\nlist: [";
  for (int i = 0; i < 11'000; ++i) yaml += "x,";
  const Head head = head_of("---\n" + yaml + "]\n---\n");
  EXPECT_NE(head.diagnostics.find("bad-yaml"), std::string::npos);
  EXPECT_TRUE(head.fields.starts_with("role: 'CTO'@2"));
}

TEST(Frontmatter, ComparesKeysWithoutCaseAndBlanks) {
  for (const char* key : {"last_contact", "Last-Contact", "LAST CONTACT", "last__contact"}) {
    EXPECT_EQ(fold_key(key), fold_key("last contact")) << key;
  }
}

TEST(Yaml, ReadsAWholeConfiguration) {
  DiagnosticSink sink(".rapport.yaml");
  EXPECT_EQ(dump(read_yaml("me: Ann Lee\r\nignore:\r\n  - Archive/**\r\n", sink)),
            "me: 'Ann Lee'@1; ignore: ['Archive/**']@2");
  EXPECT_TRUE(sink.all().empty());
}

}  // namespace
}  // namespace rapport
