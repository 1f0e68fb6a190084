#include "tools/progress.h"

#include <cstdio>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace rapport {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
constexpr milliseconds kFirstAfter{500};
constexpr milliseconds kThenEvery{100};
constexpr std::size_t kBarWidth = 30;

}  // namespace

Progress::Progress(bool enabled) : enabled_(enabled && ::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::update(std::size_t done, std::size_t total) {
  if (!enabled_ || total == 0) return;
  const auto now = Clock::now();
  if (now - start_ < kFirstAfter || (shown_ && now - last_ < kThenEvery)) return;
  last_ = now;
  shown_ = true;
  const double seconds = duration<double>(now - start_).count();
  const double rate = static_cast<double>(done) / seconds;
  const double left = rate > 0 ? static_cast<double>(total - done) / rate : 0;
  const std::size_t filled = kBarWidth * done / total;
  std::string bar(filled, '#');
  bar.resize(kBarWidth, '.');
  const std::string line = fmt::format("\r\x1b[K[{}] {}/{} notes, {:.0f}/s, {:.0f} s left", bar,
                                       done, total, rate, left);
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace rapport
