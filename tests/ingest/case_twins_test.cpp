#include "ingest/case_twins.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

std::string twins(const std::vector<std::string>& paths) {
  std::vector<SourceItem> items;
  for (const std::string& path : paths) items.push_back({path, path, {}});
  std::vector<const SourceItem*> notes;
  for (const SourceItem& item : items) notes.push_back(&item);
  std::string text;
  for (const Diagnostic& d : case_twins(notes))
    text += d.note + " " + d.message.substr(0, 25) + ";";
  return text;
}

TEST(CaseTwins, AreNotesThatLinksCannotTell) {
  EXPECT_EQ(twins({"a/Zoe\xCC\x88.md", "a/Zoë.md"}), "a/Zoë.md differs from a/Zoe\xCC\x88.md o;");
  EXPECT_EQ(twins({"b/Plan.md", "b/plan.md"}), "b/plan.md differs from b/Plan.md on;");
  EXPECT_EQ(twins({"a/plan.md", "b/plan.md", "plan.md"}), "");
}

}  // namespace
}  // namespace rapport
