#pragma once

#include <string_view>

namespace rapport {

// Whether words are a job title ("VP Storage") and not a name, an organization or a book.
bool is_job_title(std::string_view text);

// The level that a title tells: "c-level", "vp" (VP, SVP, EVP, CVP, President), "gm", "director",
// "manager", or empty. Titles only: contact and centrality do not tell who decides.
std::string_view seniority_of(std::string_view title);

}  // namespace rapport
