// The 3D view: the graph of f as a folded sheet over the slice, in an ImGui window. SurfaceView
// owns what lies on the graphics card; everything that a person changes is in SurfaceViewState.
#pragma once

#include <optional>
#include <span>

#include "app/views/surface_controls.h"
#include "app/views/surface_renderer.h"

namespace adamscope {

/// Owns the renderer and its picture; needs the window's context all its life.
class SurfaceView {
 public:
  /// Error: a shader's, or a picture that the driver cannot make.
  static Result<SurfaceView> create();

  /// Draws the view of the model's analysis (a two-dimensional slice) into `place` of the current
  /// ImGui window. `light`: strength in [0, 1] by neuron index of folds that flash, beside the
  /// selected neuron's; may be empty. Error: the picture cannot be made in that size.
  Status draw(const ui::Frame& frame, const ModelFrame& model, const UiState& ui,
              SurfaceViewState& state, const ui::Rect& place, std::span<const float> light = {});

 private:
  SurfaceView(SurfaceRenderer renderer, gl::RenderTarget target)
      : renderer_(std::move(renderer)), target_(std::move(target)) {}

  /// What the uploaded mesh was made from.
  struct Source {
    std::uint64_t analysis = 0;
    RegionFill fill = RegionFill::kOutput;
    int output = -1;
    bool allOutputs = false;
    bool isDark = false;
    bool operator==(const Source&) const = default;
  };

  void upload(const AnalysisFrame& analysis, const UiState& ui, const SurfaceViewState& state,
              const ui::Theme& theme);
  Status resize(const ui::Rect& place, float density);

  SurfaceRenderer renderer_;
  gl::RenderTarget target_;
  SurfaceMesh mesh_;
  std::optional<Source> source_;
  std::optional<SurfacePicture> drawn_;  ///< What the target shows; none after an upload.
};

}  // namespace adamscope
