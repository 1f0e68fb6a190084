#pragma once

#include <string>
#include <string_view>

namespace rapport {

// HMAC-SHA-256 (RFC 2104) by libsodium: the same text gives the same digits under one key, and
// without the key nobody can tell whose they are. With it, a name can still be guessed and tried.
class KeyedHash {
 public:
  // Any number of bytes; 32 random ones are as good as it gets.
  explicit KeyedHash(std::string key) : key_(std::move(key)) {}

  // `digits` lower-case hexadecimal digits, 64 at most.
  std::string hex(std::string_view text, std::size_t digits = 64) const;

 private:
  std::string key_;
};

// 32 bytes from the kernel's random source. Throws std::runtime_error where there is none.
std::string random_key();

// Of libsodium, as it is linked.
std::string keyed_hash_version();

// Lower-case hexadecimal digits, two a byte.
std::string to_hex(std::string_view bytes);

}  // namespace rapport
