// What colour each point of each region gets. f is affine on a region, so its values at the corners
// decide every pixel between them: the shader interpolates the values and looks the colour up, and
// the picture of f is exact. Free of OpenGL.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/figure/theme.h"
#include "app/model/ui_state.h"

namespace adamscope {

/// How the shader turns a corner's numbers into a colour.
enum class FillMode {
  kFlat = 0,         ///< The corner's own colour.
  kScalar = 1,       ///< The map at the corner's only value.
  kBlend = 2,        ///< The classes' colours, mixed by their softmax probabilities.
  kSoftmax = 3,      ///< The map at the softmax probability of class `output`.
  kCrossEntropy = 4  ///< The map at minus its natural logarithm.
};

/// The most outputs that the shader's softmax can see.
inline constexpr int kMostShaderOutputs = 12;

/// How the regions of one frame are filled.
struct FillPlan {
  FillMode mode = FillMode::kScalar;
  int output = 0;
  /// Values per corner: output `output` of f alone, all outputs of f (for the softmax modes), or
  /// one number that is constant on each face.
  int valueCount = 1;
  std::vector<double> faceValue;  ///< One a face, if the number is constant on it; else empty.
  std::vector<std::uint32_t> faceColor;  ///< RGBA (red lowest), one a face; kFlat only.
  std::vector<std::uint32_t> map;  ///< RGBA, from `low` to `high`; empty for kFlat and kBlend.
  double low = 0.0;
  double high = 1.0;
  std::string label;  ///< What the colour bar shows: "f", "P(class 1)", "|∇f|".
};

/// Why a fill makes no sense for a run; empty if it does.
std::string fillProblem(RegionFill fill, const TrainFrame& train);

/// The fill that shows a run best: the output, or for several classes their probabilities.
RegionFill naturalFill(const TrainFrame& train);

/// Plans the fill. `output` beyond the network's outputs means all classes at once (kProbability of
/// several classes), else the last.
FillPlan planFill(const AnalysisFrame& analysis, RegionFill fill, int output,
                  const figure::Theme& theme);

/// Opaque RGBA with red in the lowest byte, as OpenGL and Dear ImGui read it.
std::uint32_t packColor(const figure::Color& color, double opacity = 1.0);

/// A sequential map, dark to light (on a dark theme) in equal steps of lightness: t in [0, 1].
figure::Color sequentialColor(double t, const figure::Theme& theme);

}  // namespace adamscope
