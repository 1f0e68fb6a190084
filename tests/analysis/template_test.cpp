#include "analysis/template.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

std::string shout(const std::string& text) { return "<" + text + ">"; }

std::string render(const std::string& text, const Json& model) {
  const Wrappers wrappers = {{"bad", [](const std::string& inner) { return "!" + inner + "!"; }}};
  return render_template(text, model, shout, wrappers);
}

TEST(Template, RendersAsMustacheSays) {
  const Json model = {{"name", "Ann"},
                      {"empty", ""},
                      {"none", nullptr},
                      {"no", false},
                      {"yes", true},
                      {"zero", 0},
                      {"list", {1, 2}},
                      {"nothing", Json::array()},
                      {"e", {{"name", "Bob"}, {"title", nullptr}}},
                      {"title", "CTO"}};
  struct {
    const char* text;
    const char* rendered;
  } const cases[] = {
      {"a {{name}} b", "a <Ann> b"},
      {"{{{name}}}{{& name }}", "AnnAnn"},
      {"{{e.name}} {{#e}}{{name}}{{/e}}", "<Bob> <Bob>"},
      // What an entity lacks is not taken from around it.
      {"{{#e}}{{title}}{{#title}}x{{/title}}{{/e}}", ""},
      {"{{#empty}}x{{/empty}}{{#none}}x{{/none}}{{#no}}x{{/no}}{{#nothing}}x{{/nothing}}", ""},
      {"{{^empty}}1{{/empty}}{{^none}}2{{/none}}{{^no}}3{{/no}}{{^nothing}}4{{/nothing}}", "1234"},
      {"{{#yes}}y{{/yes}}{{#zero}}z{{/zero}}{{zero}}", "yz<0>"},
      {"{{#list}}{{.}},{{/list}}", "<1>,<2>,"},
      {"{{#bad}}a {{name}}{{/bad}}", "!a <Ann>!"},
      {"{{! a remark }}x", "x"},
  };
  for (const auto& c : cases) EXPECT_EQ(render(c.text, model), c.rendered) << c.text;
}

TEST(Template, LinesOfTagsAloneLeaveNone) {
  const Json model = {{"list", {1, 2}}, {"none", Json::array()}, {"void", ""}};
  struct {
    const char* text;
    const char* rendered;
  } const cases[] = {
      {"a\n{{#list}}\n- {{.}}\n{{/list}}\n{{^list}}\nno\n{{/list}}\n\nb\n",
       "a\n- <1>\n- <2>\n\nb\n"},
      {"a\n{{#none}}\n- {{.}}\n{{/none}}\n  {{^none}}  \nno\n{{/none}}\n\nb", "a\nno\n\nb"},
      {"{{! head }}\r\na\r\nb", "a\nb"},
      {"{{#none}}{{/none}}\nx\n", "\nx\n"},  // two tags: a line of its own
      {"a\n{{void}}\nb\n", "a\n\nb\n"},
      {"{{#list}}\n\n{{.}}\n{{/list}}\n", "\n<1>\n\n<2>\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(render(c.text, model), c.rendered) << c.text;
}

TEST(Template, WhatANoteSaysIsNoTemplate) {
  const Json model = {{"name", "{{secret}}{{#name}}"}, {"secret", "s"}};
  EXPECT_EQ(render("{{{name}}} {{#bad}}{{{name}}}{{/bad}}", model),
            "{{secret}}{{#name}} !{{secret}}{{#name}}!");
}

TEST(Template, SaysInWhichLineItIsWrong) {
  struct {
    const char* text;
    const char* why;
  } const cases[] = {
      {"a\n{{nam}}", "line 2: there is no 'nam'"},
      {"{{name.titel}}", "line 1: there is no 'titel' (of 'name.titel')"},
      {"{{#name}}\n\nx", "line 1: the section 'name' is not closed"},
      {"{{#name}}\n{{/title}}", "line 2: 'title' is closed, and is not the section that is open"},
      {"\n\n{{/name}}", "line 3: 'name' is closed, and is not the section that is open"},
      {"{{name", "line 1: a tag is not closed by }}"},
      {"{{}}", "line 1: an empty tag"},
      {"{{> name}}", "line 1: there are no partials"},
      {"{{=<% %>=}}", "line 1: the delimiters are {{ and }}"},
      {"x\x1e", "line 1: the character U+001E"},
  };
  for (const auto& c : cases) {
    try {
      check_template(c.text, {"name", "title"});
      ADD_FAILURE() << c.text;
    } catch (const TemplateError& e) {
      EXPECT_STREQ(e.what(), c.why) << c.text;
    }
  }
  EXPECT_NO_THROW(check_template(
      "{{#name}}{{.}}{{{title}}}{{& title}}{{/name}}{{^title}}{{/title}}", {"name", "title"}));
}

}  // namespace
}  // namespace rapport
