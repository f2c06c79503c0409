// The two dialogs of the Help menu: all keys, and what this program is.
#pragma once

#include "app/ui/frame.h"

namespace adamscope {

class HelpDialogs {
 public:
  /// Shows them, from the next draw() on.
  void showKeys() { wantsKeys_ = true; }
  void showAbout() { wantsAbout_ = true; }
  /// Call once each frame.
  void draw(const ui::Frame& frame);

 private:
  bool wantsKeys_ = false;
  bool wantsAbout_ = false;
};

}  // namespace adamscope
