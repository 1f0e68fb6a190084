#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): the name is CLI11's
class App;
}

namespace rapport {

// The manual page rapport(1) in roff (the man macros), with all that the help of `program` and of
// its verbs says, and the topics of help; hidden verbs are left out. `of_every_verb` ends the
// footer of each verb and is said once.
std::string man_page(const CLI::App& program, const std::string& of_every_verb);

}  // namespace rapport
