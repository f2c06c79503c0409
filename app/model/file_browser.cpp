#include "app/model/file_browser.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace adamscope {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostRecent = 8;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool hasEnding(const std::string& name, const std::vector<std::string>& endings) {
  if (endings.empty()) return true;
  std::string lowered = name;
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& ending) { return lowered.ends_with(ending); });
}

std::string homeFolder() {
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? home : "/";
}

bool isFolder(const std::string& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

std::int64_t secondsOf(fs::file_time_type time) {
  using std::chrono::duration_cast;
  const auto sinceEpoch = fs::file_time_type::clock::to_sys(time).time_since_epoch();
  return duration_cast<std::chrono::seconds>(sinceEpoch).count();
}

/// A link that leads nowhere, or a file that goes away meanwhile, has size 0.
FileEntry entryOf(const fs::directory_entry& found) {
  std::error_code failed;
  FileEntry entry{.name = found.path().filename().string()};
  entry.isFolder = found.is_directory(failed);
  if (!entry.isFolder) {
    const std::uintmax_t bytes = found.file_size(failed);
    if (!failed) entry.bytes = bytes;
  }
  const fs::file_time_type time = found.last_write_time(failed);
  if (!failed) entry.modifiedSeconds = secondsOf(time);
  return entry;
}

/// How far the digits from `at` go, without leading zeros.
std::string_view digitsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && isDigit(text[end])) ++end;
  while (at + 1 < end && text[at] == '0') ++at;
  return text.substr(at, end - at);
}

std::string commonStart(const std::string& a, const std::string& b) {
  const auto [end, ignored] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return {a.begin(), end};
}

}  // namespace

bool comesBefore(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (isDigit(a[i]) && isDigit(b[j])) {
      const std::string_view x = digitsAt(a, i);
      const std::string_view y = digitsAt(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      i = static_cast<std::size_t>(x.data() - a.data()) + x.size();
      j = static_cast<std::size_t>(y.data() - b.data()) + y.size();
      continue;
    }
    if (lower(a[i]) != lower(b[j])) return lower(a[i]) < lower(b[j]);
    ++i;
    ++j;
  }
  if (i < a.size() || j < b.size()) return j < b.size();
  return a < b;
}

Result<std::vector<FileEntry>> listFolder(const std::string& folder,
                                          const std::vector<std::string>& endings,
                                          bool showsHidden) {
  std::error_code failed;
  fs::directory_iterator at(folder, failed);
  if (failed) return Error{"cannot open the folder " + folder + ": " + failed.message()};
  std::vector<FileEntry> entries;
  while (!failed && at != fs::directory_iterator()) {
    const FileEntry entry = entryOf(*at);
    const bool isHidden = entry.name.starts_with('.');
    if ((entry.isFolder || hasEnding(entry.name, endings)) && (showsHidden || !isHidden)) {
      entries.push_back(entry);
    }
    at.increment(failed);
  }
  return entries;
}

void sortEntries(std::vector<FileEntry>& entries, FileSort sort, bool isDescending) {
  std::sort(entries.begin(), entries.end(), [=](const FileEntry& a, const FileEntry& b) {
    if (a.isFolder != b.isFolder) return a.isFolder;
    const FileEntry& first = isDescending ? b : a;
    const FileEntry& second = isDescending ? a : b;
    if (sort == FileSort::kSize && a.bytes != b.bytes) return first.bytes < second.bytes;
    if (sort == FileSort::kTime && a.modifiedSeconds != b.modifiedSeconds) {
      return first.modifiedSeconds < second.modifiedSeconds;
    }
    if (sort != FileSort::kName) return comesBefore(a.name, b.name);
    return comesBefore(first.name, second.name);
  });
}

