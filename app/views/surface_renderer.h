// Draws the folded sheet with OpenGL: walls of the axis box, faces with a gentle flat shading,
// folds, decision boundary, threshold plane, pins. Uploads when the mesh changes; a turn of the
// camera, a new height scale or another light change uniforms only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "app/gl/program.h"
#include "app/gl/render_target.h"
#include "app/views/surface_buffers.h"
#include "app/views/surface_camera.h"

namespace adamscope {

/// What one picture shows beyond the mesh. Lengths in pixels of the picture.
struct SurfacePicture {
  int widthPx = 0;
  int heightPx = 0;
  SurfaceCamera camera;
  SurfaceScale scale;
  figure::Color background;
  figure::Color decision;  ///< Rings of wrong samples.
  figure::Color halo;      ///< Around the decision boundary and the samples.
  figure::Color plane;     ///< The plane at the threshold.
  std::array<std::uint32_t, 3> shownLayers{~0U, ~0U, ~0U};  ///< Bit (layer - 1).
  bool showDecision = true;
  bool showTrain = true;
  bool showTest = true;
  /// f at the height of the plane; none without one.
  std::optional<double> planeValue;
  float foldWidthPx = 1.3F;
  float foldOpacity = 1.0F;
  float decisionWidthPx = 3.0F;
  float pointRadiusPx = 4.0F;
  float stemWidthPx = 1.2F;
  float gridWidthPx = 1.0F;
  /// Strength in [0, 1] by neuron index: folds that are lit. Empty: none.
  std::vector<float> light;
  std::vector<SceneLine> grid;

  friend bool operator==(const SurfacePicture&, const SurfacePicture&) = default;
};

/// Owns the programs and buffers; needs a current context all its life.
class SurfaceRenderer {
 public:
  /// Error: a shader's.
  static Result<SurfaceRenderer> create();

  /// Takes over a mesh and how it is filled. `classColors`: one for each class, for kBlend.
  void upload(const SurfaceMesh& mesh, const FillPlan& plan,
              const std::vector<figure::Color>& classColors);
  /// Draws what was uploaded last into `target`, all of it. A sheet at a time is opaque; several
  /// are translucent: what is nearest is mixed with all that lies behind it.
  void draw(const gl::RenderTarget& target, const SurfacePicture& picture);

 private:
  SurfaceRenderer(gl::Program faces, gl::Program lines, gl::Program points);

  struct LineStyle {
    float widthPx = 1.0F;
    float biasPx = 0.0F;                   ///< Towards the eye.
    float opacity = 1.0F;                  ///< Times the segment's own.
    std::optional<figure::Color> color{};  ///< Instead of the segment's own.
    bool litOnly = false;
  };
  struct View;  // a picture with its matrices

  void drawGrid(const View& view);
  void useFaces(const View& view, FillMode mode, float opacity) const;
  void drawSheets(const View& view) const;
  void drawPlane(const View& view);
  void drawFolds(const View& view);
  void drawLines(const SurfaceBatch& batch, const View& view, const LineStyle& style) const;
  void drawPins(const View& view, float opacity) const;
  void drawData(const View& view) const;

  gl::Program faceProgram_;
  gl::Program lineProgram_;
  gl::Program pointProgram_;
  SurfaceBuffers buffers_;

  SlicePoint origin_;
  double valueOrigin_ = 0.0;
  int sheetCount_ = 1;
  FillMode mode_ = FillMode::kFlat;
  int output_ = 0;
  int valueCount_ = 1;
  double low_ = 0.0;
  double high_ = 1.0;
  std::vector<float> classColors_;
};

}  // namespace adamscope
