#pragma once

#include <string>
#include <string_view>

namespace rapport {

// fold_name without a legal form at the end: "Acme, Inc." == "acme" == "Acme GmbH & Co. KG". The
// identity of organizations' names.
std::string fold_organization(std::string_view name);

// The host of an address that tells where somebody works: "ann@mail.acme.example" and
// "https://www.acme.example/about" -> "acme.example" for "acme.example", lower case, without
// "www.". Empty for what is no address, and for hosts where anybody can have a mailbox.
std::string organization_domain(std::string_view address);

// Whether a word in brackets behind a name tells how somebody took part, not where they work:
// "(observer)", "(TSC)", "(remote)", "(Invited Expert)".
bool is_no_organization(std::string_view text);

}  // namespace rapport
