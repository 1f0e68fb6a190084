#include "ingest/alike_names.h"

#include <algorithm>
#include <array>

#include "graph/date.h"
#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/edit_distance.h"
#include "ingest/words.h"

namespace rapport {
namespace {

using namespace std::string_view_literals;

constexpr std::array kTitles = {"dr"sv,  "mr"sv,   "mrs"sv,  "ms"sv, "miss"sv, "prof"sv,
                                "sir"sv, "dame"sv, "herr"sv, "hr"sv, "frau"sv, "fr"sv,
                                "ing"sv, "dipl"sv, "mme"sv,  "sr"sv, "sra"sv,  "professor"sv};
constexpr std::array kSuffixes = {"jr"sv, "sr"sv,  "ii"sv,  "iii"sv, "iv"sv,
                                  "md"sv, "phd"sv, "mba"sv, "esq"sv, "cpa"sv};

constexpr std::array kLegalForms = {
    "inc"sv, "incorporated"sv, "ltd"sv,  "limited"sv,     "llc"sv,     "llp"sv,  "lp"sv,
    "plc"sv, "gmbh"sv,         "mbh"sv,  "ag"sv,          "kg"sv,      "kgaa"sv, "ohg"sv,
    "ug"sv,  "se"sv,           "sa"sv,   "sas"sv,         "sarl"sv,    "srl"sv,  "spa"sv,
    "bv"sv,  "nv"sv,           "ab"sv,   "as"sv,          "asa"sv,     "aps"sv,  "oy"sv,
    "oyj"sv, "co"sv,           "corp"sv, "corporation"sv, "company"sv, "pty"sv,  "pte"sv,
    "kk"sv,  "ev"sv,           "and"sv};

constexpr std::array kPlainWords = {"a"sv,    "an"sv, "the"sv,     "of"sv,    "with"sv,   "and"sv,
                                    "for"sv,  "to"sv, "on"sv,      "in"sv,    "at"sv,     "by"sv,
                                    "from"sv, "re"sv, "meeting"sv, "notes"sv, "minutes"sv};

constexpr std::array kSharedMailboxes = {"info"sv,  "office"sv,   "sales"sv, "contact"sv,
                                         "hello"sv, "support"sv,  "admin"sv, "team"sv,
                                         "mail"sv,  "reception"sv};

// Each row: names that one person may go by.
constexpr std::array kNicknames = {"alexander,alex,sasha,sandy"sv,
                                   "alexandra,alex,sasha,sandra"sv,
                                   "andrew,andy,drew"sv,
                                   "anthony,tony"sv,
                                   "barbara,barb"sv,
                                   "benjamin,ben"sv,
                                   "catherine,cathy,cate,kate"sv,
                                   "charles,charlie,chuck"sv,
                                   "christina,chris,tina"sv,
                                   "christopher,chris"sv,
                                   "daniel,dan,danny"sv,
                                   "david,dave"sv,
                                   "deborah,deb,debbie"sv,
                                   "donald,don"sv,
                                   "edward,ed,eddie,ted"sv,
                                   "elizabeth,liz,beth,betty,lisa,eliza"sv,
                                   "eugene,gene"sv,
                                   "francis,frank"sv,
                                   "frederick,fred,freddy"sv,
                                   "gregory,greg"sv,
                                   "harold,harry,hal"sv,
                                   "henry,harry,hank"sv,
                                   "jacob,jake"sv,
                                   "james,jim,jimmy,jamie"sv,
                                   "jeffrey,jeff"sv,
                                   "jennifer,jen,jenny"sv,
                                   "jessica,jess"sv,
                                   "john,jack,johnny"sv,
                                   "jonathan,jon"sv,
                                   "joseph,joe,joey"sv,
                                   "joshua,josh"sv,
                                   "katherine,kate,katie,kathy,kat"sv,
                                   "kenneth,ken,kenny"sv,
                                   "lawrence,larry"sv,
                                   "leonard,len,leo"sv,
                                   "margaret,maggie,meg,peggy"sv,
                                   "matthew,matt"sv,
                                   "maximilian,max"sv,
                                   "michael,mike,mick"sv,
                                   "nathaniel,nathan,nate"sv,
                                   "nicholas,nick,nico"sv,
                                   "pamela,pam"sv,
                                   "patricia,pat,patty,trish"sv,
                                   "patrick,pat"sv,
                                   "peter,pete"sv,
                                   "philip,phil"sv,
                                   "rebecca,becky"sv,
                                   "richard,rick,rich,dick"sv,
                                   "robert,bob,rob,bobby,bert"sv,
                                   "ronald,ron"sv,
                                   "samantha,sam"sv,
                                   "samuel,sam"sv,
                                   "sebastian,seb,basti"sv,
                                   "stephen,steve"sv,
                                   "steven,steve"sv,
                                   "susan,sue,susie"sv,
                                   "theodore,ted,theo"sv,
                                   "thomas,tom,tommy"sv,
                                   "timothy,tim"sv,
                                   "victoria,vicky,tori"sv,
                                   "vincent,vince"sv,
                                   "walter,walt"sv,
                                   "william,will,bill,billy,liam"sv,
                                   "zachary,zach"sv};

template <class Table>
bool is_in(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// Runs of letters and digits without accents; dots and apostrophes part nothing: "J.R." is "jr".
std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : fold_accents(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (is_letter) {
      words.back() += c;
    } else if (c != '.' && c != '\'' && !words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool row_has(std::string_view row, std::string_view name) {
  for (auto at = row.find(name); at != std::string_view::npos; at = row.find(name, at + 1)) {
    const auto end = at + name.size();
    if ((at == 0 || row[at - 1] == ',') && (end == row.size() || row[end] == ',')) return true;
  }
  return false;
}

bool are_nicknames(std::string_view a, std::string_view b) {
  return std::any_of(kNicknames.begin(), kNicknames.end(),
                     [&](std::string_view row) { return row_has(row, a) && row_has(row, b); });
}

std::string letters(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// "Lee" and "Lay", "Hx" and "Ix" are other names: a short word has no room for so many slips.
bool has_room_for_slips(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) return true;  // "de la Cruz" and "dela Cruz"
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t letters_of_both = std::min(a[i].size(), b[i].size());
    const std::size_t edits = edit_distance(a[i], b[i], 2);
    if (edits > (letters_of_both >= 8 ? 2U : letters_of_both >= 3 ? 1U : 0U)) return false;
  }
  return true;
}

bool is_initial_of(const std::string& initial, const std::string& name) {
  return initial.size() == 1 && name.size() > 1 && name.starts_with(initial);
}

}  // namespace

std::vector<std::string> person_words(std::string_view name) {
  std::string turned;
  const auto comma = name.find(',');
  if (comma != std::string_view::npos && name.find(',', comma + 1) == std::string_view::npos) {
    const auto behind = plain_words(name.substr(comma + 1));
    if (!behind.empty() && !is_in(kSuffixes, behind.front())) {
      turned = std::string(name.substr(comma + 1)) + " " + std::string(name.substr(0, comma));
      name = turned;
    }
  }
  std::vector<std::string> words = plain_words(name);
  while (words.size() > 2 && is_in(kTitles, words.front())) words.erase(words.begin());
  while (words.size() > 2 && is_in(kSuffixes, words.back())) words.pop_back();
  for (std::size_t i = 1; i + 1 < words.size();) {
    if (words[i].size() == 1) {
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return words;
}

std::optional<Likeness> likeness(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b) {
  if (a.size() < 2 || b.size() < 2) return std::nullopt;
  if (a == b) return Likeness{NameLikeness::same, 0};
  if (a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin())) {
    return Likeness{NameLikeness::transposed, 0};
  }
  if (a.back() == b.back()) {
    if (is_initial_of(a.front(), b.front()) || is_initial_of(b.front(), a.front())) {
      return Likeness{NameLikeness::initial, 0};
    }
    if (are_nicknames(a.front(), b.front())) return Likeness{NameLikeness::nickname, 0};
  }
  // An initial is no misspelling, and "Room 12" and "Room 13" are two.
  if (std::min(a.back().size(), b.back().size()) < 2) return std::nullopt;
  if (std::min(a.front().size(), b.front().size()) < 2) return std::nullopt;
  const std::string left = letters(a);
  const std::string right = letters(b);
  if (has_digit(left) || has_digit(right)) return std::nullopt;
  const std::size_t limit = std::min(left.size(), right.size()) >= 12 ? 2 : 1;
  const std::size_t edits = edit_distance(left, right, limit);
  if (edits == 0) return Likeness{NameLikeness::same, 0};  // but for blanks
  if (edits > limit || !has_room_for_slips(a, b)) return std::nullopt;
  return Likeness{NameLikeness::misspelled, static_cast<int>(edits)};
}

std::string organization_core(std::string_view name) {
  std::vector<std::string> words = plain_words(name);
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  while (words.size() > 1 && is_in(kLegalForms, words.back())) words.pop_back();
  return letters(words);
}

std::vector<std::string> title_words(std::string_view title) {
  if (leading_date(title)) title.remove_prefix(10);
  std::vector<std::string> words = plain_words(title);
  std::erase_if(words, [](const std::string& word) { return is_in(kPlainWords, word); });
  sort_unique(words);
  return words;
}

double similarity(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() && b.empty()) return 0;
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return 2.0 * static_cast<double>(shared.size()) / static_cast<double>(a.size() + b.size());
}

bool is_shared_mailbox(std::string_view address) {
  return is_in(kSharedMailboxes, lower(address.substr(0, address.find('@'))));
}

}  // namespace rapport
