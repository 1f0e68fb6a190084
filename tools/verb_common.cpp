#include <fmt/format.h>

#include "analysis/owner.h"
#include "analysis/render.h"
#include "ingest/ingest.h"
#include "tools/errors.h"
#include "tools/hyperlink.h"
#include "tools/output.h"
#include "tools/suggest.h"
#include "tools/verbs.h"

namespace rapport {

Store open_for_reading(const Settings& settings) {
  return Store::open(settings.db, Access::read_only);
}

VertexId look_up(const Settings& settings, const Store& store, EntityReader& entities,
                 const std::string& name, std::vector<VertexType> types) {
  const NameAnswer answer = find_entity(store, entities, {name, std::move(types)});
  if (!answer.note.empty()) say(settings, "rapport: " + answer.note);
  return answer.vertex;
}

std::vector<std::string> owner_names(const Settings& settings, const Store& store) {
  return settings.me.empty() ? remembered_owner(store) : settings.me;
}

std::optional<VertexId> find_owner_if_named(const Settings& settings, const Store& store,
                                            EntityReader& entities) {
  const std::vector<std::string> names = owner_names(settings, store);
  if (names.empty()) return std::nullopt;
  if (names.size() > 1 && names != remembered_owner(store)) {
    say(settings, "rapport: the store was not made for all your names; run `rapport ingest`");
  }
  return find_owner_by(names, store, entities);
}

VertexId find_owner_by(const std::vector<std::string>& names, const Store& store,
                       EntityReader& entities) {
  if (const auto owner = owner_vertex(store, names)) return *owner;
  try {
    return find_entity(store, entities, {names.front(), {VertexType::person}}).vertex;
  } catch (const UnknownName& e) {
    throw UnknownName(fmt::format("you are not in the notes: {}", e.what()));
  }
}

std::optional<VertexId> owner_if_known(const Settings& settings, const Store& store,
                                       EntityReader& entities) {
  try {
    return find_owner_if_named(settings, store, entities);
  } catch (const UnknownName& e) {
    say(settings, fmt::format("rapport: {}", e.what()));
  } catch (const AmbiguousName& e) {
    say(settings, fmt::format("rapport: {}", e.what()));
  }
  return std::nullopt;
}

VertexId find_owner(const Settings& settings, const Store& store, EntityReader& entities) {
  const auto owner = find_owner_if_named(settings, store, entities);
  if (!owner) {
    throw UsageError(
        "who are you? Give --me NAME, set $RAPPORT_ME, or write `me: NAME` into .rapport.yaml" +
        owner_hint(settings, store, entities));
  }
  return *owner;
}

void write_report(const Settings& settings, const Report& report, const std::string& format) {
  write_result(settings, format == "markdown"
                             ? render_markdown(report)
                             : render_text(report, settings.color, note_uri(settings)));
}

}  // namespace rapport
