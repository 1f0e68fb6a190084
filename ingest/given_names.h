#pragma once

#include <string_view>

namespace rapport {

// Whether a word is a given name that many people bear, without accents and case. Running text is
// full of capitalised pairs ("Night Heron", "General Assembly"): two words of a sentence that no
// note and no list calls a person are one only if the first is in this table.
bool is_common_given_name(std::string_view word);

}  // namespace rapport
