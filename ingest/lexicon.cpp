#include "ingest/lexicon.h"

namespace rapport::lexicon {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNegations = {"will not"sv, "won't"sv,      "do not"sv,    "don't"sv,
                                   "must not"sv, "should not"sv, "shouldn't"sv, "avoid"sv,
                                   "hold off"sv, "not to"sv,     "never"sv,     "refrain from"sv,
                                   "stop"sv,     "may not"sv};
constexpr std::array kContactVerbs = {
    "contact"sv,       "contacting"sv,   "reach out to"sv,     "reaching out to"sv, "approach"sv,
    "approaching"sv,   "thread with"sv,  "threads with"sv,     "email"sv,           "emailing"sv,
    "e-mail"sv,        "call"sv,         "calling"sv,          "message"sv,         "messaging"sv,
    "write to"sv,      "writing to"sv,   "engage"sv,           "engaging"sv,        "meet with"sv,
    "meeting with"sv,  "talk to"sv,      "talking to"sv,       "go to"sv,           "escalate to"sv,
    "escalating to"sv, "contact with"sv, "conversation with"sv};
constexpr std::array kReleaseWords = {"until"sv, "unless"sv, "before"sv, "once"sv, "pending"sv};
constexpr std::array kSupportWords = {
    "support"sv,  "buy-in"sv,   "approval"sv, "approves"sv, "agreement"sv, "agrees"sv,  "agreed"sv,
    "sign-off"sv, "blessing"sv, "go-ahead"sv, "backing"sv,  "on board"sv,  "consent"sv, "ok"sv};
constexpr std::array kWillOpen = {"will open"sv,
                                  "will broker"sv,
                                  "will own that thread"sv,
                                  "will own the thread"sv,
                                  "will introduce"sv,
                                  "to introduce"sv,
                                  "will make the introduction"sv,
                                  "will make an introduction"sv,
                                  "agreed to introduce"sv,
                                  "offered to introduce"sv};
constexpr std::array kOpenThreads = {"that thread"sv, "the thread"sv, "that door"sv,
                                     "that conversation"sv};
constexpr std::array kSponsorAfter = {"is sponsoring"sv,
                                      "sponsors"sv,
                                      "is our executive sponsor"sv,
                                      "is the executive sponsor"sv,
                                      "is executive sponsor"sv,
                                      "is our sponsor"sv,
                                      "is the sponsor"sv};
constexpr std::array kSponsorBefore = {"executive sponsor is"sv, "our sponsor is"sv};
constexpr std::array kChampionAfter = {"is our champion"sv, "is the champion"sv, "is a champion"sv,
                                       "is championing"sv,  "champions"sv,       "advocates for"sv,
                                       "is an advocate"sv,  "is our advocate"sv};
constexpr std::array kChampionBefore = {"our champion is"sv, "champion is"sv, "our champion"sv};
constexpr std::array kSupports = {"agreed"sv,
                                  "approved"sv,
                                  "is on board"sv,
                                  "signed off"sv,
                                  "gave support"sv,
                                  "gave his support"sv,
                                  "gave her support"sv,
                                  "gave their support"sv,
                                  "confirmed support"sv,
                                  "confirmed his support"sv,
                                  "confirmed her support"sv};
constexpr std::array kDeprioritised = {"rather than focusing on"sv,
                                       "instead of focusing on"sv,
                                       "rather than focus on"sv,
                                       "instead of pursuing"sv,
                                       "rather than pursuing"sv,
                                       "deprioritise"sv,
                                       "deprioritize"sv,
                                       "stop focusing on"sv,
                                       "no longer focus on"sv};
constexpr std::array kLeft = {"left the company"sv, "has left the company"sv,
                              "is leaving the company"sv, "was replaced by"sv,
                              "moved to another company"sv};
constexpr std::array kLeftOrganization = {"has left"sv, "is leaving"sv, "left"sv};
constexpr std::array kReportsTo = {"reports to"sv, "works for"sv};
constexpr std::array kIntroduced = {"introduced"sv};
constexpr std::array kIntroducedBy = {"introduced by"sv, "met through"sv};
constexpr std::array kWanted = {"secure"sv,   "get"sv,  "win"sv,   "need"sv,  "needs"sv,
                                "find"sv,     "seek"sv, "want"sv,  "wants"sv, "looking"sv,
                                "identify"sv, "lack"sv, "become"sv};
constexpr std::array kHypothetical = {"if"sv,    "could"sv,   "may"sv,     "might"sv,   "would"sv,
                                      "maybe"sv, "plan"sv,    "perhaps"sv, "ideally"sv, "should"sv,
                                      "hope"sv,  "whether"sv, "until"sv,   "unless"sv,  "once"sv};
constexpr std::array kFlips = {"not"sv,    "never"sv, "won't"sv,     "don't"sv,
                               "hasn't"sv, "isn't"sv, "no longer"sv, "nobody"sv};

constexpr std::array kNoProhibition = {
    "hesitate"sv, "forget"sv, "avoid"sv, "avoiding"sv, "fail"sv, "only"sv, "just"sv,    "need"sv,
    "have"sv,     "wait"sv,   "stop"sv,  "delay"sv,    "not"sv,  "want"sv, "refrain"sv, "hold"sv};
constexpr std::array kDeterminers = {
    "the"sv,  "a"sv,  "an"sv,    "our"sv,  "this"sv,   "that"sv,  "his"sv,  "her"sv,    "their"sv,
    "your"sv, "my"sv, "every"sv, "next"sv, "weekly"sv, "first"sv, "last"sv, "monthly"sv};
constexpr std::array kPrepositions = {"with"sv, "by"sv,  "from"sv,    "for"sv,   "to"sv,   "of"sv,
                                      "at"sv,   "via"sv, "between"sv, "about"sv, "after"sv};
constexpr std::array kPronouns = {"us"sv, "me"sv, "you"sv, "him"sv, "her"sv, "them"sv};
constexpr std::array kAuxiliaries = {"was"sv, "were"sv, "is"sv,  "are"sv, "been"sv,
                                     "has"sv, "have"sv, "had"sv, "got"sv, "who"sv};
constexpr std::array kOpenable = {"thread"sv,       "door"sv,     "conversation"sv, "channel"sv,
                                  "introduction"sv, "dialogue"sv, "broker"sv,       "contact"sv};

}  // namespace

