#include "app/model/data_editing.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>

#include "app/model/data_source.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/data/csv_dataset.h"
#include "core/data/split.h"

namespace adamscope {

namespace {

namespace fs = std::filesystem;

void appendRow(Matrix& matrix, const Eigen::RowVectorXd& row) {
  matrix.conservativeResize(matrix.rows() + 1, row.size());
  matrix.row(matrix.rows() - 1) = row;
}

void removeSample(DataSet& data, int index) {
  std::vector<int> kept;
  for (int i = 0; i < data.sampleCount(); ++i) {
    if (i != index) kept.push_back(i);
  }
  data = selectSamples(data, kept);
}

/// Training needs this one: no other of its class is there.
bool isLastOfItsKind(const DataSet& train, int index) {
  if (train.task == Task::kRegression) return train.sampleCount() == 1;
  const int label = train.labels[static_cast<std::size_t>(index)];
  return std::count(train.labels.begin(), train.labels.end(), label) == 1;
}

/// A sample and how far it is.
struct Nearest {
  int index = -1;
  double distance = std::numeric_limits<double>::infinity();
};

Nearest nearestSample(const InputSlice& slice, const DataSet& data, const SlicePoint& point,
                      const SliceReach& reach) {
  Nearest nearest;
  const bool hasHeight = slice.dimension() == 2 || data.task == Task::kRegression;
  for (int i = 0; i < data.sampleCount(); ++i) {
    SlicePoint place = placeOfSample(slice, data, i);
    if (!hasHeight) place.y = point.y;
    const double distance = reach.distance(point, place);
    if (distance < nearest.distance) nearest = {i, distance};
  }
  return nearest;
}

/// The number behind the last file of that kind, plus one.
int firstFreeNumber(const fs::path& folder) {
  int last = 0;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().stem().string();
    if (!name.starts_with("drawn-")) continue;
    const std::optional<std::int64_t> number = parseInteger(name.substr(6));
    if (number && *number > last && *number < 1'000'000'000) last = static_cast<int>(*number);
  }
  return last + 1;
}

/// Makes an empty file under a name that was free.
Result<std::string> reserveFile(const fs::path& folder) {
  for (int number = firstFreeNumber(folder);; ++number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    const std::string path = (folder / ("drawn-" + digits + ".csv")).string();
    if (std::FILE* file = std::fopen(path.c_str(), "wxe")) {
      std::fclose(file);
      return path;
    }
    if (errno != EEXIST) {
      return Error{"cannot write " + path + ": " + std::strerror(errno) +
                   "; XDG_STATE_HOME names another folder"};
    }
  }
}

std::vector<double> numbersOf(const Vector& vector) {
  return {vector.data(), vector.data() + vector.size()};
}

}  // namespace

double SliceReach::distance(const SlicePoint& from, const SlicePoint& to) const {
  return std::hypot((to.x - from.x) / x, (to.y - from.y) / y);
}

SlicePoint placeOfSample(const InputSlice& slice, const DataSet& data, int index) {
  const Vector place = slice.project(data.inputs.row(index).transpose());
  if (slice.dimension() == 2) return {place[0], place[1]};
  return {place[0], data.task == Task::kRegression ? data.targets(index, 0) : 0.0};
}

std::string nextClassName(const std::vector<std::string>& names) {
  std::int64_t largest = -1;
  for (const std::string& name : names) {
    const std::optional<std::int64_t> number = parseInteger(name);
    if (!number) return names.back() + "'";
    largest = std::max(largest, *number);
  }
  return std::to_string(largest + 1);
}

DataStroke::DataStroke(SplitDataSet data, InputSlice slice)
    : data_(std::move(data)), slice_(std::move(slice)) {}

bool DataStroke::add(const SlicePoint& point, const DrawnAnswer& answer) {
  DataSet& train = data_.train;
  const double target = slice_.dimension() == 1 ? point.y : answer.target;
  if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(target)) return false;
  if (train.task == Task::kClassification) {
    const int classes = static_cast<int>(train.classNames.size());
    if (answer.label < 0 || answer.label > classes) return false;
    if (answer.label == classes) {
      train.classNames.push_back(nextClassName(train.classNames));
      data_.test.classNames = train.classNames;
    }
    train.labels.push_back(answer.label);
  } else {
    Eigen::RowVectorXd row = Eigen::RowVectorXd::Zero(train.targets.cols());
    row[0] = target;
    appendRow(train.targets, row);
  }
  appendRow(train.inputs,
            slice_.inputAt(point.x, slice_.dimension() == 1 ? 0.0 : point.y).transpose());
  ++added_;
  return true;
}

bool DataStroke::erase(const SlicePoint& point, const SliceReach& reach) {
  const Nearest train = nearestSample(slice_, data_.train, point, reach);
  const Nearest test = nearestSample(slice_, data_.test, point, reach);
  const bool isTest = test.distance < train.distance;
  const Nearest& nearest = isTest ? test : train;
  if (nearest.distance > 1.0) return false;
  if (!isTest && isLastOfItsKind(data_.train, nearest.index)) return false;
  removeSample(isTest ? data_.test : data_.train, nearest.index);
  ++removed_;
  return true;
}

Result<std::string> writeDrawnData(const SplitDataSet& data, const std::string& folder) {
  const Result<std::string> text = writeCsvDataSet(data);
  if (!text) return text.error();
  std::error_code failed;
  const fs::path absolute = fs::absolute(folder, failed);
  fs::create_directories(absolute, failed);
  if (failed) {
    return Error{"cannot make the folder " + absolute.string() + ": " + failed.message() +
                 "; XDG_STATE_HOME names another one"};
  }
  Result<std::string> path = reserveFile(absolute);
  if (!path) return path;
  if (const Status written = writeFileAtomically(*path, *text); !written) {
    fs::remove(*path, failed);
    return written.error();
  }
  return path;
}

Config withDrawnData(const Config& config, const DataStroke& stroke, const std::string& path) {
  Config changed = config;
  const DataSet& train = stroke.data().train;
  changed.data.source = "csv:" + path;
  changed.data.scaling = Scaling::kNone;
  changed.loss = fittingLoss(config.loss, train, train.task);
  if (requiredOutputCount(train, changed.loss) != requiredOutputCount(train, config.loss)) {
    changed.network.load.clear();
  }
  if (train.featureCount() > 2) {
    changed.slice.kind = SliceKind::kAxes;
    changed.slice.origin = numbersOf(stroke.slice().origin);
    changed.slice.u = numbersOf(stroke.slice().directions.col(0));
    changed.slice.v = numbersOf(stroke.slice().directions.col(1));
    changed.slice.samples.clear();
  }
  return changed;
}

std::string drawnDataFolder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state == '/') return std::string(state) + "/adamscope/drawn";
  const char* home = std::getenv("HOME");
  return std::string(home != nullptr && *home != '\0' ? home : ".") +
         "/.local/state/adamscope/drawn";
}

}  // namespace adamscope
