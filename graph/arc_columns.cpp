#include "graph/arc_columns.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "graph/arc_kind.h"
#include "graph/day_steps.h"
#include "graph/encoding.h"

namespace rapport {
namespace {

constexpr unsigned kLast = 1;  // of a mention's set: the last one of its neighbour

using Kinds = std::vector<ArcKind>;  // ascending

struct Mention {
  VertexId other = 0;
  Evidence evidence;
  std::optional<Date> date;
  friend auto operator<=>(const Mention&, const Mention&) = default;
};

Arc arc_of(const Mention& mention, ArcKind kind) {
  Arc arc;
  set_kind(arc, kind);
  arc.other = mention.other;
  arc.evidence = mention.evidence;
  arc.date = mention.date;
  return arc;
}

// A mention, and which of the sets its kinds are.
struct Row {
  Mention mention;
  std::size_t set = 0;
};

struct Table {
  std::vector<Kinds> sets;  // in order: alike in most values, for the compressor
  std::vector<Row> rows;    // by mention, each once
};

// A value has few of them: to look at each is the quickest.
std::size_t place_of(std::vector<Kinds>& sets, const Kinds& kinds) {
  const auto known = std::find(sets.begin(), sets.end(), kinds);
  if (known != sets.end()) return static_cast<std::size_t>(known - sets.begin());
  sets.push_back(kinds);
  return sets.size() - 1;
}

void sort_sets(Table& table) {
  std::vector<std::size_t> order(table.sets.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return table.sets[a] < table.sets[b]; });
  std::vector<Kinds> sets(order.size());
  std::vector<std::size_t> places(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    sets[i] = std::move(table.sets[order[i]]);
    places[order[i]] = i;
  }
  table.sets = std::move(sets);
  for (Row& row : table.rows) row.set = places[row.set];
}

Table table_of(const std::vector<Arc>& arcs) {
  std::vector<std::pair<Mention, ArcKind>> cells;
  cells.reserve(arcs.size());
  for (const Arc& arc : arcs) {
    cells.emplace_back(Mention{arc.other, arc.evidence, arc.date}, kind_of(arc));
  }
  std::sort(cells.begin(), cells.end());
  Table table;
  Kinds kinds;
  for (auto cell = cells.begin(); cell != cells.end();) {
    const Mention& mention = cell->first;
    kinds.clear();
    for (; cell != cells.end() && cell->first == mention; ++cell) kinds.push_back(cell->second);
    table.rows.push_back({mention, place_of(table.sets, kinds)});
  }
  sort_sets(table);
  return table;
}

bool is_last(std::span<const Row> rows, std::size_t i) {
  return i + 1 == rows.size() || rows[i + 1].mention.other != rows[i].mention.other;
}

std::vector<Kinds> take_sets(Decoder& in) {
  std::vector<Kinds> sets(in.count());
  for (Kinds& kinds : sets) {
    kinds.resize(in.count());
    if (kinds.empty()) throw DecodeError("a mention of no kind");
    for (ArcKind& kind : kinds) kind = take_kind(in);
    if (!std::is_sorted(kinds.begin(), kinds.end())) {
      throw DecodeError("kinds out of order");
    }
  }
  if (std::adjacent_find(sets.begin(), sets.end(), std::greater_equal<>()) != sets.end()) {
    throw DecodeError("sets of kinds out of order");
  }
  return sets;
}

// The rows of all neighbours, which have their place and their set from here on.
std::vector<Row> take_rows(Decoder& in, std::size_t sets) {
  std::vector<VertexId> others(in.count());
  VertexId before = 0;
  for (VertexId& other : others) {
    other = in.step_from(before);
    if (other == before && &other != others.data()) throw DecodeError("a neighbour twice");
    before = other;
  }
  std::vector<Row> rows;
  rows.reserve(others.size());
  std::vector<bool> is_used(sets);
  for (const VertexId other : others) {
    for (bool last = false; !last;) {
      const std::uint64_t code = in.varint();
      last = (code & kLast) != 0;
      Row row;
      row.mention.other = other;
      row.set = code >> 1U;
      if (row.set >= sets) throw DecodeError("number that names nothing");
      is_used[row.set] = true;
      rows.push_back(row);
    }
  }
  if (std::find(is_used.begin(), is_used.end(), false) != is_used.end()) {
    throw DecodeError("kinds that nobody has");
  }
  return rows;
}

}  // namespace

std::string encode(const std::vector<Arc>& arcs) {
  const auto [sets, rows] = table_of(arcs);
  Encoder out;
  out.varint(sets.size());
  for (const Kinds& kinds : sets) {
    out.varint(kinds.size());
    for (const ArcKind kind : kinds) put_kind(out, kind);
  }
  std::size_t others = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) others += is_last(rows, i) ? 1 : 0;
  out.varint(others);
  VertexId other = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const VertexId next = rows[i].mention.other;
    if (is_last(rows, i)) out.varint(next - std::exchange(other, next));
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    out.varint(rows[i].set << 1U | (is_last(rows, i) ? kLast : 0));
  }
  SourceId source = 0;
  for (const Row& row : rows) {
    const SourceId next = row.mention.evidence.source;
    out.near(next, std::exchange(source, next));
  }
  for (const Row& row : rows) out.varint(row.mention.evidence.line);
  DaySteps days;
  for (const Row& row : rows) days.put(out, row.mention.date);
  return out.take();
}

std::vector<Arc> decode_arcs(std::string_view bytes) {
  Decoder in(bytes);
  const std::vector<Kinds> sets = take_sets(in);
  std::vector<Row> rows = take_rows(in, sets.size());
  SourceId source = 0;
  for (Row& row : rows) row.mention.evidence.source = source = in.near(source);
  for (Row& row : rows) row.mention.evidence.line = in.varint32();
  DaySteps days;
  for (Row& row : rows) row.mention.date = days.take(in);
  in.expect_end();
  const auto stands_behind = [](const Row& a, const Row& b) { return a.mention >= b.mention; };
  if (std::adjacent_find(rows.begin(), rows.end(), stands_behind) != rows.end()) {
    throw DecodeError("mentions out of order");
  }
  std::size_t size = 0;
  for (const Row& row : rows) size += sets[row.set].size();
  std::vector<Arc> arcs;
  arcs.reserve(size);
  for (const Row& row : rows) {
    for (const ArcKind kind : sets[row.set]) arcs.push_back(arc_of(row.mention, kind));
  }
  std::sort(arcs.begin(), arcs.end());
  return arcs;
}

}  // namespace rapport
