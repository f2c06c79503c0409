// The model of a file dialog: a folder's entries by ending, sorted; the path box with completion;
// and what pressing "Open" or "Save" means. Free of the window.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

/// One line of the list.
struct FileEntry {
  std::string name;
  bool isFolder = false;
  std::uintmax_t bytes = 0;
  std::int64_t modifiedSeconds = 0;  ///< Since 1970.
};

/// What the list is sorted by; folders always come first.
enum class FileSort { kName, kSize, kTime };

/// What a dialog is for.
struct FileRequest {
  bool isSave = false;
  /// Endings with the point, lower case, that the list shows (".csv"); empty: all files. A name to
  /// save without an ending gets the first.
  std::vector<std::string> endings{};
  std::string suggestedName{};  ///< For saving.
};

/// The entries of a folder: folders, and files with one of the endings (of any case). Hidden ones
/// (".x") only if asked for. Error: the folder and the system's reason.
Result<std::vector<FileEntry>> listFolder(const std::string& folder,
                                          const std::vector<std::string>& endings,
                                          bool showsHidden);

/// Sorts in place: folders first; names without regard to case, with numbers by value ("b2" before
/// "b10"); ties by name.
void sortEntries(std::vector<FileEntry>& entries, FileSort sort, bool isDescending);

/// "b2" before "b10", "a" before "B".
bool comesBefore(std::string_view a, std::string_view b);

/// What was typed as an absolute path without "." and "..": "~" is the home folder, anything else
/// that is relative is below `folder`.
std::string resolvedPath(std::string_view typed, const std::string& folder);

/// The longest text that all matching entries continue the typed path with (a folder gets a '/');
/// the typed path itself if nothing matches.
std::string completedPath(const std::string& typed, const std::string& folder,
                          const std::vector<std::string>& endings);

/// What pressing the button did.
struct FileChoice {
  enum class Kind {
    kNothing,  ///< Nothing is typed or selected.
    kEntered,  ///< The folder was opened in the list.
    kChosen,   ///< `path` is the answer.
    kExists,   ///< Saving would replace `path`; accept(true) does.
    kRefused,  ///< `problem` says why.
  };
  Kind kind = Kind::kNothing;
  std::string path{};
  std::string problem{};
};

class FileBrowser {
 public:
  /// Begins a new question in the folder of the last one.
  void begin(FileRequest request);

  /// Shows another folder; if that cannot be read, `problem` says why and the list stays.
  void enter(const std::string& folder);
  void enterParent();
  void refresh();

  /// Lights an entry (-1: none), and writes a file's name into the path box.
  void select(int index);
  /// By the arrow keys, within the list.
  void moveSelection(int by);
  void sortBy(FileSort sort, bool isDescending);
  void showHidden(bool shows);

  /// Takes what is typed, else the selected entry. A chosen file's folder becomes a recent one.
  FileChoice accept(bool replaces = false);

  const FileRequest& request() const { return request_; }
  const std::string& folder() const { return folder_; }
  const std::vector<FileEntry>& entries() const { return entries_; }
  int selected() const { return selected_; }
  FileSort sort() const { return sort_; }
  bool isDescending() const { return isDescending_; }
  bool showsHidden() const { return showsHidden_; }
  const std::string& problem() const { return problem_; }
  /// Newest first, at most eight; for the settings file.
  const std::vector<std::string>& recentFolders() const { return recent_; }
  void setRecentFolders(std::vector<std::string> folders) { recent_ = std::move(folders); }

  std::string typed;  ///< The path box.

 private:
  FileChoice acceptOpen(const std::string& path);
  FileChoice acceptSave(std::string path, bool replaces);
  FileChoice chosen(const std::string& path);

  FileRequest request_;
  std::string folder_;
  std::vector<FileEntry> entries_;
  int selected_ = -1;
  FileSort sort_ = FileSort::kName;
  bool isDescending_ = false;
  bool showsHidden_ = false;
  std::string problem_;
  std::vector<std::string> recent_;
};

}  // namespace adamscope
