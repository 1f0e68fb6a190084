#include "ingest/classify.h"

#include <gtest/gtest.h>

#include "ingest/identity.h"
#include "ingest/person_name.h"

namespace rapport {
namespace {

std::string type_of(const std::string& path, const std::string& text,
                    const NoteRules& rules = default_rules()) {
  DiagnosticSink sink(path);
  return std::string(note_type_name(classify(parse_note(path, text, rules, sink), rules)));
}

std::string head(const std::string& yaml) { return "---\n" + yaml + "\n---\n"; }

struct Row {
  std::string path;
  std::string text;
  const char* type;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows)
    EXPECT_EQ(type_of(row.path, row.text), row.type) << row.path << "\n" << row.text;
}

TEST(Classify, BelievesADeclaredType) {
  check({
      {"a.md", head("type: person"), "person"},
      {"a.md", head("type: People"), "person"},
      {"a.md", head("Type: contact"), "person"},
      {"a.md", head("type: company"), "organization"},
      {"a.md", head("type: customer"), "organization"},
      {"a.md", head("type: project"), "project"},
      {"a.md", head("type: meeting"), "meeting"},
      {"a.md", head("type: 1-1"), "meeting"},
      {"a.md", head("type: call"), "meeting"},
      {"a.md", head("type: meeting-notes"), "meeting"},
      {"a.md", head("type: \"[[person]]\""), "person"},
      {"a.md", head("type: [note, meeting]"), "other"},
      {"a.md", head("type: recipe"), "other"},
      {"a.md", "", "other"},
  });
}

TEST(Classify, LeavesOutItsOwnReports) {
  check({
      {"a.md", head("rapport: \"weekly/1\""), "excluded"},
      {"People/Ann Lee.md", head("type: person\nrapport: weekly/12"), "excluded"},
      {"a.md", head("rapport: good\ntype: person"), "person"},
      {"a.md", head("rapport: 1/1\ntype: person"), "person"},
      {"a.md", head("rapport: weekly/\ntype: person"), "person"},
      {"a.md", head("rapport: weekly/1 and more\ntype: person"), "person"},
      {"a.md", head("rapport: [weekly/1]\ntype: person"), "person"},
      {"a.md", head("type: person") + "rapport: weekly/1", "person"},
  });
}

TEST(Classify, BelievesATag) {
  check({
      {"a.md", head("tags: [type/people]"), "person"},
      {"a.md", head("tags: person"), "person"},
      {"a.md", head("tags: '#people/customers'"), "person"},
      {"a.md", head("tags: [x, company]"), "organization"},
      {"a.md", head("tags: company/acme"), "other"},
      {"a.md", head("tags: account/acme"), "other"},
      {"a.md", head("tags: x"), "other"},
  });
}

TEST(Classify, BelievesAFolder) {
  check({
      {"People/Ann Lee.md", "", "person"},
      {"people/Ann Lee.md", "", "person"},
      {"CRM/Contacts/Ann Lee.md", "", "person"},
      {"Customers/Acme.md", "", "organization"},
      {"Accounts/Acme.md", "", "organization"},
      {"Projects/Moon.md", "", "project"},
      {"People/Ann Lee/README.md", "", "person"},
      {"People/Ann Lee/index.md", "", "person"},
      {"People/Ann Lee/Ann Lee.md", "", "person"},
      {"Work/People/Ann Lee/README.md", "", "person"},
      {"Customers/Acme/Acme.md", "", "organization"},
      {"@Ann Lee.md", "", "person"},
      {"@.md", "", "other"},
  });
}

TEST(Classify, TakesFieldsOfAPersonAtAPersonsName) {
  check({
      {"x/Ann Lee.md", head("role: CTO"), "person"},
      {"x/Ann Lee.md", head("last_contact: 2025-11-06"), "person"},
      {"x/Ann Lee.md", "**Role**: CTO", "person"},
      {"x/Data Platform.md", head("role: CTO"), "other"},
      {"x/Ann Lee.md", head("colour: red"), "other"},
  });
}

TEST(Classify, TellsMeetingsByTheirDate) {
  check({
      {"2025-11-06 - Sync.md", head("attendees: [Ann Lee]"), "meeting"},
      {"Sync.md", head("date: 2025-11-06\nattendees: [Ann Lee]"), "meeting"},
      {"Sync.md", head("date: 2025-11-06\nperson: Ann Lee"), "meeting"},
      {"Sync.md", head("attendees: [Ann Lee]"), "other"},
      {"2025-11-06 - Sync.md", "## Attendees\n\n- Ann Lee\n", "meeting"},
      {"2025-11-06 - Sync.md", "**With**: Ann Lee\n", "meeting"},
      {"2025-11-06 - Sync.md", "", "other"},
      {"2025-11-06.md", head("attendees: [Ann Lee]"), "meeting"},
      // `type: people` stands on dated notes about a talk, too.
      {"2025-11-06 - Weekly.md", head("type: people\nperson: Ann Lee"), "meeting"},
      {"People/Ann Lee/2025-11-06 - Weekly.md", "", "meeting"},
      {"People/Ann Lee/2025-11-06 - Weekly.md", head("type: person"), "meeting"},
      {"Customers/Acme/2025-11-06 - Review.md", "", "meeting"},
      {"People/2025-11-06 - Weekly.md", "", "meeting"},
  });
}

TEST(Classify, MakesNoEntityOfWhatIsNone) {
  check({
      {"2025-11-06.md", "# Thursday", "other"},
      {"2025-11-06.md", head("tags: person"), "other"},
      {"Daily/2025-11-06.md", head("type: daily"), "other"},
      {"People/README.md", "", "other"},
      {"People/index.md", "", "other"},
      {"People/People.md", "", "other"},
      {"Customers/README.md", "", "other"},
      {"README.md", "", "other"},
      {"People/Ann Lee/Career.md", "", "other"},
      {"People/Ann Lee/Notes/README.md", head("type: index"), "other"},
      {"People/All people.md", head("type: moc"), "other"},
      {"Templates/Person.md", head("type: person"), "excluded"},
      {"templates/x/Person.md", head("type: person"), "excluded"},
      {"_templates/Person.md", head("type: person"), "excluded"},
      {"People/Templates/Person.md", head("type: person"), "person"},
      {"Templates.md", "", "other"},
  });
}

TEST(Classify, ReadsPlaceholdersAsNothing) {
  check({
      {"2025-11-06 - Sync.md", head("attendees: ['{{names}}']"), "other"},
      {"2025-11-06 - Sync.md", head("attendees: ''"), "other"},
      {"2025-11-06 - Sync.md", head("attendees: ['<% who %>']"), "other"},
      {"a.md", head("type: '{{type}}'"), "other"},
  });
}

TEST(Classify, KnowsTheNoteOfAFolder) {
  DiagnosticSink sink("n");
  const auto is = [&](const std::string& path) {
    return is_folder_note(parse_note(path, "", default_rules(), sink));
  };
  EXPECT_TRUE(is("X/README.md"));
  EXPECT_TRUE(is("X/Index.md"));
  EXPECT_TRUE(is("a/X/x.md"));
  EXPECT_FALSE(is("README.md"));
  EXPECT_FALSE(is("X/Y.md"));
}

std::string identity_of(const std::string& path, const std::string& text) {
  DiagnosticSink sink(path);
  const NoteIdentity id = identify(parse_note(path, text, default_rules(), sink), default_rules());
  std::string dump = id.name;
  for (const std::string& alias : id.aliases) dump += " ~" + alias;
  for (const std::string& title : id.titles) dump += " =" + title;
  if (id.date) dump += " " + to_iso(*id.date);
  if (!id.organization.empty()) dump += " at " + id.organization;
  EXPECT_EQ(decode_identity(encode_identity(id), path), id) << path;
  return dump;
}

TEST(Identity, SaysHowANoteCanBeCalled) {
  const Row rows[] = {
      {"People/Ann Lee.md", "", "Ann Lee"},
      {"People/Ann Lee/README.md", "", "Ann Lee"},
      {"People/Ann Lee/Ann Lee.md", "", "Ann Lee"},
      {"@Ann Lee.md", "", "Ann Lee"},
      {"People/ann-lee.md", head("title: Ann Lee"), "Ann Lee =Ann Lee"},
      {"People/ann-lee.md", "# Ann Lee\n", "Ann Lee =Ann Lee"},
      {"People/Ann Lee.md", head("title: CTO"), "Ann Lee =CTO"},
      {"People/Ann Lee.md", "# Dr [[Ann Lee|Ann]]\n", "Ann Lee =Dr Ann"},
      {"People/Ann Lee.md", "## Not the title\n", "Ann Lee"},
      {"People/Ann Lee.md", head("aliases: [Annie, A. Lee]\nalias: Annie"),
       "Ann Lee ~Annie ~A. Lee"},
      {"People/Ann Lee.md", "**Aliases**: Annie, A. Lee\n", "Ann Lee ~Annie ~A. Lee"},
      {"People/al.md", head("name: {first: Ann, last: Lee}"), "al ~Ann Lee"},
      {"People/al.md", head("full_name: Ann Lee"), "al ~Ann Lee"},
      {"People/Ann Lee.md", head("company: Acme Corp"), "Ann Lee at acme"},
      {"People/Ann Lee.md", head("company: \"[[Acme-Corp]]\""), "Ann Lee at acme"},
      {"People/Ann Lee.md", head("tags: [x, company/acme-corp]"), "Ann Lee at acme"},
      {"People/Ann Lee.md", head("company: ''\ntags: company/acme"), "Ann Lee at acme"},
      {"2025-11-06 - Sync.md", head("type: meeting"), "2025-11-06 - Sync 2025-11-06"},
      {"2025-11-06 - Sync.md", head("type: meeting\ndate: 2025-11-07T10:00"),
       "2025-11-06 - Sync 2025-11-07"},
      {"Sync.md", head("type: meeting\nstart: 2025-11-07 10:00"), "Sync 2025-11-07"},
      {"Sync.md", head("type: meeting\ndate: soon"), "Sync"},
      {"People/2025-11-06.md", head("type: daily"), "2025-11-06"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(identity_of(row.path, row.text), row.type) << row.path << row.text;
}

TEST(Identity, LeavesAKeyForEachQuestion) {
  DiagnosticSink sink("n");
  const NoteRules rules = default_rules();
  const auto keys = lookup_keys(
      identify(parse_note("People/Ann Lee.md",
                          head("type: person\naliases: Annie\ntitle: The Boss"), rules, sink),
               rules));
  for (const std::uint64_t key : {name_lookup("ann lee"), name_lookup("Annie"),
                                  name_lookup("the-boss"), given_name_lookup("ANN")}) {
    EXPECT_NE(std::find(keys.begin(), keys.end(), key), keys.end());
  }
  EXPECT_NE(name_lookup("Ann"), given_name_lookup("Ann"));
}

TEST(Identity, SplitsTags) {
  EXPECT_EQ(split_tags("#a, b/c  #D"), (std::vector<std::string>{"a", "b/c", "d"}));
  EXPECT_EQ(split_tags(" , #"), std::vector<std::string>{});
  EXPECT_EQ(organization_in_tag("company/acme"), "acme");
  EXPECT_EQ(organization_in_tag("company/"), std::nullopt);
  EXPECT_EQ(organization_in_tag("people/acme"), std::nullopt);
}

TEST(Identity, KnowsGivenNames) {
  EXPECT_EQ(given_name(" Ann van Lee "), "Ann");
  EXPECT_EQ(given_name("Ann"), "Ann");
  EXPECT_EQ(given_name(""), "");
}

}  // namespace
}  // namespace rapport
