// Applies batches to the store in a directory, to be killed by crash_test:
//
//   crash_writer DIRECTORY FIRST LAST BYTES MODE
//
// applies batches FIRST to LAST - 1 of the same random script that crash_test knows. No file may
// grow beyond BYTES (0: no limit): in MODE "die" the write that tries is cut at that byte and its
// signal kills the process, in MODE "fail" it returns an error as a full disk does. After the last
// batch the process kills itself in MODE "kill", without closing anything.
// Exit 0: all applied; 4: a StoreError, which is what a failing disk must come to.

#include <csignal>
#include <cstdlib>
#include <string>

#include <sys/resource.h>

#include "graph/store.h"
#include "tests/graph/crash_script.h"

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const std::string mode = argv[5];
  const rlim_t bytes = std::strtoull(argv[4], nullptr, 10);
  if (bytes != 0) {
    const rlimit limit{bytes, bytes};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (mode == "fail") std::signal(SIGXFSZ, SIG_IGN);
  try {
    auto store = rapport::Store::open(argv[1], rapport::Access::read_write);
    for (int n = std::atoi(argv[2]); n < std::atoi(argv[3]); ++n) {
      store.apply(rapport::testing::crash_batch(n));
    }
    if (mode == "kill") std::raise(SIGKILL);
  } catch (const rapport::StoreError&) {
    return 4;
  }
  return 0;
}
