#include "ingest/person_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "graph/name_key.h"
#include "ingest/word_set.h"
#include "ingest/words.h"

namespace rapport {
namespace {

using namespace std::string_view_literals;

const WordSet& particles() {
  static const WordSet words(
      "van von de der den da di du dos das do del della degli dalla la le lo los al el bin "
      "bint ibn ben ter ten zu zur zum y e af av op san st abu vom 't");
  return words;
}

// "al-Rashid", "d'Angelo": a particle grown to its name.
constexpr std::array kPrefixes = {"al-"sv, "el-"sv, "as-"sv, "ad-"sv, "ar-"sv, "ash-"sv, "an-"sv,
                                  "d'"sv,  "l'"sv,  "d’"sv,  "l’"sv,  "ul-"sv, "bin-"sv, "ibn-"sv};

const WordSet& honorifics() {
  static const WordSet words(
      "mr mrs ms miss mx dr prof sir dame herr frau madame mme mlle monsieur señor señora sr sra "
      "professor rev hon dipl-ing ing");
  return words;
}

const WordSet& suffixes() {
  static const WordSet words(
      "jr sr ii iii iv phd ph.d md m.d mba esq cpa msc bsc dds jd cfa pmp pe rn llm obe mbe frs");
  return words;
}

// The vocabulary of meetings, functions and organizations: in no person's name, wherever it stands.
const WordSet& never_names() {
  static const WordSet words(
      "monday tuesday wednesday thursday friday saturday sunday january february march july "
      "september october november december q1 q2 q3 q4 h1 h2 spring fall autumn week month "
      "quarter year account action actions agenda all apologies attendees background budget "
      "committee contract deal everyone everybody guest guests item items kickoff leadership "
      "meeting meetings minutes notes observer observers phase pilot pipeline proposal "
      "quorum recording regrets renewal report roadmap session status steering step steps "
      "strategy summary sync task tasks tbd tba topic topics tracker weekly monthly "
      "quarterly annual daily workshop template timeline untitled decisions facts context "
      "profile profiles overview introduction guide checklist handbook manual policy process "
      "procedure faq appendix section index glossary release candidate version beta alpha "
      "edition code conduct mission statement press conference analytics analyst architect "
      "architecture assistant board business buyer chair chairman client clients consultant "
      "coordinator counsel customer customers department design designer developer "
      "developers director directors engineer engineers engineering executive executives "
      "facilities finance founder founders hr infrastructure legal lead leads logistics "
      "maintainers management manager managers marketing member members office officer "
      "operations ops owner owners partner partners people president procurement product "
      "products professional program programme project projects purchasing recruiting "
      "research sales scientist security service services staff success supplier suppliers "
      "support team teams user users vendor vendors volunteers agency airlines airways "
      "alliance associates association authority bank brands brewery brothers capital "
      "chemicals city club co collective college commission company consortium consulting "
      "cooperative corp corporation council county dynamics electric electronics energy "
      "enterprises equity federation foods foundation freight fund gas gmbh group health "
      "healthcare holding holdings hospital hotel hotels inc incorporated industries "
      "institute instruments insurance interactive investments lab laboratories labs limited "
      "llc llp logic ltd machines manufacturing materials media ministry mobility motors "
      "museum network networks oil pharma plc rail railway railways refinery resources "
      "retail robotics school sciences shipping society software solutions steel store "
      "stores studio studios systems tech technologies technology telecom therapeutics "
      "trading transport trust union university utilities ventures water works worldwide");
  return words;
}

// Words that start sentences, and the things and colours that products are named for. Some are
// names, too (Will, Page, Lake): in a list of people they may be, in prose they are not taken.
const WordSet& rarely_names() {
  static const WordSet words(
      "agreed ask asked avoid decided do focus have hold keep let please use work until both "
      "decision however then tell told call called email emailed send sent meet met talk "
      "talked spoke schedule invite follow get give go make need needs plan put review see "
      "set share show start stop take thank thanks try update wait discuss discussed confirm "
      "confirmed remind ping loop introduce introduced escalate bring add check draft "
      "prepare reach if when while once because since after before with without from for to "
      "of on at in by as an a the this that these those there here it we they he she you i "
      "our their his her its my your and or but so no not yes yesterday today tomorrow also "
      "still now only just maybe perhaps according dear hi hello regarding via per re fyi "
      "note what who why how where which whether can could would should will may might must "
      "is are was were has had been being did does never always every each any some many "
      "most more less few other another others such same about between during against over "
      "under instead rather despite although though unless first second third last next "
      "later early late good great big new old open deep smart fast quick free full high low "
      "top main final general global local national international united american european "
      "north south east west northern southern eastern western central upper lower mutual "
      "public private digital virtual remote internal external senior junior chief vice "
      "deputy acting interim former primary app application applications appliance api array "
      "assembly atlas backup battery beacon bench book bot box bridge bus cache canvas chain "
      "channel chip circle class cloud cluster compass compute computer connect console "
      "controller core crystal cube dashboard data database deck desk desktop device devices "
      "diamond dock edge engine event express fabric feed file files firewall flow force "
      "forge format forum framework function fusion gate gateway graph grid guard hardware "
      "horizon hub image insight insights interface kernel kit lake language lantern layer "
      "learning lens library lighthouse line link list log machine mail map market "
      "marketplace matrix memory mesh mind mirror mobile model module monitor nebula node "
      "object one orbit panel path phone pixel planet plant platform play plugin point port "
      "portal print pro protocol prism pulse query queue rack radar rain range reader relay "
      "ring rocket room router runtime scale schema script search sensor server servers "
      "shell shield shop signal site sphere spec stack standard standards star station "
      "storage stream street suite summit sun switch system table tape terminal test theme "
      "thread ticket tide tool toolkit tools tower track train type unit vault view viewer "
      "wave web wheel wiki wind window windows wire world zone cafe restaurant bar garden "
      "harbor harbour river mountain valley island beach bay avenue road square airport red "
      "blue yellow orange purple silver golden copper iron bright dark light mills power "
      "page part chapter");
  return words;
}

bool is_no_name(std::string_view folded, NamePlace place) {
  return never_names().contains(folded) ||
         (place == NamePlace::prose && rarely_names().contains(folded));
}

UChar32 first_code_point(std::string_view text) {
  UChar32 c = 0;
  std::int64_t i = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i,
          static_cast<std::int64_t>(text.size()), c);
  return c;
}

bool starts_upper(std::string_view text) {
  if (text.empty()) return false;
  const UChar32 c = first_code_point(text);
  return c > 0 && (u_isupper(c) != 0 || u_istitle(c) != 0);
}

// Letters of a script that knows no case: 李明, محمد.
bool is_caseless(std::string_view word) {
  const UChar32 c = word.empty() ? 0 : first_code_point(word);
  return c > 0x7F && u_charType(c) == U_OTHER_LETTER;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "VP", "MAI": people are not written in capitals throughout; an initial is ("J").
bool is_acronym(std::string_view word) {
  return word.size() > 1 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_capitalized_with_particle(std::string_view word) {
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return word.size() > prefix.size() && lower(word.substr(0, prefix.size())) == prefix &&
           starts_upper(word.substr(prefix.size()));
  });
}

bool is_part_of_a_name(const Word& word, NamePlace place) {
  if (has_digit(word.text)) return false;
  if (is_acronym(word.text)) return place == NamePlace::list && word.text.size() <= 3;
  const std::string folded = lower(word.text);
  if (word.capitalized) return !is_no_name(folded, place);
  return particles().contains(folded) || is_capitalized_with_particle(word.text);
}

// "San Marcelo", "Fort Lewis": a town, unless a list of people says otherwise.
bool is_start_of_a_place(std::string_view word) {
  static const WordSet words(
      "San Santa Santo Saint St São Fort Port Mount Cape New Los Las El Puerto Bad Lake Rio Villa");
  return words.contains(word);
}

std::string_view without_dot(std::string_view word) {
  while (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
  return word;
}

// The last word of `text` and what stands before it.
std::pair<std::string_view, std::string_view> split_last_word(std::string_view text) {
  const auto blank = text.rfind(' ');
  if (blank == std::string_view::npos) return {{}, text};
  return {trim(text.substr(0, blank)), text.substr(blank + 1)};
}

}  // namespace

namespace {

bool holds_in_lower_case(const WordSet& words, std::string_view word) {
  return words.may_contain(word) && words.contains(lower(word));
}

}  // namespace

bool is_honorific(std::string_view word) {
  return holds_in_lower_case(honorifics(), without_dot(word));
}

bool is_no_name_in_prose(std::string_view folded) { return is_no_name(folded, NamePlace::prose); }

bool is_name_particle(std::string_view word) {
  if (word.size() <= 5 && particles().contains(word)) return true;
  return word.find_first_of("'-\x99") != std::string_view::npos &&
         is_capitalized_with_particle(word);
}

bool is_name_suffix(std::string_view word) {
  return holds_in_lower_case(suffixes(), without_dot(word));
}

std::string_view bare_name(std::string_view name) {
  name = trim(name);
  for (auto blank = name.find(' '); blank != std::string_view::npos; blank = name.find(' ')) {
    if (!is_honorific(name.substr(0, blank))) break;
    name = trim(name.substr(blank));
  }
  for (auto [rest, last] = split_last_word(name); !rest.empty();
       std::tie(rest, last) = split_last_word(name)) {
    if (!is_name_suffix(last)) break;
    name = without_dot(rest);
  }
  return name;
}

bool looks_like_full_name(std::string_view text, NamePlace place) {
  if (text.find(' ') == std::string_view::npos && place == NamePlace::prose) return false;
  text = bare_name(text);
  if (text.find_first_of("/\\:;()[]{}<>|_#=+*\"&@!?,") != std::string_view::npos) return false;
  const std::vector<Word> words = words_of(text);
  if (place == NamePlace::list && words.size() == 1 && is_caseless(text)) {
    return words[0].text.size() == text.size() && text.size() >= 6 && text.size() <= 24;
  }
  if (words.size() < 2 || words.size() > 5) return false;
  const auto ends_well = [](const Word& word) {
    return word.capitalized || is_capitalized_with_particle(word.text);
  };
  if (place == NamePlace::prose && is_start_of_a_place(words.front().text)) return false;
  const bool starts_well = ends_well(words.front()) || particles().contains(words.front().text);
  if (!starts_well || !ends_well(words.back())) return false;
  const auto acronyms = std::count_if(words.begin(), words.end(),
                                      [](const Word& word) { return is_acronym(word.text); });
  // "V. Han" and "Ann B" are names, "A B" is none.
  const bool has_a_whole_word = std::any_of(words.begin(), words.end(), [](const Word& word) {
    return word.text.size() > 1 && !is_acronym(word.text);
  });
  return acronyms <= 1 && has_a_whole_word &&
         std::all_of(words.begin(), words.end(),
                     [&](const Word& word) { return is_part_of_a_name(word, place); });
}

bool looks_like_given_name(std::string_view text, NamePlace place) {
  const std::vector<Word> words = words_of(text);
  return words.size() == 1 && words[0].text.size() == text.size() && words[0].capitalized &&
         words[0].text.size() > 1 && !has_digit(text) && !is_acronym(text) &&
         !is_no_name(lower(text), place);
}

std::string_view given_name(std::string_view name) {
  name = bare_name(name);
  return name.substr(0, name.find(' '));
}

std::string_view surname(std::string_view name) {
  name = bare_name(name);
  const auto first_blank = name.find(' ');
  if (first_blank == std::string_view::npos) return {};
  // The last word, and the particles right before it.
  auto start = name.rfind(' ') + 1;
  while (start > first_blank + 1) {
    const auto before = name.rfind(' ', start - 2);
    const auto first = before == std::string_view::npos ? 0 : before + 1;
    if (first <= first_blank || !particles().contains(name.substr(first, start - 1 - first))) break;
    start = first;
  }
  return name.substr(start);
}

std::string squashed_name(std::string_view name) {
  std::string letters;
  for (const Word& word : words_of(bare_name(name))) {
    for (const char c : fold_name(word.text)) {
      if (c != ' ') letters += c;
    }
  }
  return letters;
}

std::optional<std::string> last_first(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view last = trim(text.substr(0, comma));
  const std::string_view first = trim(text.substr(comma + 1));
  const bool one_surname =
      looks_like_given_name(last, NamePlace::list) || is_capitalized_with_particle(last) ||
      (last.find(' ') != std::string_view::npos && !surname("x " + std::string(last)).empty() &&
       particles().contains(lower(last.substr(0, last.find(' ')))));
  // "Jane" or "Jane B."
  const bool one_given_name =
      looks_like_given_name(first) || looks_like_given_name(first.substr(0, first.find(' ')));
  if (!one_surname || !one_given_name || words_of(first).size() > 2) return std::nullopt;
  return std::string(first) + ' ' + std::string(last);
}

bool looks_like_abbreviation(std::string_view text) {
  return text.size() >= 2 && text.size() <= 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace rapport
