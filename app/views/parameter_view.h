// The parameter-slice view: boundaries of parameter space, the trajectory in it, and the mouse.
// What is selected here is selected everywhere: a curve is one neuron's fold line passing one
// sample.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/figure/slice_colors.h"
#include "app/model/actions.h"
#include "app/model/flashes.h"
#include "app/model/slice_probe.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/input_overlay.h"
#include "app/views/input_renderer.h"
#include "app/views/parameter_mesh.h"
#include "core/regions/slice_loss.h"

namespace adamscope {

/// Owns what it needs on the graphics card; needs a current OpenGL context all its life.
class ParameterView {
 public:
  /// Boxes of the loss map, along the longer side, where it can be looked at.
  static constexpr int kLossColumns = 72;

  /// Error: a shader's, or a picture that the driver cannot make.
  static Result<ParameterView> create();

  /// Draws the view into `rect` of the current ImGui window and handles the mouse there. Asks the
  /// session for the slice that is visible.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
            const ui::Rect& rect);

 private:
  ParameterView(InputRenderer renderer, gl::RenderTarget target);

  void request(const ui::Frame& frame, const ModelFrame& model, const ParameterViewState& view,
               const ui::Rect& rect, Actions& actions);
  void followFrame(const SliceFrame& slice, ParameterViewState& view, const ui::Rect& rect);
  void uploadIfNew(const ui::Frame& frame, const SliceFrame& slice, const UiState& state);
  void paint(const ui::Frame& frame, const ModelFrame& model, const SliceFrame& slice,
             const UiState& state, const ui::Rect& rect);
  std::vector<float> lightOf(const SliceFrame& slice, const Selection& selection) const;
  void handleMouse(const ui::Frame& frame, const ModelFrame& model, const SliceFrame& slice,
                   UiState& state, const OverlayPlace& place);
  void hover(const ui::Frame& frame, const SliceFrame& slice, const ParameterViewState& view,
             const OverlayPlace& place);
  void tellCrossing(const ui::Frame& frame, const SliceCrossing& crossing);
  void pick(const ui::Frame& frame, const ModelFrame& model, const SliceFrame& slice,
            UiState& state, const OverlayPlace& place);
  /// Says in words what the selected crossing is, beside its dot and off what is `taken`.
  static void captionEvent(const ui::Frame& frame, const SliceFrame& slice,
                           const Selection& selection, const OverlayPlace& place,
                           const std::vector<ui::Rect>& taken);
  void drawOverlay(const ui::Frame& frame, const ModelFrame& model, const SliceFrame& slice,
                   const UiState& state, const OverlayPlace& place);

  /// What the picture on the graphics card was made from.
  struct Uploaded {
    std::uint64_t frame = 0;
    BoundaryFilter filter = BoundaryFilter::kAll;
    long recentSteps = 0;
    std::optional<NeuronId> neuron;
    std::optional<int> sample;
    bool isDark = true;

    friend bool operator==(const Uploaded&, const Uploaded&) = default;
  };

  InputRenderer renderer_;
  gl::RenderTarget target_;
  ParameterMesh mesh_;
  std::optional<BoundaryChoice> choice_;  ///< Whose boundaries mesh_ holds.
  std::vector<ContourSegment> contours_;  ///< Of the slice that mesh_ shows.
  FlashTracker flashes_;
  Uploaded uploaded_;
  figure::CurveStyle style_;
  std::optional<InputPicture> drawn_;
  std::optional<PlaneChoice> shownPlane_;
  std::optional<BoundaryId> hovered_;
  std::optional<TrailPoint> hoveredTheta_;

  // The last probe, which costs two forward passes.
  std::optional<SliceProbe> probe_;
  SlicePoint probedAt_;
  std::uint64_t probedFrame_ = 0;
  std::array<std::uint32_t, 3> probedLayers_{};
};

}  // namespace adamscope
