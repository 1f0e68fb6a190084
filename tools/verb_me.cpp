#include <algorithm>
#include <charconv>
#include <exception>
#include <filesystem>
#include <iostream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "analysis/render.h"
#include "graph/name_key.h"
#include "ingest/identities.h"
#include "ingest/ingest.h"
#include "ingest/owner.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/identities_file.h"
#include "tools/output.h"
#include "tools/owner_setting.h"
#include "tools/suggest.h"
#include "tools/vault_file.h"
#include "tools/verbs.h"

// Who the owner of the vault is: told, proposed, confirmed.

namespace rapport {
namespace {

namespace fs = std::filesystem;

IdentityMeaning meaning_of(OwnerReading reading) {
  switch (reading) {
    case OwnerReading::own_note:
      return IdentityMeaning::own_note;
    case OwnerReading::in_own_note:
      return IdentityMeaning::in_own_note;
    case OwnerReading::plain:
      return IdentityMeaning::only_named;
    case OwnerReading::other_person:
      return IdentityMeaning::other_person;
    case OwnerReading::ambiguous:
      return IdentityMeaning::ambiguous;
    case OwnerReading::no_person:
      break;
  }
  return IdentityMeaning::no_person;
}

// What each name means by the notes' own names, and where the store has it.
class OwnerTeller {
 public:
  OwnerTeller(const Settings& settings, const Store& store, EntityReader& entities)
      : settings_(settings),
        store_(store),
        graph_(store),
        entities_(entities),
        directory_(stored_directory(store, read_identities(settings).identities)) {}

  OwnerFinding tell(const std::vector<std::string>& names, std::optional<VertexId> owner) {
    OwnerFinding finding;
    finding.as_of = settings_.as_of;
    finding.origin = origin();
    finding.line = settings_.me_line;
    if (finding.line > 0) finding.file = kConfigFile;
    finding.is_ingested = names == remembered_owner(store_);
    owner_ = owner;
    if (owner_) finding.owner = entities_.entity(*owner_);
    const std::vector<OwnerName> read = read_owner_names(directory_, names);
    leading_ = leading_name(read);
    for (const OwnerName& name : read) finding.identities.push_back(identity(name));
    if (owner_) add_other_names(finding);
    return finding;
  }

 private:
  std::string origin() const {
    switch (settings_.me_origin) {
      case Settings::OwnerOrigin::option:
        return "option";
      case Settings::OwnerOrigin::environment:
        return "environment";
      case Settings::OwnerOrigin::config:
        return "config";
      case Settings::OwnerOrigin::none:
        break;
    }
    return "store";
  }

  const NoteIdentity& note_of(const OwnerName& name) const { return directory_[*name.note]; }

  IdentityFinding identity(const OwnerName& name) {
    IdentityFinding finding;
    finding.text = name.text;
    finding.meaning = meaning_of(name.reading);
    std::optional<VertexId> where = owner_;
    if (name.note) {
      finding.entity = Entity{
          0, note_of(name).path, VertexType::person, note_of(name).name, std::nullopt, {}, false};
      const auto vertex = store_.find_key(note_of(name).path);
      if (vertex) {
        where = vertex;
        finding.entity = entities_.entity(*vertex);
      }
    } else if (name.reading == OwnerReading::plain && owner_) {
      finding.entity = entities_.entity(*owner_);
    }
    const std::string& written =
        name.note && name.text.ends_with(".md") ? note_of(name).name : name.text;
    if (where) finding.evidence = places_of_name(graph_, entities_, *where, written);
    if (finding.meaning == IdentityMeaning::own_note) tell_second_note(name, finding);
    if (finding.meaning == IdentityMeaning::only_named && finding.evidence.empty()) {
      find_unmerged(name, finding);
    }
    finding.warning = warning(name, finding);
    return finding;
  }

  // Another note than the leading one, which became part of it at the last ingest.
  void tell_second_note(const OwnerName& name, IdentityFinding& finding) {
    if (leading_ == nullptr || !leading_->note || *leading_->note == *name.note) return;
    finding.meaning = IdentityMeaning::second_note;
    finding.evidence = {{note_of(name).path, 1, {}}};
    if (!owner_) return;
    const auto both = listed_as_two(graph_, entities_, *owner_, leading_->text, name.text);
    finding.evidence.insert(
        finding.evidence.end(), both.begin(),
        both.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, both.size())));
    const std::string mine = employer_in(note_of(*leading_).path);
    const std::string theirs = employer_in(note_of(name).path);
    std::string doubt;
    if (!mine.empty() && !theirs.empty() && mine != theirs) {
      doubt = fmt::format("it tells of {}, yours of {}", theirs, mine);
    }
    if (!both.empty()) {
      doubt += fmt::format("{}{} meeting{} list{} both of you", doubt.empty() ? "" : "; ",
                           both.size(), both.size() == 1 ? "" : "s", both.size() == 1 ? "s" : "");
    }
    finding.warning = fmt::format(
        "{} is a note of its own and counts as yours{}; if that is somebody else, take the name "
        "out of `me`",
        note_of(name).path, doubt.empty() ? "" : ", but " + doubt);
  }

