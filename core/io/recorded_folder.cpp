#include "core/io/recorded_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv.h"
#include "core/io/folder_lock.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

bool isThere(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Error damaged(const std::string& path, int line, const std::string& what) {
  return Error{path + ", line " + std::to_string(line) + ": " + what +
               "; the run cannot be repeated beyond this point. Remove the line and what follows "
               "to repeat the part before it"};
}

/// The rows of changes.csv; none without the file.
Result<std::vector<SettingsChange>> readChanges(const std::string& path, const Config& start) {
  std::vector<SettingsChange> changes;
  if (!isThere(path)) return changes;
  Result<std::string> text = readTextFile(path);
  if (!text) return text.error();
  // A line that was being written when the program was killed.
  text->erase(text->rfind('\n') + 1);
  if (std::count(text->begin(), text->end(), '\n') < 2) return changes;
  const Result<CsvTable> table = parseCsv(*text, path);
  if (!table) return table.error();
  Config config = start;
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    const std::vector<std::string>& row = table->rows[i];
    const auto step = parseInteger(row[0]);
    const long before = changes.empty() ? 0 : changes.back().step;
    if (row.size() != 2 || !step || *step < before) {
      return damaged(path, table->lines[i], "no step and setting, or steps that go back");
    }
    if (const Status set = setConfigKey(config, row[1]); !set) {
      return damaged(path, table->lines[i], set.message());
    }
    changes.push_back({static_cast<long>(*step), row[1]});
  }
  return changes;
}

/// Samples that have moved are read from the folder's copy, which is scaled already.
void findData(Config& config, const std::string& folder) {
  constexpr std::string_view kCsv = "csv:";
  if (!config.data.source.starts_with(kCsv)) return;
  if (isThere(config.data.source.substr(kCsv.size()))) return;
  config.data.source = std::string(kCsv) + folder + "/data.csv";
  config.data.scaling = Scaling::kNone;
}

}  // namespace

long completeSteps(const std::string& folder) {
  std::ifstream file(folder + "/steps.csv", std::ios::binary);
  long lines = 0;
  std::array<char, 1 << 16> block{};
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    lines += std::count(block.begin(), block.begin() + file.gcount(), '\n');
  }
  return std::max(0L, lines - 1);
}

Result<RecordedRun> readRecordedRun(const std::string& folder) {
  const std::string path = folder + "/config.json";
  const Result<std::string> text = readTextFile(path);
  if (!text) return text.error();
  Result<Config> config = configFromJson(*text, path);
  if (!config) return config.error();
  Result<std::vector<SettingsChange>> changes = readChanges(folder + "/changes.csv", *config);
  if (!changes) return changes.error();
  findData(*config, folder);
  RecordedRun run{.config = std::move(*config),
                  .changes = std::move(*changes),
                  .steps = completeSteps(folder),
                  .path = folder,
                  .isBeingWritten = !FolderLock::take(folder)};
  // Changes are written at once, steps about twice a second.
  if (!run.changes.empty()) run.steps = std::max(run.steps, run.changes.back().step);
  run.compare = [logs = std::make_shared<LogComparison>(folder)](const StepRecord& record,
                                                                 const BoundTracker& nearLinear) {
    return logs->compare(record, nearLinear);
  };
  return run;
}

LogComparison::LogComparison(const std::string& folder) {
  const auto open = [&](Log& log, const char* name) {
    log.name = folder + "/" + name;
    log.stream.open(log.name, std::ios::binary);
    readLine(log);  // the header
    readLine(log);
  };
  open(crossings_, "crossings.csv");
  open(steps_, "steps.csv");
}

void LogComparison::readLine(Log& log) {
  ++log.line;
  // A line without its end was being written when the program was killed.
  if (!std::getline(log.stream, log.next) || log.stream.eof()) log.hasEnded = true;
}

std::string LogComparison::compareLine(Log& log, std::string_view expected) {
  if (log.hasEnded) return {};
  if (log.next == expected) {
    readLine(log);
    return {};
  }
  log.hasEnded = true;
  return log.name + ", line " + std::to_string(log.line) + " is \"" + log.next +
         "\" and should be \"" + std::string(expected) + "\"";
}

std::string LogComparison::compare(const StepRecord& record, const BoundTracker& nearLinear) {
  // The events first: they tell more.
  std::string text;
  for (const CrossingEvent& event : record.events) {
    text.clear();
    appendEventLine(text, record.step, event);
    text.pop_back();
    std::string difference = compareLine(crossings_, text);
    if (!difference.empty()) return difference;
  }
  if (!crossings_.hasEnded && crossings_.next.starts_with(std::to_string(record.step) + ",")) {
    return crossings_.name + ", line " + std::to_string(crossings_.line) + " is \"" +
           crossings_.next + "\", and there is no such crossing";
  }
  text.clear();
  appendStepLine(text, record, nearLinear);
  text.pop_back();
  return compareLine(steps_, text);
}

}  // namespace adamscope
