#include "ingest/in_order.h"

#include <atomic>
#include <numeric>
#include <stdexcept>

#include <gtest/gtest.h>

// That results are taken in the order of the items, one at a time, for any number of threads.

namespace rapport {
namespace {

std::vector<int> numbers(int count) {
  std::vector<int> items(static_cast<std::size_t>(count));
  std::iota(items.begin(), items.end(), 0);
  return items;
}

// Some items take longer than those behind them.
int busy_square(int n) {
  std::atomic<int> steps = n % 7 == 0 ? 20'000 : 10;
  while (steps > 0) --steps;
  return n * n;
}

TEST(InOrder, TakesResultsInTheOrderOfTheItems) {
  for (const std::size_t threads : {0U, 1U, 2U, 3U, 8U}) {
    for (const int count : {0, 1, 31, 32, 1000}) {
      std::vector<int> taken;
      std::atomic<int> inside = 0;
      in_order(threads, numbers(count), busy_square, [&](int result) {
        EXPECT_EQ(++inside, 1) << "two results at once";
        taken.push_back(result);
        --inside;
      });
      std::vector<int> expected;
      for (const int n : numbers(count)) expected.push_back(n * n);
      EXPECT_EQ(taken, expected) << threads << " threads, " << count << " items";
    }
  }
}

TEST(InOrder, ThrowsOnWhatWorkAndTakeThrow) {
  for (const std::size_t threads : {1U, 4U}) {
    int taken = 0;
    const auto fail_at_50 = [](int n) {
      if (n == 50) throw std::runtime_error("item 50");
      return n;
    };
    EXPECT_THROW(in_order(threads, numbers(100), fail_at_50, [&](int) { ++taken; }),
                 std::runtime_error);
    EXPECT_LE(taken, 50);
    EXPECT_THROW(in_order(threads, numbers(100), busy_square,
                          [](int) { throw std::logic_error("not taken"); }),
                 std::logic_error);
  }
}

TEST(InOrder, KeepsFewResultsWaiting) {
  constexpr std::size_t kThreads = 4;
  std::atomic<int> made = 0;
  int most_ahead = 0;
  int taken = 0;
  in_order(
      kThreads, numbers(2000),
      [&](int n) {
        ++made;
        return n;
      },
      [&](int) {
        ++taken;
        most_ahead = std::max(most_ahead, made - taken);
      });
  EXPECT_LE(most_ahead, static_cast<int>(kThreads) * 4);
}

}  // namespace
}  // namespace rapport
