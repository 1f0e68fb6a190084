#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// What stands behind `me:`: a name or a list of names, quoted.
std::string owner_value(const std::vector<std::string>& names);

// `me:` in the text of a `.rapport.yaml`, put there or in place of what it was. Every other byte
// stays as it is; that the text still says the same of all else is checked. Throws UsageError where
// it cannot be done so, or the text is no configuration; `file` is for messages.
std::string with_owner(std::string_view text, const std::vector<std::string>& names,
                       const std::string& file);

}  // namespace rapport
