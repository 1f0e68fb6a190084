#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::bench {

struct GeneratedNote {
  std::string path;
  std::string text;
};

// A vault of `count` notes about invented people: 30 % people, 60 % meetings of two to six of them,
// 10 % organizations, with links, decisions, tasks and second-hand lines. Few people meet many.
// The same count and seed give the same bytes on every machine.
std::vector<GeneratedNote> generate_vault(std::size_t count, std::uint64_t seed = 1);

}  // namespace rapport::bench
