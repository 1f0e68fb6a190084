#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/fuzz/targets.h"
#include "tests/graph/random.h"

// The kept corpus (with it every input that once was a finding) through each target, and
// mutations of it, which need no coverage to guide them.

namespace rapport::fuzz {
namespace {

namespace fs = std::filesystem;
using rapport::testing::Random;

class Corpus : public ::testing::TestWithParam<Target> {
 protected:
  void SetUp() override {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(RAPPORT_CORPUS) / GetParam().name)) {
      files.insert(entry.path());
    }
    for (const fs::path& file : files) {
      std::ifstream in(file, std::ios::binary);
      inputs_.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    ASSERT_GE(inputs_.size(), 3U);
  }

  static void run(const std::string& input, const std::string& what) {
    try {
      GetParam().run(input);
    } catch (const std::exception& e) {
      ADD_FAILURE() << GetParam().name << ", " << what << ": " << e.what() << "\n" << input;
    }
  }

  std::vector<std::string> inputs_;
};

TEST_P(Corpus, HasNoFinding) {
  for (std::size_t i = 0; i < inputs_.size(); ++i) run(inputs_[i], "input " + std::to_string(i));
}

// A few changes at random places: bytes cut, doubled, exchanged, taken from another input.
std::string mutated(const std::vector<std::string>& inputs, Random& random) {
  static constexpr const char* kWords[] = {
      "---\n", "[[",  "]]",   "|",     "#",        "\\",   "\"",       "'",        ": ", "- [ ] ",
      "- ",    "@",   "\t",   "\r\n",  "\x1b[31m", "\xff", "\xe2\x80", "\xc3\xa9", "{{", "}}",
      "until", "not", "2026", "🛫 ", "::",       "`",    "<",        "&",        "\n", "%"};
  std::string text = inputs[random.below(inputs.size())];
  for (std::size_t n = 1 + random.below(4); n > 0; --n) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = random.below(std::min<std::size_t>(text.size() - at + 1, 12));
    switch (random.below(5)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text.insert(at, random.pick(kWords));
        break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(random.below(256));
        break;
      default: {
        const std::string& other = inputs[random.below(inputs.size())];
        text = text.substr(0, at) + other.substr(random.below(other.size() + 1));
      }
    }
    if (text.size() > 4'000) text.resize(4'000);
  }
  return text;
}

TEST_P(Corpus, HasNoFindingInItsMutations) {
  constexpr std::uint64_t kMutations = 3'000;
  for (std::uint64_t seed = 0; seed < kMutations && !HasFailure(); ++seed) {
    Random random(seed);
    run(mutated(inputs_, random), "seed " + std::to_string(seed));
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, ::testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace rapport::fuzz
