#include "ingest/diagnostic.h"

#include <algorithm>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestExcerpt = 160;  // bytes; a note may be one line of a megabyte
constexpr std::size_t kMostPerNote = 100;  // of one note; the hundred-and-first tells nothing new

// First of the encoded numbers; else that is the count, which is never 0: an older rapport wrote
// it.
constexpr std::size_t kWithQuestions = 0;

}  // namespace

std::string_view to_string(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

std::string to_string(const Diagnostic& d) {
  std::string text = d.note;
  if (d.line > 0) text += fmt::format(":{}:{}", d.line, std::max(d.column, 1U));
  text += fmt::format(": {}: {} [{}]\n", to_string(d.severity), d.message, d.code);
  if (d.excerpt.empty() || d.line == 0) return text;
  // The caret counts characters, the column counts bytes.
  std::size_t caret = 0;
  for (std::size_t i = 0; i + 1 < d.column && i < d.excerpt.size(); ++i) {
    if ((static_cast<unsigned char>(d.excerpt[i]) & 0xC0U) != 0x80U) ++caret;
  }
  return text + fmt::format("  {}\n  {:>{}}\n", d.excerpt, "^", caret + 1);
}

std::string encode_diagnostics(const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return {};
  Encoder out;
  out.varint(kWithQuestions);
  out.varint(diagnostics.size());
  for (const Diagnostic& d : diagnostics) {
    out.byte(static_cast<std::uint8_t>(d.severity));
    out.string(d.code);
    out.varint(d.line);
    out.varint(d.column);
    out.string(d.message);
    out.string(d.excerpt);
    out.string(d.question.name);
    out.varint(d.question.candidates.size());
    for (const std::string& candidate : d.question.candidates) out.string(candidate);
  }
  return out.take();
}

std::vector<Diagnostic> decode_diagnostics(std::string_view bytes, const std::string& note) {
  if (bytes.empty()) return {};
  Decoder in(bytes);
  std::size_t count = in.count();
  const bool with_questions = count == kWithQuestions;
  if (with_questions) count = in.count();
  std::vector<Diagnostic> diagnostics(count);
  for (Diagnostic& d : diagnostics) {
    d.severity = in.byte() == 0 ? Severity::error : Severity::warning;
    d.code = in.string();
    d.note = note;
    d.line = in.varint32();
    d.column = in.varint32();
    d.message = in.string();
    d.excerpt = in.string();
    if (!with_questions) continue;
    d.question.name = in.string();
    d.question.candidates.resize(in.count());
    for (std::string& candidate : d.question.candidates) candidate = in.string();
  }
  return diagnostics;
}

void DiagnosticSink::error(std::string_view code, std::uint32_t line, std::uint32_t column,
                           std::string message) {
  add(Severity::error, code, line, column, std::move(message), {});
}

void DiagnosticSink::warning(std::string_view code, std::uint32_t line, std::uint32_t column,
                             std::string message, Diagnostic::Question question) {
  add(Severity::warning, code, line, column, std::move(message), std::move(question));
}

void DiagnosticSink::add(Severity severity, std::string_view code, std::uint32_t line,
                         std::uint32_t column, std::string message, Diagnostic::Question question) {
  if (diagnostics_.size() >= kMostPerNote) return;
  std::string excerpt;
  if (lines_ != nullptr && line > 0 && line <= lines_->size())
    excerpt = clip((*lines_)[line - 1], kLongestExcerpt);
  diagnostics_.push_back({severity, std::string(code), note_, line, column, std::move(message),
                          std::move(excerpt), std::move(question)});
}

}  // namespace rapport
