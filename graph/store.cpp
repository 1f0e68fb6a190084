#include "graph/store.h"

#include <algorithm>

#include <fmt/format.h>

#include "graph/chunked_list.h"
#include "graph/claims_hash.h"
#include "graph/encoding.h"
#include "graph/graph_update.h"
#include "graph/layout.h"
#include "graph/name_key.h"

namespace rapport {

struct Store::Impl {
  std::unique_ptr<KeyValueStore> kv;
  Meta meta;
  std::string place;

  // Decodes what a key holds; a value that does not decode is damage, and says so.
  template <class Decode>
  auto read(const std::string& key, Decode decode) const
      -> std::optional<decltype(decode(std::string_view{}))> {
    std::optional<decltype(decode(std::string_view{}))> value;
    kv->read(key, [&](std::string_view bytes) { value = guarded([&] { return decode(bytes); }); });
    return value;
  }

  template <class Decode, class Visit>
  void scan(Family family, Decode decode, const Visit& visit) const {
    kv->scan(key_of(family), [&](std::string_view key, std::string_view value) {
      visit(guarded([&] { return read_big_endian32(key.substr(1)); }),
            guarded([&] { return decode(value); }));
    });
  }

  template <class T>
  void scan_lists(std::string_view prefix,
                  const std::function<void(VertexId, const std::vector<T>&)>& visit) const {
    for_each_list<T>(*kv, prefix, visit, [&](std::string_view, const DecodeError& e) {
      guarded([&]() -> void { throw e; });
    });
  }

  template <class T>
  std::vector<T> list(VertexId id) const {
    return guarded([&] { return ChunkedList<T>(*kv, id).all(); });
  }

  // The ties of these people of a block, ascending: one by one, or when they are many by a scan.
  template <class Visit>
  void visit_ties(VertexId block, const std::vector<VertexId>& people, const Visit& visit) const {
    if (people.size() < kPeoplePerDegreeBlock / 16) {
      for (const VertexId person : people) {
        visit(list<Tie>(person));
      }
      return;
    }
    scan_lists<Tie>(key_of_block(Family::ties, block),
                    [&](VertexId id, const std::vector<Tie>& ties) {
                      if (std::binary_search(people.begin(), people.end(), id)) visit(ties);
                    });
  }

  void visit_lookups(Family family, std::vector<std::uint32_t> hashes,
                     const LookupVisitor& visit) const {
    std::sort(hashes.begin(), hashes.end());
    std::optional<std::uint32_t> block;
    std::vector<LookupEntry> entries;
    for (const std::uint32_t hash : hashes) {
      const LookupEntry wanted{hash};
      if (block != wanted.block()) {
        block = wanted.block();
        entries = read(key_of(family, *block), decode_lookups).value_or(std::vector<LookupEntry>{});
      }
      const auto first = std::lower_bound(entries.begin(), entries.end(), wanted);
      for (auto it = first; it != entries.end() && it->hash == hash; ++it) visit(hash, it->source);
    }
  }

