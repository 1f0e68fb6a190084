#include "ingest/job_title.h"

#include <algorithm>
#include <array>

#include "ingest/words.h"

namespace rapport {
namespace {

struct LevelRow {
  std::string_view level;
  std::string_view phrases;  // parted by ", "
};

// Titles that hold a word of a higher level than they are: they decide before all others.
constexpr std::array kExceptions = {
    LevelRow{"",
             "assistant to, executive assistant, personal assistant, assistant, product owner, "
             "account executive, sales executive, marketing executive, executive sponsor, "
             "account manager, project manager assistant, office of the, ex"},
    LevelRow{"director", "chief of staff, executive director"},
    LevelRow{"",
             "voting member, board member, committee member, founding member, chair, co-chair, "
             "vice chair, treasurer, secretary"}};

// In order of level: the first row that a title has decides.
constexpr std::array kLevels = {
    LevelRow{"c-level",
             "president and ceo, ceo & founder, chief executive, general counsel, "
             "managing partner, founding partner, chairperson, cdo, cco, cpto, clo, cso, "
             "chro, geschäftsführer, vorstand, cxo, cao, cbo, ceo, cto, cfo, coo, cio, ciso, "
             "cmo, cro, cpo, chief, founder, cofounder, co-founder, chairman, chairwoman"},
    LevelRow{"vp",
             "vice president, vicepresident, vice-president, rvp, evp, svp, cvp, vp, avp, "
             "president"},
    LevelRow{"gm", "general manager, managing director, country manager, gsm, gm"},
    LevelRow{"director", "directeur, direktor, abteilungsleiter, director, head"},
    LevelRow{"manager", "managers, manager"},
    LevelRow{"",
             "lead, supervisor, teamlead, superintendent, foreman, programmer, technician, "
             "researcher, associate, advisor, adviser, strategist, "
             "recruiter, nurse, lawyer, attorney, paralegal, auditor, controller, clerk, "
             "operator, editor, writer, teacher, lecturer, intern, trainee, apprentice, "
             "student, fellow, contractor, maintainer, admin, evangelist, advocate, agent, "
             "broker, trader, banker, investor, physician, doctor, pilot, driver, scheduler, "
             "inspector, electrician, mechanic, machinist, chef, receptionist, liaison, "
             "ambassador, trustee, spokesperson, journalist, economist, statistician, "
             "geologist, chemist, biologist, physicist, mathematician, librarian, curator, "
             "producer, photographer, artist, musician, actor, author, negotiator, estimator, "
             "surveyor, forester, farmer, merchant, merchandiser, copywriter, translator, "
             "tester, sre, devops, dba, sysadmin, csm, sdr, bdr, pmo, tpm, engineer, "
             "architect, analyst, scientist, developer, designer, consultant, specialist, "
             "counsel, officer, buyer, owner, executive, representative, coordinator, "
             "administrator, secretary, treasurer, partner, principal, accountant, planner, "
             "professor"},
};

template <class Visit>
void for_each_phrase(std::string_view phrases, const Visit& visit) {
  while (!phrases.empty()) {
    const auto comma = phrases.find(',');
    visit(trim(phrases.substr(0, comma)));
    phrases.remove_prefix(comma == std::string_view::npos ? phrases.size() : comma + 1);
  }
}

}  // namespace

const JobTitles& JobTitles::standard() {
  static const JobTitles titles = [] {
    JobTitles built;
    const auto add_rows = [&](const auto& rows) {
      for (const LevelRow& row : rows) {
        for_each_phrase(row.phrases,
                        [&](std::string_view phrase) { built.add(phrase, row.level); });
      }
    };
    add_rows(kExceptions);
    add_rows(kLevels);
    std::reverse(built.rows_.begin(), built.rows_.end());  // add() puts in front
    return built;
  }();
  return titles;
}

void JobTitles::add(std::string_view phrase, std::string_view level) {
  Row row;
  for (const Word& word : words_of(phrase)) row.words.push_back(lower(word.text));
  row.level = level;
  if (row.words.empty()) return;
  rows_.insert(rows_.begin(), std::move(row));
}

const JobTitles::Row* JobTitles::find(std::string_view title) const {
  std::vector<std::string> words;
  for (const Word& word : words_of(title)) words.push_back(lower(word.text));
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) {
    return std::search(words.begin(), words.end(), r.words.begin(), r.words.end()) != words.end();
  });
  return row == rows_.end() ? nullptr : &*row;
}

bool JobTitles::is_title(std::string_view text) const {
  return !text.empty() && text.size() <= 80 && find(text) != nullptr;
}

std::string_view JobTitles::level_of(std::string_view title) const {
  const Row* row = find(title);
  return row == nullptr ? std::string_view{} : std::string_view(row->level);
}

std::string JobTitles::fingerprint() const {
  std::string text;
  for (const Row& row : rows_) {
    text += row.level + ':';
    for (const std::string& word : row.words) text += ' ' + word;
    text += '\n';
  }
  return text;
}

bool is_title_level(std::string_view level) {
  return level.empty() || std::any_of(kLevels.begin(), kLevels.end(),
                                      [&](const LevelRow& row) { return row.level == level; });
}

bool is_job_title(std::string_view text) { return JobTitles::standard().is_title(text); }

std::string_view seniority_of(std::string_view title) {
  return JobTitles::standard().level_of(title);
}

}  // namespace rapport
