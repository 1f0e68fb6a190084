#include "ingest/cue_phrases.h"

#include <array>

namespace rapport {
namespace {

// Add a phrase to a row, or a row to the table; ingest/NOTE_FORMAT.md shows each cue by example.
constexpr std::array kRows = {
    CueRow{
        Cue::negation, "negation",
        "will no longer, no longer, will never, is never to, are never to, we do not, ought not "
        "to, had better not, rather not, is not going to, are not going to, let us not, want "
        "nobody to, wants nobody to, want no one to, is asked not to, are asked not to, was asked "
        "not to, need not, will not, won't, do not, don't, must not, should not, shouldn't, avoid, "
        "hold off, not to, "
        "never, refrain from, stop, may not, cannot, can't, let not, is not to, are not to, "
        "nobody "
        "should, no one should, nobody is to, no one is to, nobody, no one, wait with, hold off "
        "on, "
        "resist, don't anyone"},
    CueRow{
        Cue::contact, "contact",
        "get in touch with, getting in touch with, ring, ringing, rings, ring up, be in touch "
        "with, make contact with, making contact with, knock on the door of, approach directly, "
        "drop a line to, mail, mailing, mails, meet, meeting, visit, visiting, tell, telling, see, "
        "seeing, get hold of, contact, contacting, contacts, reach out to, reaching out to, "
        "reaches out to, approach, "
        "approaching, approaches, thread with, threads with, email, emailing, emails, e-mail, "
        "e-mailing, call, calling, calls, message, messaging, messages, write to, writing to, "
        "writes to, engage, engaging, engage with, engaging with, meet with, meeting with, talk "
        "to, "
        "talking to, talks to, speak to, speaking to, speaks to, speak with, speaking with, talk "
        "with, talking with, go to, going to, escalate to, escalating to, contact with, "
        "conversation with, conversations with, ping, pinging, pings, loop in, looping in, cc, "
        "copy in, copying in, involve, involving, bring in, bringing in, pitch, pitching, pitch "
        "to, "
        "connect with, connecting with, reach, reaching, chase, chasing, bother, bothering, text, "
        "texting, phone, phoning, present to, presenting to, raise it with, raising it with, "
        "outreach to, go around to, go directly to, going directly to, turn to, turning to"},
    CueRow{
        Cue::outreach, "outreach",
        "outreach to, contact with, contact to, emails to, email to, mails to, mail to, calls to, "
        "messages "
        "to, approach to, meeting with, meetings with, conversation with, conversations with, "
        "direct line to, introductions to"},
    CueRow{
        Cue::keep_away, "keep_away",
        "leave alone, stay off, stays clear of, staying clear of, staying away from, stays away "
        "from, stay well away from, keep well "
        "away from, keep our distance from, keeps away from, steers clear of, steering clear of, "
        "keep your distance from, give a wide berth to, steer clear of, stay away from, keep away "
        "from, stay clear of, keep clear of, hands off"},
    CueRow{Cue::keep, "keep", "keep, keeps, keeping, leave, leaves, leaving, kept, left"},
    CueRow{
        Cue::off_limits, "off_limits",
        "stays off limits, is out of bounds, is still off limits, is not to be disturbed, is not "
        "to be bothered, is to be left out, is to be kept out, is a no-go, is not to be copied, "
        "should be left out, must be left alone, must not be emailed, must not be called, should "
        "not be emailed, should not be called, is not to be pinged, is not to be written to, is "
        "not to be approached directly, is not to be messaged, must not be looped in, is not to be "
        "brought in, must not be bothered, should not be bothered, is off limits, is off-limits, "
        "remains off limits, remains off-limits, stays off limits, "
        "is "
        "not to be contacted, is not to be approached, is not to be emailed, is not to be called, "
        "should not be contacted, should not be approached, must not be contacted, must not be "
        "approached, should not be looped in, is not to be looped in, should not hear from us, "
        "must "
        "not hear from us, is not to hear from us, cannot be contacted, can't be contacted, is to "
        "be "
        "left alone, should be left alone, stays out of the loop, stays out of it"},
    CueRow{Cue::release, "release",
           "until, unless, before, once, pending, till, without, as long as"},
    CueRow{Cue::support_word, "support_word",
           "support, buy-in, approval, approves, approved, agreement, agrees, agreed, sign-off, "
           "signed "
           "off, signs off, blessing, go-ahead, backing, on board, consent, ok, okay, endorsement, "
           "green "
           "light, nod, yes, is in, sponsorship, permission, commitment"},
    CueRow{Cue::condition_first, "condition_first",
           "wait for, waiting for, get, need, needs, secure, have, obtain, await, only after, not "
           "before, win"},
    CueRow{
        Cue::will_open, "will_open",
        "to put us in touch with, to connect us with, to connect us to, to make the introduction "
        "to, to make an introduction to, to make an intro to, to make the intro to, to introduce "
        "us to, to open the door to, to broker, has offered to introduce, has agreed to introduce, "
        "has promised to introduce, will open, will broker, will own that thread, will own the "
        "thread, will introduce, to "
        "introduce, will make the introduction, will make an introduction, agreed to introduce, "
        "offered to introduce, promised to introduce, volunteered to introduce, is happy to "
        "introduce, is willing to introduce, is ready to introduce, offered to connect, will "
        "connect, "
        "agreed to connect, promised to connect, will put us in touch with, offered to put us in "
        "touch with, agreed to put us in touch with, promised to put us in touch with, will set "
        "up, "
        "offered to set up, agreed to set up, offered to make, agreed to make, promised to make, "
        "will make the intro, will make an intro, will arrange, offered to arrange, agreed to "
        "arrange, agreed to open, offered to open, promised to open, is going to open, is going to "
        "introduce, will get us in front of, offered to get us in front of, will bring us in to, "
        "agreed to broker, offered to broker, will facilitate, offered to facilitate, agreed to "
        "facilitate, will handle the introduction, will take us to, offered to take us to, will "
        "bring, will walk us in to, will start, will own"},
    CueRow{
        Cue::promise, "promise",
        "will, promised, has promised, offered, has offered, agreed to, volunteered to, is going "
        "to, is "
        "happy to, is willing to, is ready to, promised to, offered to, has agreed to, has offered "
        "to, has "
        "promised to, can, volunteered, proposed to, undertook to"},
    CueRow{
        Cue::intro_noun, "intro_noun",
        "intro, introduction, connection, in touch, introductions, in contact, meeting, call, in "
        "front, in the "
        "room, "
        "together, door, thread, lunch, dinner, coffee, conversation, line, audience"},
    CueRow{
        Cue::open_thread, "open_thread",
        "that thread, the thread, that door, that conversation, the conversation, the door, that "
        "introduction, the introduction, that channel"},
    CueRow{Cue::openable, "openable",
           "thread, door, doors, conversation, channel, introduction, intro, dialogue, broker, "
           "contact, "
           "meeting, call, in touch, in front, us, line, communication, discussion"},
    CueRow{
        Cue::sponsor_after, "sponsor_after",
        "has taken on the executive sponsorship, took on the executive sponsorship, has taken on "
        "the sponsorship, took on the sponsorship, has taken over the sponsorship, took over the "
        "sponsorship, is sponsoring, sponsors, is our executive sponsor, is the executive sponsor, "
        "is executive "
        "sponsor, is our sponsor, is the sponsor, is our exec sponsor, is the exec sponsor, is now "
        "our "
        "executive sponsor, is now our sponsor, agreed to sponsor, signed on as executive sponsor, "
        "signed on as sponsor, signed up as executive sponsor, signed up as sponsor, took on the "
        "sponsor role, has taken on the sponsor role, took on the role of executive sponsor, acts "
        "as "
        "executive sponsor, acts as our executive sponsor, acts as our sponsor, serves as "
        "executive "
        "sponsor, serves as our executive sponsor, remains our sponsor, remains our executive "
        "sponsor, remains the executive sponsor, stepped up as sponsor, stepped up as executive "
        "sponsor, as executive sponsor, as our executive sponsor, has agreed to sponsor, came on "
        "as "
        "executive sponsor, is the project sponsor, confirmed as executive sponsor, confirmed as "
        "sponsor, is confirmed as executive sponsor, is confirmed as sponsor, is on as executive "
        "sponsor, has become our executive sponsor, became our executive sponsor, became our "
        "sponsor"},
    CueRow{
        Cue::sponsor_before, "sponsor_before",
        "executive sponsor is, our sponsor is, executive sponsor, exec sponsor is, project sponsor "
        "is, sponsored by, sponsorship of, under the sponsorship of"},
    CueRow{Cue::sponsorship, "sponsorship",
           "sponsor, sponsorship, executive sponsor, executive sponsorship, exec sponsor, exec "
           "sponsorship, sponsoring"},
    CueRow{
        Cue::champion_after, "champion_after",
        "keeps championing, has championed, argues our case, vouches for us, vouches for, argued "
        "our case, goes in to bat for us, keeps pushing for us, pushes for us, is selling it "
        "internally, sells it internally, makes our case, keeps making our case, is a true "
        "believer, carries our flag, talks us up, keeps talking us up, is a strong ally, stands up "
        "for us, stood up for us, is our champion, is the champion, is a champion, is championing, "
        "champions, advocates "
        "for, is "
        "an advocate, is our advocate, is our internal champion, is our strongest champion, is our "
        "biggest champion, is a strong champion, is our main champion, is our best champion, is "
        "our "
        "strongest advocate, is our loudest advocate, is our biggest advocate, is a strong "
        "advocate, "
        "is a vocal advocate, is advocating, keeps advocating, advocated for, has been advocating, "
        "is "
        "our coach, is coaching us, coaches us, is in our corner, is pushing for us, is our "
        "biggest "
        "fan, is a big fan of, is a fan of, remains our champion, is still our champion, acts as "
        "our "
        "champion, has become our champion, became our champion, is now our champion, is firmly in "
        "our corner, fights for us, is fighting for us, is rooting for us, argues for us, speaks "
        "up "
        "for us, spoke up for us, is our inside champion, is an enthusiastic champion, vouched for "
        "us, "
        "lobbies for us, is lobbying for us, goes to bat for us, went to bat for us, as our "
        "champion, "
        "as champion, is the internal champion, is an internal champion, is our advocate, is our "
        "internal advocate"},
    CueRow{
        Cue::champion_before, "champion_before",
        "our champion is, champion is, our champion, our internal champion, our internal champion "
        "is, "
        "internal champion, our coach is, our advocate is, our advocate, our biggest advocate is, "
        "our "
        "strongest advocate is, our inside champion, our biggest champion is, our strongest "
        "champion "
        "is"},
    CueRow{
        Cue::blocking_after, "blocking_after",
        "is putting the brakes on, put the brakes on, puts the brakes on, is stepping on the "
        "brakes, has put the brakes on, keeps his foot on the brake, keeps her foot on the brake, "
        "drags out, is dragging out, is hampering, hampers, is obstructing, obstructs, is "
        "foot-dragging, is filibustering, dug in his heels, dug in her heels, digs in his heels, "
        "digs in her heels, has dug in his "
        "heels, has dug in her heels, has grave doubts, has serious doubts, has strong "
        "reservations, is slow-walking, slow-walks, is slow-rolling, will not let, refuses to let, "
        "is sitting on, keeps sitting on, put his foot down, put her foot down, is in the way, "
        "gets in the way, keeps getting in the way, has put a hold on, put a hold on, is dragging "
        "his feet, is dragging her feet, drags his feet, drags her feet, is undermining, "
        "undermines, is lobbying against, lobbies against, spoke out against, came out against, "
        "torpedoed, shot down, keeps shooting down, turned down, rejected, is our biggest hurdle, "
        "is cool on, is lukewarm about, is blocking, blocks, blocked, is a blocker, is the "
        "blocker, is our blocker, is our main "
        "blocker, is the main blocker, is a detractor, is skeptical, is sceptical, remains "
        "skeptical, "
        "remains sceptical, is still skeptical, is still sceptical, is openly skeptical, was "
        "skeptical, "
        "was sceptical, sounded skeptical, opposes, opposed, is opposed to, is against, vetoed, is "
        "resisting, resists, resisted, is stalling, keeps stalling, stalled, pushed back on, "
        "pushed "
        "back against, pushed back, pushes back, is pushing back, keeps pushing back, objects to, "
        "objected to, stands in the way, is standing in the way, is holding up, is dragging, "
        "drags, "
        "is fighting, voted against, keeps blocking, refuses to, is deeply skeptical, is the "
        "biggest "
        "obstacle, is an obstacle, is not convinced, is unconvinced, remains unconvinced, is dead "
        "set "
        "against, is holding the deal up, argues against, argued against, killed"},
    CueRow{
        Cue::blocking_before, "blocking_before",
        "pushback from, push-back from, resistance from, blocked by, opposition from, blocker is, "
        "main blocker is, objections from, objection from, held up by, stalled by, vetoed by, a "
        "veto "
        "from, skepticism from, scepticism from, strong pushback from"},
    CueRow{
        Cue::decides_after, "decides_after",
        "gets the last word, has the deciding vote, has the last say, signs for, signs anything, "
        "signs everything, calls the shots, has the ultimate say, decides whether, decides about, "
        "approves anything, approves any, approves each, holds the pen, controls the spend, "
        "controls the money, holds the money, owns the spend, owns the final decision, has to "
        "sign, must sign, holds the veto, has a veto, owns the budget for, makes that call, makes "
        "that decision, rules on, controls the purse, gives the final approval, grants the final "
        "approval, gives final approval, has final approval, has final say, has the final say, has "
        "the last word, has the final word, gets the final "
        "say, "
        "signs off on, signs off, owns the budget, holds the budget, controls the budget, owns the "
        "budget line, holds the purse strings, makes the final decision, makes the final call, "
        "makes "
        "the decision, makes the call, is the decision maker, is the decision-maker, is decision "
        "maker, "
        "is our decision maker, is the economic buyer, is the budget owner, is the budget holder, "
        "decides on, decides, has budget authority, has signing authority, has sign-off, approves "
        "all, "
        "approves every, approves the, is the final approver, is the approver, must approve, must "
        "sign "
        "off on, has to sign off on, has to approve, has the budget, runs the budget, signs the "
        "contract, signs the contracts, signs every contract, signs the cheque, signs the check, "
        "is the "
        "one who decides, is the one who signs, has veto power, is the ultimate decision maker, is "
        "the "
        "final decision maker, is the real decision maker, is the signatory, owns the decision, "
        "will "
        "make the final call, will make the final decision, will decide"},
    CueRow{
        Cue::decides_before, "decides_before",
        "is up to, are up to, hinges on the word of, is decided by, are decided by, purse strings "
        "are held by, final say is, final say is always, last word is, last word is "
        "always, last word belongs to, last word lies with, decision is, final decision is, final "
        "decision lies with, final decision rests with, final decision is with, final word lies "
        "with, final word is, final word rests with, nothing gets signed without, nothing is "
        "signed without, nothing gets bought without, nothing moves without, nothing happens "
        "without, money comes from, budget is, contract is signed by, purse is held by, purse "
        "strings are in the hands of, approval rests with, approval lies with, signature of, final "
        "say lies with, final say rests with, final say is with, decision rests with, "
        "decision "
        "lies with, decision is with, decision sits with, budget sits with, budget lies with, "
        "budget "
        "rests with, decision maker is, decision-maker is, economic buyer is, budget owner is, "
        "budget "
        "holder is, signed off by, sign-off from, call is up to, up to, budget is owned by, budget "
        "is "
        "held by, budget belongs to, budget is controlled by, final approval comes from, final "
        "approval sits with, decision belongs to, signature comes from"},
    CueRow{
        Cue::gatekeeper_after, "gatekeeper_after",
        "keeps his diary, keeps her diary, keeps his calendar, keeps her calendar, manages his "
        "calendar, manages her calendar, guards his calendar, guards her calendar, runs his "
        "calendar, runs her calendar, runs his diary, runs her diary, handles his calendar, "
        "handles her calendar, controls his calendar, controls her calendar, books his meetings, "
        "books her meetings, handles his schedule, handles her schedule, manages his schedule, "
        "manages her schedule, screens his calls, screens her calls, screens his mail, screens her "
        "mail, guards his door, guards her door, sits at the door of, decides who sees, vets all, "
        "vets every, manages the diary, guards the diary, is the gatekeeper, is a gatekeeper, is "
        "her gatekeeper, is his gatekeeper, is our "
        "gatekeeper, "
        "acts as gatekeeper, acts as the gatekeeper, guards the calendar, runs the calendar, keeps "
        "the "
        "calendar, manages the calendar, controls the calendar, controls access to, screens all, "
        "screens every, filters all, filters every, guards access to, gates access to, manages "
        "access "
        "to, handles all scheduling for, keeps the calendar of, runs the diary, keeps the diary, "
        "decides who gets in, controls who gets in, screens everything"},
    CueRow{
        Cue::gatekeeper_before, "gatekeeper_before",
        "pass through, passes through, without going past, without passing, without going through, "
        "going past, getting past, book time through, time is booked through, get time through, "
        "appointments run through, appointments are made through, meetings are "
        "booked through, calendar goes through, diary is kept by, diary is run by, requests go to, "
        "requests go through, access is through, requests go via, all requests go through, only "
        "through, get past, has to pass, have to pass, arranged through, booked with, schedule it "
        "through, schedule that through, schedule this through, schedule meetings through, set up "
        "through, schedule through, schedule everything through, scheduling goes through, schedule "
        "via, "
        "scheduled through, book through, book via, booked through, go through, goes through, has "
        "to "
        "go through, have to go through, must go through, all meetings go through, gatekeeper is, "
        "scheduling runs through, every request goes through, calendar runs through, calendar is "
        "kept by, calendar is run by, calendar is managed by, appointments go through, access goes "
        "through, access runs through"},
    CueRow{
        Cue::escalation_after, "escalation_after",
        "is the escalation point, is our escalation point, is the escalation path, is our "
        "escalation "
        "path, is the escalation contact, is our escalation contact, is the point of escalation, "
        "handles "
        "escalations, takes escalations"},
    CueRow{
        Cue::escalation_before, "escalation_before",
        "gets escalated to, get escalated to, is escalated to, are escalated to, be escalated to, "
        "escalations run to, escalations land with, next in line is, problems go to, goes straight "
        "to, go straight to, take it to, call in, escalation contact, escalation contact is, "
        "escalation point, escalate any delay to, escalate any issue to, escalate any problem to, "
        "escalate delays to, escalate outages to, escalate incidents to, escalate open points to, "
        "escalate all, raise it with, escalate the matter to, escalate via, escalate up to, "
        "escalations to, escalate through, escalate to, escalate it to, escalate this to, escalate "
        "issues to, escalate blockers to, "
        "escalate problems to, escalate further issues to, escalate everything to, escalations go "
        "to, "
        "escalation goes to, escalated to, escalated it to, escalated this to, escalation path is, "
        "escalation point is, escalation contact is, escalation is, escalate straight to, escalate "
        "directly to, will escalate to, escalating to"},
    CueRow{
        Cue::support_after, "support_after",
        "gave a thumbs-up to, has given the thumbs-up, gave the thumbs-up, gave it a thumbs-up, "
        "has given, has thrown his weight behind, has thrown her weight behind, has thrown their "
        "weight behind, has put his weight behind, has put her weight behind, has backed, has "
        "endorsed, has come on board, came on board, is fully behind, is firmly behind, is right "
        "behind, is now on our side, is on our side, gave a green light, has given the green "
        "light, has given the go-ahead, has given us the go-ahead, has given his okay, has given "
        "her okay, has given his ok, has given her ok, gave us the okay, said he is in, said she "
        "is in, is in favour of, is in favor of, voted for, has confirmed, is sold on, is "
        "convinced, has signed off on, signed off on, has voiced his support, has voiced her "
        "support, voiced her support, voiced his support, pledged his support, pledged her "
        "support, lent her support, lent his support, promised his support, promised her support, "
        "gave his word, gave her word, has warmed to, is happy with the, stands by, welcomed, "
        "cleared, has cleared, waved it through, waved through, nodded it through, gave in, now "
        "supports, now backs, fully supports, fully backs, strongly supports, agreed, agrees, "
        "approved, is on board, is onboard, is now on board, is fully on board, is "
        "aligned, is fully aligned, signed off, gave support, gave his support, gave her support, "
        "gave "
        "their support, confirmed support, confirmed his support, confirmed her support, confirmed "
        "their support, gave the go-ahead, gave us the go-ahead, gave the green light, gave us the "
        "green "
        "light, green-lit, greenlit, gave his blessing, gave her blessing, gave their blessing, "
        "gave us "
        "his blessing, gave us her blessing, gave his approval, gave her approval, gave approval, "
        "gave "
        "his okay, gave her okay, gave his ok, gave her ok, gave the ok, gave the okay, gave us "
        "the nod, "
        "gave the nod, endorsed, backs, backed, supports, supported, is supportive, said yes, has "
        "agreed, has approved, has signed off, came around, came round, is behind us, is behind "
        "the, "
        "stands behind, confirmed his buy-in, confirmed her buy-in, confirmed buy-in, gave his "
        "buy-in, "
        "gave her buy-in, committed to, committed, has committed, threw her weight behind, threw "
        "his "
        "weight behind, has come around, is now aligned, is now supportive, has confirmed his "
        "support, "
        "has confirmed her support, is with us, is all in, put her weight behind, put his weight "
        "behind, has given her approval, has given his approval, has given her blessing, has given "
        "his "
        "blessing, aligned on, gave sign-off, gave his sign-off, gave her sign-off"},
    CueRow{Cue::support_before, "support_before",
           "approval from, approved by, support from, buy-in from, sign-off from, blessing from, "
           "green "
           "light from, endorsed by, backed by, go-ahead from, signed off by, the nod from, okay "
           "from, ok "
           "from, backing from, backing of, support of, approval of, blessing of"},
    CueRow{Cue::support_of, "support_of",
           "has, gained, earned, there is, we have, we got, got, have, secured, obtained, had, "
           "received, won, with"},
    CueRow{
        Cue::deprioritised_after, "deprioritised_after",
        "drops off our list, drops off our priority list, drops off the priority list, falls off "
        "our list, is off our priority list, is deprioritised, is deprioritized, is no longer a "
        "priority, is no longer a focus, is no "
        "longer "
        "our focus, is not a priority, is not a focus, was deprioritised, was deprioritized, is "
        "parked, "
        "is on the back burner, goes on the back burner, drops off the list, is not worth the "
        "effort, "
        "is no longer worth chasing, is off our list, is off the target list"},
    CueRow{
        Cue::deprioritised_before, "deprioritised_before",
        "rather than on, instead of on, and not on, rather than with, not with, we park, parking, "
        "drop, dropping, put our hours into, shelve, shelving, ease off, easing "
        "off, back off from, take the focus off, no more time for, no more effort on, lower the "
        "priority of, not worth chasing, not chase, stopped chasing, stopped courting, stop "
        "investing time in, rather than through, rather than wooing, instead of wooing, stop "
        "wooing, no longer court, no longer courting, de-prioritise, de-prioritize, pause outreach "
        "to, rather than focusing on, instead of focusing on, rather than focus on, instead of "
        "pursuing, "
        "rather than pursuing, deprioritise, deprioritize, deprioritising, deprioritizing, "
        "deprioritised, deprioritized, stop focusing on, no longer focus on, rather than chasing, "
        "instead of chasing, stop chasing, stop pursuing, no longer pursue, no longer pursuing, no "
        "longer chase, no longer focusing on, not focus on, not focusing on, instead of investing "
        "in, "
        "rather than investing in, instead of spending time on, rather than spending time on, "
        "instead of "
        "working on, rather than working on, instead of courting, rather than courting, stop "
        "courting, "
        "instead of via, rather than via, instead of through, rather than through, instead of "
        "going "
        "through, rather than going through, park, put on the back burner, not spend more time on, "
        "spend "
        "no more time on, not spend any more time on, less time on, stop investing in, stop "
        "spending "
        "time on, rather than targeting, instead of targeting, drop the focus on"},
    CueRow{
        Cue::left_after, "left_after",
        "is leaving us, has moved on from, packed up, has packed up, walked out, said goodbye to, "
        "left for, has left for, moved on, is out, went on to, has gone to, has quit the, stepped "
        "down and left, cleared her desk, cleared his desk, took early retirement, has been let "
        "go, was fired, is no longer employed, is no longer part of, has stopped working, no "
        "longer with, no longer at, stopped working at, stopped working for, ended her contract, "
        "ended his contract, has switched to, switched to, defected to, hung up his boots, hung up "
        "her boots, had her last day, had his last day, went into retirement, retires, has taken a "
        "job at, took a job at, has taken a post at, has moved to, has gone over to, moved over "
        "to, left the company, has left the company, is leaving the company, was replaced by, "
        "moved to "
        "another company, left the organization, has left the organization, left the firm, has "
        "left the "
        "firm, has retired, retired, resigned, has resigned, quit, has quit, was let go, departed, "
        "has "
        "departed, is no longer with, is no longer at, no longer works at, no longer works for, is "
        "gone, "
        "handed in her notice, handed in his notice, has moved on, moved on from, stepped away "
        "from the "
        "company, was laid off, has been replaced by, was succeeded by, no longer works here, is "
        "not with "
        "the company anymore, left us, parted ways with, left the business, has left the business"},
    CueRow{
        Cue::left_before, "left_before",
        "replacing, replaced, in place of, last day of, successor of, farewell to, farewell for, "
        "goodbye to, took the place of, stepped in for, replaces, replaced, succeeds, succeeded, "
        "took over from, "
        "takes over from, departure of, exit of, resignation of, following the departure of"},
    CueRow{Cue::left_organization, "left_organization", "has left, is leaving, left, have left"},
    CueRow{
        Cue::joined, "joined",
        "has moved from, moved from, now works for, has gone over to, is now employed by, has "
        "switched from, switched from, has started at, is joining, starts at, works now at, "
        "working at, is working at, took a "
        "post at, has taken a post at, took up a post at, has a new job at, works since july at, "
        "hired by, was hired by, employed at, has signed with, has landed at, is back at, took a "
        "role at, has taken a role at, joined, has joined, moved to, has moved to, now works at, "
        "now works for, is now at, is "
        "now "
        "with, started at, has started at, works at, works for, went to, switched to, is employed "
        "by, "
        "moved over to, has gone to, landed at, took a job at, is joining"},
    CueRow{
        Cue::reports_to, "reports_to",
        "is a direct report of, direct report of, reports up to, reports back to, is a report of, "
        "has as boss, works directly for, works directly under, works under, reports on paper to, "
        "reports functionally to, is supervised by, reports straight into, reports up through, "
        "reports through, is led by, answers directly to, answers straight to, is one of the "
        "reports of, took over reporting to, moved under, moved over to report to, is accountable "
        "to, reports to, works for, reports directly to, reports into, reports in to, reports "
        "straight "
        "to, "
        "reporting to, now reports to, report to, answers to, is reporting to, will "
        "report "
        "to, has reported to, reports now to, still reports to, works under, is managed by, who "
        "reports to"},
    CueRow{Cue::manages, "manages",
           "manages, is the manager of, is the boss of, supervises, is in charge of, line manages, "
           "line-manages"},
    CueRow{Cue::manager_is, "manager_is",
           "manager is, boss is, manager, boss, direct manager is, line "
           "manager is, supervisor is"},
    CueRow{
        Cue::on_team_of, "on_team_of",
        "is on, is in, is part of, sits in, sits on, works on, works in, belongs to, joined, is a "
        "member "
        "of"},
    CueRow{Cue::team_word, "team_word",
           "team, org, organization, organisation, group, staff, department"},
    CueRow{Cue::last_day, "last_day", "last day"},
    CueRow{
        Cue::opened_by, "opened_by",
        "will be opened by, will be made by, will be brokered by, will be arranged by, is to be "
        "opened by, is "
        "opened by, is being opened by, is brokered by, comes through, will come from, will come "
        "through"},
    CueRow{Cue::led_by, "led_by",
           "is led by, is run by, is headed by, is headed up by, is managed by, is chaired by, is "
           "directed by, led by, "
           "headed by, run by, chaired by"},
    CueRow{Cue::reaching, "reaching",
           "gets through to, gets to, gets past, get through to, sees, reaches, gets near, gets in "
           "to, gets in with, "
           "gets a meeting with, gets time with, meets, speaks to, talks to, gets an appointment "
           "with"},
    CueRow{
        Cue::leads, "leads",
        "is at the head of, is at the helm of, stands at the head of, is chief of, is in command "
        "of, has the lead of, is and remains the owner of, remains the owner of, owner of, leads, "
        "runs, heads, heads up, is heading, is leading, is running, is head of, "
        "is the head "
        "of, "
        "directs, led, oversees, chairs, is in charge of, founded, co-founded, leads up, took "
        "over, owns, "
        "is the owner of, is responsible for, drives"},
    CueRow{
        Cue::introduced, "introduced",
        "brought us together with, brought us together, has connected us with, is the one who "
        "connected, got us together with, first introduced, made us known to, linked us up with, "
        "hooked us up with, opened the door to, opened a door to, opened the thread with, opened "
        "the thread to, opened the conversation with, made the connection to, made the link to, "
        "brokered the contact with, brokered contact with, brokered the first meeting with, "
        "introduced, has introduced, made an introduction to, made the introduction to, made an "
        "intro to, "
        "made the intro to, connected, has connected, put, brokered an introduction to, brokered "
        "the "
        "introduction to, brokered an intro to, set up an introduction to, set up the introduction "
        "to, "
        "set up an intro with, gave us an introduction to, gave me an introduction to, gave us an "
        "intro "
        "to, gave me an intro to"},
    CueRow{
        Cue::introduced_by, "introduced_by",
        "was introduced by, came through, introduction of, thanks to an introduction by, thanks to "
        "an introduction from, thanks to an intro from, introduced by, met through, introduction "
        "from, intro from, introduced through, introduced "
        "via, "
        "introduction came from, intro came from, introduction via, intro via, introduction "
        "through, "
        "connected by, connected through, know through, know via, met via, introduction by, intro "
        "by, "
        "got to know through"},
    CueRow{Cue::route_noun, "route_noun",
           "path, route, way in, way, option, entry point, entry, door, channel, fallback, road, "
           "angle, "
           "approach, access"},
    CueRow{
        Cue::route_before, "route_before",
        "path is led by, path led by, led by, door is, runs through, is through, leads via, is led "
        "by, way is, starts at, opens through, opened by, go via, come in via, go through, via, "
        "through, runs through, goes through, leads through, is through, is via, way in is, "
        "path is, "
        "route is, option is, point is, by way of, leads via, runs via, go in through, go in via, "
        "coming in "
        "through, come in through, come in via, fallback is, enter through, enter via, starts "
        "with, "
        "channel is"},
    CueRow{Cue::led_ending, "led_ending", "-led"},
    CueRow{
        Cue::together, "together",
        "met, had, have had, aligned, discussed, talked, reviewed, walked through, walked, sat "
        "down, spoke, "
        "caught up, compared, went through, went over, worked through, held, debated, exchanged, "
        "explored, "
        "covered, agreed, settled, ironed out, hashed out, looked at, worked on, planned, "
        "prepared"},
    CueRow{Cue::parties, "parties", "between, where"},
    CueRow{
        Cue::met, "met",
        "shared a table with, shared a cab with, shared a taxi with, shared a ride with, had "
        "supper with, supper with, brunch with, had brunch with, ate with, ate lunch with, hiked "
        "with, drove with, an hour with, two hours with, half an hour with, spent an hour with, "
        "spent the morning with, spent the afternoon with, spent the day with, spent the evening "
        "with, took a walk with, went for a walk with, grabbed coffee with, grabbed a coffee with, "
        "grabbed lunch with, grabbed a beer with, had a beer with, had a glass with, a beer with, "
        "a call with, a coffee with, a walk with, rang, interviewed, hosted, sat next to, joined "
        "by, a drink with, toured the plant with, walked the floor with, went through the numbers "
        "with, met, met with, had lunch with, had coffee with, had dinner with, had breakfast "
        "with, had "
        "a call "
        "with, had a drink with, had drinks with, had a chat with, had a meeting with, had a quick "
        "call "
        "with, had a long call with, had a good call with, had tea with, lunch with, coffee with, "
        "dinner "
        "with, breakfast with, call with, phone call with, video call with, quick call with, 1:1 "
        "with, "
        "1-1 with, one-on-one with, sat down with, spoke with, spoke to, talked to, talked with, "
        "caught "
        "up with, catch-up with, drinks with, tea with, walk with, meeting with, chat with, "
        "chatted with, "
        "visited, saw, beer with, sync with, session with, had a session with, had a walk with, "
        "had a sync "
        "with, called, sat with, met up with, dined with, lunched with, zoom with, had a zoom "
        "with, stand-up "
        "with, working session with, workshop with, walked with, got together with, phoned, ran "
        "into, bumped into, stand-up with, breakfast meeting with, a stand-up with"},
    CueRow{
        Cue::is_now, "is_now",
        "is, remains, became, has become, is now, is still, has been, acts as, serves as, stays, "
        "has turned "
        "into, turned into, is clearly, is certainly, has always been, turned out to be, proved to "
        "be"},
    CueRow{Cue::in_the_role, "in_the_role", "as, role of"},
    CueRow{Cue::sponsor_noun, "sponsor_noun",
           "sponsor, executive sponsor, exec sponsor, project sponsor"},
    CueRow{Cue::champion_noun, "champion_noun",
           "standard-bearer, flag-bearer, friend, champion, advocate, ally, coach, supporter, fan, "
           "cheerleader, backer, evangelist, "
           "promoter"},
    CueRow{Cue::blocker_noun, "blocker_noun",
           "blocker, detractor, obstacle, opponent, roadblock, bottleneck, naysayer, sceptic, "
           "skeptic, critic"},
    CueRow{
        Cue::decider_noun, "decider_noun",
        "decision maker, decision-maker, economic buyer, budget owner, budget holder, approver, "
        "final "
        "approver, signatory, budget-holder, decider, one who decides, one who signs, person who "
        "decides, "
        "person who signs"},
    CueRow{Cue::gatekeeper_noun, "gatekeeper_noun", "gatekeeper, gate-keeper, gatekeepers"},
    CueRow{
        Cue::escalation_noun, "escalation_noun",
        "escalation point, escalation path, escalation contact, point of escalation, escalation, "
        "escalations"},
    CueRow{
        Cue::decision_noun, "decision_noun",
        "final say, final word, last word, decision, decisions, budget, approval, sign-off, purse "
        "strings, "
        "call, final call, final decision, spend, signature, money, veto, last say"},
    CueRow{
        Cue::rests_with, "rests_with",
        "rests with, lies with, is with, sits with, belongs to, is held by, are held by, is up to, "
        "comes "
        "from, is owned by, is made by, are made by, falls to, is controlled by, is in the hands "
        "of, are in "
        "the hands of, is taken by, rest with, lie with, stays with, goes to, go to, run to, land "
        "with, lands with"},
    CueRow{Cue::calendar_noun, "calendar_noun",
           "a slot with, time slot, calendar, diary, schedule, slots, slot, appointments, "
           "appointment, agenda, meetings, "
           "access, time "
           "with, scheduling, requests, request, inbox"},
    CueRow{
        Cue::handled_by, "handled_by",
        "is only to be had through, is to be had through, are only to be had through, can only be "
        "had through, is only available through, only through, are only available through, is only "
        "via, is arranged by, is granted by, are handed out by, is handed out by, is kept by, is "
        "run by, is managed by, is guarded by, "
        "are "
        "booked through, are booked with, is booked through, are arranged by, are arranged "
        "through, goes "
        "through, go through, is in the hands of, are in the hands of, is handled by, are handled "
        "by, runs "
        "through, run through, is controlled by, is filled by, are given out by, are approved by, "
        "has to "
        "be booked through, have to be booked with, have to be booked through, must be booked "
        "through, must "
        "be booked with, must go through, have to go through, has to go through, pass through, is "
        "screened "
        "by, are screened by, is with"},
    CueRow{Cue::broker_verb, "broker_verb",
           "make, set up, arrange, open, broker, facilitate, organise, organize, get us, start"},
    CueRow{Cue::knowing, "knowing", "know, knows, knew, met, got to know, know of, found, reached"},
    CueRow{
        Cue::wanted, "wanted",
        "landing, recruiting, convincing, persuading, persuade, convince, lobbying, court, "
        "courting, goal, secure, get, win, need, needs, find, seek, want, wants, looking, "
        "identify, lack, become, "
        "securing, "
        "getting, winning, seeking, hoping, look for, lack of, without, missing, wanted, required, "
        "recruit, "
        "still no, needed, land, line up, ask for, asking, pursue, try, trying, would like, "
        "earn, build, "
        "lock in, locate, search, trying to find"},
    CueRow{
        Cue::hypothetical, "hypothetical",
        "grumbles, grumbled, columnist, headline, gossip, joked, jokes, blog, tweeted, wish, hope, "
        "hopes, hoped, would ever, rumours, rumors, could, may, might, would, maybe, "
        "perhaps, ideally, whether, possibly, "
        "potentially, "
        "probably, suppose, supposedly, unlikely, likely, rumoured, rumored, rumor, rumour, "
        "hopefully, "
        "unclear, imagine, allegedly, apparently, wonder, wondering, not clear, unsure, not sure, "
        "doubt, "
        "doubts, suspect, guess, feared, what if, claims, could have, expected to, expects, "
        "expect, "
        "depends on, were, wishes, wish, asked, pretend, hypothetically, in theory, would have, "
        "ought to"},
    CueRow{Cue::condition, "condition",
           "if, until, unless, once, in case, as soon as, provided, when, before, till, assuming, "
           "whenever, "
           "only after, as long as"},
    CueRow{
        Cue::lacking, "lacking",
        "is missing, is still missing, is pending, is still pending, is outstanding, is still "
        "outstanding, is "
        "lacking, is needed, is still needed, is required, is still open, is not in, is unclear, "
        "is not yet, "
        "is still unclear, remains open, remains outstanding, remains unclear, is still to come, "
        "is still "
        "due, is overdue, has not come, has not arrived, is nowhere in sight, is not secured, is "
        "what we "
        "need, would help"},
    CueRow{
        Cue::planned, "planned",
        "ill, fell through, called off, plan, plans, planning, planned, hope, hopes, hoping, want, "
        "wants, aim, aims, intend, "
        "intends, going "
        "to, will, would like, trying to, to be, upcoming, cancelled, canceled, schedule, "
        "scheduled, "
        "propose, proposed, postponed, tomorrow, next week, next month, supposed to, tentative, "
        "moved to, "
        "invite, invited, missed, skipped, declined, reschedule, rescheduled, no, not, never, "
        "should, need "
        "to, needs to, must, let's, if, prepare, preparing, ask, set up, book, arrange, try, was "
        "to, could "
        "not, couldn't, didn't, did not"},
    CueRow{
        Cue::flip, "flip",
        "nothing, was never, has yet to, have yet to, yet to, does not, long over, no more, by no "
        "means, "
        "nowhere near, in the old days, those days are over, not, never, won't, don't, hasn't, "
        "isn't, no longer, nobody, doesn't, does not, didn't, "
        "wasn't, "
        "aren't, cannot, can't, neither, nor, without, hardly, haven't, no one, none, refused, "
        "refuses, "
        "declined, far from, rather than, instead of, used to, yet to, stopped, anything but, no, "
        "except, "
        "wouldn't, failed, denied, denies"},
    CueRow{Cue::no_prohibition, "no_prohibition",
           "tire, shy, rule, require, involve us, leave, hesitate, forget, avoid, avoiding, fail, "
           "only, just, need, have, wait, stop, delay, not, "
           "want, "
           "refrain, hold, know, mind, think, see, expect, plan, remember, lose, cancel, miss, "
           "believe, like, "
           "attend, able, skip, regret"},
    CueRow{
        Cue::determiner, "determiner",
        "the, a, an, our, this, that, his, her, their, your, my, every, next, weekly, first, last, "
        "monthly, another, any, each, some"},
    CueRow{
        Cue::preposition, "preposition",
        "with, by, from, for, to, of, at, via, between, about, after, than, against, through, on, "
        "without, like, unlike, before"},
    CueRow{Cue::pronoun, "pronoun", "us, me, you, him, her, them, everyone"},
    CueRow{Cue::auxiliary, "auxiliary",
           "was, were, is, are, been, has, have, had, got, who, i, we, first"},
    CueRow{
        Cue::filler, "filler",
        "also, now, still, already, really, recently, strongly, fully, finally, currently, always, "
        "apparently, actually, clearly, again, then, later, just, has, himself, herself, both, "
        "firmly, "
        "openly, quietly, formally, officially, today, yesterday, personally, kindly, happily, "
        "readily, "
        "gladly, verbally, explicitly, ultimately, effectively, basically, generally, usually, "
        "largely, "
        "mostly, essentially, immediately, promptly, reluctantly, eventually, warmly, directly, "
        "simply, "
        "repeatedly, privately, publicly, who, there, this, in, turn, morning, week, even, "
        "initially, "
        "originally, all, in principle, now also"},
    CueRow{Cue::first_person, "first_person", "i"},
};

}  // namespace

std::span<const CueRow> cue_rows() { return kRows; }

}  // namespace rapport
