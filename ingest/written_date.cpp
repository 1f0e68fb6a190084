#include "ingest/written_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// 1 to 12 for a month's name or its first three letters or more ("sept"), else 0.
unsigned month_of(std::string_view word) {
  const std::string folded = lower(word);
  if (folded.size() < 3) return 0;
  for (unsigned m = 0; m < kMonths.size(); ++m) {
    if (kMonths[m].starts_with(folded)) return m + 1;
  }
  return 0;
}

std::optional<unsigned> number_of(std::string_view digits) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// 6 for "6", "06", "6th", "1st".
std::optional<unsigned> day_of(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (word.size() > 2 && word.ends_with(ending)) word.remove_suffix(2);
  }
  if (word.empty() || word.size() > 2) return std::nullopt;
  return number_of(word);
}

std::optional<Date> make_date(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (year < 1900 || year > 2200 || !date.ok()) return std::nullopt;
  return Date(date);
}

std::optional<unsigned> year_of(std::string_view word) {
  return word.size() == 4 ? number_of(word) : std::nullopt;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 2025-11-06 with any of - / . _ between the numbers, or none; no digit may follow.
std::optional<Date> numeric_date(std::string_view text) {
  if (text.size() < 8 || !all_digits(text.substr(0, 4))) return std::nullopt;
  const char mark = text[4];
  std::string_view month;
  std::string_view day;
  std::string_view rest;
  if (mark == '-' || mark == '/' || mark == '.' || mark == '_') {
    if (text.size() < 10 || text[7] != mark) return std::nullopt;
    month = text.substr(5, 2);
    day = text.substr(8, 2);
    rest = text.substr(10);
  } else {
    month = text.substr(4, 2);
    day = text.substr(6, 2);
    rest = text.substr(8);
  }
  if (!all_digits(month) || !all_digits(day)) return std::nullopt;
  if (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') return std::nullopt;
  return make_date(*number_of(text.substr(0, 4)), *number_of(month), *number_of(day));
}

// "6 November 2025", "November 6, 2025": three words from `i` on.
std::optional<Date> worded_date(const std::vector<Word>& words, std::size_t i) {
  if (i + 2 >= words.size()) return std::nullopt;
  const auto year = year_of(words[i + 2].text);
  if (!year) return std::nullopt;
  for (const auto& [month_word, day_word] :
       {std::pair(words[i].text, words[i + 1].text), std::pair(words[i + 1].text, words[i].text)}) {
    const unsigned month = month_of(month_word);
    const auto day = day_of(day_word);
    if (month != 0 && day) return make_date(*year, month, *day);
  }
  return std::nullopt;
}

bool is_weekday(std::string_view word) {
  const std::string folded = lower(word);
  for (const std::string_view day :
       {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) {
    if (folded.size() >= 3 && day.starts_with(folded)) return true;
  }
  return false;
}

}  // namespace

std::optional<Date> leading_written_date(std::string_view text) {
  text = trim(text);
  if (auto date = numeric_date(text)) return date;
  const std::vector<Word> words = words_of(text.substr(0, 40));
  if (words.empty() || words.front().first > 1) return std::nullopt;
  return worded_date(words, is_weekday(words.front().text) ? 1 : 0);
}

std::optional<Date> find_written_date(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (!digit || (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9')) continue;
    if (auto date = numeric_date(text.substr(i))) return date;
  }
  const std::vector<Word> words = words_of(text);
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (auto date = worded_date(words, i)) return date;
  }
  return std::nullopt;
}

std::optional<Date> date_in_path(std::string_view folder, std::string_view stem) {
  const std::vector<Word> words = words_of(stem);  // "april-2" is one word
  if (words.size() != 1) return std::nullopt;
  const auto dash = words[0].text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const unsigned month = month_of(words[0].text.substr(0, dash));
  const auto day = day_of(words[0].text.substr(dash + 1));
  if (month == 0 || !day) return std::nullopt;
  while (!folder.empty()) {
    const auto slash = folder.rfind('/');
    const std::string_view part =
        slash == std::string_view::npos ? folder : folder.substr(slash + 1);
    const bool starts_with_year =
        part.size() >= 4 && all_digits(part.substr(0, 4)) && (part.size() == 4 || part[4] == '-');
    if (starts_with_year) return make_date(*number_of(part.substr(0, 4)), month, *day);
    folder = slash == std::string_view::npos ? std::string_view{} : folder.substr(0, slash);
  }
  return std::nullopt;
}

}  // namespace rapport
