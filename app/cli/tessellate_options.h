// The options of adamscope tessellate: from the words on the command line to a checked task.
#pragma once

#include <string>
#include <vector>

#include "app/figure/tessellation_figure.h"
#include "core/base/result.h"
#include "core/network/network.h"
#include "core/regions/input_slice.h"

namespace adamscope {

/// The words, as given; empty is "not given".
struct TessellateOptions {
  std::string network;
  std::vector<std::string> domain;
  std::string out;
  std::string fill;
  std::string maxRegions;
  int threads = 0;
  std::vector<std::string> origin;
  std::vector<std::string> u;
  std::vector<std::string> v;
  std::string data;
  std::string slice;
};

/// All that the options say, read and checked.
struct TessellateTask {
  Network network;
  FigureFill fill = FigureFill::kOutput;
  InputSlice slice;
  SliceDomain domain;
  long maxRegions = 0;
};

/// Reads the network and the samples and checks every option, before any work. Error: what is
/// wrong, with the option or the file.
Result<TessellateTask> prepareTessellation(const TessellateOptions& options);

/// The ending of a file's name in small letters, with its dot.
std::string endingOf(const std::string& path);

}  // namespace adamscope
