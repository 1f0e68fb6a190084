#include "tools/version.h"

#include <boost/version.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/uvernum.h>

#include "graph/key_value.h"
#include "graph/keyed_hash.h"
#include "graph/layout.h"

namespace rapport {

std::vector<std::pair<std::string, std::string>> version_rows() {
  return {
      {"rapport", fmt::format("{} ({})", RAPPORT_VERSION, RAPPORT_BUILD_TYPE)},
      {"store format", std::to_string(kStoreFormat)},
      {"RocksDB", database_version()},
      {"Boost", fmt::format("{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000)},
      {"fmt", fmt::format("{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100)},
      {"ICU", U_ICU_VERSION},
      {"nlohmann-json",
       fmt::format("{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR)},
      {"libsodium", keyed_hash_version()},
  };
}

std::string version_text() {
  const auto rows = version_rows();
  std::string text = fmt::format("rapport {}, store format {}\n", rows[0].second, rows[1].second);
  for (std::size_t i = 2; i < rows.size(); ++i) {
    text += fmt::format("{}{} {}", i == 2 ? "" : ", ", rows[i].first, rows[i].second);
  }
  return text;
}

}  // namespace rapport
