#include "ingest/people.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/job_title.h"
#include "ingest/organization_name.h"
#include "ingest/person_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

// Nobody sits with more, and each name is compared with all of them: beyond, a person of a note has
// to be named in full.
constexpr std::size_t kMostInContext = 500;

std::uint32_t advanced(std::uint32_t column, std::size_t bytes) {
  return column + static_cast<std::uint32_t>(bytes);
}

// What stands in brackets behind a name: "(AL)" is what the minutes call them, "(VP)" a role.
void read_remark(std::string_view remark, PersonMention& mention) {
  remark = trim(remark);
  if (looks_like_abbreviation(remark) && !is_job_title(remark)) {
    if (mention.abbreviation.empty()) mention.abbreviation = remark;
  } else if (remark.starts_with('@')) {
    if (mention.handle.empty()) mention.handle = remark.substr(1);
  } else if (mention.role.empty()) {
    mention.role = remark;
  }
}

// Takes "(VP, Acme)", "[AL]", "<ann@acme.com>" and " @alee" out of the text behind a name.
void read_remarks(std::string_view text, PersonMention& mention) {
  for (auto open = text.find_first_of("([<"); open != std::string_view::npos;
       open = text.find_first_of("([<", open)) {
    const char end = text[open] == '(' ? ')' : text[open] == '[' ? ']' : '>';
    const auto close = text.find(end, open);
    if (close == std::string_view::npos) break;
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    if (end == '>') {
      mention.email = inside;
    } else {
      read_remark(inside, mention);
    }
    open = close;
  }
  if (const auto at = text.find(" @"); at != std::string_view::npos) {
    const std::string_view rest = text.substr(at + 2);
    mention.handle = rest.substr(0, rest.find_first_of(" (),;<["));
  }
}

// "Ann Lee (VP, Acme)", "Ann Lee <ann@acme.com>", "Ann Lee @alee (VP)", "@Ann Lee", "Ann Lee's".
PersonMention plain_mention(std::string_view text, std::uint32_t line, std::uint32_t column) {
  PersonMention mention;
  mention.line = line;
  const std::string_view trimmed = trim(text);
  mention.column = advanced(column, static_cast<std::size_t>(trimmed.data() - text.data()));
  text = trimmed;
  read_remarks(text, mention);
  mention.absent = says_absent(text);
  if (text.starts_with('@')) text.remove_prefix(1);
  for (const std::string_view stop : {"(", "<", "[", " @", " - ", " – ", " — ", ":"}) {
    text = text.substr(0, text.find(stop));
  }
  text = trim(text);
  while (text.starts_with('*') || text.starts_with('_')) text.remove_prefix(1);
  while (text.ends_with('*') || text.ends_with('_')) text.remove_suffix(1);
  if (text.ends_with('.') && !text.ends_with("r.")) text.remove_suffix(1);  // "Jr."
  mention.text = trim(text);
  return mention;
}

// Parts names at , ; & / + and " and ", but not within brackets. "Ann Lee, PhD" is one.
std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    std::size_t width = 0;
    if (text[i] == ',' || text[i] == ';' || text[i] == '&') width = 1;
    for (const std::string_view mark : {" and ", " / ", " + "}) {
      if (text.substr(i).starts_with(mark)) width = mark.size();
    }
    if (depth > 0 || width == 0) continue;
    const std::string_view part = text.substr(start, i - start);
    const std::string_view next = trim(text.substr(i + width));
    const std::string_view next_word = next.substr(0, next.find_first_of(" ,;("));
    if (text[i] == ',' && is_name_suffix(next_word)) continue;
    parts.push_back(part);
    start = i + width;
    i = start - 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

// A name that tells only part of somebody's: "Ann", "J. Lee", "Mr. Lee", "Ann B. Lee".
class NamePart {
 public:
  explicit NamePart(std::string_view name) {
    name = trim(name);
    const std::string_view bare = bare_name(name);
    const bool has_honorific = bare.data() != name.data();
    const auto words = words_of(bare);
    if (words.empty() || words.size() > 4) return;
    if (has_honorific && looks_like_given_name(words.back().text, NamePlace::list)) {
      last_ = fold_name(words.size() > 1 && words.front().capitalized ? surname(bare) : bare);
      formal_ = true;
    } else if (words.size() == 1 && looks_like_given_name(bare)) {
      given_ = fold_name(bare);
    } else if (words.size() >= 2 && looks_like_full_name(bare)) {
      // An initial stands for any name that starts so, and a middle initial may be left out.
      const std::string folded = fold_name(bare);
      last_ = fold_name(surname(bare));
      if (has_only_initials(middle_of(folded, last_))) given_ = fold_name(words.front().text);
    }
  }

