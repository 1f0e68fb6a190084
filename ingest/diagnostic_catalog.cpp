#include "ingest/diagnostic_catalog.h"

#include <algorithm>
#include <array>

namespace rapport {
namespace {

constexpr Severity kError = Severity::error;
constexpr Severity kWarning = Severity::warning;

constexpr std::array kCatalog = {
    DiagnosticKind{"unreadable", kError,
                   "a file or folder cannot be read; what was known of it stays",
                   "check its permissions"},
    DiagnosticKind{
        "bad-yaml", kError, "the head is no YAML; it was read line by line",
        "quote the value at the place that is named, or take the line `...` or `---` above it "
        "out of the head"},
    DiagnosticKind{"unclosed-head", kError,
                   "no second `---`; read up to the first blank line or heading", "close the head"},
    DiagnosticKind{"head-too-large", kError, "a head of over 64 KiB", "move text into the body"},
    DiagnosticKind{"yaml-too-deep", kError, "values nested more than 32 deep", "flatten them"},
    DiagnosticKind{"yaml-alias", kError,
                   "the head has an anchor `&x` or alias `*x`; these are not read",
                   "quote the value, or write it out"},
    DiagnosticKind{"invalid-utf8", kError, "bytes that are no UTF-8", "save the note as UTF-8"},

    DiagnosticKind{"dead-lock", kWarning,
                   "a contact waits for somebody whom a decision drops, or two wait for each other",
                   "decide which of the two decisions holds, and strike out the other"},
    DiagnosticKind{"guard-and-promise", kWarning,
                   "somebody is not to contact a person, and is to open a thread with them",
                   "strike out the one that no longer holds; until then the guard does"},
    DiagnosticKind{"guards-differ", kWarning, "two notes name different conditions for one contact",
                   "strike out the one that no longer holds; until then a path needs both"},
    DiagnosticKind{"duplicate-person", kWarning, "two that may be one person",
                   "`rapport review` asks; its verdict stands beside the notes"},
    DiagnosticKind{"near-duplicate-meeting", kWarning,
                   "two notes that may be of one meeting, which then counts twice",
                   "`rapport review` asks; or delete one"},
    DiagnosticKind{"duplicate-organization", kWarning, "two that may be one organization",
                   "`rapport review` asks; or write one name everywhere"},
    DiagnosticKind{"two-employers", kWarning, "two employers, and neither has a date",
                   "keep the present one in `company:`"},
    DiagnosticKind{"ambiguous-name", kWarning, "a name fits several people; nobody was taken",
                   "write the full name or a link, or decide with `rapport review`"},
    DiagnosticKind{"unknown-name", kWarning,
                   "a first name among people that fits nobody known there",
                   "write the full name or a link, or decide with `rapport review`"},
    DiagnosticKind{"undated-meeting", kWarning, "a meeting without a date counts for no contact",
                   "add `date:`"},
    DiagnosticKind{"unknown-owner", kWarning, "`@Name` of a task fits nobody",
                   "write the full name or a link, or decide with `rapport review`"},
    DiagnosticKind{"not-a-person", kWarning, "an organization or other note stands among people",
                   "move it to `company:`"},
    DiagnosticKind{"last-contact-differs", kWarning,
                   "the declared last contact is not the last day on which you met",
                   "correct it, or write the meeting down; `rapport stale` goes by meetings"},
    DiagnosticKind{"ambiguous-link", kWarning, "a link fits several notes",
                   "write the folder, too"},
    DiagnosticKind{"bad-date", kWarning, "no day written YYYY-MM-DD, or one that no calendar has",
                   "correct it"},
    DiagnosticKind{"future-date", kWarning, "something done or held after the day asked about",
                   "correct the date; if it is only planned, nothing is wrong"},
    DiagnosticKind{"role-is-organization", kWarning, "the role is the name of an organization",
                   "write the job, and the organization as `company:`"},
    DiagnosticKind{"duplicate-key", kWarning, "a key stands twice; the first one counts",
                   "remove one"},
    DiagnosticKind{"simplified", kWarning,
                   "too big or too deeply nested for the Markdown parser; read line by line",
                   "split the note"},
    DiagnosticKind{"case-twin", kWarning,
                   "two paths differ only in case or Unicode form: links cannot tell them apart",
                   "rename one"},
    DiagnosticKind{"idle-verdict", kWarning,
                   "a verdict of yours names nothing that is there, or several notes",
                   "`rapport review undo` it, or write the path of the note"},
    DiagnosticKind{"symlink", kWarning, "a symbolic link is not followed",
                   "put the note itself into the vault"},
    DiagnosticKind{"not-a-file", kWarning, "a pipe, socket or device with a note's name",
                   "move it away"},
    DiagnosticKind{
        "only-alias", kWarning,
        "a link that only an alias or title resolves; Obsidian itself does not follow it",
        "write it as `[[note|text]]`"},
    DiagnosticKind{"unresolved-link", kWarning, "a link to what has no note",
                   "write the note, or correct the link"},
};

}  // namespace

std::span<const DiagnosticKind> diagnostic_catalog() { return kCatalog; }

std::size_t impact_order(std::string_view code) {
  const auto it = std::find_if(kCatalog.begin(), kCatalog.end(),
                               [&](const DiagnosticKind& kind) { return kind.code == code; });
  return static_cast<std::size_t>(it - kCatalog.begin());
}

const DiagnosticKind* diagnostic_kind(std::string_view code) {
  const std::size_t place = impact_order(code);
  return place < kCatalog.size() ? &kCatalog[place] : nullptr;
}

}  // namespace rapport
