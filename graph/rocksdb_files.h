#pragma once

#include <memory>

#include <rocksdb/file_system.h>

namespace rapport {

// The files of a store that is written, as the system keeps them but for three things: they are for
// their owner only; CURRENT never names a manifest whose own name may not be on disk; and when a
// manifest could not be written, no table goes.
std::shared_ptr<rocksdb::FileSystem> store_file_system();

}  // namespace rapport
