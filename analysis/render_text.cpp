#include <algorithm>

#include <fmt/format.h>

#include "analysis/note_uri.h"
#include "analysis/render.h"

namespace rapport {
namespace {

constexpr std::size_t kMostPlaces = 3;  // of one item; JSON has them all

std::string_view ansi(Tone tone) {
  switch (tone) {
    case Tone::strong:
      return "\x1b[1m";
    case Tone::good:
      return "\x1b[32m";
    case Tone::warn:
      return "\x1b[33m";
    case Tone::bad:
      return "\x1b[31m";
    case Tone::dim:
      return "\x1b[2m";
    case Tone::plain:
      break;
  }
  return "";
}

class TextRenderer {
 public:
  TextRenderer(bool color, const NoteUri& uri) : color_(color), uri_(uri) {}

  std::string render(const Report& report) {
    line(paint({report.answer.text,
                report.answer.tone == Tone::plain ? Tone::strong : report.answer.tone}));
    if (!report.subtitle.empty()) line(paint({report.subtitle, Tone::dim}));
    for (const ReportSection& section : report.sections) render_section(section);
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    out_ += text;
    out_ += '\n';
  }

  std::string paint(const Text& text) const {
    std::string safe = for_terminal(text.text);
    std::replace(safe.begin(), safe.end(), '\n', ' ');
    const std::string_view start = ansi(text.tone);
    if (color_ && !start.empty()) safe = std::string(start) + safe + "\x1b[0m";
    return terminal_link(uri_ && !text.note.empty() ? uri_(text.note) : "", safe);
  }

  void render_section(const ReportSection& section) {
    const bool empty = section.items.empty() && (!section.table || section.table->rows.empty());
    if (empty && section.if_empty.empty()) return;
    out_ += '\n';
    if (!section.heading.empty()) line(paint({section.heading, Tone::strong}));
    if (empty) line("  " + paint({section.if_empty, Tone::dim}));
    if (section.table && !section.table->rows.empty()) render_table(*section.table);
    for (const ReportItem& item : section.items) render_item(item, 1);
  }

  void render_item(const ReportItem& item, std::size_t depth) {
    const std::string indent(depth * 2, ' ');
    line(indent + paint(item.text));
    render_places(item.citations, indent + "    ");
    for (const ReportItem& child : item.children) render_item(child, depth + 1);
  }

  // note.md:6 note.md:7 as one line, note.md:6,7; the first few notes, and how many more there are.
  void render_places(const std::vector<Citation>& citations, const std::string& indent) {
    std::vector<std::pair<std::string, std::string>> places;
    for (const Citation& c : citations) {
      if (!places.empty() && places.back().first == c.note) {
        places.back().second += "," + std::to_string(c.line);
      } else {
        places.emplace_back(c.note, std::to_string(c.line));
      }
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i == kMostPlaces && places.size() > kMostPlaces + 1) {
        line(indent + paint({fmt::format("and {} more notes", places.size() - i), Tone::dim}));
        return;
      }
      line(indent + paint({places[i].first + ":" + places[i].second, Tone::dim, places[i].first}));
    }
  }

  void render_table(const Table& table) {
    const std::size_t columns = table.columns.size();
    std::vector<std::size_t> widths;
    std::vector<bool> right;
    std::vector<Text> heading;
    for (const std::string& name : table.columns) {
      right.push_back(name.starts_with('#'));
      heading.push_back({right.back() ? name.substr(1) : name, Tone::dim});
      widths.push_back(display_width(heading.back().text));
    }
    for (const auto& row : table.rows) {
      for (std::size_t i = 0; i < columns && i < row.size(); ++i) {
        widths[i] = std::max(widths[i], display_width(for_terminal(row[i].text)));
      }
    }
    const auto render_row = [&](const std::vector<Text>& row) {
      std::string text = "  ";
      for (std::size_t i = 0; i < columns && i < row.size(); ++i) {
        const std::size_t width = display_width(for_terminal(row[i].text));
        const std::string padding(widths[i] - std::min(width, widths[i]), ' ');
        text += right[i] ? padding + paint(row[i]) : paint(row[i]) + padding;
        if (i + 1 < columns) text += "  ";
      }
      line(text);
    };
    render_row(heading);
    for (const auto& row : table.rows) render_row(row);
  }

  bool color_;
  const NoteUri& uri_;
  std::string out_;
};

}  // namespace

std::string render_text(const Report& report, bool color, const NoteUri& uri) {
  return TextRenderer(color, uri).render(report);
}

}  // namespace rapport
