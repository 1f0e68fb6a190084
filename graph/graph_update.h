#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/key_value.h"
#include "graph/layout.h"
#include "graph/write_batch.h"

namespace rapport {

// A larger meeting is kept, but makes no tie: nobody meets 40 people at once. Analyses may set a
// lower limit (8 by default), never a higher one.
inline constexpr std::size_t kLargestTieGroup = 32;

// The changes that bring the store from what it holds to what it holds after one batch, which is
// taken in source by source: the whole of a large vault need not be in memory as claims.
//
// Derived data is kept exact, so that any order of batches ends in the same content as one batch:
// a vertex exists while some source claims it, its name and type are those of the best claim,
// backlinks mirror edges, ties mirror the meetings that two people both attended.
// Cost: proportional to the adjacency of the vertices that the batch touches.
class GraphUpdate {
 public:
  // `replaced`: the sources that go, and those that are put again. All that they claimed is taken
  // back at once, so that the adjacency of a hub is gone through once. The store and its content
  // must outlive the update.
  GraphUpdate(const KeyValueStore& store, const Meta& meta, std::vector<std::string> replaced);
  GraphUpdate(GraphUpdate&&) noexcept;
  GraphUpdate& operator=(GraphUpdate&&) noexcept;
  ~GraphUpdate();

  // Of a source that is new or among those that are replaced; each at most once.
  void put(SourceClaims claims);
  // The same claims, but another fingerprint; ignored for a source that is not there.
  void touch(const std::string& path, const Fingerprint& fingerprint);

  // Ends the update. Sources that were to be replaced and were not put are gone.
  std::vector<KeyValueChange> finish(const std::optional<std::string>& writer_settings);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport
