// The rows that the dialogs for pictures and for movies have in common: how large, under which
// name, in which folder.
#pragma once

#include <string>

#include "app/export/picture_size.h"
#include "app/panels/file_dialog.h"
#include "app/ui/frame.h"
#include "app/ui/tip.h"

namespace adamscope {

/// The label of a row, in a column of that width; what comes next stands beside it.
void rowLabel(const ui::Frame& frame, const char* text, float widthEm);

/// "1600 × 1000 pixels".
std::string sizeText(int widthPx, int heightPx);
/// The same of an area at so many times the screen's pixels.
std::string sizeText(const DrawnArea& area, int scale);

/// How large a picture shall be: a multiple of the screen, or exactly.
struct SizeChoice {
  int scale = 2;  ///< 0: the exact size below.
  int widthPx = 3840;
  int heightPx = 2160;

  PictureWish wish() const;
};

/// Two rows: the choice, then the exact size or, for a multiple, `remark`.
void drawSizeRows(const ui::Frame& frame, float labelEm, SizeChoice& size,
                  const std::string& remark);

/// Name and folder of what will be written.
class PlaceRows {
 public:
  /// A new question, with the settings' folder (empty: the default one).
  void begin(const std::string& exportFolder);
  /// The kind of file is another: the name follows the suggestions again.
  void forgetName() { isNameTyped_ = replaces_ = false; }
  /// The name as it is suggested now; a typed name only takes over its ending.
  void suggest(const std::string& fileName);
  /// Two rows, and the file dialog while it is open. `tip`: of the name. `ending`: of the files to
  /// choose from; empty for a folder.
  void draw(const ui::Frame& frame, float labelEm, const ui::Tip& tip, const std::string& ending);

  /// What is wrong with them; empty if nothing is.
  std::string problem() const;
  std::string path() const;
  /// The folder for the settings; empty if it is the default one.
  std::string folderToRemember() const;
  /// The file dialog has asked whether to replace the file that is there.
  bool replaces() const { return replaces_; }
  /// The file dialog is open and has the keyboard.
  bool isBrowsing() const { return files_.isOpen(); }

 private:
  void browse(const std::string& ending);

  std::string folder_;
  std::string name_;
  bool isNameTyped_ = false;
  bool replaces_ = false;
  FileDialog files_;
};

/// The last rows: what is wrong, or else a remark, and the two buttons. Whether `action` was
/// pressed; Cancel closes the popup.
struct DialogEnd {
  std::string trouble;
  std::string remark;
  const char* action = "Export";
  bool hasKeyboard = true;  ///< Enter presses it.
};
bool drawDialogEnd(const ui::Frame& frame, const DialogEnd& end);

}  // namespace adamscope
