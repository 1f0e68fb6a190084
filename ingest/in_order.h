#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace rapport {

// Calls `work` for each item, on up to `threads` threads at once, and `take` with each result, one
// at a time and in the order of the items: what `take` does is the same for any number of threads.
// At most four results a thread wait for their turn. What `work` or `take` throws ends it all and
// is thrown on.
template <class Item, class Work, class Take>
void in_order(std::size_t threads, const std::vector<Item>& items, const Work& work,
              const Take& take) {
  constexpr std::size_t kFewest = 32;  // less is done before threads are started
  if (threads <= 1 || items.size() < kFewest) {
    for (const Item& item : items) take(work(item));
    return;
  }
  namespace tbb = oneapi::tbb;
  using Result = decltype(work(items.front()));
  std::size_t next = 0;
  const auto give = [&](tbb::flow_control& control) -> std::size_t {
    if (next == items.size()) control.stop();
    return next++;
  };
  // As many as were asked for, also where there are fewer cores.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        threads * 4,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, give) &
            tbb::make_filter<std::size_t, Result>(tbb::filter_mode::parallel,
                                                  [&](std::size_t i) { return work(items[i]); }) &
            tbb::make_filter<Result, void>(tbb::filter_mode::serial_in_order,
                                           [&](Result result) { take(std::move(result)); }));
  });
}

}  // namespace rapport
