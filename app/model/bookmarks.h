// Moments of a run that are worth coming back to, each with a note: for a lecture, or to go on
// tomorrow. They lie in the run folder, in bookmarks.json, and survive a restart of the run: a
// moment that the new run has not reached yet is run to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/session/session_frames.h"

namespace adamscope {

struct Bookmark {
  long step = 0;
  std::optional<std::size_t> event;  ///< The crossing whose instant is meant, else the step's end.
  std::string note;

  friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// {"bookmarks": [{"step": 500, "event": 1234, "note": "..."}]}; "event" may be missing.
std::string bookmarksToJson(const std::vector<Bookmark>& bookmarks);
/// Error: what is wrong, after `fileName`.
Result<std::vector<Bookmark>> bookmarksFromJson(const std::string& text,
                                                const std::string& fileName);

class Bookmarks {
 public:
  /// Ascending by moment.
  const std::vector<Bookmark>& all() const { return all_; }
  /// The bookmark of the moment shown, if it has one.
  std::optional<std::size_t> at(const TrainFrame& train) const;
  /// The nearest one after (before) the moment shown.
  std::optional<std::size_t> after(const TrainFrame& train) const;
  std::optional<std::size_t> before(const TrainFrame& train) const;

  /// Marks the moment shown; where there is a bookmark already, that one. Its index.
  std::size_t add(const TrainFrame& train);
  void remove(std::size_t index);
  void setNote(std::size_t index, std::string note);

  /// Takes over the bookmarks of a run folder, if it has any. Error: as bookmarksFromJson.
  Status load(const std::string& folder);
  /// Writes them into the folder if that or they are new. Call once a frame; an empty folder name
  /// is none. Error: why it cannot; tried again only after the next change.
  Status saveIfNew(const std::string& folder);

 private:
  std::vector<Bookmark> all_;
  std::string savedFolder_;
  bool isSaved_ = true;
};

}  // namespace adamscope
