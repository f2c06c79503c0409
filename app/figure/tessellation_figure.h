// A picture of a tessellation for a paper: the regions filled by what f is on them, their
// boundaries in the colour of the layer that makes them, the decision boundary, the data, and
// everything a reader needs to read it (axes, legend, colour bar). One-dimensional slices show the
// graph of f.
//
// f is affine on a region, so every fill is an exact linear gradient; nothing is sampled.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/network/network.h"
#include "core/regions/tessellation.h"

namespace adamscope {

/// What is shown. The pointers are borrowed for the call.
struct TessellationFigure {
  const Network* network = nullptr;            ///< Never null.
  const Tessellation* tessellation = nullptr;  ///< Of this network; never null.
  const SplitDataSet* data = nullptr;          ///< Drawn when given; d_0 features.
  /// f at which a one-output classifier changes its mind (decisionThreshold of the loss); also the
  /// centre of the colours.
  double threshold = 0.0;
  /// f is a logit (the loss is "bce"): then its probability can be shown.
  bool isLogit = false;
  /// Classes exist: the decision boundary and the marks for wrong samples make sense.
  bool isClassifier = true;
  std::string title;     ///< Above the picture; empty is none.
  std::string subtitle;  ///< Under the title, smaller; empty is none.
};

/// What the faces' colours tell.
enum class FigureFill {
  kOutput,       ///< f, on a blue-white-orange scale centred on the threshold.
  kProbability,  ///< The probability of class 1; needs one logit output.
  kRegion,       ///< One quiet colour per region, neighbours differ.
  kClass,        ///< The predicted class.
  kNone,         ///< Only the lines.
};

enum class FigureTheme { kPaper, kDark };

/// How it is shown. Lengths are points in SVG and PDF, pixels in PNG, all times `scale`.
struct FigureOptions {
  FigureFill fill = FigureFill::kOutput;
  FigureTheme theme = FigureTheme::kPaper;
  /// Width of the whole figure, at least 160; 241 is 8.5 cm (one column), 482 is 17 cm (two).
  double width = 360.0;
  /// A PNG for print wants about 4 (288 pixels an inch).
  double scale = 1.0;
  double fontSize = 8.0;
  /// Output that kOutput shows, 0 .. d_out - 1.
  int output = 0;
  /// Half the range of kOutput's colours; 0 chooses one that nine tenths of the area stay within.
  double colorHalfRange = 0.0;
  bool showBoundaries = true;
  bool showDecisionBoundary = true;
  bool showTrainingData = true;
  bool showTestData = true;
  bool showLegend = true;
};

/// Draws the figure and writes it in the format of the path's ending: .svg, .pdf or .png. The same
/// content gives the same picture. The file appears whole or not at all. Error: an unknown ending,
/// a size that is too large, a fill that the network does not have, a path that cannot be written.
Status writeTessellationFigure(const TessellationFigure& content, const std::string& path,
                               const FigureOptions& options = {});

}  // namespace adamscope
