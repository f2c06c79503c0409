// Asks once, after a crash, whether to go on with the run that was not closed.
#pragma once

#include <string>

#include "app/model/actions.h"
#include "app/ui/frame.h"

namespace adamscope {

class RestoreDialog {
 public:
  /// Asks about the run of this folder from the next draw() on.
  void open(const std::string& folder);
  /// Call once each frame. Whatever the answer, the run is marked as closed; its folder stays.
  void draw(const ui::Frame& frame, Actions& actions);

 private:
  std::string folder_;
  long steps_ = 0;
  bool isRequested_ = false;
};

}  // namespace adamscope
