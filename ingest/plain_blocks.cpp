#include "ingest/plain_blocks.h"

#include <algorithm>
#include <string_view>

// CommonMark in small. A line first meets the list items that are open: it belongs to those that
// are indented no further than it is. What remains of it can start a block; if it does not, and a
// paragraph is open, it goes on with that, wherever it stands.

namespace rapport {
namespace {

constexpr std::size_t kCodeIndent = 4;

// "# ", "## "... : its level, else 0.
int heading_level(std::string_view text) {
  const auto level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > 6) return 0;
  return level == text.size() || text[level] == ' ' || text[level] == '\t' ? static_cast<int>(level)
                                                                           : 0;
}

// The run of ` or ~ that a fence starts with, else empty.
std::string_view fence_run(std::string_view text) {
  if (text.front() != '`' && text.front() != '~') return {};
  const auto length = std::min(text.find_first_not_of(text.front()), text.size());
  return length < 3 ? std::string_view{} : text.substr(0, length);
}

// "---", "* * *", "=====", "-": marks and blanks alone.
bool is_only_marks(std::string_view text) {
  return std::string_view("-*_+=").find(text.front()) != std::string_view::npos &&
         text.find_first_not_of("-*_+= \t") == std::string_view::npos;
}

bool is_rule(std::string_view text) {
  const auto run = std::min(text.find_first_not_of(text.front()), text.size());
  return run >= 3 && text.front() != '+' && text.front() != '=' &&
         text.find_first_not_of(' ', run) == std::string_view::npos;
}

// The marker of a list item: "-", "*", "+", "12.", "12)"; with what follows it. Empty if it is
// none.
std::string_view list_marker(std::string_view text) {
  std::size_t width = 1;
  if (text.front() >= '0' && text.front() <= '9') {
    width = text.find_first_not_of("0123456789");
    if (width == std::string_view::npos || width > 9) return {};
    if (text[width] != '.' && text[width] != ')') return {};
    ++width;
  } else if (text.front() != '-' && text.front() != '*' && text.front() != '+') {
    return {};
  }
  const bool ends = width == text.size() || text[width] == ' ' || text[width] == '\t';
  return ends ? text.substr(0, width) : std::string_view{};
}

class Scanner {
 public:
  explicit Scanner(const TextLines& lines) : lines_(lines) {}

  std::optional<std::vector<Block>> scan() {
    if (lines_.text().starts_with("\xEF\xBB\xBF")) return std::nullopt;
    for (std::uint32_t i = 0; i < lines_.count(); ++i) {
      const std::string_view line = lines_[i];
      // cmark ends lines at each carriage return.
      if (lines_.start(i + 1) - lines_.start(i) > line.size() + 2 ||
          line.find('\r') != std::string_view::npos || !take(line, i)) {
        return std::nullopt;
      }
    }
    if (!fence_.empty()) return std::nullopt;
    close_paragraph(static_cast<std::uint32_t>(lines_.count()));
    if (may_hold_definition_) return std::nullopt;
    return std::move(blocks_);
  }

 private:
  // Whether the line is one of ours.
  bool take(std::string_view line, std::uint32_t number) {
    const auto indent = line.find_first_not_of(' ');
    if (!fence_.empty()) return take_in_fence(line, std::min(indent, line.size()), number);
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      close_paragraph(number);
      return true;
    }
    const std::string_view text = line.substr(indent);
    if (text.front() == '\t') return false;
    const auto items = static_cast<std::size_t>(
        std::find_if(items_.begin(), items_.end(), [&](std::size_t i) { return i > indent; }) -
        items_.begin());
    const std::size_t rest = indent - (items == 0 ? 0 : items_[items - 1]);
    if (rest >= kCodeIndent) return in_paragraph_;  // goes on with it, else it is code
    return take_block(text, indent, items, number);
  }

