#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/degrees.h"
#include "graph/elements.h"
#include "graph/errors.h"
#include "graph/graph_counts.h"
#include "graph/key_value.h"
#include "graph/verify.h"
#include "graph/write_batch.h"

namespace rapport {

class GraphUpdate;

// The property graph on disk. Everything in it is derived from sources and can be rebuilt.
// A Store that was opened for reading may be used while another process writes.
class Store {
 public:
  // Throws StoreError when it is missing, locked, damaged, or of another format.
  static Store open(const std::string& directory, Access access,
                    std::size_t most_buffered = kMostBuffered);
  static Store in_memory();

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Atomic: after a crash either nothing of the batch is there or all of it.
  void apply(WriteBatch batch);

  // The same, taken in source by source; nothing is written before commit(). At most one at a
  // time, and no other change of the store while it lives.
  class Update {
   public:
    // `replaced`: every source that goes, and every one that will be put again.
    Update(Store& store, std::vector<std::string> replaced);
    ~Update();
    void put(SourceClaims claims);  // of a source that is new or replaced, each once
    void touch(const std::string& path, const Fingerprint& fingerprint);
    // Sources that were to be replaced and were not put are gone.
    void commit(const std::optional<std::string>& writer_settings);

   private:
    Store& store_;
    std::unique_ptr<KeyValueStore::Batch> batch_;
    std::unique_ptr<GraphUpdate> changes_;
  };

  // Vertices. An id that is no vertex gives nullopt, or an empty list.
  std::optional<Vertex> vertex(VertexId id) const;
  std::optional<VertexId> find_key(std::string_view key) const;
  // Vertices with this name or alias after fold_name, ascending.
  std::vector<VertexId> find_name(std::string_view name) const;
  void for_each_vertex(const std::function<void(const Vertex&)>& visit) const;
  // All ids are below this bound.
  VertexId vertex_bound() const;

  std::vector<Arc> arcs(VertexId id) const;
  std::vector<Tie> ties(VertexId person) const;
  std::optional<Tie> tie(VertexId person, VertexId neighbor) const;
  // All of them one by one, none of them kept; the reference lasts as long as the call.
  void for_each_tie(VertexId person, const std::function<void(const Tie&)>& visit) const;
  // Of the people who have ties on that day, in groups of at most kUsualTieGroup. Reads a few bytes
  // for some hundred people, and the ties of those alone who came to know somebody later.
  DegreeDistribution degree_distribution(Date day) const;
  std::vector<Record> records(VertexId id) const;  // facts, decisions, blockers, tasks
  std::vector<Record> signals(VertexId id) const;  // guards, support, advocacy...
  void for_each_arc_list(const std::function<void(VertexId, const std::vector<Arc>&)>& visit) const;
  void for_each_tie_list(const std::function<void(VertexId, const std::vector<Tie>&)>& visit) const;
  void for_each_record_list(
      const std::function<void(VertexId, const std::vector<Record>&)>& visit) const;
  void for_each_signal_list(
      const std::function<void(VertexId, const std::vector<Record>&)>& visit) const;

  // Sources.
  struct Source {
    SourceId id = 0;
    std::string path;
    Fingerprint fingerprint;
  };
  void for_each_source(const std::function<void(const Source&)>& visit) const;
  SourceMemo memo(SourceId id) const;
  void for_each_memo(const std::function<void(SourceId, SourceMemo)>& visit) const;  // without them
  // The sources that answer to hashes of names, or asked for them (SourceMemo): by hash, then by
  // source, ascending. Reads a 4,096th of all for each part of the hashes that falls in there.
  using LookupVisitor = std::function<void(std::uint32_t hash, SourceId source)>;
  void answering(std::vector<std::uint32_t> hashes, const LookupVisitor& visit) const;
  void asking(std::vector<std::uint32_t> hashes, const LookupVisitor& visit) const;
  // The diagnostics of those sources that have any: few of many, hence a scan of their own.
  void for_each_diagnostics(
      const std::function<void(SourceId, const std::string& diagnostics)>& visit) const;
  std::string source_path(SourceId id) const;
  // Whether the store has the source of this path, and from it just these claims and this memo.
  bool holds(const SourceClaims& claims) const;
  // The text of a line that is evidence; empty when no claim cites it.
  std::string excerpt(const Evidence& evidence) const;

  // Every key with its value, as bytes.
  void for_each_entry(const KeyValueStore::Visitor& visit) const;

  // See KeyValueStore: what was erased leaves the files, too.
  void plan_purge();
  bool is_purge_due() const;
  void purge();

  // Whether all that the store holds fits together. Reads everything, some of it thrice.
  Verification verify() const;

  const GraphCounts& counts() const;
  std::string writer_settings() const;
  std::uint64_t generation() const;
  std::uint64_t bytes() const;

 private:
  explicit Store(std::unique_ptr<KeyValueStore> store);
  void load_meta();

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport
