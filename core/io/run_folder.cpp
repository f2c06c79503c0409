#include "core/io/run_folder.h"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv_dataset.h"
#include "core/io/network_file.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

/// Appends a number that reads back exactly; NaN is an empty field, "no value".
void appendReal(std::string& line, double value) {
  if (std::isnan(value)) return;
  char text[32];
  const std::to_chars_result end = std::to_chars(text, text + sizeof text, value);
  line.append(text, end.ptr);
}

template <class Integer>
void appendInteger(std::string& line, Integer value) {
  char text[24];
  const std::to_chars_result end = std::to_chars(text, text + sizeof text, value);
  line.append(text, end.ptr);
}

void appendRanks(std::string& line, const std::optional<SpectralRanks>& ranks) {
  line += ',';
  if (ranks) appendReal(line, ranks->stableRank);
  line += ',';
  if (ranks) appendReal(line, ranks->energyRank);
  line += ',';
  if (ranks) appendReal(line, ranks->entropyRank);
}

using Refusal = RunFolderRefusal;

Refusal occupied(const std::string& path, const std::string& why) {
  return {Refusal::Reason::kOccupied, path + ": " + why};
}

Refusal unwritable(const std::string& path, const std::string& why) {
  return {Refusal::Reason::kUnwritable, path + ": " + why};
}

/// Makes the folder if it is not there; a refusal if that is not possible or a file is there.
std::optional<Refusal> makeFolder(const std::string& path) {
  if (path.empty()) return occupied("\"\"", "the run folder needs a name");
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return std::nullopt;
  if (fs::exists(status)) return occupied(path, "is a file, not a folder; choose another --out");
  fs::create_directories(path, error);
  if (!error) return std::nullopt;
  return unwritable(path,
                    "the folder cannot be made: " + error.message() + "; choose another folder");
}

std::optional<Refusal> checkEmpty(const std::string& path) {
  std::error_code error;
  const bool empty = fs::is_empty(path, error);
  if (error) return unwritable(path, "cannot be read: " + error.message());
  if (empty) return std::nullopt;
  return occupied(path,
                  "the folder is not empty; choose another --out, or add --overwrite to replace "
                  "the run in it");
}

/// Removes an earlier run's files, the summary first: it tells that the rest is complete.
void removeEarlierRun(const std::string& path) {
  for (const char* name :
       {"summary.json", "final.safetensors", "final.json", "input.png", "input.svg", "input.pdf",
        "changes.csv", "bookmarks.json", "crossings.csv", "steps.csv", "theory.csv"}) {
    std::error_code ignored;
    fs::remove(path + "/" + name, ignored);
  }
}

}  // namespace

void appendEventLine(std::string& line, long step, const CrossingEvent& event) {
  appendInteger(line, step);
  line += ',';
  appendReal(line, event.tau);
  for (const int field : {event.layer, event.neuron, event.sample, event.direction}) {
    line += ',';
    appendInteger(line, field);
  }
  line += '\n';
}

void appendStepLine(std::string& line, const StepRecord& record, const BoundTracker& nearLinear) {
  appendInteger(line, record.step);
  const Performance& before = record.before;
  for (const double value :
       {before.trainLoss, before.testLoss, before.trainError, before.testError}) {
    line += ',';
    appendReal(line, value);
  }
  const RegionCounts& counts = record.counts;
  for (const long value :
       {counts.crossings, counts.regionChanges, counts.regionsVisited, counts.endpointFlips}) {
    line += ',';
    appendInteger(line, value);
  }
  line += ',';
  appendReal(line, record.effectiveDimension);
  line += ',';
  appendInteger(line, counts.revisits());
  line += ',';
  appendReal(line, record.gradientParticipation);
  appendRanks(line, record.gradientRanks);
  line += ',';
  if (record.updateRanks) appendReal(line, record.updateRanks->participationRatio);
  appendRanks(line, record.updateRanks);
  const LogBounds& bounds = record.bounds;
  for (const double value :
       {bounds.segment, bounds.arrangement, bounds.product.value_or(std::nan("")),
        bounds.effectiveArrangement, bounds.nearLinear, nearLinear.ratio(),
        nearLinear.leastConstant(), record.batchLoss}) {
    line += ',';
    appendReal(line, value);
  }
  for (const long value :
       {counts.batchCrossings, counts.batchRegionChanges, counts.batchEndpointFlips}) {
    line += ',';
    appendInteger(line, value);
  }
  line += '\n';
}

