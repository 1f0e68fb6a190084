#include "tools/version.h"

#include <boost/version.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/uvernum.h>

#include "graph/layout.h"

namespace rapport {

std::string version_text() {
  return fmt::format(
      "rapport {} ({}), store format {}\n"
      "Boost {}.{}, fmt {}.{}, ICU {}, nlohmann-json {}.{}",
      RAPPORT_VERSION, RAPPORT_BUILD_TYPE, kStoreFormat, BOOST_VERSION / 100000,
      BOOST_VERSION / 100 % 1000, FMT_VERSION / 10000, FMT_VERSION / 100 % 100, U_ICU_VERSION,
      NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR);
}

}  // namespace rapport
