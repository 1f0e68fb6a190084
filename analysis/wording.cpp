#include "analysis/wording.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/stale_relationships.h"

namespace rapport {

std::string percent(double probability) { return fmt::format("{:.0f}%", 100 * probability); }

std::string hedged_percent(double probability) {
  constexpr double kLeastShown = 0.2;
  return probability < kLeastShown ? "<" + percent(kLeastShown) : percent(probability);
}

std::string with_title(const Entity& person) {
  return person.title ? fmt::format("{} ({})", person.name, *person.title) : person.name;
}

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string names(const std::vector<Entity>& people, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, people.size()); ++i) {
    list += (i == 0 ? "" : ", ") + people[i].name;
  }
  if (people.size() > most) list += fmt::format(" and {} more", people.size() - most);
  return list;
}

std::string places_in_words(std::span<const Citation> places, std::string_view separator) {
  std::string list;
  for (const Citation& place : places) {
    list += fmt::format("{}{}:{}", list.empty() ? "" : separator, place.note, place.line);
  }
  return list;
}

std::string whom_to_ask(const std::vector<ViaFinding>& via) {
  std::string list;
  for (const ViaFinding& v : via) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", v.person.name, v.count);
  }
  return list;
}

std::string guard_sentence(const std::string& speaker, const std::string& object,
                           const std::string& until) {
  std::string text = speaker.empty() ? fmt::format("Nobody is to contact {}", object)
                                     : fmt::format("{} is not to contact {}", speaker, object);
  if (!until.empty()) text += fmt::format(" until {}", until);
  return text;
}

}  // namespace rapport
