#include <algorithm>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/person_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

// "@Dana Ruiz Send the plan" was read as far as words are capitalised: the longest beginning that
// is somebody's name is the owner, and the rest goes back to the `text`.
std::optional<PersonRef> owner_of(PeopleResolver& people, ClaimsBuilder& claims, const Task& task,
                                  std::uint32_t line, std::string& text) {
  if (task.owner.empty()) return std::nullopt;
  const std::string folded = fold_name(task.owner);
  if (folded == "myself" || folded == "me") return people.owner();
  if (task.owner_is_linked) return people.known(task.owner);  // it may be a project or a book
  const std::string name = split_camel_case(task.owner);
  const auto give_back = [&](std::size_t length) {
    const std::string_view rest =
        trim(std::string_view(name).substr(std::min(length, name.size())));
    if (rest.empty()) return;
    const auto place = std::min(task.owner_place, text.size());
    text =
        trim(fmt::format("{} {} {}", trim(text.substr(0, place)), rest, trim(text.substr(place))));
  };
  if (task.owner.find(' ') == std::string::npos) {
    if (auto person = people.known(squashed_name(task.owner))) return person;
  }
  for (std::string_view rest = name; !rest.empty();) {
    if (auto person = people.known(rest)) {
      give_back(rest.size());
      return person;
    }
    const auto blank = rest.rfind(' ');
    if (blank == std::string_view::npos) break;
    rest = rest.substr(0, blank);
  }
  // Of somebody unknown, no more than two words are surely the name.
  const auto second = name.find(' ');
  const auto third = second == std::string::npos ? second : name.find(' ', second + 1);
  if (auto person = people.known_or_full_name(name.substr(0, third))) {
    give_back(std::min(third, name.size()));
    return person;
  }
  claims.sink().warning("unknown-owner", line, 1,
                        fmt::format("'@{}' fits nobody known here", task.owner), {name, {}});
  return std::nullopt;
}

}  // namespace

void extract_tasks(ClaimsBuilder& claims, PeopleResolver& people) {
  for (const auto& [task, line] : claims.note().tasks) {
    if (is_placeholder(task.text)) continue;
    RecordClaim record;
    record.holder = claims.own();
    record.kind = RecordKind::task;
    record.date = claims.identity().date;
    record.line = line;
    record.attributes.emplace_back("status", status_name(task.status));
    record.attributes.emplace_back("open", is_open(task.status) ? "true" : "false");
    const auto add_date = [&](std::string_view name, std::optional<Date> date) {
      if (date) record.attributes.emplace_back(name, to_iso(*date));
    };
    add_date("due", task.due);
    add_date("scheduled", task.scheduled);
    add_date("start", task.start);
    add_date("created", task.created);
    add_date("done", task.done);
    if (!task.priority.empty()) record.attributes.emplace_back("priority", task.priority);
    std::string text = task.text;
    const auto owner = owner_of(people, claims, task, line, text);
    record.text = clip(text, 1000);
    if (owner) {
      record.subject = owner->vertex;
      // Also with its owner, where a question about that person looks.
      if (owner->vertex != claims.own()) {
        RecordClaim of_owner = record;
        of_owner.holder = owner->vertex;
        claims.record(std::move(of_owner));
      }
    }
    claims.record(std::move(record));
  }
}

}  // namespace rapport
