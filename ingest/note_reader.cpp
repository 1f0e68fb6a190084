#include "ingest/note_reader.h"

#include "graph/encoding.h"
#include "ingest/exclusion.h"
#include "ingest/extract.h"

namespace rapport {

FirstLook NoteReader::look_at(const SourceItem& item, bool parse_all) const {
  FirstLook look;
  look.item = &item;
  std::string why;
  const auto bytes = source_.read(item, why);
  if (!bytes) {
    look.unreadable = std::move(why);
    return look;
  }
  look.content_hash = hash64(*bytes);
  const KnownNotes::Entry* known = known_.find(item.path);
  const bool same = known && known->fingerprint.content_hash == look.content_hash;
  if (parse_all || !same) look.pending = parse(item, *bytes, look.content_hash);
  return look;
}

PendingNote NoteReader::parse(const SourceItem& item, const std::string& bytes,
                              std::uint64_t content_hash) const {
  PendingNote pending;
  pending.item = &item;
  pending.content_hash = content_hash;
  DiagnosticSink sink(item.path);
  pending.note = std::make_unique<Note>(parse_note(item.path, bytes, options_.rules, sink));
  pending.said = sink.take();
  pending.identity = std::make_unique<NoteIdentity>(identify(*pending.note, options_.rules));
  if (is_kept_out(*pending.note, options_.rules)) {
    pending.standing = Standing::kept_out;
  } else if (is_forgotten(*pending.identity, options_.forgotten)) {
    pending.standing = Standing::hidden;
  } else {
    forget_in(*pending.identity, options_.forgotten);
  }
  return pending;
}

SourceClaims NoteReader::claims_of(PendingNote& pending, const NoteDirectory& directory,
                                   NoteDirectory::Index index, const HiddenNotes& hidden) const {
  const ClaimsBuilder::Settings settings{options_.strict_obsidian, &options_.rules};
  SourceClaims claims;
  const NoteIdentity told = directory.as_added(index);       // as the note itself tells it
  const bool is_excluded = told.type == NoteType::excluded;  // a template, or a report of ours
  const bool is_as_before = is_excluded || pending.note || read_again(pending);
  if (!is_excluded && is_as_before) {
    DiagnosticSink sink(told.path, pending.said);
    sink.show_lines(&pending.note->lines);
    claims = extract_claims(*pending.note, directory[index], directory, settings, sink);
    std::vector<Diagnostic> diagnostics = sink.take();
    forget_in(claims, diagnostics, options_.forgotten, hidden);
    claims.memo.diagnostics = encode_diagnostics(diagnostics);
  }
  claims.path = told.path;
  // A note that changed since the first look says nothing until it is taken up again next time.
  if (is_as_before) {
    claims.fingerprint = pending.item->fingerprint;
    claims.fingerprint.content_hash = pending.content_hash;
  }
  claims.memo.identity = encode_identity(told);
  claims.memo.answers = stored_answers(told);
  return claims;
}

// Whether the note still is what it was at the first look.
bool NoteReader::read_again(PendingNote& pending) const {
  std::string why;
  const auto bytes = source_.read(*pending.item, why);
  if (!bytes || hash64(*bytes) != pending.content_hash) return false;
  DiagnosticSink said_before(pending.item->path);
  pending.note =
      std::make_unique<Note>(parse_note(pending.item->path, *bytes, options_.rules, said_before));
  return true;
}

}  // namespace rapport
