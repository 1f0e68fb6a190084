#include "ingest/markdown.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <cmark-gfm.h>

// The only includer of cmark-gfm. No extension is attached: its tables cost quadratic time, and
// tasks and links are scanned in raw lines, where cmark would move their columns.

namespace rapport {
namespace {

constexpr std::size_t kMostForCmark = 256U * 1024U;
constexpr std::size_t kLongestLine = 64U * 1024U;
constexpr int kDeepestNesting = 64;
constexpr std::size_t kMostOpeners = 2'000;  // of '[' or '<' in one paragraph

class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();) {
      starts_.push_back(at);
      const auto end = text.find('\n', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    }
  }
  std::size_t count() const { return starts_.size(); }
  std::size_t start(std::size_t index) const {
    return index < starts_.size() ? starts_[index] : text_.size();
  }
  std::string_view operator[](std::size_t index) const {
    std::string_view line = text_.substr(start(index), start(index + 1) - start(index));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

void blank(std::string& text, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last && i < text.size(); ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

// How deep the containers at the start of a line nest: "> > - - ".
int nesting_of(std::string_view line) {
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '>' ||
        ((c == '-' || c == '*' || c == '+') && i + 1 < line.size() && line[i + 1] == ' ')) {
      ++depth;
    } else if (c != ' ' && c != '\t') {
      break;
    }
  }
  return depth + static_cast<int>(line.find_first_not_of(" \t") == std::string_view::npos
                                      ? 0
                                      : line.find_first_not_of(" \t") / 8);
}

std::string why_not_cmark(std::string_view body, const Lines& lines) {
  if (body.size() > kMostForCmark) return "over 256 KiB";
  std::size_t openers = 0;
  for (std::size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines[i];
    if (line.size() > kLongestLine) return "a line of over 64 KiB";
    if (nesting_of(line) > kDeepestNesting) return "more than 64 nested quotes or lists";
    if (line.empty()) openers = 0;
    openers += static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
      return c == '[' || c == '<' || c == '*' || c == '_' || c == '`';
    }));
    if (openers > kMostOpeners) return "a paragraph of over 2,000 marks";
  }
  return {};
}

std::optional<Heading> atx_heading(std::string_view line, std::uint32_t number) {
  const auto first = line.find_first_not_of(' ');
  if (first == std::string_view::npos || first > 3 || line[first] != '#') return std::nullopt;
  line.remove_prefix(first);
  const auto level = std::min(line.find_first_not_of('#'), line.size());
  if (level > 6 || (level < line.size() && line[level] != ' ' && line[level] != '\t')) {
    return std::nullopt;
  }
  line.remove_prefix(level);
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == ' ' || line.back() == '#')) line.remove_suffix(1);
  return Heading{static_cast<int>(level), std::string(line), number};
}

// A line that opens or closes a fenced block: the run of ` or ~, else empty.
std::string_view fence_of(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == std::string_view::npos || first > 3) return {};
  line.remove_prefix(first);
  if (line.front() != '`' && line.front() != '~') return {};
  const auto length = std::min(line.find_first_not_of(line.front()), line.size());
  return length < 3 ? std::string_view{} : line.substr(0, length);
}

// Code spans of one paragraph: a run of backticks up to the next run of the same length.
void blank_code_spans(std::string& visible, std::size_t start, std::string_view text) {
  for (std::size_t i = text.find('`'); i < text.size(); i = text.find('`', i)) {
    const auto run = std::min(text.find_first_not_of('`', i), text.size()) - i;
    const bool escaped = i > 0 && text[i - 1] == '\\';
    std::size_t close = escaped ? text.size() : text.find('`', i + run);
    while (close < text.size()) {
      const auto length = std::min(text.find_first_not_of('`', close), text.size()) - close;
      if (length == run) break;
      close = text.find('`', close + length);
    }
    if (close >= text.size()) {
      i += escaped ? 1 : run;
      continue;
    }
    blank(visible, start + i, start + close + run);
    i = close + run;
  }
}

