// Short messages over the views. Errors stay until they are dismissed; notices fade after some
// seconds, not while the mouse is on them. Equal messages become one with a count.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/ui/frame.h"
#include "app/ui/rect.h"

namespace adamscope::ui {

/// What a message offers to do: "Open folder".
struct ToastAction {
  std::string label;
  std::function<void()> run;
};

class Toasts {
 public:
  /// What went wrong and what to do about it; stays until it is dismissed.
  void error(std::string text, std::optional<ToastAction> action = std::nullopt);
  /// What was done ("Saved to ..."); fades.
  void notice(std::string text, std::optional<ToastAction> action = std::nullopt);

  /// Draws them in the lower right corner of `area` (the views: it must not reach the transport
  /// bar), the newest lowest; what does not fit is counted.
  void draw(const Frame& frame, const Rect& area);

  /// Messages that are shown or wait to be.
  int count() const { return static_cast<int>(toasts_.size()); }
  void clear() { toasts_.clear(); }

 private:
  struct Toast {
    int id = 0;
    bool isError = false;
    std::string text;
    int count = 1;
    std::optional<ToastAction> action{};
    float height = 0.0F;       ///< As last drawn; 0 before.
    double endSeconds = -1.0;  ///< When a notice is gone; set when it is first drawn.
    bool isDismissed = false;
  };

  void add(bool isError, std::string text, std::optional<ToastAction> action);
  static void drawContent(const Frame& frame, Toast& toast, float width);
  static void drawOne(const Frame& frame, Toast& toast, ImVec2 lowerRight, ImVec2 most);
  static void keepTime(const Frame& frame, Toast& toast);

  int nextId_ = 0;
  std::vector<Toast> toasts_;  ///< Oldest first.
};

}  // namespace adamscope::ui
