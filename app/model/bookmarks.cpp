#include "app/model/bookmarks.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/file.h"

namespace adamscope {

namespace {

using nlohmann::json;

constexpr const char* kFile = "/bookmarks.json";

/// Orders moments: the end of a step comes after all of its crossings.
std::pair<long, std::size_t> placeOf(long step, const std::optional<std::size_t>& event) {
  return {step, event.value_or(std::numeric_limits<std::size_t>::max())};
}

std::pair<long, std::size_t> placeOf(const Bookmark& bookmark) {
  return placeOf(bookmark.step, bookmark.event);
}

}  // namespace

std::string bookmarksToJson(const std::vector<Bookmark>& bookmarks) {
  json list = json::array();
  for (const Bookmark& bookmark : bookmarks) {
    json entry{{"step", bookmark.step}, {"note", bookmark.note}};
    if (bookmark.event) entry["event"] = *bookmark.event;
    list.push_back(std::move(entry));
  }
  return json{{"bookmarks", std::move(list)}}.dump(2, ' ', false, json::error_handler_t::replace) +
         "\n";
}

Result<std::vector<Bookmark>> bookmarksFromJson(const std::string& text,
                                                const std::string& fileName) {
  const json whole = json::parse(text, nullptr, false);
  const Error error{fileName + ": no list of bookmarks; remove the file to go on without them"};
  if (!whole.is_object() || !whole.contains("bookmarks")) return error;
  if (!whole["bookmarks"].is_array()) return error;
  std::vector<Bookmark> bookmarks;
  for (const json& entry : whole["bookmarks"]) {
    const bool isOne = entry.is_object() && entry.contains("step") &&
                       entry["step"].is_number_unsigned() && entry.contains("note") &&
                       entry["note"].is_string();
    if (!isOne) return error;
    Bookmark bookmark{.step = entry["step"].get<long>(), .event = {}, .note = entry["note"]};
    if (entry.contains("event")) {
      if (!entry["event"].is_number_unsigned()) return error;
      bookmark.event = entry["event"].get<std::size_t>();
    }
    bookmarks.push_back(std::move(bookmark));
  }
  std::stable_sort(bookmarks.begin(), bookmarks.end(),
                   [](const Bookmark& a, const Bookmark& b) { return placeOf(a) < placeOf(b); });
  return bookmarks;
}

std::optional<std::size_t> Bookmarks::at(const TrainFrame& train) const {
  const auto place = placeOf(train.step, train.event);
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (placeOf(all_[i]) == place) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Bookmarks::after(const TrainFrame& train) const {
  const auto place = placeOf(train.step, train.event);
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (placeOf(all_[i]) > place) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Bookmarks::before(const TrainFrame& train) const {
  const auto place = placeOf(train.step, train.event);
  for (std::size_t i = all_.size(); i-- > 0;) {
    if (placeOf(all_[i]) < place) return i;
  }
  return std::nullopt;
}

std::size_t Bookmarks::add(const TrainFrame& train) {
  if (const auto known = at(train)) return *known;
  const std::size_t index = after(train).value_or(all_.size());
  all_.insert(all_.begin() + static_cast<std::ptrdiff_t>(index),
              {.step = train.step, .event = train.event, .note = {}});
  isSaved_ = false;
  return index;
}

void Bookmarks::remove(std::size_t index) {
  all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(index));
  isSaved_ = false;
}

void Bookmarks::setNote(std::size_t index, std::string note) {
  if (all_[index].note == note) return;
  all_[index].note = std::move(note);
  isSaved_ = false;
}

Status Bookmarks::load(const std::string& folder) {
  std::error_code missing;
  if (!std::filesystem::exists(folder + kFile, missing)) return {};
  const Result<std::string> text = readTextFile(folder + kFile);
  if (!text) return text.error();
  Result<std::vector<Bookmark>> loaded = bookmarksFromJson(*text, folder + kFile);
  if (!loaded) return loaded.error();
  all_ = std::move(*loaded);
  isSaved_ = false;
  return {};
}

Status Bookmarks::saveIfNew(const std::string& folder) {
  if (folder.empty() || (isSaved_ && (folder == savedFolder_ || all_.empty()))) return {};
  savedFolder_ = folder;
  isSaved_ = true;
  return writeFileAtomically(folder + kFile, bookmarksToJson(all_));
}

}  // namespace adamscope