  // Where the note says that its person works.
  std::string employer_in(const std::string& note) {
    const auto vertex = store_.find_key(note);
    for (const Arc& arc : graph_.arcs(vertex.value_or(*owner_))) {
      const bool is_employer = arc.label == EdgeLabel::works_at && arc.direction == Direction::out;
      if (is_employer && store_.source_path(arc.evidence.source) == note) {
        return entities_.name(arc.other);
      }
    }
    return {};
  }

  // A store that was made before this name was given has a person of that name beside the owner.
  void find_unmerged(const OwnerName& name, IdentityFinding& finding) {
    for (const VertexId id : store_.find_name(name.text)) {
      if (entities_.vertex(id).type != VertexType::person || owner_ == id) continue;
      finding.entity = entities_.entity(id);
      finding.evidence = places_of_name(graph_, entities_, id, name.text);
      return;
    }
    finding.meaning = IdentityMeaning::nobody;
    finding.entity.reset();
  }

  std::string warning(const OwnerName& name, const IdentityFinding& finding) const {
    switch (finding.meaning) {
      case IdentityMeaning::nobody:
        return "no note writes this name";
      case IdentityMeaning::other_person:
        return fmt::format(
            "this is {} by {}, and does not count as you; if that note is yours, too, name it",
            note_of(name).name, note_of(name).path);
      case IdentityMeaning::ambiguous:
        return "several people are called so, and it does not count as you; write the path of your "
               "note";
      case IdentityMeaning::no_person:
        return name.note ? fmt::format("{} is a note of no person, and does not count as you",
                                       note_of(name).path)
                         : "there is no such note";
      default:
        return finding.warning;
    }
  }

  void add_other_names(OwnerFinding& finding) {
    std::set<std::string> told;
    for (const IdentityFinding& i : finding.identities) told.insert(fold_name(i.text));
    for (const Property& p : entities_.vertex(*owner_).properties) {
      if (p.name != "alias" && p.name != "email") continue;
      if (!told.insert(fold_name(p.value)).second) continue;
      finding.also.push_back({p.name, p.value, {entities_.citation(p.evidence)}});
    }
  }

  const Settings& settings_;
  const Store& store_;
  StoredGraph graph_;
  EntityReader& entities_;
  NoteDirectory directory_;
  std::optional<VertexId> owner_;
  const OwnerName* leading_ = nullptr;
};

fs::path config_of(const Settings& settings) { return fs::path(settings.vault) / kConfigFile; }

std::string command_to_confirm(const std::string& name) {
  std::string quoted = "'";
  for (const char c : name) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  const bool is_plain = name.find_first_of("\"\\$`!") == std::string::npos;
  return fmt::format("rapport me --set {}", is_plain ? '"' + name + '"' : quoted + "'");
}

void write_owner(const Settings& settings, const std::vector<std::string>& names, bool dry_run) {
  const std::string before = read_vault_file(settings, kConfigFile);
  const std::string after = with_owner(before, names, config_of(settings).string());
  if (dry_run) {
    write_result(settings, for_terminal(unified_diff(kConfigFile, before, after)));
    say(settings, "rapport: nothing was written (--dry-run)");
    return;
  }
  if (after != before) write_vault_file(settings, kConfigFile, after);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  write_result(settings, for_terminal(fmt::format("{}: me is {}\n", kConfigFile, list)));
  say(settings,
      "rapport: `rapport ingest` reads the notes by it; `rapport me` tells what the names mean");
}

// A name that is surely a slip is not written; one that no note has may be right.
void check_name(const Settings& settings, const Store& store, EntityReader& entities,
                const std::string& name) {
  if (is_address(name) || owner_vertex(store, {name})) return;
  try {
    find_entity(store, entities, {name, {VertexType::person}});
  } catch (const UnknownName& e) {
    if (!e.suggestions.empty()) throw;
    say(settings, fmt::format("rapport: no note knows '{}' yet", name));
    return;
  }
  say(settings, fmt::format("rapport: no note writes '{}' in full", name));
}

