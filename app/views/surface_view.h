// The 3D view: the graph of f as a folded sheet over the slice, in an ImGui window. SurfaceView
// owns what lies on the graphics card; everything that a person changes is in SurfaceViewState.
#pragma once

#include <optional>
#include <utility>

#include "app/model/actions.h"
#include "app/model/flashes.h"
#include "app/views/surface_controls.h"
#include "app/views/surface_renderer.h"

namespace adamscope {

/// Owns the renderer and its picture; needs the window's context all its life.
class SurfaceView {
 public:
  /// Error: a shader's, or a picture that the driver cannot make.
  static Result<SurfaceView> create();

  /// Draws the view of the model's analysis (a two-dimensional slice) into `rect` of the current
  /// ImGui window, and asks the session for the experiment's whole domain. state.input.fitRequested
  /// (Home) brings the camera back to the start. Without an analysis nothing is drawn. Error: a
  /// picture of that size cannot be made.
  Status draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
              SurfaceViewState& surface, const ui::Rect& rect);

  /// The fill of the last picture.
  const FillPlan& plan() const { return plan_; }

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

  Status resize(const ui::Rect& rect, float density);
  void uploadIfNew(const ui::Theme& theme, const AnalysisFrame& analysis,
                   const InputViewState& view, bool allOutputs);
  AxesSpec axes(const ui::Frame& frame, const AnalysisFrame& analysis,
                const SurfaceViewState& surface) const;
  void paint(const ui::Frame& frame, const AnalysisFrame& analysis, const UiState& state,
             SurfacePicture picture);

  SurfaceRenderer renderer_;
  gl::RenderTarget target_;
  SurfaceMesh mesh_;
  FillPlan plan_;
  FlashTracker flashes_;
  std::optional<Source> source_;
  std::optional<SurfacePicture> drawn_;  ///< What the target shows; none after an upload.
};

}  // namespace adamscope