void scan_without_cmark(const Lines& lines, Outline& outline) {
  std::string fence;
  for (std::size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines[i];
    const std::string_view mark = fence_of(line);
    if (!fence.empty()) {
      if (mark.size() >= fence.size() && mark.front() == fence.front()) fence.clear();
      blank(outline.visible, lines.start(i), lines.start(i + 1));
      continue;
    }
    if (!mark.empty()) {
      fence = mark;
      blank(outline.visible, lines.start(i), lines.start(i + 1));
      continue;
    }
    if (auto heading = atx_heading(line, static_cast<std::uint32_t>(i + 1))) {
      outline.headings.push_back(std::move(*heading));
    }
    blank_code_spans(outline.visible, lines.start(i), line);
  }
}

void add_heading(cmark_node* node, const Lines& lines, Outline& outline) {
  const auto line = static_cast<std::size_t>(cmark_node_get_start_line(node));
  if (line == 0 || line > lines.count()) return;
  auto heading = atx_heading(lines[line - 1], static_cast<std::uint32_t>(line));
  if (!heading) {  // setext, or within a list
    std::string_view text = lines[line - 1];
    text.remove_prefix(std::min(text.find_first_not_of(" #>"), text.size()));
    heading = Heading{cmark_node_get_heading_level(node), std::string(text),
                      static_cast<std::uint32_t>(line)};
  }
  outline.headings.push_back(std::move(*heading));
}

void scan_with_cmark(std::string_view body, const Lines& lines, Outline& outline) {
  using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
  using Iterator = std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)>;
  const Node document(cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT),
                      &cmark_node_free);
  const Iterator it(cmark_iter_new(document.get()), &cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(it.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(it.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* node = cmark_iter_get_node(it.get());
    const cmark_node_type type = cmark_node_get_type(node);
    const auto first = static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1) - 1);
    const auto last = static_cast<std::size_t>(std::max(cmark_node_get_end_line(node), 1) - 1);
    if (type == CMARK_NODE_HEADING) {
      add_heading(node, lines, outline);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
      blank(outline.visible, lines.start(first), lines.start(last + 1));
    }
    if (type == CMARK_NODE_HEADING || type == CMARK_NODE_PARAGRAPH) {
      // cmark's columns of inline code are unreliable past a paragraph's first line: it tells
      // where the paragraph is, our scanner where its spans are.
      const std::size_t start = lines.start(first);
      blank_code_spans(outline.visible, start, body.substr(start, lines.start(last + 1) - start));
    }
  }
}

void blank_comments(std::string& text) {
  for (std::size_t at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at)) {
    const auto end = text.find("-->", at + 4);
    const auto last = end == std::string::npos ? text.size() : end + 3;
    blank(text, at, last);
    at = last;
  }
}

bool holds_blank_line(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at)) {
    at = text.find_first_not_of(" \t\r", at + 1);
    if (at == std::string_view::npos) return false;
    if (text[at] == '\n') return true;
  }
  return false;
}

// $$ math $$ within one paragraph; two prices in two paragraphs are no formula.
void blank_math(std::string& text) {
  for (std::size_t at = text.find("$$"); at != std::string::npos; at = text.find("$$", at)) {
    const auto end = text.find("$$", at + 2);
    if (end == std::string::npos) return;
    if (holds_blank_line(std::string_view(text).substr(at, end - at))) {
      at += 2;
      continue;
    }
    blank(text, at, end + 2);
    at = end + 2;
  }
}

}  // namespace

Outline outline_of(std::string_view body) {
  Outline outline;
  outline.visible = body;
  const Lines lines(body);
  outline.simplified = why_not_cmark(body, lines);
  if (outline.simplified.empty()) {
    scan_with_cmark(body, lines, outline);
  } else {
    scan_without_cmark(lines, outline);
  }
  blank_comments(outline.visible);
  blank_math(outline.visible);
  return outline;
}

}  // namespace rapport
