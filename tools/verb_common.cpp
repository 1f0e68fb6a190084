#include <fmt/format.h>

#include "analysis/render.h"
#include "ingest/ingest.h"
#include "tools/errors.h"
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

std::optional<VertexId> find_owner_if_named(const Settings& settings, const Store& store,
                                            EntityReader& entities) {
  const std::string name = settings.me.empty() ? remembered_owner(store) : settings.me;
  if (name.empty()) return std::nullopt;
  try {
    return find_entity(store, entities, {name, {VertexType::person}}).vertex;
  } catch (const UnknownName& e) {
    throw UnknownName(fmt::format("you are not in the notes: {}", e.what()));
  }
}

VertexId find_owner(const Settings& settings, const Store& store, EntityReader& entities) {
  const auto owner = find_owner_if_named(settings, store, entities);
  if (!owner) {
    throw UsageError(
        "who are you? Give --me NAME, set $RAPPORT_ME, or write `me: NAME` into .rapport.yaml");
  }
  return *owner;
}

void write_report(const Settings& settings, const Report& report, const std::string& format) {
  write_result(settings, format == "markdown" ? render_markdown(report)
                                              : render_text(report, settings.color));
}

}  // namespace rapport
