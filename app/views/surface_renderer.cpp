#include "app/views/surface_renderer.h"

#include <algorithm>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <utility>

#include "app/gl/upload.h"

namespace adamscope {

namespace {

using gl::setColor;

constexpr int kCornersOfQuad = 4;
/// How much the tilt of a face changes its colour.
constexpr float kShading = 0.6F;
/// Of several sheets: how much of what is nearest, and of each one behind it.
constexpr float kFrontOpacity = 0.8F;
constexpr float kBehindOpacity = 0.5F;
constexpr float kPlaneOpacity = 0.08F;
/// Pins behind a sheet shine through.
constexpr float kHiddenPinOpacity = 0.16F;

}  // namespace

struct SurfaceRenderer::View {
  const SurfacePicture& picture;
  SurfaceProjection projection;
  glm::vec3 scale;  // from the mesh to the scene
  glm::vec3 offset;

  View(const SurfacePicture& shown, const SlicePoint& origin, double valueOrigin)
      : picture(shown),
        projection(shown.camera, shown.widthPx, shown.heightPx),
        scale(shown.scale.perUnit),
        offset(shown.scale.place(origin.x, origin.y, valueOrigin)) {}

  /// The same picture for what is given in the scene already.
  View inScene() const {
    View view = *this;
    view.scale = glm::vec3(1.0F);
    view.offset = glm::vec3(0.0F);
    return view;
  }

  void setSpace(const gl::Program& program) const {
    const glm::mat4 toClip(projection.toClip());
    glUniform3fv(program.uniform("scale"), 1, glm::value_ptr(scale));
    glUniform3fv(program.uniform("offset"), 1, glm::value_ptr(offset));
    glUniformMatrix4fv(program.uniform("toClip"), 1, GL_FALSE, glm::value_ptr(toClip));
  }

  /// What quads of a size in pixels need.
  void setPixels(const gl::Program& program) const {
    glUniform2f(program.uniform("sizePx"), static_cast<float>(picture.widthPx),
                static_cast<float>(picture.heightPx));
    glUniform2f(program.uniform("depthTerms"), static_cast<float>(projection.depthOffset()),
                static_cast<float>(projection.depthFactor()));
    glUniform1f(program.uniform("nearDepth"), static_cast<float>(projection.nearDepth()));
    glUniform1f(program.uniform("unitsPerPixel"),
                static_cast<float>(projection.unitsPerPixelAtUnitDepth()));
  }
};

Result<SurfaceRenderer> SurfaceRenderer::create() {
  Result<gl::Program> faces = gl::Program::load("surface_faces");
  if (!faces) return faces.error();
  Result<gl::Program> lines = gl::Program::load("surface_lines", "input_lines");
  if (!lines) return lines.error();
  Result<gl::Program> points = gl::Program::load("surface_points", "input_points");
  if (!points) return points.error();
  return SurfaceRenderer(std::move(*faces), std::move(*lines), std::move(*points));
}

SurfaceRenderer::SurfaceRenderer(gl::Program faces, gl::Program lines, gl::Program points)
    : faceProgram_(std::move(faces)),
      lineProgram_(std::move(lines)),
      pointProgram_(std::move(points)) {}

void SurfaceRenderer::upload(const SurfaceMesh& mesh, const FillPlan& plan,
                             const std::vector<figure::Color>& classColors) {
  buffers_.upload(mesh, plan);
  origin_ = mesh.origin;
  valueOrigin_ = mesh.valueOrigin;
  sheetCount_ = mesh.sheetCount;
  mode_ = mesh.mode;
  output_ = plan.output;
  valueCount_ = mesh.valueCount;
  low_ = plan.low;
  high_ = plan.high;
  classColors_.clear();
  for (const figure::Color& color : classColors) {
    for (const double part : {color.red, color.green, color.blue}) {
      classColors_.push_back(static_cast<float>(part));
    }
  }
}

void SurfaceRenderer::draw(const gl::RenderTarget& target, const SurfacePicture& picture) {
  target.bind();
  glViewport(0, 0, picture.widthPx, picture.heightPx);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glDisable(GL_BLEND);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  glDepthMask(GL_TRUE);
  glClearColor(static_cast<float>(picture.background.red),
               static_cast<float>(picture.background.green),
               static_cast<float>(picture.background.blue), 1.0F);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  const View view(picture, origin_, valueOrigin_);
  drawGrid(view);
  drawSheets(view);
  glDepthMask(GL_FALSE);
  glEnable(GL_BLEND);
  drawPlane(view);
  drawFolds(view);
  drawData(view);
  glDepthMask(GL_TRUE);
  glDepthFunc(GL_LESS);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_BLEND);
  glBindVertexArray(0);
  target.resolve();
}