  const std::string& given() const { return given_; }
  const std::string& last() const { return last_; }
  bool is_formal() const { return formal_; }

  // Whether a folded full name can be meant.
  bool fits(std::string_view full) const {
    const auto blank = full.find(' ');
    if (blank == std::string_view::npos) return false;
    const std::string_view first = full.substr(0, blank);
    if (last_.empty()) return !given_.empty() && first == given_;
    if (!full.ends_with(" " + last_)) return false;
    if (formal_) return true;
    if (given_.empty() || !has_only_initials(middle_of(full, last_))) return false;
    return given_.size() == 1 ? first.starts_with(given_) : first == given_;
  }

 private:
  // What stands between the first word and the surname, both folded.
  static std::string_view middle_of(std::string_view full, std::string_view last) {
    const auto blank = std::min(full.find(' '), full.size());
    const auto end = full.size() - std::min(full.size(), last.size());
    return end <= blank ? std::string_view{} : trim(full.substr(blank, end - blank));
  }

  static bool has_only_initials(std::string_view middle) {
    const auto words = words_of(middle);
    return std::all_of(words.begin(), words.end(),
                       [](const Word& word) { return word.text.size() == 1; });
  }

  std::string given_;  // folded; one letter is an initial
  std::string last_;   // folded
  bool formal_ = false;
};

}  // namespace

bool says_absent(std::string_view text) {
  static constexpr std::array<std::string_view, 14> kAbsent = {
      "declined", "absent", "excused", "apologies", "regrets",    "cancelled",  "canceled",
      "no-show",  "sick",   "unable",  "missed",    "apologized", "apologised", "noshow"};
  if (text.find("~~") != std::string_view::npos) return true;
  const std::vector<Word> words = words_of(text);
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return std::find(kAbsent.begin(), kAbsent.end(), lower(word.text)) != kAbsent.end();
  });
}

