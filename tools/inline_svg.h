#pragma once

#include <string>
#include <string_view>

namespace rapport {

// GraphViz's SVG as a part of a page: the <svg> element alone, of shapes and text only, without
// ids, titles ("n0"), comments and links, sized by the page and called `label`. Whatever is not on
// the list of elements and attributes is left out. Empty if there is no SVG in it.
std::string inline_svg(std::string_view svg, std::string_view label);

}  // namespace rapport
