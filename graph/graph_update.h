#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/key_value.h"
#include "graph/layout.h"
#include "graph/write_batch.h"

namespace rapport {

// Brings a store from what it holds to what it holds after one batch of sources, which are taken in
// one by one: the whole of a large vault need not be in memory, neither as claims nor encoded.
//
// Derived data is kept exact, so that any order of batches ends in the same content as one batch:
// a vertex exists while some source claims it, its name and type are those of the best claim,
// backlinks mirror edges, ties mirror the meetings that two people both attended.
// Cost: of each vertex that the batch touches its own value and, of its arcs and ties, the chunks
// in which something changes (graph/chunked_list.h); all of them where its type becomes another
// one.
class GraphUpdate {
 public:
  // `replaced`: the sources that go, and those that are put again. All that they claimed is taken
  // back at once, so that the adjacency of a hub is gone through once. The changes go to `batch`;
  // the store must outlive the update.
  GraphUpdate(const KeyValueStore& store, KeyValueStore::Batch& batch, const Meta& meta,
              std::vector<std::string> replaced);
  ~GraphUpdate();

  // Of a source that is new or among those that are replaced; each at most once.
  void put(SourceClaims claims);
  // The same claims, but another fingerprint: the last one counts, that of put() before all.
  // Ignored for a source that is not there.
  void touch(const std::string& path, const Fingerprint& fingerprint);

  // Ends the update, all but the commit of the batch. Sources that were to be replaced and were not
  // put are gone.
  void finish(const std::optional<std::string>& writer_settings);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport
