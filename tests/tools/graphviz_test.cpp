#include "tools/graphviz.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
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

class Pictures : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::copy(std::filesystem::path(RAPPORT_TEST_VAULTS) / "sample", folder_ / "sample",
                          std::filesystem::copy_options::recursive);
    run_shell("rapport --vault sample --db store ingest -q", folder_.path().string());
  }
  ProcessResult exported(const std::string& arguments) {
    return run_shell(
        "rapport --vault sample --db store --as-of 2026-01-16 export --account 'Kestrel Grid' " +
            arguments,
        folder_.path().string());
  }
  testing::TempDir folder_;
};

// The links are those of the vault's notes, and SVG stays XML with them.
TEST_F(Pictures, OpenTheNotesOfTheirNodes) {
  const std::string svg = exported("--format svg").out;
  std::size_t links = 0;
  for (std::size_t at = 0; (at = svg.find("href=\"", at)) != std::string::npos; ++links) {
    at += 6;
    const std::string target = svg.substr(at, svg.find('"', at) - at);
    EXPECT_TRUE(target.starts_with("obsidian://open?vault=sample&amp;file=")) << target;
    const std::string note = target.substr(target.rfind('=') + 1);
    EXPECT_EQ(note.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-._~%"),
              std::string::npos)
        << note;
  }
  EXPECT_GT(links, 10U);
  std::ofstream(folder_ / "picture.svg") << svg;
  const ProcessResult parsed =
      run_shell("python3 -c 'import xml.etree.ElementTree as x; x.parse(\"picture.svg\")'",
                folder_.path().string());
  EXPECT_EQ(parsed.exit_code, 0) << parsed.err;
  EXPECT_EQ(exported("--format svg --redact").out.find("href"), std::string::npos);
}

TEST_F(Pictures, AreTheSameAgainInEachLayout) {
  std::set<std::string> pictures;
  for (const char* layout : {"dot", "neato", "fdp", "sfdp", "circo", "twopi"}) {
    const std::string command = std::string("--format svg --layout ") + layout;
    const ProcessResult picture = exported(command);
    EXPECT_EQ(picture.exit_code, 0) << layout << picture.err;
    EXPECT_EQ(exported(command).out, picture.out) << layout;
    pictures.insert(picture.out);
  }
  EXPECT_EQ(pictures.size(), 6U) << "two layouts are one";
  EXPECT_EQ(exported("--format json --layout neato").exit_code, 2);
  EXPECT_EQ(exported("--layout no-such").exit_code, 2);
}

}  // namespace
}  // namespace rapport
