// What has to be said over a picture: that it is not complete, that it shows an earlier moment than
// the numbers beside it, or that there is none of the present run yet.
#pragma once

#include <string>
#include <vector>

#include "app/model/ui_state.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope {

/// A line of small text on a quiet plate, so that it can be read on any picture.
void drawNote(const ui::Frame& frame, ImDrawList& list, ImVec2 corner, const std::string& text,
              ImU32 color);

/// Dims the picture and says why, in the middle, beginning with a capital.
void drawVeil(const ui::Frame& frame, const ui::Rect& rect, const std::string& text);
/// The text alone, where there is no picture.
void drawInMiddle(const ui::Frame& frame, const ui::Rect& rect, std::string text);

/// What holds of the regions that are shown: truncated, or of an earlier step because finding them
/// takes longer than one notices.
std::vector<std::string> regionNotes(const AnalysisFrame& analysis, const TrainFrame& now);

/// The notes on the picture of the input slice.
class PictureNotes {
 public:
  void draw(const ui::Frame& frame, const ModelFrame& model, const ui::Rect& rect);

 private:
  double staleSince_ = -1.0;  ///< Since when the picture is another run's; negative: it is not.
};

}  // namespace adamscope
