#include "tools/privacy_file.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "ingest/frontmatter.h"
#include "ingest/identities.h"
#include "tools/errors.h"
#include "tools/vault_file.h"

namespace rapport {
namespace {

constexpr std::string_view kBetween = ", ";
constexpr const char* kRemarks =
    "# What rapport keeps out of its store. Notes that `exclude` names by glob or \"#tag\" are "
    "read "
    "again\n"
    "# when you take their line away. Forgotten names stand here as keyed hashes only:\n"
    "# `rapport forget --undo NAME` takes one back.\n";

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  PrivacyFile read(const std::vector<Field>& fields) {
    PrivacyFile privacy;
    for (const Field& field : fields) {
      if (field.key == "exclude") {
        for (const Value& item : items(field.value)) privacy.exclude.push_back(text(item));
      } else if (field.key == "forgotten") {
        read_forgotten(field);
      } else {
        fail(field.line,
             fmt::format("unknown key '{}'; there are exclude and forgotten", field.key));
      }
    }
    privacy.forgotten = ForgottenNames(key_, std::move(entries_));
    return privacy;
  }

 private:
  [[noreturn]] void fail(std::uint32_t line, const std::string& message) const {
    throw UsageError(fmt::format("{}:{}: {}", file_, line, message));
  }

  const std::vector<Value>& items(const Value& value) const {
    if (value.kind != Value::Kind::list) fail(value.line, "a list is expected here");
    return value.items;
  }

  std::string text(const Value& value) const {
    if (value.kind != Value::Kind::scalar || value.text.empty()) {
      fail(value.line, "a text is expected here; one with # needs quotes");
    }
    return value.text;
  }

  void read_forgotten(const Field& forgotten) {
    for (const Field& field : forgotten.value.fields) {
      if (field.key == "key") {
        key_ = text(field.value);
      } else if (field.key == "names") {
        for (const Value& entry : items(field.value)) read_entry(entry);
      } else {
        fail(field.line, fmt::format("unknown key '{}'; there are key and names", field.key));
      }
    }
    if (key_.size() < 32 && !entries_.empty()) {
      fail(forgotten.line, "the key is missing; without it nobody knows whom to forget");
    }
  }

  void read_entry(const Value& entry) {
    entries_.emplace_back();
    const std::string all = text(entry);
    std::string_view names = all;
    while (!names.empty()) {
      const auto end = names.find(kBetween);
      try {
        entries_.back().push_back(ForgottenNames::Name::parse(names.substr(0, end)));
      } catch (const std::invalid_argument& e) {
        fail(entry.line, e.what());
      }
      names.remove_prefix(end == std::string_view::npos ? names.size() : end + kBetween.size());
    }
  }

  std::string file_;
  std::string key_;
  std::vector<ForgottenNames::Entry> entries_;
};

}  // namespace

std::string PrivacyFile::dump() const {
  std::string text = kRemarks;
  if (!exclude.empty()) text += "exclude:\n";
  for (const std::string& glob : exclude) text += fmt::format("  - {}\n", yaml_quoted(glob));
  if (forgotten.entries().empty()) return text;
  text += fmt::format("forgotten:\n  key: {}\n  names:\n", yaml_quoted(forgotten.key()));
  for (const ForgottenNames::Entry& entry : forgotten.entries()) {
    std::string names;
    for (const ForgottenNames::Name& name : entry) {
      if (!names.empty()) names += kBetween;
      names += name.dump();
    }
    text += fmt::format("    - {}\n", yaml_quoted(names));
  }
  return text;
}

PrivacyFile read_privacy(const Settings& settings) {
  const std::string text = read_vault_file(settings, kPrivacyFile);
  DiagnosticSink sink(kPrivacyFile);
  const std::vector<Field> fields = read_yaml(text, sink);
  const std::string file = settings.vault + "/" + kPrivacyFile;
  if (!sink.all().empty()) {
    const Diagnostic& d = sink.all().front();
    throw UsageError(fmt::format("{}:{}: {}", file, d.line, d.message));
  }
  return Reader(file).read(fields);
}

void write_privacy(const Settings& settings, const PrivacyFile& file) {
  write_vault_file(settings, kPrivacyFile, file.dump());
}

}  // namespace rapport