std::string resolvedPath(std::string_view typed, const std::string& folder) {
  fs::path path(typed);
  if (typed == "~" || typed.starts_with("~/")) {
    path = fs::path(homeFolder()) / (typed.size() > 2 ? typed.substr(2) : std::string_view());
  } else if (path.is_relative()) {
    path = fs::path(folder) / path;
  }
  std::string text = path.lexically_normal().string();
  if (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

std::string completedPath(const std::string& typed, const std::string& folder,
                          const std::vector<std::string>& endings) {
  const std::size_t slash = typed.rfind('/');
  const std::string head = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
  const std::string start = typed.substr(head.size());
  const std::string place = head.empty() ? folder : resolvedPath(head, folder);
  const Result<std::vector<FileEntry>> entries = listFolder(place, endings, start.starts_with('.'));
  if (!entries) return typed;
  std::string common;
  int matches = 0;
  for (const FileEntry& entry : *entries) {
    if (!entry.name.starts_with(start)) continue;
    const std::string name = entry.name + (entry.isFolder ? "/" : "");
    common = matches++ == 0 ? name : commonStart(common, name);
  }
  return matches == 0 ? typed : head + common;
}

void FileBrowser::begin(FileRequest request) {
  request_ = std::move(request);
  typed = request_.isSave ? request_.suggestedName : std::string();
  problem_.clear();
  if (folder_.empty() || !isFolder(folder_)) {
    std::error_code failed;
    const fs::path here = fs::current_path(failed);
    folder_ = !recent_.empty() && isFolder(recent_.front()) ? recent_.front()
              : failed                                      ? homeFolder()
                                                            : here.string();
  }
  refresh();
}

void FileBrowser::enter(const std::string& folder) {
  Result<std::vector<FileEntry>> entries = listFolder(folder, request_.endings, showsHidden_);
  if (!entries) {
    problem_ = entries.message();
    return;
  }
  problem_.clear();
  folder_ = folder;
  entries_ = std::move(*entries);
  sortEntries(entries_, sort_, isDescending_);
  selected_ = -1;
}

void FileBrowser::enterParent() {
  const fs::path here(folder_);
  const std::string left = here.filename().string();
  enter(here.parent_path().string());
  for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
    if (entries_[static_cast<std::size_t>(i)].name == left) selected_ = i;
  }
}

void FileBrowser::refresh() { enter(folder_); }

void FileBrowser::select(int index) {
  selected_ = index >= 0 && index < static_cast<int>(entries_.size()) ? index : -1;
  if (selected_ < 0) return;
  const FileEntry& entry = entries_[static_cast<std::size_t>(selected_)];
  if (!entry.isFolder) {
    typed = entry.name;
  } else if (!request_.isSave) {
    typed.clear();
  }
  problem_.clear();
}

void FileBrowser::moveSelection(int by) {
  if (entries_.empty()) return;
  const int last = static_cast<int>(entries_.size()) - 1;
  select(selected_ < 0 ? (by > 0 ? 0 : last) : std::clamp(selected_ + by, 0, last));
}

void FileBrowser::sortBy(FileSort sort, bool isDescending) {
  sort_ = sort;
  isDescending_ = isDescending;
  const std::string name =
      selected_ >= 0 ? entries_[static_cast<std::size_t>(selected_)].name : std::string();
  sortEntries(entries_, sort_, isDescending_);
  for (int i = 0; selected_ >= 0 && i < static_cast<int>(entries_.size()); ++i) {
    if (entries_[static_cast<std::size_t>(i)].name == name) selected_ = i;
  }
}

void FileBrowser::showHidden(bool shows) {
  showsHidden_ = shows;
  refresh();
}

FileChoice FileBrowser::accept(bool replaces) {
  const bool hasFolder =
      selected_ >= 0 && entries_[static_cast<std::size_t>(selected_)].isFolder && typed.empty();
  if (typed.empty() && !hasFolder) return {};
  const std::string path =
      resolvedPath(hasFolder ? entries_[static_cast<std::size_t>(selected_)].name : typed, folder_);
  FileChoice choice;
  if (isFolder(path)) {
    enter(path);
    typed = request_.isSave ? request_.suggestedName : std::string();
    choice.kind = problem_.empty() ? FileChoice::Kind::kEntered : FileChoice::Kind::kRefused;
    choice.problem = problem_;
    return choice;
  }
  choice = request_.isSave ? acceptSave(path, replaces) : acceptOpen(path);
  problem_ = choice.problem;
  return choice;
}

FileChoice FileBrowser::acceptOpen(const std::string& path) {
  std::error_code failed;
  if (fs::exists(path, failed)) return chosen(path);
  return {.kind = FileChoice::Kind::kRefused, .problem = "there is no file " + path};
}

FileChoice FileBrowser::acceptSave(std::string path, bool replaces) {
  if (!fs::path(path).has_extension() && !request_.endings.empty()) {
    path += request_.endings.front();
  }
  const std::string parent = fs::path(path).parent_path().string();
  if (!isFolder(parent)) {
    return {.kind = FileChoice::Kind::kRefused, .problem = "there is no folder " + parent};
  }
  std::error_code failed;
  if (fs::exists(path, failed) && !replaces) {
    return {.kind = FileChoice::Kind::kExists,
            .path = path,
            .problem = fs::path(path).filename().string() + " is there already"};
  }
  return chosen(path);
}

FileChoice FileBrowser::chosen(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  std::erase(recent_, parent);
  recent_.insert(recent_.begin(), parent);
  if (recent_.size() > kMostRecent) recent_.resize(kMostRecent);
  return {.kind = FileChoice::Kind::kChosen, .path = path};
}

}  // namespace adamscope
