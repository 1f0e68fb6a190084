#include "ingest/wikilink.h"

#include <algorithm>
#include <optional>

#include "ingest/words.h"

namespace rapport {
namespace {

// target#heading|text, with `\|` for the bar inside a table.
std::optional<Wikilink> parse_inside(std::string_view inside) {
  Wikilink link;
  const auto bar = inside.find('|');
  if (bar != std::string_view::npos) {
    link.text = trim(inside.substr(bar + 1));
    inside = inside.substr(0, bar > 0 && inside[bar - 1] == '\\' ? bar - 1 : bar);
  }
  const auto hash = inside.find('#');
  if (hash != std::string_view::npos) {
    link.heading = trim(inside.substr(hash + 1));
    inside = inside.substr(0, hash);
  }
  link.target = trim(inside);
  if (link.target.empty()) return std::nullopt;
  return link;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// Whether a destination may be a note of this vault: no scheme or host, and .md or no ending.
bool may_name_a_note(std::string_view destination) {
  if (destination.empty() || destination.starts_with("//")) return false;
  if (destination.find_first_of(":?") != std::string_view::npos) return false;
  const std::string_view path = destination.substr(0, destination.find('#'));
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return path.ends_with(".md") || (!name.empty() && name.find('.') == std::string_view::npos);
}

// [text](destination) whose '[' stands at `open`.
std::optional<Wikilink> parse_markdown_link(std::string_view line, std::size_t open) {
  // Both searches stop at the next bracket, so that a line of brackets costs linear time.
  const auto close = line.find_first_of("[]", open + 1);
  if (close == std::string_view::npos || line[close] != ']') return std::nullopt;
  if (close + 1 >= line.size() || line[close + 1] != '(') return std::nullopt;
  const auto end = line.find_first_of(")[", close);
  if (end == std::string_view::npos || line[end] != ')') return std::nullopt;
  std::string_view destination = trim(line.substr(close + 2, end - close - 2));
  if (destination.starts_with('<') && destination.ends_with('>') && destination.size() > 1) {
    destination = destination.substr(1, destination.size() - 2);
  }
  // [text](target.md "title")
  if (const auto title = destination.find(" \""); title != std::string_view::npos) {
    destination = trim(destination.substr(0, title));
  }
  if (!may_name_a_note(destination)) return std::nullopt;
  std::string decoded = percent_decode(destination);
  if (decoded.starts_with('/')) decoded.erase(0, 1);  // from the root of the vault
  const auto hash = decoded.find('#');
  Wikilink link;
  link.target = decoded.substr(0, hash);
  if (hash != std::string::npos) link.heading = decoded.substr(hash + 1);
  link.text = line.substr(open + 1, close - open - 1);
  link.markdown = true;
  link.bare = !link.target.ends_with(".md");
  link.end = static_cast<std::uint32_t>(end + 1);
  return link;
}

}  // namespace

std::vector<Wikilink> find_links(std::string_view line) {
  std::vector<Wikilink> links;
  for (std::size_t at = line.find('['); at < line.size(); at = line.find('[', at)) {
    std::optional<Wikilink> link;
    std::size_t next = at + 1;
    if (next < line.size() && line[next] == '[') {
      // The innermost [[ of a nest counts: an opener inside starts anew.
      // By hand: find_first_of() calls a function for every character.
      std::size_t close = next + 1;
      while (close < line.size() && line[close] != '[' && line[close] != ']') ++close;
      if (close >= line.size()) break;
      if (line.substr(close, 2) == "]]") {
        link = parse_inside(line.substr(next + 1, close - next - 1));
        next = close + 2;
      }
    } else {
      link = parse_markdown_link(line, at);
      if (link) next = link->end;
    }
    if (link) {
      link->embed = at > 0 && line[at - 1] == '!';
      link->column = static_cast<std::uint32_t>(at + 1);
      link->end = static_cast<std::uint32_t>(next);
      links.push_back(std::move(*link));
    }
    at = next;
  }
  return links;
}

std::vector<Wikilink> find_wikilinks(std::string_view line) {
  std::vector<Wikilink> links = find_links(line);
  std::erase_if(links, [](const Wikilink& link) { return link.bare; });
  return links;
}

std::string without_link_marks(std::string_view text) {
  std::string shown;
  std::size_t at = 0;
  for (const Wikilink& link : find_wikilinks(text)) {
    const std::size_t first = link.column - 1;
    shown += text.substr(at, first - at);
    shown += link.text.empty() ? link.target : link.text;
    at = link.end;
  }
  shown += text.substr(at);
  return shown;
}

}  // namespace rapport