/// The walls lie behind everything, so they take no part in the depth test.
void SurfaceRenderer::drawGrid(const View& view) {
  std::vector<SurfaceSegment> lines;
  const auto placeOf = [](const glm::dvec3& point) {
    return SurfacePlace{static_cast<float>(point.x), static_cast<float>(point.y),
                        static_cast<float>(point.z)};
  };
  for (const SceneLine& line : view.picture.grid) {
    lines.push_back({.from = placeOf(line.from), .to = placeOf(line.to), .color = line.color});
  }
  buffers_.uploadGrid(lines);
  glDepthMask(GL_FALSE);
  glEnable(GL_BLEND);
  drawLines(buffers_.grid, view.inScene(), {.widthPx = view.picture.gridWidthPx});
  glDisable(GL_BLEND);
  glDepthMask(GL_TRUE);
}

void SurfaceRenderer::useFaces(const View& view, FillMode mode, float opacity) const {
  faceProgram_.use();
  view.setSpace(faceProgram_);
  glUniform1i(faceProgram_.uniform("mode"), static_cast<int>(mode));
  glUniform1i(faceProgram_.uniform("outputIndex"), output_);
  glUniform1i(faceProgram_.uniform("outputCount"), valueCount_);
  glUniform2f(faceProgram_.uniform("valueRange"), static_cast<float>(low_),
              static_cast<float>(high_));
  glUniform1f(faceProgram_.uniform("opacity"), opacity);
  const auto colors = std::min<std::size_t>(classColors_.size() / 3, kMostShaderOutputs);
  if (colors > 0) {
    glUniform3fv(faceProgram_.uniform("classColor"), static_cast<GLsizei>(colors),
                 classColors_.data());
  }
  const glm::vec3 eye(view.picture.camera.eye());
  glUniform3fv(faceProgram_.uniform("eye"), 1, glm::value_ptr(eye));
  // The light turns with the eye and comes over its left shoulder.
  const glm::dvec3 right = view.picture.camera.right();
  const glm::dvec3 towardsEye(right.y, -right.x, 0.0);
  const glm::vec3 light(
      glm::normalize(-0.55 * right + 0.25 * towardsEye + glm::dvec3(0.0, 0.0, 0.8)));
  glUniform3fv(faceProgram_.uniform("lightDirection"), 1, glm::value_ptr(light));
  glUniform1f(faceProgram_.uniform("shading"), kShading);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, buffers_.map());
  glUniform1i(faceProgram_.uniform("colorMap"), 0);
}

void SurfaceRenderer::drawSheets(const View& view) const {
  if (buffers_.corners.count == 0) return;
  const auto drawAll = [&] {
    glDrawElements(GL_TRIANGLES, buffers_.corners.count, GL_UNSIGNED_INT, nullptr);
  };
  glBindVertexArray(buffers_.corners.array.name());
  glEnable(GL_POLYGON_OFFSET_FILL);
  glPolygonOffset(1.0F, 1.0F);  // behind their own folds
  if (sheetCount_ == 1) {
    useFaces(view, mode_, 1.0F);
    drawAll();
    glDisable(GL_POLYGON_OFFSET_FILL);
    return;
  }
  // Find what is nearest; mix what lies behind it in the order of the outputs, which no turn of
  // the camera changes; then put the nearest over it.
  useFaces(view, mode_, kBehindOpacity);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  drawAll();
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask(GL_FALSE);
  glEnable(GL_BLEND);
  glDepthFunc(GL_GREATER);
  drawAll();
  glDepthFunc(GL_LEQUAL);
  glUniform1f(faceProgram_.uniform("opacity"), kFrontOpacity);
  drawAll();
  glDisable(GL_BLEND);
  glDepthMask(GL_TRUE);
  glDisable(GL_POLYGON_OFFSET_FILL);
}

