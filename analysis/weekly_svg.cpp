#include "analysis/weekly_svg.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

constexpr int kMostDays = 14;
constexpr int kWidth = 364;  // about a phone's: text keeps its size there

std::string svg(int width, int height, const std::string& label, const std::string& content) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" "
      "xmlns=\"http://www.w3.org/2000/svg\">{}</svg>",
      width, height, xml_text(label), content);
}

std::string day_name(Date day) {
  static constexpr std::array<std::string_view, 7> kNames = {"Sun", "Mon", "Tue", "Wed",
                                                             "Thu", "Fri", "Sat"};
  return std::string(kNames[std::chrono::weekday(day).c_encoding()]);
}

std::string meetings_by_day(const AccountReport& report) {
  constexpr int kRow = 26;
  constexpr int kTop = 40;
  const int days = report.period.days();
  const int column = kWidth / days;
  std::vector<int> stacked(static_cast<std::size_t>(days));
  std::string dots;
  int number = 0;
  for (const MeetingFinding& m : report.meetings) {
    const int day = days_between(report.period.from, m.date);
    const int x = day * column + column / 2;
    const int y = kTop + 16 + kRow * stacked[static_cast<std::size_t>(day)]++;
    dots += fmt::format(
        "<g><title>{}</title><circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"11\"/>"
        "<text class=\"number\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
        xml_text(m.meeting.name), x, y, x, y + 4, ++number);
  }
  std::string axis = fmt::format("<path class=\"axis\" d=\"M0 {}H{}\"/>", kTop, kWidth);
  for (int day = 0; day < days; ++day) {
    const Date date = report.period.from + std::chrono::days{day};
    const int x = day * column + column / 2;
    const std::string name = days <= 7 ? day_name(date) : day_name(date).substr(0, 1);
    axis += fmt::format(
        "<text class=\"label\" x=\"{0}\" y=\"14\" text-anchor=\"middle\">{1}</text>"
        "<text class=\"label\" x=\"{0}\" y=\"31\" text-anchor=\"middle\">{2}</text>",
        x, name, to_iso(date).substr(8));
  }
  const int rows = *std::max_element(stacked.begin(), stacked.end());
  return svg(kWidth, kTop + 6 + kRow * rows,
             fmt::format("{} by day; their numbers are those of the list",
                         count_of(report.meetings.size(), "meeting", "meetings")),
             axis + dots);
}

std::string meetings_by_week(const AccountReport& report) {
  constexpr int kHeight = 60;
  constexpr int kLeastLabel = 30;  // pixels
  const Date first = monday_of(iso_week_of(report.period.from));
  std::vector<int> counts(static_cast<std::size_t>(days_between(first, report.period.to)) / 7 + 1);
  for (const MeetingFinding& m : report.meetings) {
    ++counts[static_cast<std::size_t>(days_between(first, m.date)) / 7];
  }
  const int most = *std::max_element(counts.begin(), counts.end());
  const double column = static_cast<double>(kWidth) / static_cast<double>(counts.size());
  std::string content = fmt::format("<path class=\"axis\" d=\"M0 {}H{}\"/>", kHeight + 16, kWidth);
  double labelled = -kLeastLabel;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double x = static_cast<double>(i) * column;
    const double height = static_cast<double>(kHeight * counts[i]) / most;
    const std::string week =
        to_string(iso_week_of(first + std::chrono::days{7 * static_cast<int>(i)}));
    if (counts[i] > 0) {
      content += fmt::format(
          "<g><title>{}: {}</title><rect class=\"dot\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
          "height=\"{:.1f}\"/><text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" "
          "text-anchor=\"middle\">{}</text></g>",
          week, counts[i], x + column * 0.15, kHeight + 16 - height, column * 0.7, height,
          x + column / 2, kHeight + 12 - height, counts[i]);
    }
    if (x - labelled < kLeastLabel) continue;
    labelled = x;
    content += fmt::format("<text class=\"label\" x=\"{:.1f}\" y=\"{}\">{}</text>", x, kHeight + 32,
                           week.substr(5));
  }
  return svg(kWidth, kHeight + 38,
             fmt::format("{} by week", count_of(report.meetings.size(), "meeting", "meetings")),
             content);
}

}  // namespace

std::string timeline_svg(const AccountReport& report) {
  if (report.meetings.empty()) return {};
  return report.period.days() <= kMostDays ? meetings_by_day(report) : meetings_by_week(report);
}

std::string spark_line_svg(const WeeklyContacts& contacts) {
  constexpr int kBar = 5;
  constexpr int kHeight = 22;
  const int weeks = static_cast<int>(contacts.own.size());
  const int own_days = std::accumulate(contacts.own.begin(), contacts.own.end(), 0);
  const int other_days = std::accumulate(contacts.others.begin(), contacts.others.end(), 0);
  if (own_days + other_days == 0) return {};
  int most = 2;  // a day in a week is half the height
  for (std::size_t i = 0; i < contacts.own.size(); ++i) {
    most = std::max(most, contacts.own[i] + contacts.others[i]);
  }
  std::string bars = fmt::format("<path class=\"axis\" d=\"M0 {0}H{1}\"/>", kHeight, weeks * kBar);
  const auto bar = [&](const char* kind, std::size_t week, int below, int days) {
    if (days == 0) return;
    bars += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\"/>",
                        kind, static_cast<int>(week) * kBar,
                        kHeight - kHeight * static_cast<double>(below + days) / most, kBar - 1,
                        kHeight * static_cast<double>(days) / most);
  };
  for (std::size_t i = 0; i < contacts.own.size(); ++i) {
    bar("own", i, 0, contacts.own[i]);
    bar("others", i, contacts.own[i], contacts.others[i]);
  }
  return svg(weeks * kBar, kHeight + 1,
             fmt::format("Days of contact in {} weeks: {} with you, {} with others alone", weeks,
                         own_days, other_days),
             bars);
}

}  // namespace rapport
