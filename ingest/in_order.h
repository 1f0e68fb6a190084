#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace rapport {

namespace pipeline {

// What a pipeline promises, told to ThreadSanitizer, which sees nothing of the inside of oneTBB:
// who passes a place sees all that was done by those who left it before.
#if defined(__SANITIZE_THREAD__)
inline void enter(void* place) { __tsan_acquire(place); }
inline void leave(void* place) { __tsan_release(place); }
#else
inline void enter(void*) {}
inline void leave(void*) {}
#endif

}  // namespace pipeline

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
  // Of so many items on their way no two share a result's place: they come and go in order.
  const std::size_t most = threads * 4;
  std::vector<std::optional<Result>> results(most);
  std::size_t next = 0;
  const auto give = [&](tbb::flow_control& control) -> std::size_t {
    pipeline::enter(&next);
    if (next == items.size()) control.stop();
    const std::size_t given = next++;
    pipeline::leave(&next);
    return given;
  };
  const auto work_on = [&](std::size_t given) {
    std::optional<Result>& result = results[given % most];
    pipeline::enter(&result);
    result.emplace(work(items[given]));
    pipeline::leave(&result);
    return given;
  };
  const auto take_next = [&](std::size_t given) {
    std::optional<Result>& result = results[given % most];
    pipeline::enter(&result);
    pipeline::enter(&results);
    take(std::move(*result));
    result.reset();
    pipeline::leave(&results);
    pipeline::leave(&result);
  };
  // As many as were asked for, also where there are fewer cores.
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  arena.execute([&] {
    tbb::parallel_pipeline(
        most,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, give) &
            tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, work_on) &
            tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, take_next));
  });
  pipeline::enter(&next);
  pipeline::enter(&results);
}

}  // namespace rapport
