#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace rapport {

// The lines of a text by number, from 0, and where they start. Keeps views of the text.
class TextLines {
 public:
  explicit TextLines(std::string_view text) : text_(text) {
    starts_.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
    for (std::size_t at = 0; at < text.size();) {
      starts_.push_back(at);
      const auto end = text.find('\n', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    }
  }
  std::string_view text() const { return text_; }
  std::size_t count() const { return starts_.size(); }
  // The end of the text for a line behind the last one.
  std::size_t start(std::size_t index) const {
    return index < starts_.size() ? starts_[index] : text_.size();
  }
  // Without its end.
  std::string_view operator[](std::size_t index) const {
    std::string_view line = text_.substr(start(index), start(index + 1) - start(index));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

// The same at once: for a text that is edited line by line. Only the line feed is taken off.
inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace rapport
