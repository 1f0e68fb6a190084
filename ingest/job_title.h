#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// The words that make a title, and the level that each tells: "c-level", "vp" (VP, SVP, EVP, CVP,
// President), "gm", "director", "manager", or "" for a job of no particular level. Titles only:
// contact and centrality do not tell who decides. `.rapport.yaml` adds words to a level:
//
//   titles: {vp: [Group Lead], "": [Steward]}
class JobTitles {
 public:
  static const JobTitles& standard();

  // A word or phrase. The user's decide before those that rapport comes with.
  void add(std::string_view phrase, std::string_view level);

  // Whether words are a job title ("VP Storage") and not a name, an organization or a book.
  bool is_title(std::string_view text) const;
  std::string_view level_of(std::string_view title) const;

  std::string fingerprint() const;

 private:
  struct Row {
    std::vector<std::string> words;  // lower case
    std::string level;
  };
  const Row* find(std::string_view title) const;

  std::vector<Row> rows_;  // the first that a title has decides
};

// The levels that `titles` in `.rapport.yaml` may name.
bool is_title_level(std::string_view level);

// As the standard titles have it.
bool is_job_title(std::string_view text);
std::string_view seniority_of(std::string_view title);

}  // namespace rapport
