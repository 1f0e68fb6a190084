#include <array>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"

// Whatever happens to a vault: an ingest of the changes gives what an ingest of all of it gives.

namespace rapport {
namespace {

class Vault {
 public:
  explicit Vault(unsigned seed) : random_(seed) {
    for (int i = 0; i < 15; ++i) write(new_path());
  }

  const Notes& notes() const { return notes_; }

  // A verdict about names and notes that may or may not be there.
  Verdict verdict() {
    const auto name = [&] {
      return chance(40) ? any_path() : chance(70) ? person() : organization();
    };
    Verdict v;
    v.kind = static_cast<Verdict::Kind>(below(5));
    v.names = {name()};
    switch (v.kind) {
      case Verdict::Kind::merge:
      case Verdict::Kind::apart:
        v.names.push_back(name());
        while (v.names.back() == v.names.front()) v.names.back() = name();
        break;
      case Verdict::Kind::split:
        v.notes = {chance(50) ? "People/**" : "2025-*"};
        v.is = person() + " (2)";
        break;
      default:
        if (chance(50)) v.notes = {any_path()};
        if (v.kind == Verdict::Kind::accept || chance(60)) v.is = name();
        break;
    }
    return v;
  }

  // One to four edits, told in words.
  std::string change() {
    std::string told;
    for (int i = below(4); i >= 0; --i) told += (told.empty() ? "" : ", ") + edit();
    return told;
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  bool chance(int percent) { return below(100) < percent; }
  template <class List>
  std::string one_of(const List& list) {
    return std::string(list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))]);
  }

  std::string person() {
    static constexpr std::array kPeople = {"Ann Lee", "Ann Ott",  "Bob Ray", "Cy Fox", "Di Roe",
                                           "Annie",   "The Boss", "Ann",     "Bob",    "Zoë Ray"};
    return one_of(kPeople);
  }
  std::string organization() {
    static constexpr std::array kOrganizations = {"Acme", "New Light", "ACME Corp", "Moon"};
    return one_of(kOrganizations);
  }
  std::string day() { return fmt::format("2025-11-0{}", 1 + below(4)); }
  std::string meeting_name() {
    static constexpr std::array kNames = {"Weekly sync of all", "Weekly sync of all the teams",
                                          "Weekly sync", "Plan"};
    return day() + " - " + one_of(kNames);
  }

  std::string new_path() {
    switch (below(9)) {
      case 0:
        return "People/" + person() + ".md";
      case 1:
        return "People/" + person() + "/README.md";
      case 2:
        return "Team/People/" + person() + ".md";
      case 3:
        return "Companies/" + organization() + ".md";
      case 4:
        return "Projects/Moon.md";
      case 5:
        return "Templates/" + person() + ".md";
      case 6:
        return "People/" + person() + "/" + meeting_name() + ".md";
      case 7:
        return "Notes/" + (chance(50) ? person() : organization()) + ".md";
      default:
        return meeting_name() + ".md";
    }
  }

  std::string link() {
    static constexpr std::array kForms = {"[[{}]]", "[[{}|x]]", "[[People/{}]]", "[x]({}.md)"};
    const std::string target = chance(40)   ? person()
                               : chance(40) ? organization()
                                            : meeting_name().substr(0, chance(50) ? 28 : 99);
    return fmt::format(fmt::runtime(one_of(kForms)), target);
  }

  std::string text() {
    std::string head;
    const auto add = [&](int percent, std::string_view key, const std::string& value) {
      if (chance(percent)) head += fmt::format("{}: {}\n", key, value);
    };
    static constexpr std::array kTypes = {"person", "meeting", "company", "project", "note", "1-1"};
    add(35, "type", one_of(kTypes));
    add(25, "title", chance(50) ? person() : organization());
    add(25, "aliases", fmt::format("[{}, {}]", person(), organization()));
    add(40, "company", chance(50) ? organization() : "\"[[" + organization() + "]]\"");
    add(20, "tags", "[company/acme, x]");
    add(25, "role", chance(50) ? "VP Storage" : organization());
    add(20, "reports_to", person());
    add(20, "last_contact", chance(80) ? day() : "soon");
    add(45, "attendees", fmt::format("[{}, {}, \"[[{}]]\"]", person(), person(), person()));
    add(30, "date", day());
    add(15, "project", "Moon");
    add(5, "private", "true");
    if (chance(5)) head += "bad: yaml: here\n";
    std::string body;
    if (chance(30)) body += "# " + person() + "\n";
    for (int i = below(3); i > 0; --i) body += link() + " and " + link() + "\n";
    if (chance(40)) {
      body += "## Recent Context\n" + fmt::format("- {}: {} - 1:1 between {} and {} (via {})\n",
                                                  day(), link(), person(), person(), person());
    }
    if (chance(40)) {
      body += "## Decisions\n";
      body +=
          fmt::format("- Hold off on calling {} until {}'s approval is in\n", person(), person());
      body += fmt::format("- {} agreed. {} left {}.\n", person(), person(), organization());
    }
    if (chance(30)) body += "## Attendees\n- " + person() + " (CTO)\n";
    if (chance(30)) body += fmt::format("- [ ] Send @{} 📅 {}\n", person(), day());
    if (chance(20)) body += "## Related Customers\n- " + link() + "\n";
    return (head.empty() ? "" : "---\n" + head + "---\n") + body;
  }

