#include "tools/graphviz.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "tools/errors.h"

namespace rapport {
namespace {

TEST(GraphViz, DrawsIntoEachFormat) {
  const std::string dot = "digraph g { a -> b [label=\"é\"]; }";
  EXPECT_NE(draw(dot, "dot", "svg").find("<svg"), std::string::npos);
  EXPECT_EQ(draw(dot, "dot", "png").substr(1, 3), "PNG");
  EXPECT_EQ(draw(dot, "dot", "pdf").substr(0, 4), "%PDF");
}

TEST(GraphViz, TakesMoreTextThanAPipeHolds) {
  std::string dot = "digraph g {\n";
  for (int i = 0; i < 20'000; ++i) dot += "  // a comment that makes the text longer than a pipe\n";
  EXPECT_NE(draw(dot + "a; }", "dot", "svg").find("<svg"), std::string::npos);
}

TEST(GraphViz, SaysWhatIsWrongWithTheDrawing) {
  EXPECT_THROW(draw("digraph g { a -> ", "dot", "svg"), UsageError);
  EXPECT_THROW(draw("digraph g { a }", "dot", "no-such-format"), UsageError);
}

TEST(GraphViz, SaysWhenItIsNotInstalled) {
  try {
    draw("digraph g { a }", "no-such-engine", "svg");
    FAIL() << "drew without a program";
  } catch (const UsageError& e) {
    EXPECT_NE(std::string(e.what()).find("not installed"), std::string::npos) << e.what();
  }
}

TEST(GraphViz, IsStoppedWhenThePictureNeedsTooMuch) {
  // Forty bytes that would be a picture of gigabytes.
  EXPECT_THROW(draw("digraph g { node [peripheries=100000000]; a }", "dot", "svg"), UsageError);
}

}  // namespace
}  // namespace rapport
