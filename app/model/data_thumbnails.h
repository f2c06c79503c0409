// A small picture of each data set that the program brings along, as points in the unit square.
#pragma once

#include <string>
#include <vector>

namespace adamscope {

/// One sample of a thumbnail.
struct ThumbnailPoint {
  float x = 0.0F;  ///< 0 left to 1 right.
  float y = 0.0F;  ///< 0 bottom to 1 top.
  int label = 0;
  float value = 0.0F;  ///< For a regression: the target, 0 lowest to 1 highest.
};

/// A data set in small.
struct DataThumbnail {
  std::string source;   ///< data.source: "two_moons", "csv:iris".
  std::string title;    ///< "two moons", "iris".
  std::string caption;  ///< The same, short enough for a small picture.
  std::string facts;    ///< "2 inputs, 2 classes".
  int classCount = 0;   ///< 0: a regression.
  std::vector<ThumbnailPoint> points;
};

/// Each generator, with a little noise and always the same seed, then each built-in CSV file. More
/// than two features are shown in their two principal directions; the regressions as graphs, that
/// of two inputs at an angle from above.
std::vector<DataThumbnail> dataThumbnails();

}  // namespace adamscope
