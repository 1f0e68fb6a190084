#pragma once

#include <span>
#include <string_view>

#include "ingest/cue.h"

namespace rapport {

// The phrases that rapport comes with, one row a cue.
struct CueRow {
  Cue cue;
  std::string_view name;     // the enumerator's
  std::string_view phrases;  // parted by ", "
};

std::span<const CueRow> cue_rows();

}  // namespace rapport
