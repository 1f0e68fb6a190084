#include "ingest/job_title.h"

#include <algorithm>
#include <array>
#include <string>

#include "ingest/words.h"

namespace rapport {
namespace {

struct TitleWord {
  std::string_view word;
  std::string_view level;  // empty: a job, of no particular level
};

// In order of level: the first row that a title has decides.
constexpr std::array kTitleWords = {TitleWord{"ceo", "c-level"},
                                    TitleWord{"cto", "c-level"},
                                    TitleWord{"cfo", "c-level"},
                                    TitleWord{"coo", "c-level"},
                                    TitleWord{"cio", "c-level"},
                                    TitleWord{"ciso", "c-level"},
                                    TitleWord{"cmo", "c-level"},
                                    TitleWord{"cro", "c-level"},
                                    TitleWord{"cpo", "c-level"},
                                    TitleWord{"chief", "c-level"},
                                    TitleWord{"founder", "c-level"},
                                    TitleWord{"cofounder", "c-level"},
                                    TitleWord{"co-founder", "c-level"},
                                    TitleWord{"chairman", "c-level"},
                                    TitleWord{"chairwoman", "c-level"},
                                    TitleWord{"evp", "vp"},
                                    TitleWord{"svp", "vp"},
                                    TitleWord{"cvp", "vp"},
                                    TitleWord{"vp", "vp"},
                                    TitleWord{"avp", "vp"},
                                    TitleWord{"president", "vp"},
                                    TitleWord{"gm", "gm"},
                                    TitleWord{"director", "director"},
                                    TitleWord{"head", "director"},
                                    TitleWord{"manager", "manager"},
                                    TitleWord{"lead", "manager"},
                                    TitleWord{"supervisor", "manager"},
                                    TitleWord{"engineer", ""},
                                    TitleWord{"architect", ""},
                                    TitleWord{"analyst", ""},
                                    TitleWord{"scientist", ""},
                                    TitleWord{"developer", ""},
                                    TitleWord{"designer", ""},
                                    TitleWord{"consultant", ""},
                                    TitleWord{"specialist", ""},
                                    TitleWord{"counsel", ""},
                                    TitleWord{"officer", ""},
                                    TitleWord{"buyer", ""},
                                    TitleWord{"owner", ""},
                                    TitleWord{"executive", ""},
                                    TitleWord{"representative", ""},
                                    TitleWord{"coordinator", ""},
                                    TitleWord{"administrator", ""},
                                    TitleWord{"assistant", ""},
                                    TitleWord{"secretary", ""},
                                    TitleWord{"treasurer", ""},
                                    TitleWord{"partner", ""},
                                    TitleWord{"principal", ""},
                                    TitleWord{"accountant", ""},
                                    TitleWord{"planner", ""},
                                    TitleWord{"professor", ""}};

const TitleWord* find_row(std::string_view title) {
  const std::vector<Word> words = words_of(title);
  for (const TitleWord& row : kTitleWords) {
    if (std::any_of(words.begin(), words.end(),
                    [&](const Word& word) { return lower(word.text) == row.word; })) {
      return &row;
    }
  }
  return nullptr;
}

}  // namespace

bool is_job_title(std::string_view text) { return text.size() <= 80 && find_row(text) != nullptr; }

std::string_view seniority_of(std::string_view title) {
  const std::string folded = lower(title);
  if (folded.find("general manager") != std::string::npos) return "gm";
  // "Assistant to the CEO", "Chief of Staff to..." decide nothing.
  if (folded.find("assistant") != std::string::npos) return {};
  if (folded.find("chief of staff") != std::string::npos) return "director";
  if (folded.find("product owner") != std::string::npos) return {};
  const TitleWord* row = find_row(title);
  return row == nullptr ? std::string_view{} : row->level;
}

}  // namespace rapport
