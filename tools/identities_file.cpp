#include "tools/identities_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "tools/errors.h"
#include "tools/output.h"
#include "tools/vault_file.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

fs::path path_of(const Settings& settings) {
  return fs::path(settings.vault) / settings.identities;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace

IdentitiesFile read_identities(const Settings& settings) {
  IdentitiesFile file;
  if (settings.vault.empty()) return file;
  const fs::path path = path_of(settings);
  file.text = read_vault_file(settings, path);
  DiagnosticSink sink(settings.identities);
  file.identities = parse_identities(file.text, sink);
  if (!sink.all().empty()) {
    const Diagnostic& d = sink.all().front();
    throw UsageError(fmt::format("{}:{}: {}", path.string(), d.line, d.message));
  }
  return file;
}

void write_identities(const Settings& settings, std::string_view text) {
  const fs::path path = path_of(settings);
  refuse_links(settings, path);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) {
    throw UsageError(
        fmt::format("cannot make {}: {}", path.parent_path().string(), error.message()));
  }
  write_whole_file(path.string(), text);
}

std::string unified_diff(const std::string& file, std::string_view before, std::string_view after) {
  constexpr std::size_t kContext = 3;
  const auto old = lines_of(before);
  const auto now = lines_of(after);
  if (old == now) return {};
  const std::size_t least = std::min(old.size(), now.size());
  std::size_t head = 0;
  while (head < least && old[head] == now[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;

  const std::size_t first = head - std::min(head, kContext);
  const std::size_t behind = std::min(tail, kContext);
  const auto range = [&](std::size_t size) {
    const std::size_t count = size - tail + behind - first;
    return fmt::format("{},{}", count == 0 ? first : first + 1, count);
  };
  std::string text = fmt::format("--- {}\n+++ {}\n@@ -{} +{} @@\n", file, file, range(old.size()),
                                 range(now.size()));
  const auto add = [&](char mark, const std::vector<std::string_view>& lines, std::size_t from,
                       std::size_t to) {
    for (std::size_t i = from; i < to; ++i) text += fmt::format("{}{}\n", mark, lines[i]);
  };
  add(' ', old, first, head);
  add('-', old, head, old.size() - tail);
  add('+', now, head, now.size() - tail);
  add(' ', old, old.size() - tail, old.size() - tail + behind);
  return text;
}

}  // namespace rapport
