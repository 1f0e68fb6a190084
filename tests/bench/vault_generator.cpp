#include "tests/bench/vault_generator.h"

#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>

namespace rapport::bench {
namespace {

constexpr std::array kGiven = {"Ada",  "Bela", "Cleo", "Dario", "Edda", "Femi", "Gina", "Hari",
                               "Inga", "Juno", "Kofi", "Lena",  "Milo", "Nora", "Otis", "Pia"};
constexpr std::array kFamily = {"Abel", "Brandt", "Cole",  "Dorn",   "Egger", "Falk",
                                "Gray", "Holt",   "Ivers", "Jansen", "Kerr",  "Lund",
                                "Moro", "Nagel",  "Okoye", "Pratt"};
constexpr std::array kSentences = {
    "The pilot stays within its budget.",         "Delivery slips by a week if the parts are late.",
    "Both sides want the numbers before spring.", "The security review found two open points.",
    "Training starts with the night shift.",      "The contract renews for another year."};

class Generator {
 public:
  Generator(std::size_t count, std::uint64_t seed)
      : people_(std::max<std::size_t>(count * 3 / 10, 2)),
        organizations_(std::max<std::size_t>(count / 10, 1)),
        meetings_(count > people_ + organizations_ ? count - people_ - organizations_ : 0),
        random_(seed) {}

  std::vector<GeneratedNote> run() {
    std::vector<GeneratedNote> notes;
    for (std::size_t i = 0; i < people_; ++i) notes.push_back(person_note(i));
    for (std::size_t i = 0; i < organizations_; ++i) notes.push_back(organization_note(i));
    for (std::size_t i = 0; i < meetings_; ++i) notes.push_back(meeting_note(i));
    return notes;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

  // Low numbers come up often: the well-connected.
  std::size_t skewed(std::size_t bound) {
    const double u = static_cast<double>(random_() >> 11U) * 0x1.0p-53;
    return std::min(static_cast<std::size_t>(static_cast<double>(bound) * u * u * u), bound - 1);
  }

  static std::string person(std::size_t i) {
    return fmt::format(
        "{} {} {}", kGiven[i % kGiven.size()], kFamily[i / kGiven.size() % kFamily.size()],
        std::string(1, static_cast<char>('A' + i / 256 % 26)) + std::string(i / 6656, 'x'));
  }
  static std::string organization(std::size_t i) { return fmt::format("Orchard {} Works", i); }
  static std::string date(std::size_t day) {
    return fmt::format("{}-{:02}-{:02}", 2024 + day / 336 % 2, day / 28 % 12 + 1, day % 28 + 1);
  }
  const char* sentence() { return kSentences[below(kSentences.size())]; }

  GeneratedNote person_note(std::size_t i) {
    std::string text = fmt::format(
        "---\ntype: person\nrole: {}\ncompany: \"[[{}]]\"\nlast_contact: {}\n---\n\n# {}\n\n## "
        "Recent "
        "Context\n\n",
        i % 20 == 0 ? "VP Operations" : "Engineer", organization(skewed(organizations_)),
        date(below(672)), person(i));
    for (std::size_t k = below(4); k > 0; --k) {
      text +=
          fmt::format("- {}: [[{} - Sync {}]] - {} (via {})\n", date(below(672)), date(below(672)),
                      below(meetings_ + 1), sentence(), person(skewed(people_)));
    }
    text += "\n## Key Facts\n\n";
    for (std::size_t k = 2 + below(5); k > 0; --k) text += fmt::format("- {}\n", sentence());
    return {fmt::format("People/{}.md", person(i)), text};
  }

  GeneratedNote organization_note(std::size_t i) {
    std::string text =
        fmt::format("---\ntype: customer\nstatus: active\n---\n\n# {}\n\n", organization(i));
    for (std::size_t k = 3; k > 0; --k) text += fmt::format("- [[{}]]\n", person(skewed(people_)));
    return {fmt::format("Customers/{}.md", organization(i)), text};
  }

  GeneratedNote meeting_note(std::size_t i) {
    const std::string day = date(i * 672 / meetings_);
    std::string text = fmt::format("---\ntype: meeting\ndate: {}\nattendees:\n", day);
    for (std::size_t k = 2 + below(5); k > 0; --k) {
      text += fmt::format("  - \"[[{}]]\"\n", person(skewed(people_)));
    }
    text += fmt::format("customer: \"[[{}]]\"\n---\n\n## Summary\n\n",
                        organization(skewed(organizations_)));
    for (std::size_t k = 4 + below(8); k > 0; --k) text += fmt::format("{} ", sentence());
    text += "\n\n## Decisions\n\n";
    for (std::size_t k = 1 + below(3); k > 0; --k) text += fmt::format("- ✅ {}\n", sentence());
    text += fmt::format("\n## Action Items\n\n- [ ] {} @[[{}]] 📅 {}\n", sentence(),
                        person(skewed(people_)), date(below(672)));
    return {fmt::format("Meetings/{} - Sync {}.md", day, i), text};
  }

  std::size_t people_;
  std::size_t organizations_;
  std::size_t meetings_;
  std::mt19937_64 random_;
};

}  // namespace

std::vector<GeneratedNote> generate_vault(std::size_t count, std::uint64_t seed) {
  return Generator(count, seed).run();
}

}  // namespace rapport::bench
