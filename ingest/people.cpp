#include "ingest/people.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/words.h"

namespace rapport {
namespace {

std::uint32_t advanced(std::uint32_t column, std::size_t bytes) {
  return column + static_cast<std::uint32_t>(bytes);
}

// "(declined)", "- absent", "~~struck out~~".
bool says_absent(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kAbsent = {
      "declined", "absent", "excused", "apologies", "regrets", "cancelled", "canceled", "no-show"};
  if (text.find("~~") != std::string_view::npos) return true;
  const std::vector<Word> words = words_of(text);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return std::find(kAbsent.begin(), kAbsent.end(), lower(word.text)) != kAbsent.end();
  });
}

// "Ann Lee (VP, Acme)", "Ann Lee <ann@acme.com>", "Ann Lee @alee (VP)", "@Ann Lee", "Ann Lee's".
PersonMention plain_mention(std::string_view text, std::uint32_t line, std::uint32_t column) {
  PersonMention mention;
  mention.line = line;
  const std::string_view trimmed = trim(text);
  mention.column = advanced(column, static_cast<std::size_t>(trimmed.data() - text.data()));
  text = trimmed;
  const auto open = text.find('(');
  const auto close = text.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    mention.role = trim(text.substr(open + 1, close - open - 1));
  }
  mention.absent = says_absent(text);
  if (text.starts_with('@')) text.remove_prefix(1);
  for (const std::string_view stop : {"(", "<", " @", " - ", " – ", " — ", ":"}) {
    text = text.substr(0, text.find(stop));
  }
  text = trim(text);
  while (text.starts_with('*')) text.remove_prefix(1);
  while (text.ends_with('*') || text.ends_with('.')) text.remove_suffix(1);
  mention.text = trim(text);
  return mention;
}

// Splits at , ; & and " and ", but not within brackets, and not "Lee, Ann".
std::vector<std::string_view> split_names(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    std::size_t width = 0;
    if (text[i] == ',' || text[i] == ';' || text[i] == '&') width = 1;
    if (text.substr(i).starts_with(" and ")) width = 5;
    if (depth > 0 || width == 0) continue;
    parts.push_back(text.substr(start, i - start));
    start = i + width;
    i = start - 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

bool is_last_first(const std::vector<std::string_view>& parts, std::string_view text) {
  return parts.size() == 2 && text.find(',') != std::string_view::npos &&
         looks_like_given_name(trim(parts[0])) && looks_like_given_name(trim(parts[1]));
}

}  // namespace

std::vector<PersonMention> people_in(std::string_view text, std::uint32_t line,
                                     std::uint32_t column, const KnownName& is_person) {
  std::vector<PersonMention> people;
  const std::vector<Wikilink> links = find_wikilinks(text);
  std::size_t at = 0;
  const auto add_names = [&](std::string_view part) {
    const auto place = advanced(column, static_cast<std::size_t>(part.data() - text.data()));
    const auto names = split_names(part);
    if (is_last_first(names, part)) {
      const std::string inverted = fmt::format("{} {}", trim(names[1]), trim(names[0]));
      if (is_person(inverted)) {
        PersonMention mention = plain_mention(part, line, place);
        mention.text = inverted;
        people.push_back(std::move(mention));
        return;
      }
    }
    for (const std::string_view name : names) {
      const auto offset = static_cast<std::size_t>(name.data() - part.data());
      PersonMention mention = plain_mention(name, line, advanced(place, offset));
      if (!mention.text.empty()) people.push_back(std::move(mention));
    }
  };
  // "Lee, Ann; Ray, Bob": where semicolons part people, commas part their names.
  const auto add_plain = [&](std::size_t end) {
    while (at <= end) {
      const auto stop = std::min(text.substr(0, end).find(';', at), end);
      add_names(text.substr(at, stop - at));
      at = stop + 1;
    }
  };
  for (const Wikilink& link : links) {
    const std::size_t first = link.column - 1;
    add_plain(first);
    PersonMention mention;
    mention.text = link.target;
    mention.link = link;
    mention.link->line = line;
    mention.line = line;
    mention.column = advanced(column, first);
    at = link.end;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(" (")) {  // [[Ann Lee]] (VP Storage)
      const auto close = rest.find(')');
      if (close != std::string_view::npos) {
        mention.role = rest.substr(2, close - 2);
        at += close + 1;
      }
    }
    const std::string_view remark = text.substr(link.end);
    mention.absent = says_absent(remark.substr(0, remark.find_first_of(",;[")));
    people.push_back(std::move(mention));
  }
  // After a link, words are a remark about it, not the next person: "[[Ann Lee]] joined late".
  const std::string_view rest = trim(text.substr(at));
  if (links.empty() || rest.starts_with(',') || rest.starts_with(';') || rest.starts_with("and ")) {
    add_plain(text.size());
  }
  return people;
}

std::vector<PersonMention> PeopleResolver::mentions_in(std::string_view text, std::uint32_t line,
                                                       std::uint32_t column) {
  auto people = people_in(text, line, column, [&](std::string_view name) {
    claims_.asked_for(name_lookup(name));
    return claims_.directory().people(fold_name(name)).size() == 1;
  });
  std::erase_if(people, [&](const PersonMention& mention) { return is_nobody(mention.text); });
  return people;
}

