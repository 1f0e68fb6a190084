#include "graph/keyed_hash.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace rapport {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  std::string digits(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), bytes_of(bytes), bytes.size());
  digits.pop_back();
  return digits;
}

std::string KeyedHash::hex(std::string_view text, std::size_t digits) const {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key_), key_.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> sum = {};
  crypto_auth_hmacsha256_final(&state, sum.data());
  return to_hex({reinterpret_cast<const char*>(sum.data()), sum.size()}).substr(0, digits);
}

std::string keyed_hash_version() { return sodium_version_string(); }

std::string random_key() {
  if (sodium_init() < 0) throw std::runtime_error("the system gives no random bytes for a key");
  std::string key(32, '\0');
  randombytes_buf(key.data(), key.size());
  return key;
}

}  // namespace rapport
