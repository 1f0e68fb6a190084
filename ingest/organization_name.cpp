#include "ingest/organization_name.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "graph/name_key.h"
#include "ingest/person_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

using namespace std::string_view_literals;

bool is_legal_form(std::string_view word) {
  static const std::unordered_set<std::string_view> forms = {
      "inc", "incorporated", "ltd",  "limited",     "llc", "llp", "lp",    "gmbh", "ag",   "kg",
      "ohg", "plc",          "corp", "corporation", "co",  "s.a", "sa",    "sas",  "sarl", "bv",
      "b.v", "nv",           "n.v",  "pty",         "srl", "spa", "s.p.a", "oy",   "ab",   "a/s",
      "aps", "kk",           "pte",  "pvt",         "as",  "asa", "kgaa",  "se",   "ev",   "e.v"};
  return word.size() <= 12 && forms.contains(word);
}

// Mailboxes of nobody's employer.
constexpr std::array kPublicHosts = {
    "gmail.com"sv, "googlemail.com"sv, "outlook.com"sv,  "hotmail.com"sv, "live.com"sv,
    "yahoo.com"sv, "icloud.com"sv,     "me.com"sv,       "mac.com"sv,     "aol.com"sv,
    "proton.me"sv, "protonmail.com"sv, "gmx.de"sv,       "gmx.net"sv,     "gmx.com"sv,
    "web.de"sv,    "fastmail.com"sv,   "hey.com"sv,      "yandex.ru"sv,   "mail.ru"sv,
    "qq.com"sv,    "163.com"sv,        "linkedin.com"sv, "github.com"sv,  "twitter.com"sv,
    "x.com"sv,     "facebook.com"sv,   "zoho.com"sv,     "msn.com"sv,     "comcast.net"sv};

constexpr std::array kParts = {
    "observer"sv,     "guest"sv,      "remote"sv,         "chair"sv,     "co-chair"sv,
    "cochair"sv,      "host"sv,       "facilitator"sv,    "notes"sv,     "notetaker"sv,
    "scribe"sv,       "secretary"sv,  "member"sv,         "voting"sv,    "non-voting"sv,
    "invited"sv,      "expert"sv,     "independent"sv,    "self"sv,      "individual"sv,
    "n/a"sv,          "none"sv,       "late"sv,           "presenter"sv, "speaker"sv,
    "moderator"sv,    "organizer"sv,  "organiser"sv,      "optional"sv,  "tentative"sv,
    "phone"sv,        "video"sv,      "online"sv,         "in"sv,        "person"sv,
    "via"sv,          "joined"sv,     "left"sv,           "partial"sv,   "new"sv,
    "minutes"sv,      "maintainer"sv, "contributor"sv,    "staff"sv,     "volunteer"sv,
    "alternate"sv,    "proxy"sv,      "representative"sv, "tbd"sv,       "unknown"sv,
    "unaffiliated"sv, "freelance"sv,  "freelancer"sv,     "retired"sv,   "he"sv,
    "she"sv,          "they"sv,       "emeritus"sv,       "present"sv,   "absent"sv,
    "first"sv,        "dialed"sv,     "dialled"sv,        "zoom"sv,      "external"sv,
    "internal"sv,     "customer"sv,   "vendor"sv,         "partner"sv,   "me"sv,
    "lead"sv,         "vice"sv,       "elected"sv,        "appointed"sv, "acting"sv,
    "half"sv,         "until"sv,      "from"sv,           "only"sv,      "board"sv,
    "committee"sv,    "recording"sv,  "timekeeper"sv,     "caller"sv};

std::string_view without_marks(std::string_view text) {
  text = trim(text);
  while (text.ends_with('.') || text.ends_with(',')) text = trim(text.substr(0, text.size() - 1));
  return text;
}

}  // namespace

std::string fold_organization(std::string_view name) {
  std::string folded = fold_name(without_marks(name));
  for (bool cut = true; cut;) {
    cut = false;
    const auto blank = folded.rfind(' ');
    if (blank == std::string::npos) break;
    const std::string_view last = without_marks(std::string_view(folded).substr(blank + 1));
    if (last == "&" || is_legal_form(last)) {
      folded.resize(without_marks(std::string_view(folded).substr(0, blank)).size());
      cut = true;
    }
  }
  return folded;
}

std::string organization_domain(std::string_view address) {
  address = trim(address);
  if (const auto scheme = address.find("://"); scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
  }
  if (const auto at = address.rfind('@'); at != std::string_view::npos) {
    address.remove_prefix(at + 1);
  }
  std::string host = lower(address.substr(0, address.find_first_of("/?#>:) ,")));
  if (host.starts_with("www.")) host.erase(0, 4);
  while (host.ends_with('.')) host.pop_back();
  const bool is_host =
      host.find('.') != std::string::npos && host.size() > 3 &&
      std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
      });
  if (!is_host || std::find(kPublicHosts.begin(), kPublicHosts.end(), host) != kPublicHosts.end()) {
    return {};
  }
  return host;
}

bool is_no_organization(std::string_view text) {
  text = without_marks(text);
  if (text.size() < 2 || text.find_first_of("@:;|<>[]#") != std::string_view::npos) return true;
  const std::vector<Word> words = words_of(text);
  if (words.empty() || words.size() > 6 || !words.front().capitalized) return true;
  return std::any_of(words.begin(), words.end(), [](const Word& word) {
    return std::find(kParts.begin(), kParts.end(), lower(word.text)) != kParts.end();
  });
}

}  // namespace rapport
