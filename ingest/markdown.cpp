#include "ingest/markdown.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

#include <cmark-gfm.h>

#include "ingest/plain_blocks.h"
#include "ingest/text_lines.h"

// The only includer of cmark-gfm. No extension is attached: its tables cost quadratic time, and
// tasks and links are scanned in raw lines, where cmark would move their columns.

namespace rapport {
namespace {

constexpr std::size_t kMostForCmark = 256U * 1024U;
constexpr std::size_t kLongestLine = 64U * 1024U;
constexpr int kDeepestNesting = 64;
constexpr std::size_t kMostOpeners = 2'000;  // of '[' or '<' in one paragraph
constexpr std::size_t kMostCopied = 32U * 1024U * 1024U;

void blank(std::string& text, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last && i < text.size(); ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

// How deep the containers at the start of a line nest: "> > - - ". Eight blanks may be one more.
int nesting_of(std::string_view line) {
  int depth = 0;
  std::size_t blanks = std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ' ' || c == '\t') continue;
    if (blanks == std::string_view::npos) blanks = i;
    const bool is_bullet = (c == '-' || c == '*' || c == '+') && line.substr(i + 1, 1) == " ";
    if (c != '>' && !is_bullet) break;
    ++depth;
  }
  return blanks == std::string_view::npos ? 0 : depth + static_cast<int>(blanks / 8);
}

std::size_t count_openers(std::string_view text) {
  // A search for each: five that look at many bytes at once beat one that does not.
  std::size_t count = 0;
  for (const char mark : {'[', '<', '*', '_', '`'}) {
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
      ++count;
    }
  }
  return count;
}

bool has_crowded_paragraph(const TextLines& lines) {
  if (count_openers(lines.text()) <= kMostOpeners) return false;  // nearly always
  std::size_t openers = 0;
  for (std::size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines[i];
    if (line.empty()) openers = 0;
    openers += count_openers(line);
    if (openers > kMostOpeners) return true;
  }
  return false;
}

// cmark copies what "[a]: address" tells to each "[a]". A definition is no longer than the
// paragraph that it stands in, and each bracket may refer to it.
bool has_costly_references(const TextLines& lines) {
  if (lines.text().find("]:") == std::string_view::npos) return false;
  std::size_t longest = 0;
  std::size_t paragraph = 0;
  bool defines = false;
  for (std::size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines[i];
    if (line.empty()) {
      paragraph = 0;
      defines = false;
    }
    paragraph += line.size() + 1;
    defines = defines || line.find("]:") != std::string_view::npos;
    if (defines) longest = std::max(longest, paragraph);
  }
  const std::string_view text = lines.text();
  const auto brackets = static_cast<std::size_t>(std::count(text.begin(), text.end(), '['));
  return longest * brackets > kMostCopied;
}

std::string why_not_cmark(const TextLines& lines) {
  if (lines.text().size() > kMostForCmark) return "over 256 KiB";
  for (std::size_t i = 0; i < lines.count(); ++i) {
    if (lines[i].size() > kLongestLine) return "a line of over 64 KiB";
    if (nesting_of(lines[i]) > kDeepestNesting) return "more than 64 nested quotes or lists";
  }
  if (has_crowded_paragraph(lines)) return "a paragraph of over 2,000 marks";
  return has_costly_references(lines) ? "many references to a long address" : "";
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

// A line that opens a fenced block: the run of ` or ~, else empty. What stands behind backticks has
// none, or the run is one of a code span.
std::string_view fence_of(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == std::string_view::npos || first > 3) return {};
  line.remove_prefix(first);
  if (line.front() != '`' && line.front() != '~') return {};
  const auto length = std::min(line.find_first_not_of(line.front()), line.size());
  if (line.front() == '`' && line.find('`', length) != std::string_view::npos) return {};
  return length < 3 ? std::string_view{} : line.substr(0, length);
}

bool closes_fence(std::string_view line, std::string_view fence) {
  const std::string_view mark = fence_of(line);
  if (mark.size() < fence.size() || mark.front() != fence.front()) return false;
  const char* const end = mark.data() + mark.size();
  return std::all_of(end, line.data() + line.size(), [](char c) { return c == ' ' || c == '\t'; });
}

// Of each length the start of the last run of backticks.
std::unordered_map<std::size_t, std::size_t> last_runs(std::string_view text) {
  std::unordered_map<std::size_t, std::size_t> last;
  for (std::size_t i = text.find('`'); i < text.size(); i = text.find('`', i)) {
    const auto end = std::min(text.find_first_not_of('`', i), text.size());
    last[end - i] = i;
    i = end;
  }
  return last;
}

// The next run of `length` backticks, else the end.
std::size_t find_run(std::string_view text, std::size_t from, std::size_t length) {
  for (std::size_t i = text.find('`', from); i < text.size(); i = text.find('`', i)) {
    const auto end = std::min(text.find_first_not_of('`', i), text.size());
    if (end - i == length) return i;
    i = end;
  }
  return text.size();
}

// Code spans of one paragraph: a run of backticks up to the next run of the same length.
void blank_code_spans(std::string& visible, std::size_t start, std::string_view text) {
  // Made when a search has failed, so that no other one does: runs of ever new lengths are linear.
  std::optional<std::unordered_map<std::size_t, std::size_t>> last;
  for (std::size_t i = text.find('`'); i < text.size(); i = text.find('`', i)) {
    if (i > 0 && text[i - 1] == '\\') {
      ++i;
      continue;
    }
    const auto run = std::min(text.find_first_not_of('`', i), text.size()) - i;
    const bool may_close = !last || (last->contains(run) && last->at(run) > i);
    const std::size_t close = may_close ? find_run(text, i + run, run) : text.size();
    if (close == text.size()) {
      if (!last) last = last_runs(text);
      i += run;
      continue;
    }
    blank(visible, start + i, start + close + run);
    i = close + run;
  }
}

void scan_without_cmark(const TextLines& lines, Outline& outline) {
  std::string fence;
  for (std::size_t i = 0; i < lines.count(); ++i) {
    const std::string_view line = lines[i];
    if (!fence.empty()) {
      if (closes_fence(line, fence)) fence.clear();
      blank(outline.visible, lines.start(i), lines.start(i + 1));
      continue;
    }
    if (const std::string_view mark = fence_of(line); !mark.empty()) {
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

std::optional<Block::Kind> kind_of(cmark_node_type type) {
  if (type == CMARK_NODE_HEADING) return Block::Kind::heading;
  if (type == CMARK_NODE_PARAGRAPH) return Block::Kind::paragraph;
  if (type == CMARK_NODE_CODE_BLOCK) return Block::Kind::code;
  return std::nullopt;
}

// The heading of a block: of one line of marks, else underlined or within a list.
Heading heading_of(const Block& block, const TextLines& lines) {
  const std::string_view line = lines[block.first];
  if (auto heading = atx_heading(line, block.first + 1)) return std::move(*heading);
  const std::string_view text = line.substr(std::min(line.find_first_not_of(" #>"), line.size()));
  return {block.level, std::string(text), block.first + 1};
}

void read_blocks(const std::vector<Block>& blocks, const TextLines& lines, Outline& outline) {
  for (const Block& block : blocks) {
    if (block.first >= lines.count()) continue;
    const std::size_t start = lines.start(block.first);
    const std::size_t end = lines.start(block.last + std::size_t{1});
    if (block.kind == Block::Kind::code) {
      blank(outline.visible, start, end);
      continue;
    }
    if (block.kind == Block::Kind::heading) outline.headings.push_back(heading_of(block, lines));
    // cmark's columns of inline code are unreliable past a paragraph's first line: the blocks tell
    // where a paragraph is, our scanner where its spans are.
    blank_code_spans(outline.visible, start, lines.text().substr(start, end - start));
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

std::vector<Block> parse_blocks(const TextLines& lines) {
  using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
  using Iterator = std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)>;
  const std::string_view body = lines.text();
  const Node document(cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT),
                      &cmark_node_free);
  const Iterator it(cmark_iter_new(document.get()), &cmark_iter_free);
  std::vector<Block> blocks;
  for (cmark_event_type event = cmark_iter_next(it.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(it.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* node = cmark_iter_get_node(it.get());
    const auto kind = kind_of(cmark_node_get_type(node));
    if (!kind) continue;
    const int first = std::max(cmark_node_get_start_line(node), 1) - 1;
    const int last = std::max(cmark_node_get_end_line(node), 1) - 1;
    blocks.push_back({*kind, *kind == Block::Kind::heading ? cmark_node_get_heading_level(node) : 0,
                      static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
  }
  return blocks;
}

Outline outline_of(std::string_view body) {
  Outline outline;
  outline.visible = body;
  const TextLines lines(body);
  outline.simplified = why_not_cmark(lines);
  if (outline.simplified.empty()) {
    const auto blocks = plain_blocks(lines);
    read_blocks(blocks ? *blocks : parse_blocks(lines), lines, outline);
  } else {
    scan_without_cmark(lines, outline);
  }
  blank_comments(outline.visible);
  blank_math(outline.visible);
  return outline;
}

}  // namespace rapport
