#include "tools/owner_setting.h"

#include <gtest/gtest.h>

#include "tools/errors.h"

namespace rapport {
namespace {

std::string set(const std::string& text, const std::vector<std::string>& names) {
  return with_owner(text, names, "c.yaml");
}

TEST(OwnerSetting, IsWrittenAndEveryOtherByteKept) {
  struct {
    const char* before;
    const char* after;
  } const cases[] = {
      {"", "me: \"Ann Lee\"\n"},
      {"ignore: [a]\n", "ignore: [a]\nme: \"Ann Lee\"\n"},
      {"ignore: [a]", "ignore: [a]\nme: \"Ann Lee\"\n"},
      {"# mine\r\nignore: [a]\r\n", "# mine\r\nignore: [a]\r\nme: \"Ann Lee\"\r\n"},
      {"---\nignore: [a]\n...\n", "---\nme: \"Ann Lee\"\nignore: [a]\n...\n"},
      {"\xEF\xBB\xBFignore: [a]\n", "\xEF\xBB\xBFignore: [a]\nme: \"Ann Lee\"\n"},
      {"me: Bob Ray\n", "me: \"Ann Lee\"\n"},
      {"me: Bob Ray", "me: \"Ann Lee\""},
      {"me:\n", "me: \"Ann Lee\"\n"},
      {"me:   Bob Ray   # that is me\r\nignore: [a]\r\n",
       "me: \"Ann Lee\"   # that is me\r\nignore: [a]\r\n"},
      {"me: # who?\nignore: [a]\n", "me: \"Ann Lee\" # who?\nignore: [a]\n"},
      {"me: \"Bob # Ray\" # b\n", "me: \"Ann Lee\" # b\n"},
      {"me: 'Bob ''# Ray'\n", "me: \"Ann Lee\"\n"},
      {"ignore: [a]\nme:\n  - Bob Ray\n  - B. Ray # old\n\n# parameters\nparameters: {}\n",
       "ignore: [a]\nme: \"Ann Lee\"\n\n# parameters\nparameters: {}\n"},
      {"me: [Bob Ray,\n     B. Ray]\nignore: [a]\n", "me: \"Ann Lee\"\nignore: [a]\n"},
      {"me:\n- Bob Ray\n- B. Ray\nignore: [a]\n", "me: \"Ann Lee\"\nignore: [a]\n"},
      {"me: Ann Lee # as it is\n", "me: Ann Lee # as it is\n"},
      {"me: O'Brien Lee # x\n", "me: \"Ann Lee\" # x\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(set(c.before, {"Ann Lee"}), c.after) << c.before;
  EXPECT_EQ(set("me: Ann Lee\n", {"Ann \"A\" Lee", "ann@acme.example"}),
            "me: [\"Ann \\\"A\\\" Lee\", \"ann@acme.example\"]\n");
}

TEST(OwnerSetting, RefusesWhatItCannotChangeSafely) {
  for (const char* text : {"{me: Bob Ray}\n", "{ignore: [a]}\n", "me: a: b\n", "igonre: [a]\n"}) {
    EXPECT_THROW(set(text, {"Ann Lee"}), UsageError) << text;
  }
}

}  // namespace
}  // namespace rapport
