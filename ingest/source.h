#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/write_batch.h"
#include "ingest/diagnostic.h"

namespace rapport {

// One text that claims are read from.
struct SourceItem {
  std::string path;         // valid UTF-8, with '/': the source's name in the store
  std::string handle;       // what the source itself needs to find it again
  Fingerprint fingerprint;  // without the content's hash
};

// Where notes come from. A vault of files today; other sources implement the same two calls.
class Source {
 public:
  virtual ~Source() = default;

  struct Listing {
    std::vector<SourceItem> items;        // ascending by path, each path once
    std::vector<Diagnostic> diagnostics;  // what is no note, and why
  };
  virtual Listing list() = 0;

  // The bytes; nullopt when it cannot be read, with the reason in `why`. Called by several threads
  // at once.
  virtual std::optional<std::string> read(const SourceItem& item, std::string& why) = 0;
};

}  // namespace rapport
