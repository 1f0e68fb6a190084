#include "analysis/parameters.h"

#include <array>

namespace rapport {
namespace {

constexpr std::array kTable = {
    ParameterRow{"half_life_days", &Parameters::half_life_days, 1, 3650,
                 "days after which a contact counts half"},
    ParameterRow{"gamma_direct", &Parameters::gamma_direct, 0, 3,
                 "group discount (n-1)^-gamma for ties of the owner or the meeting's person"},
    ParameterRow{"gamma_third_party", &Parameters::gamma_third_party, 0, 3,
                 "group discount between others"},
    ParameterRow{"largest_group", &Parameters::largest_group, 2, 32,
                 "a meeting of more people makes no tie"},
    ParameterRow{"kappa", &Parameters::kappa, 0.01, 100, "p = 1 - exp(-S / kappa)"},
    ParameterRow{"weight_meeting", &Parameters::weight_meeting, 0, 1, "weight of a meeting"},
    ParameterRow{"weight_call", &Parameters::weight_call, 0, 1, "weight of a call"},
    ParameterRow{"weight_mail", &Parameters::weight_mail, 0, 1, "weight of a mail"},
    ParameterRow{"q_reports_to", &Parameters::q_reports_to, 0, 1, "chance behind 'reports to'"},
    ParameterRow{"q_will_open", &Parameters::q_will_open, 0, 1, "chance behind 'will open'"},
    ParameterRow{"q_introduced", &Parameters::q_introduced, 0, 1, "chance behind 'introduced'"},
    ParameterRow{"q_sponsors", &Parameters::q_sponsors, 0, 1, "chance behind 'sponsors'"},
    ParameterRow{"statement_half_life_days", &Parameters::statement_half_life_days, 1, 36500,
                 "days after which a statement counts half"},
    ParameterRow{"advocacy_days", &Parameters::advocacy_days, 1, 3650,
                 "how long advocacy makes a sponsorship"},
    ParameterRow{"search_paths", &Parameters::search_paths, 1, 100, "paths that are searched"},
    ParameterRow{"path_overlap", &Parameters::path_overlap, 0, 1,
                 "largest part of their people that shown paths share"},
    ParameterRow{"stale_after_days", &Parameters::stale_after_days, 1, 3650,
                 "days of silence before anything is stale"},
    ParameterRow{"stale_probability", &Parameters::stale_probability, 0, 1,
                 "below this chance of contact a tie is stale"},
    ParameterRow{"stale_peak", &Parameters::stale_peak, 0, 1,
                 "only ties that once had this chance go stale"},
    ParameterRow{"dormant_after_days", &Parameters::dormant_after_days, 30, 36500,
                 "days of silence after which a tie is dormant"}};

}  // namespace

std::span<const ParameterRow> parameter_table() { return kTable; }

}  // namespace rapport
