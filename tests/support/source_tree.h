// The project's own source files as text, for the tests that keep the rules of its structure.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace adamscope {

/// One C++ file of the project.
struct SourceFile {
  std::string path;  ///< From the top of the tree, with slashes: "core/base/check.h".
  std::string text;  ///< As it is on disk.

  bool isHeader() const { return path.ends_with(".h"); }
  int lineCount() const;
  /// What stands between the quotes or angle brackets of each #include, in order.
  std::vector<std::string> includes() const;
};

/// The top folder of the project.
std::filesystem::path sourceRoot();

/// All .h and .cpp files below core/, app/ and tests/, sorted by path.
std::vector<SourceFile> readSourceTree();

/// C++ text without its comments and without the content of its string and character literals;
/// newlines stay, so that line numbers hold.
std::string codeOnly(std::string_view text);

/// The number of the line, from 1, in which this offset lies.
int lineOf(std::string_view text, std::size_t offset);

}  // namespace adamscope
