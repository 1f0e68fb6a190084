#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "graph/encoding.h"
#include "ingest/source.h"

namespace rapport {

// Notes as a map from path to text. A changed text is a changed file; nothing else is.
class MemorySource : public Source {
 public:
  MemorySource() = default;
  explicit MemorySource(std::map<std::string, std::string> notes) : notes_(std::move(notes)) {}

  std::map<std::string, std::string>& notes() { return notes_; }
  void make_unreadable(const std::string& path) { unreadable_.insert(path); }
  void make_readable(const std::string& path) { unreadable_.erase(path); }
  // As `touch` does: other times, same text.
  void touch(const std::string& path) { ++touched_[path]; }
  int reads() const { return reads_; }
  // From its second read on, the note says this.
  void change_after_first_read(const std::string& path, std::string text) {
    later_.emplace(path, std::move(text));
  }

  Listing list() override {
    Listing listing;
    for (const auto& [path, text] : notes_) {
      Fingerprint fingerprint;
      fingerprint.size = text.size();
      fingerprint.modified_ns = static_cast<std::int64_t>(hash64(text) >> 1U);
      const auto touched = touched_.find(path);
      if (touched != touched_.end()) fingerprint.changed_ns = touched->second;
      listing.items.push_back({path, path, fingerprint});
    }
    return listing;
  }

  std::optional<std::string> read(const SourceItem& item, std::string& why) override {
    ++reads_;
    const auto note = notes_.find(item.handle);
    if (note == notes_.end() || unreadable_.contains(item.handle)) {
      why = "made so by the test";
      return std::nullopt;
    }
    std::string text = note->second;
    if (const auto later = later_.find(item.handle); later != later_.end()) {
      note->second = later->second;
    }
    return text;
  }

 private:
  std::map<std::string, std::string> notes_;
  std::set<std::string> unreadable_;
  std::map<std::string, std::int64_t> touched_;
  std::map<std::string, std::string> later_;
  std::atomic<int> reads_ = 0;
};

}  // namespace rapport