std::span<const std::string_view> negations() { return kNegations; }
std::span<const std::string_view> contact_verbs() { return kContactVerbs; }
std::span<const std::string_view> release_words() { return kReleaseWords; }
std::span<const std::string_view> support_words() { return kSupportWords; }
std::span<const std::string_view> will_open() { return kWillOpen; }
std::span<const std::string_view> open_threads() { return kOpenThreads; }
std::span<const std::string_view> sponsor_after() { return kSponsorAfter; }
std::span<const std::string_view> sponsor_before() { return kSponsorBefore; }
std::span<const std::string_view> champion_after() { return kChampionAfter; }
std::span<const std::string_view> champion_before() { return kChampionBefore; }
std::span<const std::string_view> supports() { return kSupports; }
std::span<const std::string_view> deprioritised() { return kDeprioritised; }
std::span<const std::string_view> left() { return kLeft; }
std::span<const std::string_view> reports_to() { return kReportsTo; }
std::span<const std::string_view> introduced() { return kIntroduced; }
std::span<const std::string_view> introduced_by() { return kIntroducedBy; }
std::span<const std::string_view> wanted() { return kWanted; }
std::span<const std::string_view> hypothetical() { return kHypothetical; }
std::span<const std::string_view> flips() { return kFlips; }
std::span<const std::string_view> left_organization() { return kLeftOrganization; }
std::span<const std::string_view> no_prohibition() { return kNoProhibition; }
std::span<const std::string_view> determiners() { return kDeterminers; }
std::span<const std::string_view> prepositions() { return kPrepositions; }
std::span<const std::string_view> pronouns() { return kPronouns; }
std::span<const std::string_view> auxiliaries() { return kAuxiliaries; }
std::span<const std::string_view> openable() { return kOpenable; }

}  // namespace rapport::lexicon
