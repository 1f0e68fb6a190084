#include "analysis/render.h"

namespace rapport {

std::string markdown_text(std::string_view text) {
  std::string safe;
  for (const char c : for_terminal(text)) {
    switch (c) {
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '<':
      case '>':
      case '|':
      case '#':
      case '$':
      case '%':
      case '~':
      case '^':
      case '=':
      case '{':
      case '}':
      case '!':
      case '&':
        safe += '\\';
        safe += c;
        break;
      case '\n':
        safe += ' ';
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

namespace {

// A plain note path becomes a wikilink, as that is what the vault's readers follow.
std::string citation(const Citation& c) {
  std::string path = c.note;
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  const bool clean =
      path.find_first_of("[]|#^%`\\<>\n") == std::string::npos && for_terminal(path) == path;
  const std::string line = ":" + std::to_string(c.line);
  return clean ? "[[" + path + "]]" + line : markdown_text(c.note) + line;
}

void add_item(const ReportItem& item, std::size_t depth, std::string& out) {
  out += std::string(depth * 4, ' ') + "- " + markdown_text(item.text.text);
  if (!item.citations.empty()) {
    out += " (";
    for (std::size_t i = 0; i < item.citations.size(); ++i) {
      out += (i > 0 ? ", " : "") + citation(item.citations[i]);
    }
    out += ')';
  }
  out += '\n';
  for (const ReportItem& child : item.children) add_item(child, depth + 1, out);
}

void add_table(const Table& table, std::string& out) {
  out += '|';
  for (const std::string& name : table.columns) {
    out += ' ' + markdown_text(name.starts_with('#') ? name.substr(1) : name) + " |";
  }
  out += "\n|";
  for (const std::string& name : table.columns) out += name.starts_with('#') ? " ---: |" : " --- |";
  out += '\n';
  for (const auto& row : table.rows) {
    out += '|';
    for (const Text& cell : row) out += ' ' + markdown_text(cell.text) + " |";
    out += '\n';
  }
}

}  // namespace

std::string render_markdown(const Report& report) {
  std::string out = "# " + markdown_text(report.answer.text) + "\n";
  if (!report.subtitle.empty()) out += "\n" + markdown_text(report.subtitle) + "\n";
  for (const ReportSection& section : report.sections) {
    const bool empty = section.items.empty() && (!section.table || section.table->rows.empty());
    if (empty && section.if_empty.empty()) continue;
    if (!section.heading.empty()) out += "\n## " + markdown_text(section.heading) + "\n";
    out += '\n';
    if (empty) out += markdown_text(section.if_empty) + "\n";
    if (section.table && !section.table->rows.empty()) add_table(*section.table, out);
    for (const ReportItem& item : section.items) add_item(item, 0, out);
  }
  return out;
}

}  // namespace rapport