  bool take_in_fence(std::string_view line, std::size_t indent, std::uint32_t number) {
    if (indent >= kCodeIndent || indent == line.size()) return true;
    const std::string_view run = fence_run(line.substr(indent));
    if (run.size() < fence_.size() || run.front() != fence_.front()) return true;
    const auto rest = line.substr(indent + run.size());
    if (rest.find_first_not_of(' ') != std::string_view::npos) {
      return rest.find_first_not_of(" \t") != std::string_view::npos;
    }
    blocks_.back().last = number;
    fence_ = {};
    return true;
  }

  // `text` stands within the first `items` of the open list items.
  bool take_block(std::string_view text, std::size_t indent, std::size_t items,
                  std::uint32_t number) {
    if (text.front() == '>' || text.front() == '<') return false;
    if (is_only_marks(text)) {
      if (in_paragraph_ || !is_rule(text)) return false;
      items_.resize(items);
      return true;
    }
    if (const int level = heading_level(text); level > 0) {
      return add_leaf({Block::Kind::heading, level, number, number}, items);
    }
    if (const std::string_view run = fence_run(text); !run.empty()) {
      if (run.front() == '`' && text.find('`', run.size()) != std::string_view::npos) return false;
      fence_ = run;
      return add_leaf({Block::Kind::code, 0, number, number}, items);
    }
    if (const std::string_view marker = list_marker(text); !marker.empty()) {
      return add_item(text, marker.size(), indent, items, number);
    }
    if (in_paragraph_) return true;
    items_.resize(items);
    open_paragraph(text, number);
    return true;
  }

  // Not within a list.
  bool add_leaf(const Block& block, std::size_t items) {
    if (items > 0) return false;
    items_.clear();
    close_paragraph(block.first);
    blocks_.push_back(block);
    return true;
  }

  bool add_item(std::string_view text, std::size_t width, std::size_t indent, std::size_t items,
                std::uint32_t number) {
    const auto content = text.find_first_not_of(' ', width);
    if (content == std::string_view::npos || content - width > kCodeIndent) return false;
    if (!starts_paragraph(text.substr(content))) return false;
    // A number that is not 1 starts no list in the middle of a paragraph.
    const bool is_numbered = width > 1;
    if (in_paragraph_ && items == items_.size() && is_numbered) return false;
    items_.resize(items);
    items_.push_back(indent + content);
    close_paragraph(number);
    open_paragraph(text.substr(content), number);
    return true;
  }

  static bool starts_paragraph(std::string_view text) {
    return text.front() != '>' && text.front() != '<' && text.front() != '\t' &&
           !is_only_marks(text) && heading_level(text) == 0 && fence_run(text).empty() &&
           list_marker(text).empty();
  }

  void open_paragraph(std::string_view text, std::uint32_t number) {
    blocks_.push_back({Block::Kind::paragraph, 0, number, number});
    in_paragraph_ = true;
    starts_with_bracket_ = text.front() == '[' && !text.starts_with("[[");
  }

  // A paragraph that tells what a link refers to ("[a]: /url") is none to cmark.
  void close_paragraph(std::uint32_t next_line) {
    if (!in_paragraph_) return;
    in_paragraph_ = false;
    Block& block = blocks_.back();
    block.last = next_line - 1;
    if (!starts_with_bracket_) return;
    const std::size_t start = lines_.start(block.first);
    const std::string_view text = lines_.text().substr(start, lines_.start(next_line) - start);
    if (text.find("]:") != std::string_view::npos) may_hold_definition_ = true;
  }

  const TextLines& lines_;
  std::vector<Block> blocks_;
  std::vector<std::size_t> items_;  // of each open list item: the column of its content
  bool in_paragraph_ = false;       // the last block is a paragraph that can go on
  std::string_view fence_;          // the run that opened the fence we are in
  bool starts_with_bracket_ = false;
  bool may_hold_definition_ = false;
};

}  // namespace

std::optional<std::vector<Block>> plain_blocks(const TextLines& lines) {
  return Scanner(lines).scan();
}

}  // namespace rapport
