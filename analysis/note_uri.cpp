#include "analysis/note_uri.h"

#include <fmt/format.h>

namespace rapport {
namespace {

std::string encoded(std::string_view text, std::string_view also_plain) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos ||
                       also_plain.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string percent_encoded(std::string_view text) { return encoded(text, ""); }

std::string obsidian_uri(std::string_view vault, std::string_view note) {
  return fmt::format("obsidian://open?vault={}&file={}", percent_encoded(vault),
                     percent_encoded(note));
}

std::string file_uri(std::string_view host, std::string_view path) {
  return fmt::format("file://{}{}", encoded(host, ""), encoded(path, "/"));
}

std::string terminal_link(std::string_view uri, std::string_view text) {
  if (uri.empty()) return std::string(text);
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", uri, text);
}

}  // namespace rapport