std::vector<PersonMention> people_in(std::string_view text, std::uint32_t line,
                                     std::uint32_t column, const KnownName& is_person) {
  std::vector<PersonMention> people;
  const std::vector<Wikilink> links = find_wikilinks(text);
  std::size_t at = 0;
  const auto add_names = [&](std::string_view part) {
    const auto place = advanced(column, static_cast<std::size_t>(part.data() - text.data()));
    const std::string_view without_remark = part.substr(0, part.find_first_of("(<"));
    if (auto inverted = last_first(without_remark); inverted && is_person(*inverted)) {
      PersonMention mention = plain_mention(part, line, place);
      mention.text = std::move(*inverted);
      people.push_back(std::move(mention));
      return;
    }
    for (const std::string_view name : names_in(part)) {
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
  if (context_.size() == kMostInContext) return;
  const bool is_there = std::any_of(context_.begin(), context_.end(),
                                    [&](const ContextPerson& p) { return p.vertex == person; });
  if (is_there) return;
  std::string name = fold_name(bare_name(claims_.name_of(person)));
  // By name: a stub may stand among the vertices once for each rank of opinion.
  const bool is_known = std::any_of(context_.begin(), context_.end(),
                                    [&](const ContextPerson& p) { return p.name == name; });
  if (is_known) return;
  context_.push_back({person, std::move(name)});
  ++knowledge_;
}

void PeopleResolver::add_name_in_note(std::string_view name, PersonRef person) {
  if (names_in_note_.size() == kMostInContext) return;
  if (!name.empty() && names_in_note_.emplace(fold_name(name), person).second) ++knowledge_;
}

std::optional<PersonRef> PeopleResolver::owner() {
  const NoteDirectory::Owner& owner = claims_.directory().owner();
  if (owner.names.empty()) return std::nullopt;
  if (auto found = by_full_name(owner.names.front())) return found;
  if (owner.note) return PersonRef{claims_.of_note(*owner.note), Method::name};
  return PersonRef{claims_.stub(owner.names.front(), VertexType::person, Rank::role), Method::name};
}

// One of the owner's names that no note has.
std::optional<PersonRef> PeopleResolver::owner_called(std::string_view folded) {
  for (const std::string& name : claims_.directory().owner().names) {
    if (folded != fold_name(bare_name(name))) continue;
    return PersonRef{claims_.stub(name, VertexType::person, Rank::role), Method::name};
  }
  return std::nullopt;
}

std::optional<PersonRef> PeopleResolver::by_full_name(std::string_view name) {
  claims_.asked_for(name_lookup(name));
  std::string folded = fold_name(name);
  auto notes = claims_.directory().people(folded);
  if (notes.empty()) {
    if (const std::string_view bare = bare_name(name); bare != name && !bare.empty()) {
      claims_.asked_for(name_lookup(bare));
      folded = fold_name(bare);
      if (folded.find(' ') != std::string::npos) notes = claims_.directory().people(folded);
    }
  }
  if (notes.size() == 1) {
    const NoteIdentity& person = claims_.directory()[notes.front()];
    const bool own_name =
        fold_name(bare_name(person.name)) == folded || fold_name(person.name) == folded;
    return PersonRef{claims_.of_note(notes.front()), own_name ? Method::name : Method::alias};
  }
  ambiguous_ = notes.size() > 1;
  if (ambiguous_) return std::nullopt;
  for (const ContextPerson& person : context_) {
    if (person.name == folded) return PersonRef{person.vertex, Method::name};
  }
  return owner_called(folded);
}

// Among the people of the note, then among those of its account, then the owner: the first of the
// three that has exactly one of that name. Two in one of them: nobody.
std::optional<PersonRef> PeopleResolver::by_part_of_name(std::string_view name) {
  const NamePart part(name);
  if (part.given().empty() && part.last().empty()) return std::nullopt;
  const NoteDirectory& directory = claims_.directory();
  claims_.asked_for(part.given().size() > 1 ? given_name_lookup(part.given())
                                            : surname_lookup(part.last()));
  const auto namesakes = part.given().size() > 1 ? directory.people_by_given_name(part.given())
                                                 : directory.people_by_surname(part.last());
  std::vector<PersonRef> fitting;
  for (const ContextPerson& person : context_) {
    if (part.fits(person.name)) fitting.push_back({person.vertex, Method::given_name});
  }
  if (fitting.empty() && !claims_.identity().organization.empty()) {
    for (const auto index : namesakes) {
      if (directory[index].organization == claims_.identity().organization &&
          part.fits(directory.full_name(index))) {
        fitting.push_back({claims_.of_note(index), Method::given_name});
      }
    }
  }
  // How many of the vault fit, two of them being as good as many.
  const auto fits_in_vault = [&] {
    std::vector<NoteDirectory::Index> found;
    for (const auto index : namesakes) {
      if (part.fits(directory.full_name(index))) found.push_back(index);
      if (found.size() > 1) break;
    }
    return found;
  };
  const auto in_vault = fitting.empty() ? fits_in_vault() : std::vector<NoteDirectory::Index>{};
  const auto& mine = directory.owner().names;
  if (fitting.empty() && in_vault.size() <= 1 &&
      std::any_of(mine.begin(), mine.end(),
                  [&](const std::string& full) { return part.fits(fold_name(bare_name(full))); })) {
    if (auto me = owner()) return PersonRef{me->vertex, Method::given_name};
  }
  // "Mr. Lee": the only Lee of the vault.
  if (fitting.empty() && in_vault.size() == 1 && part.is_formal()) {
    fitting.push_back({claims_.of_note(in_vault.front()), Method::given_name});
  }
  ambiguous_ = fitting.size() > 1 || (fitting.empty() && in_vault.size() > 1);
  if (fitting.size() != 1) return std::nullopt;
  return fitting.front();
}

std::optional<PersonRef> PeopleResolver::by_address(std::string_view address) {
  claims_.asked_for(name_lookup(address));
  const auto notes = claims_.directory().people(fold_name(address));
  if (notes.empty()) return owner_called(fold_name(address));
  if (notes.size() != 1) return std::nullopt;
  return PersonRef{claims_.of_note(notes.front()), Method::alias};
}

std::optional<PersonRef> PeopleResolver::known(std::string_view name) {
  name = trim(name);
  auto it = answers_.find(name);
  if (it == answers_.end()) it = answers_.emplace(name, Answer{}).first;
  Answer& answer = it->second;
  if (answer.asked_at != knowledge_) {
    answer.person = look_up(name);
    answer.is_ambiguous = ambiguous_;
    answer.asked_at = knowledge_;
  }
  ambiguous_ = answer.is_ambiguous;
  return answer.person;
}

std::optional<PersonRef> PeopleResolver::look_up(std::string_view name) {
  ambiguous_ = false;
  if (name.empty()) return std::nullopt;
  if (const auto ruled = by_verdict(name)) return ruled->person;
  if (!names_in_note_.empty()) {
    const auto it = names_in_note_.find(fold_name(name));
    if (it != names_in_note_.end()) return it->second;
  }
  if (name.find('@') != std::string_view::npos) return by_address(name);
  if (auto person = by_full_name(name)) return person;
  if (ambiguous_) return std::nullopt;
  return by_part_of_name(name);
}

bool PeopleResolver::may_start_name(std::string_view word) {
  const std::uint64_t start = name_start_lookup(word);
  claims_.asked_for(start);
  if (claims_.directory().starts_name(start) || word.size() == 1) return true;
  const std::string folded = fold_name(word);
  const auto starts = [&](std::string_view name) {
    return name.starts_with(folded) && (name.size() == folded.size() ||
                                        name[folded.size()] == ' ' || name[folded.size()] == '-');
  };
  return std::any_of(context_.begin(), context_.end(),
                     [&](const ContextPerson& p) { return starts(p.name); }) ||
         std::any_of(names_in_note_.begin(), names_in_note_.end(),
                     [&](const auto& entry) { return starts(entry.first); }) ||
         claims_.directory().identities().ruling(word, claims_.note().path).has_value() ||
         std::any_of(claims_.directory().owner().names.begin(),
                     claims_.directory().owner().names.end(),
                     [&](const std::string& mine) { return starts(fold_name(bare_name(mine))); });
}

bool PeopleResolver::is_listed(std::string_view full_name) const {
  claims_.asked_for(name_lookup(full_name));
  return claims_.directory().lists_person(fold_name(bare_name(full_name)));
}

bool PeopleResolver::names_something_else(std::string_view name) {
  claims_.asked_for(name_lookup(name));
  claims_.asked_for(organization_lookup(name));
  const std::string organization = fold_organization(name);
  return !claims_.directory().organizations(organization).empty() ||
         claims_.directory().lists_organization(organization) ||
         !claims_.directory().projects(fold_name(name)).empty() ||
         !claims_.directory().by_stem(fold_case(name)).empty();
}

std::optional<PersonRef> PeopleResolver::known_or_full_name(std::string_view name,
                                                            NamePlace place) {
  if (auto person = known(name)) return person;
  if (ambiguous_ || !looks_like_full_name(name, place) || names_something_else(name)) {
    return std::nullopt;
  }
  const std::string_view bare = bare_name(name);
  if (bare.find(' ') == std::string_view::npos && bare.size() != trim(name).size()) {
    return std::nullopt;  // "Mr. Lee" names nobody yet
  }
  return PersonRef{claims_.stub(bare, VertexType::person, Rank::role), Method::name};
}

namespace {

// "DanaRuiz" -> "Dana Ruiz"; not so "Dana Ruiz, PhD".
std::string as_words(std::string_view name) {
  return name.find(' ') == std::string_view::npos ? split_camel_case(name) : std::string(name);
}

}  // namespace

std::optional<PersonRef> PeopleResolver::resolve(const PersonMention& mention) {
  if (mention.link) {
    // "[[@ann@acme.example]]", "[[ann@acme.example]]"
    std::string_view target = mention.link->target;
    if (target.starts_with('@')) target.remove_prefix(1);
    if (target.find('@') != std::string_view::npos) {
      if (auto person = by_address(target)) return person;
    }
    const Rank rank = looks_like_full_name(mention.text) ? Rank::role : Rank::guess;
    const auto found = claims_.link_target(*mention.link, VertexType::person, rank);
    if (claims_.type_of(found.vertex) == VertexType::person) {
      return PersonRef{found.vertex, found.method};
    }
    claims_.sink().warning("not-a-person", mention.line, mention.column,
                           fmt::format("[[{}]] stands among people, but is a note of type {}",
                                       mention.text, to_string(claims_.type_of(found.vertex))));
    return std::nullopt;
  }
  if (!mention.email.empty()) {
    if (auto person = by_address(mention.email)) return person;
  }
  if (auto person = known_or_full_name(as_words(mention.text), NamePlace::list)) {
    return person;
  }
  // A lone name that the list tells apart by a handle or an abbreviation is somebody.
  const bool told_apart = !mention.handle.empty() || !mention.abbreviation.empty();
  if (told_apart && !ambiguous_ && looks_like_given_name(mention.text, NamePlace::list) &&
      !names_something_else(mention.text)) {
    return PersonRef{claims_.stub(mention.text, VertexType::person, Rank::guess), Method::name};
  }
  if (!mention.handle.empty()) {
    if (auto person = known(mention.handle)) return person;
  }
  diagnose(mention);
  return std::nullopt;
}

void PeopleResolver::diagnose(const PersonMention& mention) {
  if (!claims_.directory().organizations(fold_organization(mention.text)).empty()) {
    claims_.sink().warning(
        "not-a-person", mention.line, mention.column,
        fmt::format("'{}' stands among people, but is an organization", mention.text));
  } else if (ambiguous_) {
    claims_.sink().warning(
        "ambiguous-name", mention.line, mention.column,
        fmt::format("'{}' fits several people; write the full name or a link", mention.text),
        {mention.text, candidates(mention.text)});
  } else if (looks_like_given_name(mention.text, NamePlace::list)) {
    claims_.sink().warning(
        "unknown-name", mention.line, mention.column,
        fmt::format("'{}' fits nobody known here; write the full name or a link", mention.text),
        {mention.text, candidates(mention.text)});
  }
}

}  // namespace rapport
