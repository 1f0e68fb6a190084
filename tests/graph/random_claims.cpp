#include "tests/graph/random_claims.h"

#include <set>

namespace rapport::testing {
namespace {

constexpr VertexType kTypes[] = {VertexType::person,  VertexType::organization, VertexType::project,
                                 VertexType::meeting, VertexType::note,         VertexType::tag};
constexpr Rank kRanks[] = {Rank::mention, Rank::guess,       Rank::slug,
                           Rank::role,    Rank::dated_title, Rank::note};
constexpr EdgeLabel kPersonal[] = {EdgeLabel::reports_to, EdgeLabel::introduced,
                                   EdgeLabel::sponsors,   EdgeLabel::will_open,
                                   EdgeLabel::via,        EdgeLabel::guard};
constexpr RecordKind kRecords[] = {RecordKind::fact,  RecordKind::task, RecordKind::decision,
                                   RecordKind::guard, RecordKind::left, RecordKind::support};
constexpr const char* kProperties[] = {"alias", "role", "attendee_count", "channel"};
constexpr const char* kValues[] = {"call", "mail", "3", "40", "Al", "CTO", "not a number"};
constexpr Method kMethods[] = {Method::link, Method::name, Method::text};

constexpr std::size_t kPeople = 6;
constexpr std::size_t kMeetings = 3;
constexpr std::size_t kOthers = 2;

std::optional<Date> random_date(Random& random) {
  if (random.one_in(6)) return std::nullopt;
  return Date{std::chrono::days{20400 + static_cast<int>(random.below(4))}};
}

VertexClaim random_vertex(Random& random) {
  const std::size_t n = random.below(kPeople + kMeetings + kOthers);
  VertexClaim claim;
  claim.key = "k" + std::to_string(n);
  claim.type = n < kPeople               ? VertexType::person
               : n < kPeople + kMeetings ? VertexType::meeting
                                         : VertexType::organization;
  if (random.one_in(6)) claim.type = random.pick(kTypes);
  claim.rank = random.pick(kRanks);
  claim.name = "Name " + std::to_string(random.one_in(4) ? random.below(12) : n);
  if (claim.type == VertexType::meeting) claim.date = random_date(random);
  while (random.one_in(3)) {
    claim.properties.push_back({random.pick(kProperties), random.pick(kValues),
                                static_cast<std::uint32_t>(1 + random.below(9)),
                                random.one_in(2) ? random_date(random) : std::nullopt});
  }
  return claim;
}

}  // namespace

SourceClaims random_claims(Random& random, const std::string& path) {
  SourceClaims claims;
  claims.path = path;
  claims.fingerprint.content_hash = random.bits();
  claims.memo.identity = random.one_in(2) ? path : "";
  for (auto* hashes : {&claims.memo.answers, &claims.memo.lookups}) {
    std::set<std::uint32_t> some;  // of few blocks, so that sources meet there
    for (auto n = random.below(6); n > 0; --n) {
      some.insert(static_cast<std::uint32_t>(random.below(3) << 12U | random.below(4)));
    }
    hashes->assign(some.begin(), some.end());
  }
  if (random.one_in(3)) claims.memo.diagnostics = "warning";
  const std::size_t count = random.below(8);
  for (std::size_t i = 0; i < count; ++i) claims.vertices.push_back(random_vertex(random));
  if (count == 0) return claims;
  const auto vertex = [&] { return static_cast<LocalVertex>(random.below(count)); };
  const auto line = [&] { return static_cast<std::uint32_t>(1 + random.below(9)); };
  for (auto n = random.below(12); n > 0; --n) {
    EdgeClaim edge{vertex(),
                   vertex(),
                   random.pick(kPersonal),
                   random.pick(kMethods),
                   false,
                   random_date(random),
                   line()};
    if (random.one_in(2)) {
      edge.label = EdgeLabel::attended;
      edge.principal = random.one_in(3);
      // Mostly towards a meeting, or few would share one.
      for (std::size_t i = 0; i < count; ++i) {
        if (claims.vertices[i].type == VertexType::meeting) edge.to = static_cast<LocalVertex>(i);
      }
    }
    claims.edges.push_back(edge);
  }
  for (auto n = random.below(4); n > 0; --n) {
    RecordClaim record;
    record.holder = vertex();
    record.kind = random.pick(kRecords);
    record.text = "said " + std::to_string(random.below(3));
    record.date = random_date(random);
    if (random.one_in(2)) record.subject = vertex();
    if (random.one_in(2)) record.object = vertex();
    if (random.one_in(2)) record.attributes.emplace_back("open", "true");
    record.line = line();
    claims.records.push_back(std::move(record));
  }
  for (std::uint32_t n = 1; n < 10; n += 2) claims.excerpts[n] = path + " line";
  return claims;
}

}  // namespace rapport::testing
