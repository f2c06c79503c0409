// Choosing a file inside the window: a list of folders and files, a path box that can be typed into
// and completes with Tab, the folders used before. Works by mouse or by keyboard alone:
//   Up, Down select   Enter opens   Alt+Up the parent folder   Tab completes   Esc closes
#pragma once

#include <optional>
#include <string>

#include "app/model/file_browser.h"
#include "app/ui/frame.h"

namespace adamscope {

/// A question.
struct FileDialogSpec {
  std::string title;            ///< "Load a network".
  std::string action = "Open";  ///< What the button says.
  FileRequest request{};
};

class FileDialog {
 public:
  /// Asks, from the next draw() on.
  void open(FileDialogSpec spec);
  /// Draws it over the window while it is open; call once each frame, from inside any ImGui window.
  /// The chosen path, in the frame in which it was chosen.
  std::optional<std::string> draw(const ui::Frame& frame);
  bool isOpen() const { return isOpen_; }
  /// Folders used before, for the settings.
  FileBrowser& browser() { return browser_; }

 private:
  std::optional<std::string> drawContents(const ui::Frame& frame);
  void drawPlaces(const ui::Frame& frame);
  bool drawEntries(const ui::Frame& frame, float height);
  bool drawEntry(const ui::Frame& frame, int index);
  bool drawPathBox(const ui::Frame& frame);
  std::optional<std::string> drawButtons(const ui::Frame& frame);
  std::optional<std::string> useKeys(const ui::Frame& frame);
  std::optional<std::string> accept(bool replaces);
  void close();

  FileDialogSpec spec_;
  FileBrowser browser_;
  bool isOpen_ = false;
  bool isNew_ = false;  ///< The popup has not been opened yet.
  bool wantsPathFocus_ = false;
  bool wantsScroll_ = false;
  bool asksToReplace_ = false;
};

}  // namespace adamscope
