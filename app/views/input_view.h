// The input-slice view: the picture, its overlay, and the mouse in it.
#pragma once

#include <optional>

#include "app/model/actions.h"
#include "app/model/face_locator.h"
#include "app/model/flashes.h"
#include "app/model/point_drawing.h"
#include "app/ui/frame.h"
#include "app/ui/rect.h"
#include "app/views/camera2d.h"
#include "app/views/input_overlay.h"
#include "app/views/input_renderer.h"

namespace adamscope {

/// Owns what it needs on the graphics card; needs a current OpenGL context all its life.
class InputView {
 public:
  /// Error: a shader's, or a picture that the driver cannot make.
  static Result<InputView> create();

  /// Draws the view into `rect` of the current ImGui window and handles the mouse there. Asks the
  /// session for the regions of what is visible.
  void draw(const ui::Frame& frame, const ModelFrame& model, UiState& state, Actions& actions,
            const ui::Rect& rect);

  /// The fill of the last picture; its colour bar is shared with the 3D view.
  const FillPlan& plan() const { return plan_; }

 private:
  InputView(InputRenderer renderer, gl::RenderTarget target);

  void followRun(const ModelFrame& model, InputViewState& view, const ViewSize& size);
  void showPickedEvent(const ModelFrame& model, UiState& state, const ViewSize& size);
  void requestRegions(const ModelFrame& model, const InputViewState& view, const ViewSize& size,
                      Actions& actions);
  void uploadIfNew(const ui::Frame& frame, const AnalysisFrame& analysis,
                   const InputViewState& view);
  void paint(const ui::Frame& frame, const ModelFrame& model, const UiState& state,
             const ui::Rect& rect);
  void useTool(const ModelFrame& model, const UiState& state, Actions& actions,
               const OverlayPlace& place);
  void pickBoundary(const ui::Frame& frame, const ModelFrame& model, Selection& selection,
                    const OverlayPlace& place);
  void drawStroke(const ui::Frame& frame, const ModelFrame& model, const OverlayPlace& place);
  void handleMouse(const ui::Frame& frame, const ModelFrame& model, UiState& state,
                   const OverlayPlace& place);
  /// Says in words what the selected crossing is, beside its sample.
  static void captionEvent(const ui::Frame& frame, const ModelFrame& model, std::size_t event,
                           const OverlayPlace& place);
  void drawOverlay(const ui::Frame& frame, const ModelFrame& model, const UiState& state,
                   const OverlayPlace& place);

  InputRenderer renderer_;
  gl::RenderTarget target_;
  InputMesh mesh_;
  FillPlan plan_;
  FlashTracker flashes_;
  FaceFinder finder_;
  double shownEventSeconds_ = 0.0;
  PointDrawing drawing_{drawnDataFolder()};

  // What is on the graphics card.
  std::uint64_t uploadedId_ = 0;
  RegionFill uploadedFill_ = RegionFill::kOutput;
  int uploadedOutput_ = -1;
  bool uploadedDark_ = true;

  std::optional<InputPicture> drawn_;  ///< What the target shows; none after an upload.

  long runNumber_ = -1;
  std::shared_ptr<const Experiment> experiment_;
  ViewSize lastSize_{0.0, 0.0};
  std::optional<Camera2D> fitted_;  ///< The camera of the last fit.
  std::optional<int> hoveredFace_;
};

}  // namespace adamscope
