// Applies batches to the store in a directory, to be killed by crash_test:
//
//   crash_writer DIRECTORY FIRST LAST BYTES MODE MOST_BUFFERED
//
// applies batches FIRST to LAST - 1 of the same random script that crash_test knows. No file may
// grow beyond BYTES (0: no limit): in MODE "die" the write that tries is cut at that byte and its
// signal kills the process, in MODE "fail" it returns an error as a full disk does. After the last
// batch the process kills itself in MODE "kill", without closing anything. In MODE "step" BYTES is
// no limit: the process kills itself right before its BYTES-th call that changes the disk. Exit 0:
// all applied; 4: a StoreError, which is what a failing disk must come to.

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>

#include <dlfcn.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "graph/store.h"
#include "tests/graph/crash_script.h"

namespace {

std::atomic<std::uint64_t> steps_to_live{0};  // 0: for ever

// The C library's own function, after a step towards the end.
template <class Function>
Function* next_step(const char* name) {
  if (steps_to_live > 0 && --steps_to_live == 0) std::raise(SIGKILL);
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// These stand before the C library's for RocksDB too, which is a shared library.
extern "C" {
ssize_t write(int fd, const void* bytes, size_t size) {
  return next_step<ssize_t(int, const void*, size_t)>("write")(fd, bytes, size);
}
int fsync(int fd) { return next_step<int(int)>("fsync")(fd); }
int fdatasync(int fd) { return next_step<int(int)>("fdatasync")(fd); }
int link(const char* from, const char* to) noexcept {
  return next_step<int(const char*, const char*)>("link")(from, to);
}
int unlink(const char* path) noexcept { return next_step<int(const char*)>("unlink")(path); }
int rename(const char* from, const char* to) noexcept {
  return next_step<int(const char*, const char*)>("rename")(from, to);
}
}

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  const std::string mode = argv[5];
  const rlim_t bytes = std::strtoull(argv[4], nullptr, 10);
  if (mode == "step") {
    steps_to_live = bytes;
  } else if (bytes != 0) {
    const rlimit limit{bytes, bytes};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (mode == "fail") std::signal(SIGXFSZ, SIG_IGN);
  try {
    auto store = rapport::Store::open(argv[1], rapport::Access::read_write,
                                      std::strtoull(argv[6], nullptr, 10));
    for (int n = std::atoi(argv[2]); n < std::atoi(argv[3]); ++n) {
      store.apply(rapport::testing::crash_batch(n));
    }
    if (mode == "kill") std::raise(SIGKILL);
  } catch (const rapport::StoreError&) {
    return 4;
  }
  return 0;
}