std::string versionText() { return ADAMSCOPE_VERSION; }

std::string crossingsHeader() { return "step,tau,layer,neuron,sample,direction"; }

std::string stepsHeader() {
  return "step,train_loss,test_loss,train_error,test_error,crossings,region_changes,"
         "regions_visited,endpoint_crossings,d_eff,revisits,d_eff_participation,d_eff_stable,"
         "d_eff_energy,d_eff_entropy,updates_participation,updates_stable,updates_energy,"
         "updates_entropy,ln_b1,ln_b2,ln_b2c,ln_b3,ln_b4,b4_ratio,b4_least_c,batch_loss,"
         "batch_crossings,batch_region_changes,batch_endpoint_crossings";
}

Result<Experiment> loadExperiment(const Config& config) {
  if (config.network.load.empty()) return prepareExperiment(config);
  Result<Network> network = loadNetwork(config.network.load);
  if (!network) return network.error();
  return prepareExperiment(config, std::move(*network));
}

Config withAbsolutePaths(Config config) {
  constexpr std::string_view kCsv = "csv:";
  const auto absolute = [](const std::string& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    return error ? path : whole.lexically_normal().string();
  };
  if (config.data.source.starts_with(kCsv)) {
    config.data.source = std::string(kCsv) + absolute(config.data.source.substr(kCsv.size()));
  }
  if (!config.network.load.empty()) config.network.load = absolute(config.network.load);
  return config;
}

RunFolder::RunFolder(std::string path, FolderLock lock, LineLog crossings, LineLog steps)
    : path_(std::move(path)),
      lock_(std::move(lock)),
      crossings_(std::move(crossings)),
      steps_(std::move(steps)) {}

RunFolder::~RunFolder() { static_cast<void>(flush()); }

std::variant<RunFolder, RunFolderRefusal> RunFolder::create(const std::string& path,
                                                            const Experiment& experiment,
                                                            bool overwrite) {
  if (std::optional<Refusal> refusal = makeFolder(path)) return *refusal;
  // The lock comes before the look inside, so that of two runs started together one is refused.
  std::optional<FolderLock> lock = FolderLock::take(path);
  if (!lock) return occupied(path, "another run is writing into this folder; choose another --out");
  if (!overwrite) {
    if (std::optional<Refusal> refusal = checkEmpty(path)) return *refusal;
  }
  removeEarlierRun(path);
  Result<RunFolder> folder = open(path, std::move(*lock), experiment);
  if (!folder) return Refusal{Refusal::Reason::kUnwritable, folder.message()};
  return std::move(*folder);
}

Result<RunFolder> RunFolder::open(const std::string& path, FolderLock lock,
                                  const Experiment& experiment) {
  const Status config = writeFileAtomically(path + "/config.json",
                                            configToJson(withAbsolutePaths(experiment.config)));
  if (!config) return config.error();
  const Result<std::string> csv = writeCsvDataSet(experiment.data);
  if (!csv) return csv.error();
  const Status data = writeFileAtomically(path + "/data.csv", *csv);
  if (!data) return data.error();
  Result<LineLog> crossings = LineLog::create(path + "/crossings.csv", crossingsHeader());
  if (!crossings) return crossings.error();
  Result<LineLog> steps = LineLog::create(path + "/steps.csv", stepsHeader());
  if (!steps) return steps.error();
  return RunFolder(path, std::move(lock), std::move(*crossings), std::move(*steps));
}

Status RunFolder::append(const StepRecord& record, const BoundTracker& nearLinear) {
  if (logsFailed_) return {};
  for (const CrossingEvent& event : record.events) {
    appendEventLine(crossings_.buffer(), record.step, event);
  }
  appendStepLine(steps_.buffer(), record, nearLinear);
  return crossings_.isDue() || steps_.isDue() ? flush() : Status();
}

Status RunFolder::flush() {
  if (logsFailed_) return {};
  Status done = crossings_.flush();
  if (done) done = steps_.flush();
  logsFailed_ = !done.ok();
  return done;
}

Status RunFolder::finish(Run& run, RunEnd end, const TheoryLook* look) {
  Status first = flush();
  if (!first) end = RunEnd::kFailed;
  const auto note = [&first](const Status& status) {
    if (first && !status) first = status;
  };
  note(saveSafetensors(run.network(), file("final.safetensors")));
  note(saveNetworkJson(run.network(), file("final.json")));
  note(writeFileAtomically(file("summary.json"), summaryJson(run, end, look)));
  return first;
}

}  // namespace adamscope
