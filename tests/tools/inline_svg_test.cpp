#include "tools/inline_svg.h"

#include <gtest/gtest.h>

#include "tools/graphviz.h"

namespace rapport {
namespace {

TEST(InlineSvg, KeepsShapesAndTextOnly) {
  EXPECT_EQ(
      inline_svg(
          "<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<!-- <svg> by -->\n"
          "<svg width=\"9pt\" height=\"8pt\"\n viewBox=\"0 0 9 8\" onload=\"x()\">\n"
          "<!-- n0 -->\n<g id=\"node1\" class=\"node\">\n<title>n0</title>\n"
          "<a xlink:href=\"javascript:x\"><text x=\"1\" font-family=\"H\">a &lt; b</text></a>\n"
          "<path stroke=\"transparent\" d=\"M1,2\"/><script>evil()</script>\n"
          "<image href=\"http://x\"/></g></svg>\n",
          "Acme \"&\""),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 8\" role=\"img\" "
      "aria-label=\"Acme &quot;&amp;&quot;\"><g class=\"node\"><text x=\"1\">a &lt; b</text>"
      "<path stroke=\"none\" d=\"M1,2\"/></g></svg>");
}

TEST(InlineSvg, IsNothingWithoutAWholeSvg) {
  EXPECT_EQ(inline_svg("", "x"), "");
  EXPECT_EQ(inline_svg("no picture", "x"), "");
  EXPECT_EQ(inline_svg("<svg viewBox=\"0 0 1 1\"><!-- ", "x"), "");
  EXPECT_EQ(inline_svg("<svg viewBox=\"0 0 1 1\"><g", "x"), "");
}

TEST(InlineSvg, TakesWhatGraphVizDraws) {
  const std::string svg =
      inline_svg(draw("digraph g { a [label=\"<b> & ]]>\"]; a -> b }", "dot", "svg"), "x");
  EXPECT_NE(svg.find("&lt;b&gt; &amp; ]]&gt;</text>"), std::string::npos) << svg;
  EXPECT_NE(svg.find("<ellipse "), std::string::npos);
  EXPECT_EQ(svg.find("id="), std::string::npos);
  EXPECT_TRUE(svg.ends_with("</svg>"));
}

}  // namespace
}  // namespace rapport
