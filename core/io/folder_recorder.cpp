#include "core/io/folder_recorder.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv.h"
#include "core/io/recorded_folder.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "run-";
constexpr const char* kOpenMark = ".open";
/// Other programs may take the next number at the same moment.
constexpr int kTries = 100;

class FolderRecorder final : public RunRecorder {
 public:
  explicit FolderRecorder(RunFolder folder) : folder_(std::move(folder)) {
    // Without the mark the run is recorded all the same.
    static_cast<void>(writeFileAtomically(folder_.file(kOpenMark), ""));
  }
  FolderRecorder(const FolderRecorder&) = delete;
  FolderRecorder& operator=(const FolderRecorder&) = delete;
  ~FolderRecorder() override {
    markClosed(folder_.path());
    // A run without a step is none: its settings were changed before it began.
    std::error_code ignored;
    if (!hasSteps_) fs::remove_all(folder_.path(), ignored);
  }

  Status append(const StepRecord& record, const BoundTracker& nearLinear) override {
    hasSteps_ = true;
    return folder_.append(record, nearLinear);
  }

  Status noteChange(const SettingsChange& change) override {
    if (!changes_) {
      Result<LineLog> log = LineLog::create(folder_.file("changes.csv"), "step,setting");
      if (!log) return log.error();
      changes_.emplace(std::move(*log));
    }
    changes_->buffer() += std::to_string(change.step) + "," + csvField(change.setting) + "\n";
    return changes_->flush();
  }

  Status flush() override { return folder_.flush(); }
  Status checkpoint(Run& run) override {
    const bool done = run.stepCount() >= run.experiment().config.steps;
    const RunEnd end = run.divergence() ? RunEnd::kDiverged
                       : done           ? RunEnd::kCompleted
                                        : RunEnd::kInterrupted;
    return folder_.finish(run, end);
  }
  std::string path() const override { return folder_.path(); }

 private:
  RunFolder folder_;
  std::optional<LineLog> changes_;
  bool hasSteps_ = false;
};

/// The number of "run-0012"; nothing for another name.
std::optional<long> numberOf(const std::string& name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const std::optional<std::int64_t> number = parseInteger(name.substr(kPrefix.size()));
  if (!number || *number < 0) return std::nullopt;
  return static_cast<long>(*number);
}

/// The numbers of all runs below `parent`, ascending.
std::vector<long> runNumbers(const std::string& parent) {
  std::vector<long> numbers;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, error)) {
    if (const auto number = numberOf(entry.path().filename().string())) numbers.push_back(*number);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::string folderOf(const std::string& parent, long number) {
  char name[32];
  std::snprintf(name, sizeof name, "%s%04ld", kPrefix.data(), number);
  return parent + "/" + name;
}

void removeOldRuns(const std::string& parent, std::vector<long> numbers) {
  while (numbers.size() >= static_cast<std::size_t>(kKeptRuns)) {
    const std::string folder = folderOf(parent, numbers.front());
    numbers.erase(numbers.begin());
    const std::optional<FolderLock> lock = FolderLock::take(folder);
    std::error_code ignored;
    if (lock) fs::remove_all(folder, ignored);
  }
}

}  // namespace

Result<std::unique_ptr<RunRecorder>> recordInFolder(const std::string& parent,
                                                    const Experiment& experiment) {
  std::vector<long> numbers = runNumbers(parent);
  removeOldRuns(parent, numbers);
  const long first = numbers.empty() ? 1 : numbers.back() + 1;
  std::string problem;
  for (long number = first; number < first + kTries; ++number) {
    auto folder = RunFolder::create(folderOf(parent, number), experiment, false);
    if (auto* made = std::get_if<RunFolder>(&folder)) {
      return std::unique_ptr<RunRecorder>(std::make_unique<FolderRecorder>(std::move(*made)));
    }
    const RunFolderRefusal& refusal = std::get<RunFolderRefusal>(folder);
    problem = refusal.message;
    if (refusal.reason != RunFolderRefusal::Reason::kOccupied) break;
  }
  return Error{problem};
}

Result<std::unique_ptr<RunRecorder>> recordInto(const std::string& path,
                                                const Experiment& experiment) {
  auto folder = RunFolder::create(path, experiment, false);
  if (auto* made = std::get_if<RunFolder>(&folder)) {
    return std::unique_ptr<RunRecorder>(std::make_unique<FolderRecorder>(std::move(*made)));
  }
  return Error{std::get<RunFolderRefusal>(folder).message};
}

std::optional<std::string> unclosedRun(const std::string& parent) {
  const std::vector<long> numbers = runNumbers(parent);
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    const std::string folder = folderOf(parent, *number);
    std::error_code error;
    if (!fs::exists(folder + "/" + kOpenMark, error) || !FolderLock::take(folder)) continue;
    if (completeSteps(folder) > 0) return folder;
  }
  return std::nullopt;
}

void markClosed(const std::string& folder) {
  std::error_code ignored;
  fs::remove(folder + "/" + kOpenMark, ignored);
}

}  // namespace adamscope
