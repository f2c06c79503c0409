#include "app/model/recent_runs.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/session/config.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

/// More than two lines of steps.csv.
constexpr std::streamoff kTailBytes = 4096;

/// The step of the last complete line; 0 if there is none.
long lastStep(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return 0;
  const std::streamoff size = file.tellg();
  const std::streamoff count = std::min(size, kTailBytes);
  std::string tail(static_cast<std::size_t>(count), '\0');
  file.seekg(size - count);
  if (!file.read(tail.data(), count)) return 0;
  const std::size_t end = tail.rfind('\n');
  if (end == std::string::npos || end == 0) return 0;
  const std::size_t before = tail.rfind('\n', end - 1);
  const std::size_t start = before == std::string::npos ? 0 : before + 1;
  const std::string_view line = std::string_view(tail).substr(start, end - start);
  // Of the header this is none.
  return static_cast<long>(parseInteger(line.substr(0, line.find(','))).value_or(0));
}

std::int64_t writtenAt(const std::string& path) {
  std::error_code failure;
  const fs::file_time_type time = fs::last_write_time(path, failure);
  return failure ? 0
                 : std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(
                                    time.time_since_epoch())
                                    .count()};
}

}  // namespace

RecentRun recentRunOf(const std::string& folder) {
  RecentRun run{.path = folder,
                .name = fs::path(folder).filename().string(),
                .data = {},
                .steps = lastStep(folder + "/steps.csv"),
                .time = writtenAt(folder + "/steps.csv")};
  const std::string path = folder + "/config.json";
  const Result<std::string> text = readTextFile(path);
  const Result<Config> config = text ? configFromJson(*text, path) : Result<Config>(text.error());
  run.canOpen = config.ok();
  if (config) run.data = config->data.source;
  return run;
}

std::vector<RecentRun> recentRuns(const std::string& present,
                                  std::span<const std::string> elsewhere) {
  std::set<std::string> folders(elsewhere.begin(), elsewhere.end());
  std::error_code failure;
  const fs::path parent = fs::path(present).parent_path();
  if (!present.empty()) {
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, failure)) {
      if (entry.path().filename().string().starts_with("run-")) {
        folders.insert(entry.path().string());
      }
    }
  }
  folders.erase(present);
  std::vector<RecentRun> runs;
  for (const std::string& folder : folders) runs.push_back(recentRunOf(folder));
  std::stable_sort(runs.begin(), runs.end(), [](const RecentRun& a, const RecentRun& b) {
    return a.canOpen != b.canOpen ? a.canOpen : a.time > b.time;
  });
  if (runs.size() > kMostRecentRuns) runs.resize(kMostRecentRuns);
  return runs;
}

}  // namespace adamscope
