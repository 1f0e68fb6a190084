#pragma once

#include <string>
#include <string_view>

namespace rapport {

// How names are compared. Input is any bytes; ill-formed UTF-8 is folded byte by byte.

// NFC and full case folding: the identity of paths and links. "Straße" == "STRASSE".
std::string fold_case(std::string_view text);

// fold_case, and each run of blanks, '-' and '_' as one blank, none at the ends: the identity
// of names. "Acme-Corp" == "acme  corp", so a tag's slug and a link meet.
std::string fold_name(std::string_view name);

// fold_name without accents: what a hurried typist means. "Zoe Muller" finds "Zoë Müller".
std::string fold_accents(std::string_view name);

// Latin letters as ASCII, as file names and addresses write them: "Łukasz Çakır" -> "Lukasz Cakir".
// What has no such form stays.
std::string to_ascii(std::string_view text);

bool is_valid_utf8(std::string_view text);

// `text` with every ill-formed byte sequence replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

}  // namespace rapport