void PeopleResolver::add_to_context(LocalVertex person) {
  if (std::find(context_.begin(), context_.end(), person) == context_.end()) {
    context_.push_back(person);
  }
}

std::optional<PersonRef> PeopleResolver::owner() {
  const std::string& me = claims_.settings().me;
  if (me.empty()) return std::nullopt;
  if (auto found = by_full_name(me)) return found;
  return PersonRef{claims_.stub(me, VertexType::person, Rank::role), Method::name};
}

std::optional<PersonRef> PeopleResolver::by_full_name(std::string_view name) {
  claims_.asked_for(name_lookup(name));
  const auto notes = claims_.directory().people(fold_name(name));
  if (notes.size() == 1) {
    const NoteIdentity& person = claims_.directory()[notes.front()];
    const bool own_name = fold_name(person.name) == fold_name(name);
    return PersonRef{claims_.of_note(notes.front()), own_name ? Method::name : Method::alias};
  }
  ambiguous_ = notes.size() > 1;
  if (ambiguous_) return std::nullopt;
  for (const LocalVertex person : context_) {
    if (fold_name(claims_.name_of(person)) == fold_name(name))
      return PersonRef{person, Method::name};
  }
  return std::nullopt;
}

// Among the people of the note, then among those of its account, then the owner: the first of the
// three that has exactly one of that name. Two in one of them: nobody.
std::optional<PersonRef> PeopleResolver::by_given_name(std::string_view name) {
  claims_.asked_for(given_name_lookup(name));
  const std::string folded = fold_name(name);
  const auto is_called_so = [&](std::string_view full) {
    return fold_name(given_name(full)) == folded;
  };
  std::vector<PersonRef> fitting;
  std::set<std::string> keys;
  for (const LocalVertex person : context_) {
    const std::string& full = claims_.name_of(person);
    if (is_called_so(full) && keys.insert(fold_name(full)).second) {
      fitting.push_back({person, Method::given_name});
    }
  }
  if (fitting.empty() && !claims_.identity().organization.empty()) {
    for (const auto index : claims_.directory().people_by_given_name(folded)) {
      if (claims_.directory()[index].organization == claims_.identity().organization) {
        fitting.push_back({claims_.of_note(index), Method::given_name});
      }
    }
  }
  if (fitting.empty() && is_called_so(claims_.settings().me) &&
      claims_.directory().people_by_given_name(folded).size() <= 1) {
    if (auto me = owner()) return PersonRef{me->vertex, Method::given_name};
  }
  ambiguous_ = fitting.size() > 1 ||
               (fitting.empty() && claims_.directory().people_by_given_name(folded).size() > 1);
  if (fitting.size() != 1) return std::nullopt;
  return fitting.front();
}

std::optional<PersonRef> PeopleResolver::known(std::string_view name) {
  ambiguous_ = false;
  name = trim(name);
  if (name.empty()) return std::nullopt;
  if (const auto ruled = by_verdict(name)) return ruled->person;
  if (auto person = by_full_name(name)) return person;
  if (ambiguous_) return std::nullopt;
  if (looks_like_given_name(name)) return by_given_name(name);
  return std::nullopt;
}

bool PeopleResolver::names_something_else(std::string_view name) {
  const std::string folded = fold_name(name);
  claims_.asked_for(name_lookup(name));
  return !claims_.directory().organizations(folded).empty() ||
         !claims_.directory().projects(folded).empty() ||
         !claims_.directory().by_stem(fold_case(name)).empty();
}

std::optional<PersonRef> PeopleResolver::known_or_full_name(std::string_view name) {
  if (auto person = known(name)) return person;
  if (ambiguous_ || !looks_like_full_name(name) || names_something_else(name)) return std::nullopt;
  return PersonRef{claims_.stub(name, VertexType::person, Rank::role), Method::name};
}

std::optional<PersonRef> PeopleResolver::resolve(const PersonMention& mention) {
  if (mention.link) {
    const Rank rank = looks_like_full_name(mention.text) ? Rank::role : Rank::guess;
    const auto target = claims_.link_target(*mention.link, VertexType::person, rank);
    if (claims_.type_of(target.vertex) == VertexType::person) {
      return PersonRef{target.vertex, target.method};
    }
    claims_.sink().warning("not-a-person", mention.line, mention.column,
                           fmt::format("[[{}]] stands among people, but is a note of type {}",
                                       mention.text, to_string(claims_.type_of(target.vertex))));
    return std::nullopt;
  }
  if (auto person = known_or_full_name(split_camel_case(mention.text))) return person;
  const std::string folded = fold_name(mention.text);
  if (!claims_.directory().organizations(folded).empty()) {
    claims_.sink().warning(
        "not-a-person", mention.line, mention.column,
        fmt::format("'{}' stands among people, but is an organization", mention.text));
  } else if (ambiguous_) {
    claims_.sink().warning(
        "ambiguous-name", mention.line, mention.column,
        fmt::format("'{}' fits several people; write the full name or a link", mention.text),
        {mention.text, candidates(mention.text)});
  } else if (looks_like_given_name(mention.text)) {
    claims_.sink().warning(
        "unknown-name", mention.line, mention.column,
        fmt::format("'{}' fits nobody known here; write the full name or a link", mention.text),
        {mention.text, candidates(mention.text)});
  }
  return std::nullopt;
}

}  // namespace rapport
