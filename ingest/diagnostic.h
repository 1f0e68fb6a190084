#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// A fault in a note is data. The rest of the note lives.
enum class Severity : std::uint8_t { error = 0, warning = 1 };

struct Diagnostic {
  Severity severity = Severity::warning;
  std::string code;          // stable, such as "bad-yaml"; ingest/NOTE_FORMAT.md lists all of them
  std::string note;          // path in the vault
  std::uint32_t line = 0;    // from 1; 0 when it concerns the note as a whole
  std::uint32_t column = 0;  // from 1, in bytes
  std::string message;
  std::string excerpt;  // the line, or nothing
  // Of a name that could not be told: the name, and the keys of those whom it may mean.
  struct Question {
    std::string name;
    std::vector<std::string> candidates;
    friend bool operator==(const Question&, const Question&) = default;
  };
  Question question = {};
};

std::string_view to_string(Severity severity);

// path:line:column: severity: message [code], then the excerpt with a caret beneath the column.
std::string to_string(const Diagnostic& diagnostic);

// For the store's SourceMemo. decode_diagnostics gives the diagnostics of note `note`.
std::string encode_diagnostics(const std::vector<Diagnostic>& diagnostics);
std::vector<Diagnostic> decode_diagnostics(std::string_view bytes, const std::string& note);

// Collects the diagnostics of one note: knows its path and its lines.
class DiagnosticSink {
 public:
  // `said`: what was said of it before.
  explicit DiagnosticSink(std::string note, std::vector<Diagnostic> said = {})
      : note_(std::move(note)), diagnostics_(std::move(said)) {}

  void show_lines(const std::vector<std::string_view>* lines) { lines_ = lines; }
  void error(std::string_view code, std::uint32_t line, std::uint32_t column, std::string message);
  void warning(std::string_view code, std::uint32_t line, std::uint32_t column, std::string message,
               Diagnostic::Question question = {});

  const std::vector<Diagnostic>& all() const { return diagnostics_; }
  std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  void add(Severity severity, std::string_view code, std::uint32_t line, std::uint32_t column,
           std::string message, Diagnostic::Question question);

  std::string note_;
  const std::vector<std::string_view>* lines_ = nullptr;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace rapport
