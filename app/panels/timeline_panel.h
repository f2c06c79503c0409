// The run from its first step to its last as one strip: crossings as bars in the layers' colours,
// changes of settings and bookmarks as marks, and the moment that everything else shows, which can
// be dragged.
//
//   |< bookmark >|   ▼ mark      ⚑ bookmark                 | [1x] [Runs 2] [Newest]
//   | ||||:.:...::....|....:....................|:.         |
//                     ^ the moment shown
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/model/actions.h"
#include "app/model/bookmarks.h"
#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

/// Crossings by layer over a strip of `columns` equal parts of the steps 0 .. `last`: entry
/// [column * layers + layer - 1].
std::vector<std::int64_t> crossingColumns(const RunHistory& history, long last, int columns);

/// "step 738", or at a crossing "step 738 + τ 0.978: neuron (2, 8) turns on for sample 8".
std::string momentText(const TrainFrame& train);

class TimelinePanel {
 public:
  /// Draws into `rect` of the current ImGui window.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
            const ui::Rect& rect);
  /// The note of the moment shown, as a caption at the lower edge of `views`; a window of its own.
  void drawCaption(const ui::Frame& frame, const ModelFrame& model, const ui::Rect& views) const;

  Bookmarks& bookmarks() { return bookmarks_; }
  /// Marks the moment shown and asks for a note.
  void addBookmark(const TrainFrame& train);
  void toNextBookmark(const TrainFrame& train, Actions& actions) const;
  void toPreviousBookmark(const TrainFrame& train, Actions& actions) const;

 private:
  void drawButtons(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                   Actions& actions, const ui::Rect& rect);
  void drawTrack(const ui::Frame& frame, const ModelFrame& model, Actions& actions,
                 const ui::Rect& track);
  void drawBars(const ui::Frame& frame, const TrainFrame& train, const ui::Rect& track);
  bool drawMarks(const ui::Frame& frame, const TrainFrame& train, Actions& actions,
                 const ui::Rect& track);
  void drawPlayhead(const ui::Frame& frame, const TrainFrame& train, const ui::Rect& track) const;
  void drawNote(const ui::Frame& frame, const TrainFrame& train);
  void drawRuns(const ui::Frame& frame, const TrainFrame& train, UiState& state, Actions& actions);
  void show(std::size_t bookmark, const TrainFrame& train, Actions& actions) const;

  Bookmarks bookmarks_;
  std::optional<std::size_t> noted_;  // the bookmark whose note is being written
  std::string note_;
  bool opensNote_ = false;
  bool isScrubbing_ = false;
  long lastSought_ = -1;

  // The bars, until the run or the width is another.
  std::shared_ptr<const RunHistory> barsHistory_;
  long barsLast_ = -1;
  int barsColumns_ = 0;
  std::vector<std::int64_t> bars_;
};

}  // namespace adamscope
