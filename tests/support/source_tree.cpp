#include "tests/support/source_tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

namespace adamscope {

namespace {

namespace fs = std::filesystem;

std::string readAll(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Copies only the newlines of a stretch that is no code.
void blank(std::string_view stretch, std::string& out) {
  std::copy_if(stretch.begin(), stretch.end(), std::back_inserter(out),
               [](char c) { return c == '\n'; });
}

/// The end of a literal that starts with the quote at `begin`; a backslash protects what follows.
std::size_t endOfLiteral(std::string_view text, std::size_t begin) {
  std::size_t i = begin + 1;
  while (i < text.size() && text[i] != text[begin]) i += text[i] == '\\' ? 2 : 1;
  return std::min(i + 1, text.size());
}

/// The end of a raw string literal R"delimiter(...)delimiter" that starts at `begin`.
std::size_t endOfRawString(std::string_view text, std::size_t begin) {
  const std::size_t open = text.find('(', begin);
  if (open == std::string_view::npos) return text.size();
  const std::string close = ")" + std::string(text.substr(begin + 2, open - begin - 2)) + "\"";
  const std::size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

bool isWordCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The end of the comment or literal that starts at `i`; `i` itself if none does.
std::size_t endOfNoCode(std::string_view text, std::size_t i) {
  const std::string_view rest = text.substr(i);
  const bool insideWord = i > 0 && isWordCharacter(text[i - 1]);
  if (rest.starts_with("//")) return std::min(text.find('\n', i), text.size());
  if (rest.starts_with("/*")) {
    const std::size_t end = text.find("*/", i + 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }
  if (rest.starts_with("R\"") && !insideWord) return endOfRawString(text, i);
  if (rest.starts_with("\"")) return endOfLiteral(text, i);
  // In 1'000'000 the quote separates digits.
  if (rest.starts_with("'") && !insideWord) return endOfLiteral(text, i);
  return i;
}

}  // namespace

int SourceFile::lineCount() const {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

std::vector<std::string> SourceFile::includes() const {
  const std::regex include(R"((?:^|\n)[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"])");
  std::vector<std::string> names;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), include);
       match != std::sregex_iterator(); ++match) {
    names.push_back((*match)[1]);
  }
  return names;
}

fs::path sourceRoot() { return ADAMSCOPE_SOURCE_DIR; }

std::vector<SourceFile> readSourceTree() {
  std::vector<SourceFile> files;
  for (const char* folder : {"core", "app", "tests"}) {
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(sourceRoot() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
      files.push_back(
          {entry.path().lexically_relative(sourceRoot()).generic_string(), readAll(entry.path())});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::string codeOnly(std::string_view text) {
  std::string code;
  code.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = endOfNoCode(text, i);
    if (end > i) {
      blank(text.substr(i, end - i), code);
      i = end;
    } else {
      code += text[i++];
    }
  }
  return code;
}

int lineOf(std::string_view text, std::size_t offset) {
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(offset), '\n'));
}

}  // namespace adamscope
