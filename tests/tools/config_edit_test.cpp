#include "tools/config_edit.h"

#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tools/config.h"
#include "tools/errors.h"

namespace rapport {
namespace {

constexpr std::array kValues = {ParameterValue{"half_life_days", 41}, ParameterValue{"kappa", 1.5}};

std::string edited(std::string_view text) {
  try {
    return set_parameters(text, kValues, ".rapport.yaml");
  } catch (const UsageError& e) {
    return e.what();
  }
}

TEST(ConfigEdit, TouchesTheTwoNumbersAlone) {
  struct {
    const char* before;
    const char* after;
  } const cases[] = {
      {"", "parameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      {"me: Ann Lee\n", "me: Ann Lee\nparameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      {"me: Ann Lee", "me: Ann Lee\nparameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      {"# half_life_days: 3\n",
       "# half_life_days: 3\nparameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      // Where they stand.
      {"parameters:\n    half_life_days:  60   # the default\n    kappa: 2\nme: Ann # that's me\n",
       "parameters:\n    half_life_days:  41   # the default\n    kappa: 1.5\nme: Ann # that's "
       "me\n"},
      {"parameters:\n  \"kappa\" : \"2\"\n  'half_life_days': '60'\n",
       "parameters:\n  \"kappa\" : \"1.5\"\n  'half_life_days': '41'\n"},
      {"parameters: {half_life_days: 60, kappa: 2}   # both\n",
       "parameters: {half_life_days: 41, kappa: 1.5}   # both\n"},
      {"parameters: {kappa: 2,\n  half_life_days: 60}\n",
       "parameters: {kappa: 1.5,\n  half_life_days: 41}\n"},
      // One of them.
      {"parameters:\n  # slower\n  half_life_days: 90\n  gamma_direct: 1\n",
       "parameters:\n  kappa: 1.5\n  # slower\n  half_life_days: 41\n  gamma_direct: 1\n"},
      // None of them.
      {"parameters:   # mine\n  # x\n    gamma_direct: 1\nme: Ann\n",
       "parameters:   # mine\n    half_life_days: 41\n    kappa: 1.5\n  # x\n    gamma_direct: "
       "1\nme: Ann\n"},
      {"parameters: {gamma_direct: 1}\n",
       "parameters: {half_life_days: 41, kappa: 1.5, gamma_direct: 1}\n"},
      {"parameters: {}\n", "parameters: {half_life_days: 41, kappa: 1.5}\n"},
      {"parameters:\n", "parameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      {"parameters:", "parameters:\n  half_life_days: 41\n  kappa: 1.5\n"},
      {"parameters: # {kappa: 3}\nme: Ann\n",
       "parameters: # {kappa: 3}\n  half_life_days: 41\n  kappa: 1.5\nme: Ann\n"},
      // Line ends and bytes that mean nothing stay.
      {"me: Ann\r\n\r\n# x  \r\n",
       "me: Ann\r\n\r\n# x  \r\nparameters:\r\n  half_life_days: 41\r\n  kappa: 1.5\r\n"},
      {"parameters:\r\n  kappa: 2\r\n", "parameters:\r\n  half_life_days: 41\r\n  kappa: 1.5\r\n"},
      // Another word with the same end, and one of the same name elsewhere.
      {"me: kappa\nignore: [half_life_days]\nparameters:\n  kappa: 2\n  half_life_days: 2\n",
       "me: kappa\nignore: [half_life_days]\nparameters:\n  kappa: 1.5\n  half_life_days: 41\n"},
      {"parameters: {statement_half_life_days: 60, half_life_days: 60, kappa: 60}\n",
       "parameters: {statement_half_life_days: 60, half_life_days: 41, kappa: 1.5}\n"},
      // Already so.
      {"parameters: {half_life_days: 41, kappa: 1.50}\n",
       "parameters: {half_life_days: 41, kappa: 1.5}\n"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(edited(c.before), c.after) << c.before;
    const Parameters read = parse_config(edited(c.before), "f").parameters;
    EXPECT_EQ(read.half_life_days, 41) << c.before;
    EXPECT_EQ(read.kappa, 1.5) << c.before;
  }
}

TEST(ConfigEdit, RefusesWhatItCannotEditSafely) {
  for (const char* text : {
           "{me: Ann}\n",
           "parameters: ~\n",
           "parameters:\n  ? kappa\n  : 2\n",
           "parameters:\n  kappa:\n    2\n",
           "me: Ann\n...\n",
           "parameters:\n  {gamma_direct: 1}\n",
           "\"parameters\":\n  kappa: 2\n  kappa: 3\n",
           "parameters: {gamma_direct: 1}\nparameters: {kappa: 1}\n",
       }) {
    EXPECT_TRUE(edited(text).starts_with(".rapport.yaml cannot be edited") ||
                parse_config(edited(text), "f").parameters.kappa == 1.5)
        << text << "->\n"
        << edited(text);
  }
  EXPECT_EQ(edited("{me: Ann}\n"),
            ".rapport.yaml cannot be edited without touching more than the parameters; write into "
            "it: parameters: {half_life_days: 41, kappa: 1.5}");
}

// Whatever settings are put together: they are edited, or it is refused; nothing else changes.
TEST(ConfigEdit, KeepsAllOtherLines) {
  const std::array<const char*, 12> kLines = {"me: Ann Lee",
                                              "# kappa: 9",
                                              "",
                                              "ignore: [A/**, \"kappa: 2\"]",
                                              "ignore:\n  - kappa\n  - 'half_life_days: 1'",
                                              "titles: {vp: [parameters]}",
                                              "parameters:\n  kappa: 2 # half_life_days: 3",
                                              "parameters: {half_life_days: 3}",
                                              "parameters:\n  # kappa: 3\n  gamma_direct: 0.5",
                                              "identities: a.yaml",
                                              "  # parameters:",
                                              "templates: Forms"};
  std::mt19937 random(29);
  int edits = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto n = random() % 6; n > 0; --n) {
      text += std::string(kLines[random() % kLines.size()]) + (random() % 4 == 0 ? "\r\n" : "\n");
    }
    if (random() % 5 == 0 && !text.empty()) text.pop_back();
    std::string after;
    try {
      after = set_parameters(text, kValues, "f");
    } catch (const UsageError&) {
      continue;
    }
    ++edits;
    const Config was = parse_config(text, "f");
    const Config is = parse_config(after, "f");
    EXPECT_EQ(is.me, was.me);
    EXPECT_EQ(is.rules.ignore, was.rules.ignore) << text;
    EXPECT_EQ(is.identities, was.identities);
    EXPECT_EQ(is.parameters.gamma_direct, was.parameters.gamma_direct);
    EXPECT_EQ(is.parameters.half_life_days, 41) << text;
    EXPECT_EQ(is.parameters.kappa, 1.5) << text;
  }
  EXPECT_GT(edits, 800);
}

}  // namespace
}  // namespace rapport