int set_owner(const Settings& settings, const MeArguments& arguments) {
  choose_format(settings, {"text"}, "text");
  for (const std::string& name : arguments.set) {
    if (!is_owner_name(name)) throw UsageError("--set takes a name");
  }
  std::error_code error;
  if (fs::exists(fs::path(settings.db) / "CURRENT", error)) {
    const Store store = open_for_reading(settings);
    EntityReader entities(store, settings.as_of);
    for (const std::string& name : arguments.set) check_name(settings, store, entities, name);
  }
  write_owner(settings, arguments.set, arguments.dry_run);
  return kDone;
}

// Which of them the user says they are; nullopt for none of them.
std::optional<std::size_t> ask(std::size_t count) {
  for (std::string answer;;) {
    std::cerr << fmt::format("Which one are you? 1 to {}, or Enter for none of them: ", count)
              << std::flush;
    if (!std::getline(std::cin, answer) || answer.empty()) return std::nullopt;
    std::size_t number = 0;
    const char* end = answer.data() + answer.size();
    const auto [stop, fault] = std::from_chars(answer.data(), end, number);
    if (fault == std::errc{} && stop == end && number >= 1 && number <= count) return number - 1;
  }
}

int propose(const Settings& settings, const Store& store, EntityReader& entities,
            const std::string& format) {
  const StoredGraph graph(store);
  const OwnerProposal proposal = propose_owner(graph, entities, settings.as_of);
  if (format == "json") {
    write_result(settings, json_text(to_json(proposal)));
    return kNothingFound;
  }
  write_report(settings, to_report(proposal), format);
  const bool on_terminal =
      settings.output.empty() && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  if (proposal.candidates.empty() || settings.vault.empty()) {
    say(settings, "rapport: write `me: NAME` into .rapport.yaml, or `rapport me --set NAME`");
    return kNothingFound;
  }
  if (!on_terminal) {
    for (const OwnerCandidate& c : proposal.candidates) {
      say(settings, "rapport: if that is you: " + command_to_confirm(setting_for(store, c.person)));
      if (proposal.has_clear_leader) break;
    }
    return kNothingFound;
  }
  const auto choice = ask(proposal.candidates.size());
  if (!choice) {
    say(settings, "rapport: nothing was written; `rapport me --set NAME` names somebody else");
    return kNothingFound;
  }
  write_owner(settings, {setting_for(store, proposal.candidates[*choice].person)}, false);
  return kDone;
}

}  // namespace

std::string setting_for(const Store& store, const Entity& person) {
  const auto meant = owner_vertex(store, {person.name});
  const bool is_own = meant == std::optional(person.vertex) || person.id.empty();
  return is_own || person.stub ? person.name : person.id;
}

std::string owner_hint(const Settings& settings, const Store& store, EntityReader& entities) {
  const StoredGraph graph(store);
  const OwnerProposal proposal = propose_owner(graph, entities, settings.as_of);
  if (proposal.candidates.empty()) return {};
  std::string hint = proposal.has_clear_leader ? "\nprobably:" : "\nnobody is clearly ahead:";
  for (const OwnerCandidate& c : proposal.candidates) {
    hint += fmt::format("\n  {}  {}\n      {}", c.person.name, reasons_text(c),
                        command_to_confirm(setting_for(store, c.person)));
    if (proposal.has_clear_leader) break;
  }
  return hint;
}

int verb_me(const Settings& settings, const MeArguments& arguments) {
  if (!arguments.set.empty()) return set_owner(settings, arguments);
  if (arguments.dry_run) throw UsageError("--dry-run is for --set");
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  const std::vector<std::string> names = owner_names(settings, store);
  if (names.empty()) return propose(settings, store, entities, format);
  std::optional<VertexId> owner;
  std::exception_ptr nobody;  // said when all names are told
  try {
    owner = find_owner_by(names, store, entities);
  } catch (const UnknownName&) {
    nobody = std::current_exception();
  } catch (const AmbiguousName&) {
    nobody = std::current_exception();
  }
  // A single name has nothing more to tell than that.
  if (nobody && names.size() == 1 && format != "json") std::rethrow_exception(nobody);
  const OwnerFinding finding = OwnerTeller(settings, store, entities).tell(names, owner);
  if (format == "json") {
    write_result(settings, json_text(to_json(finding)));
  } else {
    write_report(settings, to_report(finding), format);
  }
  if (nobody) std::rethrow_exception(nobody);
  if (settings.me.empty() && !settings.vault.empty()) {
    say(settings, "rapport: to write it down: " + command_to_confirm(names.front()));
  }
  return kDone;
}

}  // namespace rapport
