// Draws the input slice with OpenGL: faces, boundaries, decision boundary, samples. Uploads when
// the mesh changes; a pan or a zoom only changes two uniforms.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "app/gl/program.h"
#include "app/gl/render_target.h"
#include "app/views/input_mesh.h"

namespace adamscope {

/// What one picture shows beyond the mesh. Lengths in pixels of the picture.
struct InputPicture {
  int widthPx = 0;
  int heightPx = 0;
  Camera2D camera;  ///< Its units per pixel are those of this picture.
  figure::Color background;
  figure::Color decision;  ///< Decision boundary, rings of wrong samples.
  figure::Color halo;      ///< Around the decision boundary and the samples.
  std::array<std::uint32_t, 3> shownLayers{~0U, ~0U, ~0U};  ///< Bit (layer - 1).
  bool showDecision = true;
  bool showTrain = true;
  bool showTest = true;
  float lineWidthPx = 1.4F;
  float decisionWidthPx = 2.6F;
  float pointRadiusPx = 4.0F;
  float boundaryOpacity = 1.0F;
  /// Strength in [0, 1] by neuron index: fold lines that flash. Empty: none.
  std::vector<float> light;

  friend bool operator==(const InputPicture&, const InputPicture&) = default;
};

/// Owns the programs and buffers; needs a current context all its life.
class InputRenderer {
 public:
  /// Error: a shader's.
  static Result<InputRenderer> create();

  /// Takes over a mesh and how it is filled. `classColors`: one for each class, for kBlend.
  void upload(const InputMesh& mesh, const FillPlan& plan,
              const std::vector<figure::Color>& classColors);
  /// Draws what was uploaded last into `target`, all of it.
  void draw(const gl::RenderTarget& target, const InputPicture& picture);

 private:
  InputRenderer(gl::Program faces, gl::Program lines, gl::Program points);

  struct Batch {
    gl::VertexArray array;
    gl::Buffer buffer;
    int count = 0;
  };
  void describeFaces();
  void uploadSegments(Batch& batch, const std::vector<MeshSegment>& segments);
  void uploadMap(const FillPlan& plan);
  void drawFaces(const InputPicture& picture) const;
  void drawLines(const Batch& batch, const InputPicture& picture, float halfWidthPx,
                 const figure::Color& decision, bool litOnly) const;
  void drawPoints(const InputPicture& picture) const;
  void setTransform(const gl::Program& program, const InputPicture& picture) const;

  gl::Program faceProgram_;
  gl::Program lineProgram_;
  gl::Program pointProgram_;
  Batch faces_;
  gl::Buffer faceValues_;
  gl::Buffer faceIndices_;
  gl::Texture map_;
  Batch boundaries_;
  Batch decision_;
  Batch points_;
  gl::Buffer lightBuffer_;
  gl::Texture light_;

  SlicePoint origin_;
  FillPlan plan_;  // without its tables
  std::vector<float> classColors_;
};

}  // namespace adamscope