  void write(const std::string& path) { notes_[path] = text(); }

  std::string any_path() {
    auto it = notes_.begin();
    std::advance(it, below(static_cast<int>(notes_.size())));
    return it->first;
  }

  std::string edit() {
    const int kind = notes_.size() < 3 ? 0 : below(5);
    const std::string path = kind == 0 ? new_path() : any_path();
    if (kind <= 2) {
      write(path);
      return "write " + path;
    }
    const std::string to = new_path();
    const std::string moved = notes_[path];
    notes_.erase(path);
    if (kind == 3) return "delete " + path;
    notes_[to] = moved;
    return "rename " + path + " to " + to;
  }

  std::mt19937 random_;
  Notes notes_;
};

ForgottenNames forgotten(std::string_view name) {
  const std::string key = "a key of the tests, of no worth at all";
  return {key, {{ForgottenNames(key, {}).hashed(name, true)}}};
}

class Scripts : public ::testing::TestWithParam<unsigned> {};

TEST_P(Scripts, GiveWhatAFreshIngestGives) {
  // Ten scripts of six steps; the seed tells which.
  for (unsigned script = 0; script < 10; ++script) {
    const unsigned seed = GetParam() * 10 + script;
    Vault vault(seed);
    IngestOptions options = options_for(seed % 3 == 0 ? "" : "Bob Ray");
    options.strict_obsidian = seed % 7 == 0;
    options.allow_mass_delete = true;
    if (seed % 5 == 0) options.forgotten = forgotten("Cy Fox");
    MemorySource source(vault.notes());
    Store store = Store::in_memory();
    ingest(source, store, options);
    std::string told = "first";
    for (int step = 0; step < 6; ++step) {
      const Store fresh = store_of(source.notes(), options);
      ASSERT_EQ(testing::dump(store), testing::dump(fresh)) << "seed " << seed << ": " << told;
      told += "; " + vault.change();
      source.notes() = vault.notes();
      ingest(source, store, options);
      EXPECT_FALSE(ingest(source, store, options).wrote) << "seed " << seed << ": " << told;
    }
  }
}

// Verdicts come and go between the edits.
TEST_P(Scripts, OfVerdictsGiveWhatAFreshIngestGives) {
  for (unsigned script = 0; script < 5; ++script) {
    const unsigned seed = GetParam() * 5 + script;
    Vault vault(seed);
    std::mt19937 random(seed);
    IngestOptions options = options_for(seed % 3 == 0 ? "" : "Bob Ray");
    options.strict_obsidian = seed % 7 == 0;
    options.allow_mass_delete = true;
    MemorySource source(vault.notes());
    Store store = Store::in_memory();
    std::vector<Verdict> verdicts;
    std::string told = "first";
    for (int step = 0; step < 8; ++step) {
      if (verdicts.empty() || random() % 3 != 0) {
        verdicts.push_back(vault.verdict());
        told += "; " + verdicts.back().dump();
      } else {
        verdicts.erase(verdicts.begin() + static_cast<std::ptrdiff_t>(random() % verdicts.size()));
        told += "; one taken back";
      }
      options.identities = Identities(verdicts);
      ingest(source, store, options);
      ASSERT_EQ(testing::dump(store), testing::dump(store_of(source.notes(), options)))
          << "seed " << seed << ": " << told;
      told += "; " + vault.change();
      source.notes() = vault.notes();
      ingest(source, store, options);
      ASSERT_EQ(testing::dump(store), testing::dump(store_of(source.notes(), options)))
          << "seed " << seed << ": " << told;
    }
    options.identities = {};
    ingest(source, store, options);
    ASSERT_EQ(testing::dump(store), testing::dump(store_of(source.notes(), options)))
        << "seed " << seed << ": " << told << "; all taken back";
  }
}

INSTANTIATE_TEST_SUITE_P(Random, Scripts, ::testing::Range(0U, 20U));

}  // namespace
}  // namespace rapport
