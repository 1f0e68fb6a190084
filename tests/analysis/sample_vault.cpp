#include "tests/analysis/sample_vault.h"

#include "ingest/ingest.h"
#include "ingest/vault_source.h"

namespace rapport::testing {
namespace {

void ingest_sample(Store& store, const std::vector<std::string>& ignored) {
  const std::string folder = std::string(RAPPORT_TEST_VAULTS) + "/sample";
  IngestOptions options;
  options.rules = default_rules();
  options.rules.ignore = ignored;
  options.me = {"Nora Whitfield"};
  add_configured_templates(folder, options.rules);
  const auto source = open_vault(folder, options.rules);
  ingest(*source, store, options);
}

}  // namespace

Store sample_store(const std::vector<std::string>& later) {
  Store store = Store::in_memory();
  const std::vector<std::string> archive = {"Archive/**"};
  if (!later.empty()) {
    std::vector<std::string> ignored = later;
    ignored.insert(ignored.end(), archive.begin(), archive.end());
    ingest_sample(store, ignored);
  }
  ingest_sample(store, archive);
  return store;
}

}  // namespace rapport::testing