void SurfaceRenderer::drawPlane(const View& view) {
  if (!view.picture.planeValue) return;
  const SurfaceScale& scale = view.picture.scale;
  const figure::Color& tone = view.picture.plane;
  const auto height =
      static_cast<float>((*view.picture.planeValue - scale.valueCenter) * scale.perUnit.z);
  std::vector<SurfaceCorner> corners;
  for (const glm::dvec2 corner : {glm::dvec2{-1, -1}, {1, -1}, {-1, 1}, {1, 1}}) {
    corners.push_back({.place = {static_cast<float>(corner.x * scale.halfBox.x),
                                 static_cast<float>(corner.y * scale.halfBox.y), height},
                       .color = packColor(tone)});
  }
  buffers_.uploadPlane(corners);
  useFaces(view.inScene(), FillMode::kFlat, kPlaneOpacity);
  glBindVertexArray(buffers_.plane.array.name());
  glDrawArrays(GL_TRIANGLE_STRIP, 0, kCornersOfQuad);
}

void SurfaceRenderer::drawFolds(const View& view) {
  const SurfacePicture& picture = view.picture;
  drawLines(buffers_.borders, view, {.widthPx = picture.gridWidthPx, .biasPx = 0.5F});
  drawLines(buffers_.folds, view,
            {.widthPx = picture.foldWidthPx, .biasPx = 1.0F, .opacity = picture.foldOpacity});
  if (!picture.light.empty()) {
    buffers_.uploadLight(picture.light);
    drawLines(buffers_.folds, view,
              {.widthPx = 1.6F * picture.foldWidthPx, .biasPx = 3.0F, .litOnly = true});
  }
  if (picture.showDecision) {
    const float width = picture.decisionWidthPx;
    drawLines(buffers_.decision, view,
              {.widthPx = width + 2.4F, .biasPx = 2.5F, .color = picture.halo});
    drawLines(buffers_.decision, view, {.widthPx = width, .biasPx = 3.0F});
  }
}

void SurfaceRenderer::drawLines(const SurfaceBatch& batch, const View& view,
                                const LineStyle& style) const {
  if (batch.count == 0) return;
  lineProgram_.use();
  view.setSpace(lineProgram_);
  view.setPixels(lineProgram_);
  glUniform1f(lineProgram_.uniform("biasPx"), style.biasPx);
  glUniform1f(lineProgram_.uniform("halfWidthPx"), 0.5F * style.widthPx);
  glUniform1f(lineProgram_.uniform("opacity"), style.opacity);
  const figure::Color own = style.color.value_or(figure::Color{});
  glUniform4f(lineProgram_.uniform("ownColor"), static_cast<float>(own.red),
              static_cast<float>(own.green), static_cast<float>(own.blue),
              style.color ? 1.0F : 0.0F);
  glUniform1uiv(lineProgram_.uniform("shownLayers"), 3, view.picture.shownLayers.data());
  glUniform1i(lineProgram_.uniform("litOnly"), style.litOnly ? 1 : 0);
  glUniform1i(lineProgram_.uniform("light"), 0);
  glBindVertexArray(batch.array.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, kCornersOfQuad, batch.count);
}

/// What is hidden first, faintly; then what is seen.
void SurfaceRenderer::drawData(const View& view) const {
  const SurfacePicture& picture = view.picture;
  for (const bool isHidden : {true, false}) {
    glDepthFunc(isHidden ? GL_GREATER : GL_LEQUAL);
    const float opacity = isHidden ? kHiddenPinOpacity : 1.0F;
    const LineStyle stem{.widthPx = picture.stemWidthPx, .opacity = 0.75F * opacity};
    if (picture.showTrain) drawLines(buffers_.trainStems, view, stem);
    if (picture.showTest) drawLines(buffers_.testStems, view, stem);
    drawPins(view, opacity);
  }
  glDepthFunc(GL_LEQUAL);
}

void SurfaceRenderer::drawPins(const View& view, float opacity) const {
  if (buffers_.pins.count == 0) return;
  const SurfacePicture& picture = view.picture;
  pointProgram_.use();
  view.setSpace(pointProgram_);
  view.setPixels(pointProgram_);
  glUniform1f(pointProgram_.uniform("radiusPx"), picture.pointRadiusPx);
  glUniform1f(pointProgram_.uniform("opacity"), opacity);
  glUniform2i(pointProgram_.uniform("shown"), picture.showTrain ? 1 : 0, picture.showTest ? 1 : 0);
  setColor(pointProgram_.uniform("outline"), picture.halo);
  setColor(pointProgram_.uniform("ink"), picture.decision);
  glBindVertexArray(buffers_.pins.array.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, kCornersOfQuad, buffers_.pins.count);
}

}  // namespace adamscope
