#include <array>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

std::string origin_text(const OwnerFinding& f) {
  std::string config = fmt::format("{}:{}", f.file, f.line);
  const std::string also = f.line > 0 ? fmt::format(", who is one of those of {}", config) : "";
  if (f.origin == "config") return config;
  if (f.origin == "option") return "--me" + also;
  if (f.origin == "environment") return "$RAPPORT_ME" + also;
  return "the store: so named at the last ingest, and by no setting";
}

std::string_view meaning_text(const IdentityFinding& i) {
  switch (i.meaning) {
    case IdentityMeaning::own_note:
      return "your note";
    case IdentityMeaning::second_note:
      return "a second note of yours";
    case IdentityMeaning::in_own_note:
      return "told by your note";
    case IdentityMeaning::only_named:
      return "no note of that name; notes write it";
    case IdentityMeaning::nobody:
      return "nobody";
    case IdentityMeaning::other_person:
      return "somebody else";
    case IdentityMeaning::ambiguous:
      return "several people";
    case IdentityMeaning::no_person:
      break;
  }
  return "no person";
}

std::string reason_text(const OwnerReason& r) {
  switch (r.kind) {
    case OwnerReason::Kind::called_me:
      return "their note is called \"me\"";
    case OwnerReason::Kind::author:
      return fmt::format("author of {} of {}", r.count, count_of(r.of, "note", "notes"));
    case OwnerReason::Kind::first_person:
      return fmt::format("in {} of {} that say \"I\"", r.count,
                         count_of(r.of, "meeting note", "meeting notes"));
    case OwnerReason::Kind::meetings:
      return fmt::format("in {} of {}", r.count, count_of(r.of, "meeting", "meetings"));
    case OwnerReason::Kind::listed_alone:
      break;
  }
  return fmt::format("but the only one listed in {}", count_of(r.count, "other", "others"));
}

}  // namespace

std::string reasons_text(const OwnerCandidate& candidate) {
  std::string text;
  for (const OwnerReason& reason : candidate.reasons) {
    text += (text.empty() ? "" : "; ") + reason_text(reason);
  }
  return text;
}

Report to_report(const OwnerFinding& f) {
  Report report;
  if (f.owner) {
    report.answer = {fmt::format("You are {}.", with_title(*f.owner)), Tone::strong};
  } else {
    const IdentityFinding& first = f.identities.front();
    const bool is_several = first.meaning == IdentityMeaning::ambiguous;
    report.answer = {
        fmt::format("You are {}, {}.", first.text,
                    is_several ? "and several people are called so" : "whom no note knows"),
        Tone::bad};
  }
  report.subtitle = "from " + origin_text(f);
  if (!f.is_ingested) report.subtitle += "; the store was not made for it: run `rapport ingest`";
  ReportSection names{"Your names", {}, std::nullopt, {}};
  for (const IdentityFinding& i : f.identities) {
    std::string text = fmt::format("{}: {}", i.text, meaning_text(i));
    if (i.entity && (!f.owner || i.entity->id != f.owner->id)) text += ", " + i.entity->name;
    if (i.entity && !i.entity->stub) text += ", " + i.entity->id;
    ReportItem item{{text, Tone::plain}, i.evidence, {}};
    if (!i.warning.empty()) item.children.push_back({{"! " + i.warning, Tone::warn}, {}, {}});
    names.items.push_back(std::move(item));
  }
  report.sections.push_back(std::move(names));
  if (f.also.empty()) return report;
  ReportSection also{"Also yours, by your note", {}, std::nullopt, {}};
  for (const AlsoKnownAs& a : f.also) {
    also.items.push_back({{fmt::format("{}: {}", a.kind, a.text), Tone::plain}, a.evidence, {}});
  }
  report.sections.push_back(std::move(also));
  return report;
}

Report to_report(const OwnerProposal& p) {
  Report report;
  if (p.candidates.empty()) {
    report.answer = {"Nobody is named as the owner, and the notes do not tell who may be.",
                     Tone::strong};
  } else if (p.has_clear_leader) {
    const OwnerCandidate& first = p.candidates.front();
    report.answer = {fmt::format("Nobody is named as the owner; it is probably {}: {}.",
                                 first.person.name, reasons_text(first)),
                     Tone::strong};
  } else {
    report.answer = {"Nobody is named as the owner, and no one is clearly ahead.", Tone::strong};
  }
  report.subtitle =
      fmt::format("as of {}; meetings that list two people or more count", to_iso(p.as_of));
  ReportSection section{"Who it may be", {}, std::nullopt, "No candidates."};
  for (std::size_t i = 0; i < p.candidates.size(); ++i) {
    const OwnerCandidate& c = p.candidates[i];
    ReportItem item{{fmt::format("{}  {}", i + 1, with_title(c.person)), Tone::plain}, {}, {}};
    for (const OwnerReason& r : c.reasons) {
      item.children.push_back({{reason_text(r), Tone::plain}, r.evidence, {}});
    }
    section.items.push_back(std::move(item));
  }
  report.sections.push_back(std::move(section));
  return report;
}

std::string_view to_string(IdentityMeaning meaning) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "own_note", "second_note",  "in_own_note", "only_named",
      "nobody",   "other_person", "ambiguous",   "no_person"};
  return kNames[static_cast<std::size_t>(meaning)];
}

}  // namespace rapport
