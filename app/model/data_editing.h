// Adding and removing samples by hand. A stroke collects the edits of one drag in memory; at its
// end the samples become a new CSV file with a split column, and the configuration goes over to it.
//
//   press, drag, drag, release  ->  drawn/drawn-0007.csv  ->  data.source = csv:.../drawn-0007.csv
//
// The samples are as the network sees them, after data.scaling; so the file is written that way and
// read without scaling, and no sample moves when one is added.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/regions/input_slice.h"
#include "core/session/config.h"

namespace adamscope {

/// What a drawn sample is: its class, or for a regression its target.
struct DrawnAnswer {
  /// A class of the samples; one more than the last makes a new class.
  int label = 0;
  /// Not used in a one-dimensional slice, where the place gives it.
  double target = 0.0;
};

/// A reach around a point of the slice, as an ellipse: what is round on the screen need not be
/// round in the slice's units.
struct SliceReach {
  double x = 0.0;  ///< > 0.
  double y = 0.0;  ///< > 0.

  /// 1 on the ellipse's rim.
  double distance(const SlicePoint& from, const SlicePoint& to) const;
};

/// Samples under edit.
class DataStroke {
 public:
  DataStroke(SplitDataSet data, InputSlice slice);

  /// Adds a training sample at inputAt(point). In a one-dimensional slice of a regression point.y
  /// is its target. False if the label is no class and not the next one, or a number is not finite.
  bool add(const SlicePoint& point, const DrawnAnswer& answer);
  /// Removes the sample (training or test) whose projection is nearest, if it is within reach. The
  /// last training sample of a class, or of a regression, stays. True if one was removed.
  bool erase(const SlicePoint& point, const SliceReach& reach);

  const SplitDataSet& data() const { return data_; }
  const InputSlice& slice() const { return slice_; }
  bool isEmpty() const { return added_ == 0 && removed_ == 0; }
  int added() const { return added_; }
  int removed() const { return removed_; }

 private:
  SplitDataSet data_;
  InputSlice slice_;
  int added_ = 0;
  int removed_ = 0;
};

/// Where a sample stands in the view of that slice: its projection; in one dimension with the
/// target, or 0 for a class, as y.
SlicePoint placeOfSample(const InputSlice& slice, const DataSet& data, int index);

/// A name for one more class, which is sorted behind all others: the next whole number, else the
/// last name with a prime.
std::string nextClassName(const std::vector<std::string>& names);

/// Writes the samples to a new file "drawn-0001.csv", "drawn-0002.csv", ... in `folder`, which is
/// made if it is not there; never over another file. Returns its absolute path.
Result<std::string> writeDrawnData(const SplitDataSet& data, const std::string& folder);

/// The configuration that trains on a file written by writeDrawnData from samples of `config`: no
/// scaling, the loss that fits, no loaded network of another shape, and for more than two inputs
/// the slice fixed where it is, since principal directions would turn with each sample.
Config withDrawnData(const Config& config, const DataStroke& stroke, const std::string& path);

/// $XDG_STATE_HOME/adamscope/drawn, by default below ~/.local/state.
std::string drawnDataFolder();

}  // namespace adamscope
