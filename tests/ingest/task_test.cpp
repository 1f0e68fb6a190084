#include "ingest/task.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rapport {
namespace {

std::string dump(const std::optional<Task>& task) {
  if (!task) return "-";
  std::string text = fmt::format("[{}] {}", task->status, task->text);
  const auto add = [&](std::string_view name, std::optional<Date> date) {
    if (date) text += fmt::format(" {}={}", name, to_iso(*date));
  };
  if (!task->owner.empty()) text += (task->owner_is_linked ? " ~@" : " @") + task->owner;
  if (!task->priority.empty()) text += " !" + task->priority;
  add("due", task->due);
  add("scheduled", task->scheduled);
  add("start", task->start);
  add("created", task->created);
  add("done", task->done);
  for (const auto& bad : task->bad_dates) text += fmt::format(" bad={}@{}", bad.text, bad.column);
  return text;
}

struct Row {
  const char* line;
  const char* task;
};

TEST(Tasks, AreListItemsWithABox) {
  const Row rows[] = {
      {"- [ ] send", "[ ] send"},
      {"* [x] send", "[x] send"},
      {"+ [X] send", "[X] send"},
      {"1. [ ] send", "[ ] send"},
      {"12) [ ] send", "[ ] send"},
      {"  - [/] send", "[/] send"},
      {"\t- [-] send", "[-] send"},
      {"> - [?] send", "[?] send"},
      {"- [>] send", "[>] send"},
      {"- [R] send", "[R] send"},
      {"- [!] send", "[!] send"},
      {"-   [ ] send", "[ ] send"},
      {"- [ ]   much   room  ", "[ ] much room"},
      {"- [] send", "-"},
      {"- [ ]send", "-"},
      {"- [ ]", "-"},
      {"- [xx] send", "-"},
      {"[ ] send", "-"},
      {"-[ ] send", "-"},
      {"1 [ ] send", "-"},
      {"- send", "-"},
      {"- [[Ann Lee]] send", "-"},
      {"- [a](b.md) send", "-"},
      {"text - [ ] send", "-"},
      {"", "-"},
      {">", "-"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(parse_task(row.line)), row.task) << row.line;
}

TEST(Tasks, HaveStates) {
  struct {
    char status;
    const char* name;
    bool open;
  } const cases[] = {{' ', "open", true},     {'/', "in progress", true}, {'x', "done", false},
                     {'X', "done", false},    {'-', "cancelled", false},  {'>', "deferred", true},
                     {'?', "question", true}, {'R', "research", true},    {'!', "open", true}};
  for (const auto& c : cases) {
    EXPECT_EQ(status_name(c.status), c.name) << c.status;
    EXPECT_EQ(is_open(c.status), c.open) << c.status;
  }
}

TEST(Tasks, HaveDatesAndPriorities) {
  const Row rows[] = {
      {"- [ ] a 📅 2025-11-20", "[ ] a due=2025-11-20"},
      {"- [x] a ✅ 2025-11-06", "[x] a done=2025-11-06"},
      {"- [ ] a ➕ 2025-11-01 🛫 2025-11-02 ⏳ 2025-11-03 📅 2025-11-04 ✅ 2025-11-05",
       "[ ] a due=2025-11-04 scheduled=2025-11-03 start=2025-11-02 created=2025-11-01 "
       "done=2025-11-05"},
      {"- [ ] a 📅2025-11-20 b", "[ ] a b due=2025-11-20"},
      {"- [ ] a 📅️ 2025-11-20", "[ ] a due=2025-11-20"},
      {"- [ ] a [due:: 2025-11-20] b", "[ ] a b due=2025-11-20"},
      {"- [ ] a (scheduled:: 2025-11-20)", "[ ] a scheduled=2025-11-20"},
      {"- [ ] a [due:: 2025-11-20] [completion:: 2025-11-06]",
       "[ ] a due=2025-11-20 done=2025-11-06"},
      {"- [ ] a [estimate:: 2h]", "[ ] a [estimate:: 2h]"},
      {"- [-] a ❌ 2025-11-20", "[-] a"},
      {"- [ ] ✅ said yes", "[ ] ✅ said yes"},
      {"- [ ] a 📅 2025-13-45", "[ ] a bad=2025-13-45@14"},
      {"- [ ] a 📅 2025-02-30 b", "[ ] a b bad=2025-02-30@14"},
      {"- [ ] a 📅 20/11/2025", "[ ] a bad=20/11/2025@14"},
      {"- [ ] a 📅 soon", "[ ] a 📅 soon"},
      {"- [ ] a [due:: tomorrow]", "[ ] a bad=tomorrow@16"},
      {"- [ ] a 🔺", "[ ] a !highest"},
      {"- [ ] ⏫ a", "[ ] a !high"},
      {"- [ ] a 🔼 b", "[ ] a b !medium"},
      {"- [ ] a 🔽", "[ ] a !low"},
      {"- [ ] a ⏬ 📅 2025-11-20 #tag", "[ ] a !lowest due=2025-11-20"},
      {"- [ ] a 🔼 ⏫", "[ ] a !high"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(parse_task(row.line)), row.task) << row.line;
}

TEST(Tasks, HaveOwners) {
  const Row rows[] = {
      {"- [ ] send @[[Ann Lee]]", "[ ] send @Ann Lee"},
      {"- [ ] send @[[People/Ann Lee|Ann]] 📅 2025-11-20", "[ ] send @Ann Lee due=2025-11-20"},
      {"- [ ] send @AnnLee", "[ ] send @AnnLee"},
      {"- [ ] send @Ann Lee", "[ ] send @Ann Lee"},
      {"- [ ] @Ann Lee send", "[ ] send @Ann Lee"},
      {"- [ ] send (@Ann Lee)", "[ ] send @Ann Lee"},
      {"- [ ] send @Myself", "[ ] send @Myself"},
      {"- [ ] send @ann tomorrow", "[ ] send tomorrow @ann"},
      {"- [ ] send @Zoë Müller-Brandt", "[ ] send @Zoë Müller-Brandt"},
      {"- [ ] mail ann@lee.com", "[ ] mail ann@lee.com"},
      {"- [ ] mail ann@lee.com @Bob Ray", "[ ] mail ann@lee.com @Bob Ray"},
      {"- [ ] meet @ noon", "[ ] meet @ noon"},
      {"- [ ] [[Ann Lee]] send", "[ ] Ann Lee send ~@Ann Lee"},
      {"- [ ] [[Ann Lee|Ann]]: send", "[ ] Ann: send ~@Ann Lee"},
      {"- [ ] batch plan [[Ann Lee]]", "[ ] batch plan Ann Lee ~@Ann Lee"},
      {"- [ ] batch plan [[Ann Lee]] 📅 2025-11-20 #x",
       "[ ] batch plan Ann Lee ~@Ann Lee due=2025-11-20"},
      {"- [ ] [[Ann Lee]] to help @Bob", "[ ] Ann Lee to help @Bob"},
      {"- [ ] send the plan to [[Ann Lee]]", "[ ] send the plan to Ann Lee"},
      {"- [ ] call [[Ann Lee]]", "[ ] call Ann Lee"},
      {"- [ ] please ask [[Ann Lee]]", "[ ] please ask Ann Lee"},
      {"- [ ] ask [[Ann Lee]] for the plan", "[ ] ask Ann Lee for the plan"},
      {"- [ ] covers for [[Ann Lee]] @Myself", "[ ] covers for Ann Lee @Myself"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(parse_task(row.line)), row.task) << row.line;
}

TEST(Tasks, OfHostileLengthAreCut) {
  std::string line = "- [ ] ";
  for (int i = 0; i < 50'000; ++i) line += "@a ";
  EXPECT_LT(parse_task(line)->text.size(), 5000U);
}

}  // namespace
}  // namespace rapport
