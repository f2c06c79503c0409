// The box above the crossing table in which a filter is typed. What can be read takes effect at
// once; a half-typed word waits in peace, and nonsense that is left in the box is refused below it.
#pragma once

#include <string>

#include "app/model/event_filter.h"
#include "app/ui/frame.h"

namespace adamscope {

class FilterBox {
 public:
  /// Draws the box across the available width. True if the filter changed.
  bool draw(const ui::Frame& frame);

  const EventFilter& filter() const { return filter_; }
  /// Sets the filter as if it had been typed.
  void set(const EventFilter& filter);
  /// Why what stands in the box is no filter; empty if it is one.
  const std::string& refusal() const { return refusal_; }

 private:
  bool read();
  void drawProblem(const ui::Frame& frame) const;

  std::string text_;
  std::string refusal_;
  bool isTyping_ = false;
  EventFilter filter_;
};

}  // namespace adamscope