  template <class Function>
  auto guarded(Function function) const -> decltype(function()) {
    try {
      return function();
    } catch (const DecodeError& e) {
      throw StoreError(fmt::format(
          "the store {} is damaged ({}); the notes are untouched: run `rapport ingest --rebuild`",
          place, e.what()));
    }
  }
};

Store::Store(std::unique_ptr<KeyValueStore> store) : impl_(std::make_unique<Impl>()) {
  impl_->kv = std::move(store);
}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::open(const std::string& directory, Access access, std::size_t most_buffered) {
  Store store(open_rocksdb(directory, access, most_buffered));
  store.impl_->place = directory;
  store.load_meta();
  return store;
}

Store Store::in_memory() {
  Store store(make_memory_store());
  store.impl_->place = "in memory";
  return store;
}

void Store::load_meta() {
  const auto meta = impl_->read(key_of(Family::meta), decode_meta);
  if (!meta) {
    bool is_new = true;
    impl_->kv->scan("", [&](std::string_view, std::string_view) { is_new = false; });
    if (is_new) return;
    throw StoreError(fmt::format(
        "the store {} does not tell its format; the notes are untouched: run `rapport ingest "
        "--rebuild`",
        impl_->place));
  }
  if (meta->format != kStoreFormat) {
    throw StoreError(fmt::format(
        "the store {} has format {}, this rapport reads format {}; run `rapport ingest --rebuild`",
        impl_->place, meta->format, kStoreFormat));
  }
  impl_->meta = *meta;
}

void Store::apply(WriteBatch batch) {
  if (batch.empty()) return;
  std::vector<std::string> replaced = std::move(batch.retract);
  for (const SourceClaims& claims : batch.put) replaced.push_back(claims.path);
  Update update(*this, std::move(replaced));
  for (SourceClaims& claims : batch.put) update.put(std::move(claims));
  for (const auto& [path, fingerprint] : batch.touch) update.touch(path, fingerprint);
  update.commit(batch.writer_settings);
}

Store::Update::Update(Store& store, std::vector<std::string> replaced)
    : store_(store), batch_(store.impl_->kv->start_batch()) {
  const Impl& impl = *store.impl_;
  changes_ = impl.guarded([&] {
    return std::make_unique<GraphUpdate>(*impl.kv, *batch_, impl.meta, std::move(replaced));
  });
}
Store::Update::~Update() = default;

void Store::Update::put(SourceClaims claims) {
  store_.impl_->guarded([&] { changes_->put(std::move(claims)); });
}

void Store::Update::touch(const std::string& path, const Fingerprint& fingerprint) {
  store_.impl_->guarded([&] { changes_->touch(path, fingerprint); });
}

void Store::Update::commit(const std::optional<std::string>& writer_settings) {
  store_.impl_->guarded([&] { changes_->finish(writer_settings); });
  changes_.reset();  // its memory before the tables are finished
  batch_->commit();
  store_.load_meta();
}

std::optional<Vertex> Store::vertex(VertexId id) const {
  auto record = impl_->read(key_of(Family::vertex, id), decode_vertex);
  if (!record) return std::nullopt;
  return std::move(*record).resolve(id);
}

std::optional<VertexId> Store::find_key(std::string_view key) const {
  const auto ids = impl_->read(hashed_key_of(Family::vertex_key, key), decode_ids);
  if (!ids) return std::nullopt;
  for (const VertexId id : *ids) {
    const auto found = vertex(id);
    if (found && found->key == key) return id;
  }
  return std::nullopt;
}

std::vector<VertexId> Store::find_name(std::string_view name) const {
  const std::string folded = fold_name(name);
  const auto ids = impl_->read(hashed_key_of(Family::name, folded), decode_ids);
  return ids.value_or(std::vector<VertexId>{});
}

void Store::for_each_vertex(const std::function<void(const Vertex&)>& visit) const {
  impl_->scan(Family::vertex, decode_vertex,
              [&](VertexId id, VertexRecord&& record) { visit(std::move(record).resolve(id)); });
}

VertexId Store::vertex_bound() const { return impl_->meta.next_vertex; }

std::vector<Arc> Store::arcs(VertexId id) const { return impl_->list<Arc>(id); }

std::vector<Tie> Store::ties(VertexId person) const { return impl_->list<Tie>(person); }

std::optional<Tie> Store::tie(VertexId person, VertexId neighbor) const {
  std::optional<Tie> found;
  impl_->guarded([&] {
    visit_chunk_of<Tie>(*impl_->kv, person, neighbor, [&](std::string_view bytes) {
      TieReader in(bytes);
      Tie tie;
      while (in.next(tie) && tie.neighbor <= neighbor) {
        if (tie.neighbor == neighbor) found = std::move(tie);
      }
    });
  });
  return found;
}

void Store::for_each_tie(VertexId person, const std::function<void(const Tie&)>& visit) const {
  impl_->guarded([&] {
    visit_chunks<Tie>(*impl_->kv, person, [&](std::string_view bytes) {
      TieReader in(bytes);
      Tie tie;
      while (in.next(tie)) visit(tie);
    });
  });
}

DegreeDistribution Store::degree_distribution(Date day) const {
  const auto is_complete = [&](std::optional<Date> since) { return !since || *since <= day; };
  const auto all = impl_->read(key_of(Family::degree_summary), decode_degree_summary);
  if (!all) return {};
  if (is_complete(all->complete_since())) return all->degrees();
  DegreeCounter sum;
  impl_->scan(Family::degrees, decode_degrees, [&](VertexId block, const auto& people) {
    std::vector<VertexId> late;
    for (const PersonDegree& p : people) {
      is_complete(p.complete_since) ? sum.add(p.degree) : late.push_back(p.person);
    }
    impl_->visit_ties(block, late, [&](const std::vector<Tie>& ties) {
      const std::uint32_t degree = degree_on(ties, day, kUsualTieGroup);
      if (degree > 0) sum.add(degree);
    });
  });
  return sum.distribution();
}

std::vector<Record> Store::records(VertexId id) const {
  return impl_->read(key_of(Family::records, id), decode_records).value_or(std::vector<Record>{});
}

std::vector<Record> Store::signals(VertexId id) const {
  return impl_->read(key_of(Family::signals, id), decode_records).value_or(std::vector<Record>{});
}

void Store::for_each_arc_list(
    const std::function<void(VertexId, const std::vector<Arc>&)>& visit) const {
  impl_->scan_lists<Arc>(key_of(Family::adjacency), visit);
}

void Store::for_each_tie_list(
    const std::function<void(VertexId, const std::vector<Tie>&)>& visit) const {
  impl_->scan_lists<Tie>(key_of(Family::ties), visit);
}

void Store::for_each_record_list(
    const std::function<void(VertexId, const std::vector<Record>&)>& visit) const {
  impl_->scan(Family::records, decode_records, visit);
}

void Store::for_each_signal_list(
    const std::function<void(VertexId, const std::vector<Record>&)>& visit) const {
  impl_->scan(Family::signals, decode_records, visit);
}

void Store::for_each_source(const std::function<void(const Source&)>& visit) const {
  impl_->scan(Family::source, decode_source, [&](SourceId id, const SourceRecord& record) {
    visit({id, record.path, record.fingerprint});
  });
}

SourceMemo Store::memo(SourceId id) const {
  SourceMemo memo = impl_->read(key_of(Family::memo, id), decode_memo).value_or(SourceMemo{});
  memo.diagnostics = impl_->kv->get(key_of(Family::diagnostics, id)).value_or(std::string{});
  return memo;
}

void Store::for_each_memo(const std::function<void(SourceId, SourceMemo)>& visit) const {
  impl_->scan(Family::memo, decode_memo, visit);
}

void Store::answering(std::vector<std::uint32_t> hashes, const LookupVisitor& visit) const {
  impl_->visit_lookups(Family::answers, std::move(hashes), visit);
}

void Store::asking(std::vector<std::uint32_t> hashes, const LookupVisitor& visit) const {
  impl_->visit_lookups(Family::lookups, std::move(hashes), visit);
}

void Store::for_each_diagnostics(
    const std::function<void(SourceId, const std::string& diagnostics)>& visit) const {
  impl_->scan(
      Family::diagnostics, [](std::string_view bytes) { return std::string(bytes); }, visit);
}

bool Store::holds(const SourceClaims& claims) const {
  const auto ids = impl_->read(hashed_key_of(Family::source_path, claims.path), decode_ids);
  if (!ids) return false;
  return std::any_of(ids->begin(), ids->end(), [&](SourceId id) {
    if (source_path(id) != claims.path) return false;
    const auto held = impl_->read(key_of(Family::claims, id), decode_claims);
    return held && held->hash == hash_of(claims);
  });
}

std::string Store::source_path(SourceId id) const {
  const auto record = impl_->read(key_of(Family::source, id), decode_source);
  return record ? record->path : std::string{};
}

std::string Store::excerpt(const Evidence& evidence) const {
  const auto excerpts = impl_->read(key_of(Family::excerpts, evidence.source), decode_excerpts);
  if (!excerpts) return {};
  const auto it = excerpts->find(evidence.line);
  return it == excerpts->end() ? std::string{} : it->second;
}

void Store::for_each_entry(const KeyValueStore::Visitor& visit) const {
  impl_->kv->scan("", visit);
}

void Store::plan_purge() { impl_->kv->plan_purge(); }
bool Store::is_purge_due() const { return impl_->kv->is_purge_due(); }
void Store::purge() { impl_->kv->purge(); }

Verification Store::verify() const { return rapport::verify(*impl_->kv); }

const GraphCounts& Store::counts() const { return impl_->meta.counts; }
std::string Store::writer_settings() const { return impl_->meta.writer_settings; }
std::uint64_t Store::generation() const { return impl_->meta.generation; }
std::uint64_t Store::bytes() const { return impl_->kv->bytes(); }

}  // namespace rapport
