#include "graph/schema.h"

#include <array>
#include <cstddef>

namespace rapport {
namespace {

using namespace std::string_view_literals;

// Row n names enumerator n.
constexpr std::array<std::string_view, kVertexTypes> kVertexTypeNames = {
    "person"sv, "organization"sv, "project"sv, "meeting"sv, "note"sv, "tag"sv};
constexpr std::array<std::string_view, kEdgeLabels> kEdgeLabelNames = {
    "attended"sv, "works_at"sv,  "reports_to"sv, "leads"sv,      "about"sv,    "part_of"sv,
    "owns"sv,     "mentioned"sv, "via"sv,        "introduced"sv, "sponsors"sv, "champions"sv,
    "blocks"sv,   "decides"sv,   "will_open"sv,  "guard"sv,      "links_to"sv};
constexpr std::array kMethods = {
    "none"sv, "link"sv,       "folder_note"sv, "alias"sv,   "title"sv,   "truncated_title"sv,
    "name"sv, "given_name"sv, "slug"sv,        "summary"sv, "implied"sv, "dangling"sv,
    "text"sv, "verdict"sv,    "domain"sv};
constexpr std::array kRecordKinds = {
    "fact"sv,      "decision"sv,       "blocker"sv,  "task"sv,           "guard"sv,
    "will_open"sv, "sponsor"sv,        "champion"sv, "support"sv,        "deprioritised"sv,
    "left"sv,      "sponsor_wanted"sv, "blocking"sv, "decision_maker"sv, "gatekeeper"sv,
    "route"sv,     "escalation"sv};
constexpr std::array kChannels = {"meeting"sv, "call"sv, "mail"sv};

template <class Enum, std::size_t N>
constexpr std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? names[index] : "unknown"sv;
}

template <class Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const std::array<std::string_view, N>& names,
                                       std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(VertexType type) { return name_of(kVertexTypeNames, type); }
std::string_view to_string(EdgeLabel label) { return name_of(kEdgeLabelNames, label); }
std::string_view to_string(Method method) { return name_of(kMethods, method); }
std::string_view to_string(RecordKind kind) { return name_of(kRecordKinds, kind); }
std::string_view to_string(Channel channel) { return name_of(kChannels, channel); }

std::optional<VertexType> vertex_type_of(std::string_view name) {
  return value_of<VertexType>(kVertexTypeNames, name);
}
std::optional<EdgeLabel> edge_label_of(std::string_view name) {
  return value_of<EdgeLabel>(kEdgeLabelNames, name);
}

std::span<const std::string_view> vertex_type_names() { return kVertexTypeNames; }
std::span<const std::string_view> edge_label_names() { return kEdgeLabelNames; }

}  // namespace rapport
