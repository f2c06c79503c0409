// What the window is set to show: plain values, changed by panels and views, read by both. Nothing
// here changes the run; that is what actions.h is for.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/model/movie_request.h"
#include "app/model/recent_runs.h"
#include "core/regions/input_slice.h"
#include "core/session/slice_analysis.h"

namespace adamscope {

/// What a frame of the window is drawn from. All pointers stay valid for the whole frame.
struct ModelFrame {
  std::shared_ptr<const TrainFrame> train;        ///< Never null.
  std::shared_ptr<const AnalysisFrame> analysis;  ///< Null until the first one is ready.
  std::shared_ptr<const SliceFrame> slice;        ///< Null while nobody looks at parameter space.
  std::shared_ptr<const TheoryFrame>
      theory;  ///< Null until the first look; perhaps of an earlier run.
  std::shared_ptr<const BarrierFrame> barrier;  ///< Null until one has been measured.
  double timeSeconds = 0.0;                     ///< Since the start of the program.
  float deltaSeconds = 0.0F;                    ///< Since the last frame.
};

/// What the colours of the regions tell.
enum class RegionFill {
  kOutput,        ///< f, diverging around the decision threshold.
  kProbability,   ///< Of the chosen class.
  kLoss,          ///< The loss that a sample of the chosen class (or target) would have there.
  kRegion,        ///< One quiet colour each; neighbours differ.
  kGradientNorm,  ///< |grad f| in the slice.
  kActiveNeurons,
};

/// A hidden neuron: layer from 1, neuron from 0.
struct NeuronId {
  int layer = 1;
  int neuron = 0;

  friend bool operator==(const NeuronId&, const NeuronId&) = default;
};

/// Index of a hidden neuron among all hidden neurons, layer by layer.
int neuronIndex(const Architecture& architecture, const NeuronId& id);

/// The rectangle of slice coordinates that a 2D view shows.
struct Camera2D {
  double centerX = 0.0;
  double centerY = 0.0;
  double unitsPerPixelX = 0.01;
  double unitsPerPixelY = 0.01;

  friend bool operator==(const Camera2D&, const Camera2D&) = default;
};

/// The input-slice view.
struct InputViewState {
  RegionFill fill = RegionFill::kOutput;
  int output = 0;                  ///< Which output or class the fill shows.
  std::vector<char> hiddenLayers;  ///< By layer - 1: 1 hides its boundaries. Missing means shown.
  bool showBoundaries = true;
  bool showDecision = true;
  bool showTrain = true;
  bool showTest = true;
  bool showFlashes = true;
  bool lockAspect = true;
  bool is3D = false;
  bool fitRequested = true;  ///< Home: show the experiment's whole domain.
  Camera2D camera;

  bool layerShown(int layer) const {
    const auto i = static_cast<std::size_t>(layer) - 1;
    return showBoundaries && (i >= hiddenLayers.size() || hiddenLayers[i] == 0);
  }
};

/// What is behind the boundaries of a parameter slice.
enum class ParameterFill { kLoss, kRegions, kNone };

/// Which boundaries of a parameter slice are shown.
enum class BoundaryFilter {
  kAll,
  kCrossedLately,  ///< Crossed in the last `recentSteps` steps.
  kNeuron,         ///< Of the selected neuron, for all samples.
  kSample,         ///< Of the selected sample, for all neurons.
};

/// The parameter-slice view.
struct ParameterViewState {
  PlaneChoice plane;
  ParameterFill fill = ParameterFill::kLoss;
  BoundaryFilter filter = BoundaryFilter::kAll;
  long recentSteps = 50;
  std::vector<char> hiddenLayers;  ///< As in the input view.
  bool showTrail = true;
  bool showArrows = true;
  bool fitRequested = true;  ///< Follow the plane's natural rectangle until the mouse moves it.
  Camera2D camera;

  bool layerShown(int layer) const {
    const auto i = static_cast<std::size_t>(layer) - 1;
    return i >= hiddenLayers.size() || hiddenLayers[i] == 0;
  }
};

/// What the mouse does in the input view.
enum class InputTool {
  kNavigate,     ///< Drag pans, click pins a region.
  kAddPoints,    ///< Click or drag adds samples of `UiState::drawnClass`.
  kErasePoints,  ///< Click or drag removes samples.
};

/// What is pointed at or picked; every view and panel shows the same things.
struct Selection {
  std::optional<SlicePoint> hovered;  ///< Under the cursor in the input view.
  std::optional<SlicePoint> pinned;   ///< Clicked; the Inspector shows this region first.
  std::optional<NeuronId> neuron;     ///< Its fold line is lit.
  std::optional<int> sample;          ///< A training sample, ringed.
  std::optional<std::size_t> event;   ///< Index into the history's events: flashed until cleared.
  double eventTimeSeconds = 0.0;      ///< When `event` was picked.
};

/// The views in the centre.
enum class CenterView { kInput, kParameter, kBoth };

struct UiState {
  CenterView center = CenterView::kInput;
  InputViewState input;
  ParameterViewState parameter;
  InputTool tool = InputTool::kNavigate;
  int drawnClass = 0;
  double drawnTarget = 0.0;  ///< For a regression.
  Selection selection;
  bool panelsHidden = false;
  bool showHelp = false;
  double logSpeed = 2.0;  ///< log10 of steps per second; kMaximumLogSpeed is "max".
  long runToStep = 1000;
  int replayRate = 2;                    ///< Index of 0.25x, 0.5x, 1x, 2x, 4x.
  std::vector<RecentRun> recentRuns;     ///< As the menu found them when it was opened.
  std::optional<MovieProgress> movie{};  ///< While one is recorded.
  std::vector<long> hiddenRuns;          ///< Numbers of kept runs that the plots leave out.
};

/// The speed slider's right end, where nothing waits.
inline constexpr double kMaximumLogSpeed = 5.0;

}  // namespace adamscope
