#include "analysis/cadence.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "graph/name_key.h"

namespace rapport {
namespace {

constexpr int kMost = 1000;  // of a unit; more is a slip

struct Word {
  std::string_view word;
  Cadence cadence;
};

// Words that say it all.
constexpr std::array kWords = {
    Word{"daily", {0, 1}},        Word{"weekly", {0, 7}},       Word{"biweekly", {0, 14}},
    Word{"fortnight", {0, 14}},   Word{"fortnightly", {0, 14}}, Word{"monthly", {1, 0}},
    Word{"bimonthly", {2, 0}},    Word{"quarterly", {3, 0}},    Word{"semiannual", {6, 0}},
    Word{"semiannually", {6, 0}}, Word{"biannual", {6, 0}},     Word{"biannually", {6, 0}},
    Word{"half yearly", {6, 0}},  Word{"halfyearly", {6, 0}},   Word{"yearly", {12, 0}},
    Word{"annual", {12, 0}},      Word{"annually", {12, 0}},    Word{"biennial", {24, 0}}};

// Units, by the start of the word or its letter.
constexpr std::array kUnits = {
    Word{"day", {0, 1}},     Word{"d", {0, 1}},         Word{"week", {0, 7}},  Word{"wk", {0, 7}},
    Word{"w", {0, 7}},       Word{"month", {1, 0}},     Word{"mo", {1, 0}},    Word{"m", {1, 0}},
    Word{"quarter", {3, 0}}, Word{"q", {3, 0}},         Word{"year", {12, 0}}, Word{"yr", {12, 0}},
    Word{"y", {12, 0}},      Word{"fortnight", {0, 14}}};

struct Number {
  std::string_view word;
  int value;
};

constexpr std::array kNumbers = {Number{"one", 1},    Number{"two", 2},   Number{"other", 2},
                                 Number{"second", 2}, Number{"three", 3}, Number{"third", 3},
                                 Number{"four", 4},   Number{"five", 5},  Number{"six", 6},
                                 Number{"eight", 8},  Number{"ten", 10},  Number{"twelve", 12}};

// How many times in a unit.
constexpr std::array kTimes = {Number{"once", 1}, Number{"twice", 2}, Number{"thrice", 3}};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const char c : fold_name(text)) {
    if (c == ' ' || c == '.' || c == ',' || c == '/') {
      end();
      continue;
    }
    if (!word.empty() && is_digit(word.back()) != is_digit(c)) end();  // "14d"
    word += c;
  }
  end();
  return words;
}

template <class Rows>
std::optional<int> value_in(const Rows& rows, std::string_view word) {
  for (const auto& row : rows) {
    if (row.word == word) return row.value;
  }
  return std::nullopt;
}

std::optional<Cadence> cadence_in(const auto& rows, std::string_view word) {
  for (const Word& row : rows) {
    if (row.word == word || (word.ends_with("s") && row.word == word.substr(0, word.size() - 1))) {
      return row.cadence;
    }
  }
  return std::nullopt;
}

std::optional<int> number(const std::string& word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (end == word.data() + word.size() && error == std::errc{}) return value;
  return error == std::errc::result_out_of_range ? kMost : value_in(kNumbers, word);
}

Cadence times(const Cadence& cadence, int n) { return {cadence.months * n, cadence.days * n}; }

// A part of a unit, in whole days or months where they divide.
Cadence part(const Cadence& cadence, int n) {
  if (cadence.months % n == 0 && cadence.days == 0) return {cadence.months / n, 0};
  constexpr double kDaysOfMonth = 365.25 / 12;
  const double days = cadence.months * kDaysOfMonth + cadence.days;
  return {0, std::max(1, static_cast<int>(days / n))};
}

}  // namespace

std::optional<Cadence> parse_cadence(std::string_view text) {
  std::string joined;  // "bi-weekly", "semi annual"
  int count = 1;
  int in_unit = 1;
  bool has_number = false;
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string word = words[i];
    if ((word == "bi" || word == "semi" || word == "half") && i + 1 < words.size()) {
      word += words[++i];
      if (word.starts_with("halfyear")) return Cadence{6, 0};
    }
    std::erase(word, '-');
    if (const auto all = cadence_in(kWords, word)) return times(*all, count);
    if (const auto unit = cadence_in(kUnits, word); unit && (word.size() > 2 || has_number)) {
      return in_unit > 1 ? part(*unit, in_unit) : times(*unit, count);
    }
    if (const auto n = value_in(kTimes, word)) {
      in_unit = *n;
    } else if (const auto n2 = number(word); n2 && *n2 > 0) {
      if (i + 1 < words.size() && words[i + 1] == "times") {
        in_unit = *n2;
      } else {
        count = std::min(*n2, kMost);
      }
      has_number = true;
    }
  }
  // A number alone is one of days.
  if (has_number && words.size() == 1 && count >= 1) return Cadence{0, count};
  return std::nullopt;
}

Date due_after(Date last, const Cadence& cadence) {
  std::chrono::year_month_day day{last};
  day += std::chrono::months{cadence.months};
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
  return Date{day} + std::chrono::days{cadence.days};
}

}  // namespace rapport
