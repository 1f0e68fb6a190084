#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

int verb_show(const Settings& settings, const std::string& name) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  VertexId vertex = 0;
  try {
    vertex = look_up(settings, store, entities, name, {});
  } catch (const UnknownName&) {
    if (format == "json") {  // the same keys, with nothing behind them
      nlohmann::ordered_json json = to_json(EntityDetails{});
      json["entity"] = nullptr;
      write_result(settings, json_text(json));
    }
    throw;
  }
  const StoredGraph graph(store);
  const EntityDetails details = describe_entity(graph, entities, vertex, settings.as_of);
  if (format == "json") {
    write_result(settings, json_text(to_json(details)));
  } else {
    write_report(settings, to_report(details), format);
  }
  return kDone;
}

}  // namespace rapport
