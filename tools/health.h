#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ingest/diagnostic.h"
#include "tools/settings.h"

namespace rapport {

// What `rapport doctor` looks at. Reads only.

struct HealthFinding {
  Severity severity = Severity::warning;
  std::string area;  // "store", "settings", "notes", "environment"
  std::string code;  // stable
  std::string message;
  std::string remedy;
};

struct Health {
  std::vector<HealthFinding> findings;  // worst first
  std::vector<std::pair<std::string, std::string>> versions;
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<std::pair<std::string, std::string>> store;
  std::vector<std::pair<std::string, std::string>> notes;

  // Whether there is an error in an area; in any, without one.
  bool has_error(std::string_view area = {}) const;
};

// `problems`: what was wrong with the settings. Reads the whole store.
Health examine(const Settings& settings, const std::vector<std::string>& problems);

}  // namespace rapport
