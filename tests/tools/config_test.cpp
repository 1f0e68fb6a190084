#include "tools/config.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tools/errors.h"

namespace rapport {
namespace {

class ConfigFile : public ::testing::Test {
 protected:
  Config read(const std::string& text) {
    const auto file = (std::filesystem::path(folder_.path()) / ".rapport.yaml").string();
    std::ofstream(file) << text;
    return read_config(file);
  }
  std::string fault(const std::string& text) {
    try {
      read(text);
    } catch (const UsageError& e) {
      const std::string message = e.what();
      return message.substr(message.find(".rapport.yaml"));
    }
    return "none";
  }

 private:
  testing::TempDir folder_;
};

TEST_F(ConfigFile, MayBeMissing) {
  EXPECT_TRUE(read_config("/nonexistent/.rapport.yaml").me.empty());
}

TEST_F(ConfigFile, SetsOwnerTablesAndParameters) {
  const Config config = read(
      "me: Ann Lee\n"
      "ignore: [Archive/**]\n"
      "templates: [Forms/]\n"
      "synonyms: {attendees: [invitees]}\n"
      "types: {meeting: [visit]}\n"
      "folders: {person: [Folks]}\n"
      "sections: {decisions: [Resolutions]}\n"
      "parameters: {half_life_days: 45}\n");
  EXPECT_EQ(config.me, std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(config.rules.ignore, std::vector<std::string>{"Archive/**"});
  EXPECT_EQ(config.rules.template_folders.back(), "forms");
  EXPECT_EQ(config.rules.concept_of("Invitees"), Concept::attendees);
  EXPECT_EQ(config.rules.types.at("visit"), NoteType::meeting);
  EXPECT_EQ(config.rules.folders.at("folks"), NoteType::person);
  EXPECT_EQ(config.rules.section_of("resolutions"), SectionKind::decisions);
  EXPECT_EQ(config.parameters.half_life_days, 45);
}

TEST_F(ConfigFile, FaultsNameTheLineAndWhatWasMeant) {
  struct {
    const char* text;
    const char* message;
  } const cases[] = {
      {"me: Ann\nignor: [x]\n", ".rapport.yaml:2: unknown setting 'ignor'; did you mean 'ignore'?"},
      {"parameters:\n  halflife_days: 3\n",
       ".rapport.yaml:2: unknown parameter 'halflife_days'; did you mean 'half_life_days'?"},
      {"parameters:\n  kappa: much\n", ".rapport.yaml:2: kappa takes a number from 0.01 to 100"},
      {"parameters:\n  kappa: -1\n", ".rapport.yaml:2: kappa takes a number from 0.01 to 100"},
      {"synonyms:\n  atendees: [x]\n", ".rapport.yaml:2: 'atendees' is no name in 'synonyms'"},
      {"me: {a: b}\n", ".rapport.yaml:1: 'me' takes a name, or a list of them"},
      {"me: [a, [b]]\n", ".rapport.yaml:1: a single value is expected here"},
      {"me: [a, \"\"]\n", ".rapport.yaml:1: 'me' takes a name, or a list of them"},
      {"me: a: b\n", ".rapport.yaml:1: illegal map value"},
  };
  for (const auto& c : cases) EXPECT_EQ(fault(c.text), c.message) << c.text;
}

TEST_F(ConfigFile, KeepsVerdictsWithinTheVault) {
  EXPECT_EQ(read("").identities, ".rapport/identities.yaml");
  EXPECT_EQ(read("identities: Meta/who.yml\n").identities, "Meta/who.yml");
  for (const char* path : {"/etc/who.yaml", "../who.yaml", "a/../../who.yaml", "..", ".bashrc",
                           "People/Ann Lee.md", "[a.yaml]"}) {
    EXPECT_TRUE(fault(std::string("identities: ") + path + "\n").starts_with(".rapport.yaml:1: a "))
        << path;
  }
}

}  // namespace
}  // namespace rapport
