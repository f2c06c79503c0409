#include "app/model/data_thumbnails.h"

#include <algorithm>

#include "core/data/embedded_data.h"
#include "core/data/generators.h"
#include "core/data/load_data.h"
#include "core/regions/input_slice.h"

namespace adamscope {

namespace {

/// Enough to show the shape at the size of a thumb.
constexpr int kSamples = 160;
constexpr double kNoise = 0.05;
/// How far the back of a graph over two inputs is moved to the right and up.
constexpr double kObliqueRight = 0.35;
constexpr double kObliqueUp = 0.45;
/// Free share at each side.
constexpr double kMargin = 0.08;

/// n x 2 places in any units.
Matrix placesOf(const DataSet& data) {
  const bool isGraph = data.task == Task::kRegression;
  Matrix places(data.sampleCount(), 2);
  if (isGraph && data.featureCount() == 1) {
    places << data.inputs.col(0), data.targets.col(0);
  } else if (isGraph && data.featureCount() == 2) {
    places.col(0) = data.inputs.col(0) + kObliqueRight * data.inputs.col(1);
    places.col(1) = data.targets.col(0) + kObliqueUp * data.inputs.col(1);
  } else if (data.featureCount() == 2) {
    places = data.inputs;
  } else {
    const Result<InputSlice> slice = InputSlice::principal(data.inputs);
    for (int i = 0; i < data.sampleCount(); ++i) {
      places.row(i) = slice->project(data.inputs.row(i).transpose()).transpose();
    }
  }
  return places;
}

/// Scales the places into the unit square; both axes alike unless it is a graph.
void normalize(Matrix& places, bool isGraph) {
  const Eigen::RowVector2d low = places.colwise().minCoeff();
  const Eigen::RowVector2d high = places.colwise().maxCoeff();
  Eigen::RowVector2d size = (high - low).cwiseMax(1e-12);
  if (!isGraph) size.setConstant(size.maxCoeff());
  const Eigen::RowVector2d middle = 0.5 * (low + high);
  for (int axis = 0; axis < 2; ++axis) {
    places.col(axis) =
        0.5 + (1.0 - 2.0 * kMargin) * (places.col(axis).array() - middle[axis]) / size[axis];
  }
}

std::string factsOf(const DataSet& data) {
  const int inputs = data.featureCount();
  const std::string text = std::to_string(inputs) + (inputs == 1 ? " input, " : " inputs, ");
  if (data.task == Task::kRegression) return text + "regression";
  return text + std::to_string(data.classNames.size()) + " classes";
}

DataThumbnail thumbnailOf(const std::string& source, const DataSet& data) {
  DataThumbnail thumbnail{
      .source = source, .title = {}, .caption = {}, .facts = factsOf(data), .points = {}};
  thumbnail.title = source.substr(source.find(':') + 1);
  std::replace(thumbnail.title.begin(), thumbnail.title.end(), '_', ' ');
  thumbnail.caption = source == "checkerboard" ? "checkers" : thumbnail.title;
  thumbnail.classCount = static_cast<int>(data.classNames.size());
  const bool isGraph = data.task == Task::kRegression;
  Matrix places = placesOf(data);
  normalize(places, isGraph);
  const double lowest = isGraph ? data.targets.col(0).minCoeff() : 0.0;
  const double range = isGraph ? data.targets.col(0).maxCoeff() - lowest : 1.0;
  for (int i = 0; i < data.sampleCount(); ++i) {
    ThumbnailPoint point{.x = static_cast<float>(places(i, 0)),
                         .y = static_cast<float>(places(i, 1))};
    if (isGraph) {
      point.value = static_cast<float>((data.targets(i, 0) - lowest) / range);
    } else {
      point.label = data.labels[static_cast<std::size_t>(i)];
    }
    thumbnail.points.push_back(point);
  }
  return thumbnail;
}

}  // namespace

std::vector<DataThumbnail> dataThumbnails() {
  std::vector<DataThumbnail> thumbnails;
  for (const std::string& name : generatorNames()) {
    const Result<DataSet> data =
        generateDataSet(name, {.samples = kSamples, .noise = kNoise, .seed = 1});
    thumbnails.push_back(thumbnailOf(name, *data));
  }
  for (const EmbeddedFile& file : embeddedDataFiles()) {
    const std::string source = "csv:" + std::string(file.name);
    const Result<SplitDataSet> data =
        loadData({.source = source, .testFraction = 0.0, .scaling = Scaling::kStandard});
    ADAMSCOPE_CHECK(data.ok(), data.message());
    thumbnails.push_back(thumbnailOf(source, data->train));
  }
  return thumbnails;
}

}  // namespace adamscope
