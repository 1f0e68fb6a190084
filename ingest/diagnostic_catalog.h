#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "ingest/diagnostic.h"

namespace rapport {

// What each diagnostic means and what to do about it: the one table behind `rapport check` and
// ingest/NOTE_FORMAT.md.
struct DiagnosticKind {
  std::string_view code;
  Severity severity = Severity::warning;
  std::string_view meaning;
  std::string_view remedy;
};

// Errors first, then by how much the answers suffer.
std::span<const DiagnosticKind> diagnostic_catalog();

// nullptr for a code that is not in the catalog.
const DiagnosticKind* diagnostic_kind(std::string_view code);

// Place in the catalog; behind all others for a code that is not in it.
std::size_t impact_order(std::string_view code);

}  // namespace rapport
