#include "app/views/input_renderer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace adamscope {

namespace {

constexpr int kCornersOfQuad = 4;

template <class T>
void fillBuffer(GLenum target, const gl::Buffer& buffer, const std::vector<T>& content) {
  glBindBuffer(target, buffer.name());
  glBufferData(target, static_cast<GLsizeiptr>(content.size() * sizeof(T)), content.data(),
               GL_STREAM_DRAW);
}

const void* offsetPointer(std::size_t offset) { return reinterpret_cast<const void*>(offset); }

void setColor(GLint place, const figure::Color& color) {
  glUniform3f(place, static_cast<float>(color.red), static_cast<float>(color.green),
              static_cast<float>(color.blue));
}

void appendColor(std::vector<float>& list, const figure::Color& color, float opacity) {
  for (const double part : {color.red, color.green, color.blue}) {
    list.push_back(static_cast<float>(part));
  }
  list.push_back(opacity);
}

}  // namespace

Result<InputRenderer> InputRenderer::create() {
  Result<gl::Program> faces = gl::Program::load("input_faces");
  if (!faces) return faces.error();
  Result<gl::Program> lines = gl::Program::load("input_lines");
  if (!lines) return lines.error();
  Result<gl::Program> points = gl::Program::load("input_points");
  if (!points) return points.error();
  return InputRenderer(std::move(*faces), std::move(*lines), std::move(*points));
}

InputRenderer::InputRenderer(gl::Program faces, gl::Program lines, gl::Program points)
    : faceProgram_(std::move(faces)),
      lineProgram_(std::move(lines)),
      pointProgram_(std::move(points)),
      faceValues_(gl::Buffer::create()),
      faceIndices_(gl::Buffer::create()),
      map_(gl::Texture::create()),
      lightBuffer_(gl::Buffer::create()),
      light_(gl::Texture::create()) {
  for (Batch* batch : {&faces_, &boundaries_, &decision_, &points_}) {
    batch->array = gl::VertexArray::create();
    batch->buffer = gl::Buffer::create();
  }
}

void InputRenderer::upload(const InputMesh& mesh, const FillPlan& plan,
                           const std::vector<figure::Color>& classColors) {
  origin_ = mesh.origin;
  plan_ = FillPlan{.mode = plan.mode,
                   .output = plan.output,
                   .valueCount = plan.valueCount,
                   .faceValue = {},
                   .faceColor = {},
                   .map = {},
                   .low = plan.low,
                   .high = plan.high,
                   .label = {}};
  classColors_.clear();
  for (const figure::Color& color : classColors) {
    for (const double part : {color.red, color.green, color.blue}) {
      classColors_.push_back(static_cast<float>(part));
    }
  }
  glBindVertexArray(faces_.array.name());
  fillBuffer(GL_ARRAY_BUFFER, faces_.buffer, mesh.corners);
  fillBuffer(GL_ARRAY_BUFFER, faceValues_, mesh.values);
  fillBuffer(GL_ELEMENT_ARRAY_BUFFER, faceIndices_, mesh.indices);
  faces_.count = static_cast<int>(mesh.indices.size());
  describeFaces();
  uploadMap(plan);
  uploadSegments(boundaries_, mesh.boundaries);
  uploadSegments(decision_, mesh.decision);

  glBindVertexArray(points_.array.name());
  fillBuffer(GL_ARRAY_BUFFER, points_.buffer, mesh.points);
  points_.count = static_cast<int>(mesh.points.size());
  constexpr GLsizei kStride = sizeof(MeshPoint);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glEnableVertexAttribArray(1);
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                        offsetPointer(offsetof(MeshPoint, color)));
  glEnableVertexAttribArray(2);
  glVertexAttribIPointer(2, 1, GL_UNSIGNED_INT, kStride, offsetPointer(offsetof(MeshPoint, flags)));
  for (const GLuint attribute : {0U, 1U, 2U}) glVertexAttribDivisor(attribute, 1);
  glBindVertexArray(0);
}

/// The layout of corners and values, with the face array bound.
void InputRenderer::describeFaces() {
  constexpr GLsizei kStride = sizeof(MeshCorner);
  glBindBuffer(GL_ARRAY_BUFFER, faces_.buffer.name());
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glEnableVertexAttribArray(1);
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                        offsetPointer(offsetof(MeshCorner, color)));
  glBindBuffer(GL_ARRAY_BUFFER, faceValues_.name());
  for (int block = 0; block < 3; ++block) {
    const auto attribute = static_cast<GLuint>(2 + block);
    const int size = std::clamp(plan_.valueCount - 4 * block, 0, 4);
    if (size == 0 || plan_.mode == FillMode::kFlat) {
      glDisableVertexAttribArray(attribute);
      continue;
    }
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, size, GL_FLOAT, GL_FALSE,
                          static_cast<GLsizei>(sizeof(float)) * plan_.valueCount,
                          offsetPointer(sizeof(float) * 4 * static_cast<std::size_t>(block)));
  }
}

void InputRenderer::uploadSegments(Batch& batch, const std::vector<MeshSegment>& segments) {
  glBindVertexArray(batch.array.name());
  fillBuffer(GL_ARRAY_BUFFER, batch.buffer, segments);
  batch.count = static_cast<int>(segments.size());
  constexpr GLsizei kStride = sizeof(MeshSegment);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glEnableVertexAttribArray(1);
  glVertexAttribIPointer(1, 2, GL_UNSIGNED_INT, kStride,
                         offsetPointer(offsetof(MeshSegment, layer)));
  for (const GLuint attribute : {0U, 1U}) glVertexAttribDivisor(attribute, 1);
  glBindVertexArray(0);
}

void InputRenderer::uploadMap(const FillPlan& plan) {
  if (plan.map.empty()) return;
  glBindTexture(GL_TEXTURE_2D, map_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(plan.map.size()), 1, 0, GL_RGBA,
               GL_UNSIGNED_BYTE, plan.map.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void InputRenderer::draw(const gl::RenderTarget& target, const InputPicture& picture) {
  target.bind();
  glViewport(0, 0, picture.widthPx, picture.heightPx);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glClearColor(static_cast<float>(picture.background.red),
               static_cast<float>(picture.background.green),
               static_cast<float>(picture.background.blue), 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  glDisable(GL_BLEND);
  drawFaces(picture);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  drawLines(boundaries_, picture, 0.5F * picture.lineWidthPx, picture.decision, false);
  if (!picture.light.empty()) {
    glBindBuffer(GL_TEXTURE_BUFFER, lightBuffer_.name());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(picture.light.size() * sizeof(float)),
                 picture.light.data(), GL_STREAM_DRAW);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, light_.name());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_R32F, lightBuffer_.name());
    drawLines(boundaries_, picture, 0.75F * picture.lineWidthPx, picture.decision, true);
  }
  if (picture.showDecision) {
    drawLines(decision_, picture, 0.5F * picture.decisionWidthPx + 1.2F, picture.halo, false);
    drawLines(decision_, picture, 0.5F * picture.decisionWidthPx, picture.decision, false);
  }
  drawPoints(picture);
  glBindVertexArray(0);
  glDisable(GL_BLEND);
  target.resolve();
}

void InputRenderer::setTransform(const gl::Program& program, const InputPicture& picture) const {
  const double scaleX = 2.0 / (picture.camera.unitsPerPixelX * picture.widthPx);
  const double scaleY = 2.0 / (picture.camera.unitsPerPixelY * picture.heightPx);
  glUniform2f(program.uniform("scale"), static_cast<float>(scaleX), static_cast<float>(scaleY));
  glUniform2f(program.uniform("offset"),
              static_cast<float>((origin_.x - picture.camera.centerX) * scaleX),
              static_cast<float>((origin_.y - picture.camera.centerY) * scaleY));
}

void InputRenderer::drawFaces(const InputPicture& picture) const {
  if (faces_.count == 0) return;
  faceProgram_.use();
  setTransform(faceProgram_, picture);
  glUniform1i(faceProgram_.uniform("mode"), static_cast<int>(plan_.mode));
  glUniform1i(faceProgram_.uniform("outputIndex"), plan_.output);
  glUniform1i(faceProgram_.uniform("outputCount"), plan_.valueCount);
  glUniform2f(faceProgram_.uniform("valueRange"), static_cast<float>(plan_.low),
              static_cast<float>(plan_.high));
  const auto colors = std::min<std::size_t>(classColors_.size() / 3, kMostShaderOutputs);
  if (colors > 0) {
    glUniform3fv(faceProgram_.uniform("classColor"), static_cast<GLsizei>(colors),
                 classColors_.data());
  }
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, map_.name());
  glUniform1i(faceProgram_.uniform("colorMap"), 0);
  glBindVertexArray(faces_.array.name());
  glDrawElements(GL_TRIANGLES, faces_.count, GL_UNSIGNED_INT, nullptr);
}

void InputRenderer::drawLines(const Batch& batch, const InputPicture& picture, float halfWidthPx,
                              const figure::Color& decision, bool litOnly) const {
  if (batch.count == 0) return;
  lineProgram_.use();
  setTransform(lineProgram_, picture);
  glUniform2f(lineProgram_.uniform("sizePx"), static_cast<float>(picture.widthPx),
              static_cast<float>(picture.heightPx));
  glUniform1f(lineProgram_.uniform("halfWidthPx"), halfWidthPx);
  std::vector<float> colors;
  appendColor(colors, decision, 1.0F);
  for (int layer = 1; layer <= 7; ++layer) {
    appendColor(colors, figure::layerColor(layer), picture.boundaryOpacity);
  }
  glUniform4fv(lineProgram_.uniform("layerColor"), 8, colors.data());
  glUniform1uiv(lineProgram_.uniform("shownLayers"), 3, picture.shownLayers.data());
  glUniform1i(lineProgram_.uniform("litOnly"), litOnly ? 1 : 0);
  glUniform1i(lineProgram_.uniform("light"), 0);
  glBindVertexArray(batch.array.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, kCornersOfQuad, batch.count);
}

void InputRenderer::drawPoints(const InputPicture& picture) const {
  if (points_.count == 0) return;
  pointProgram_.use();
  setTransform(pointProgram_, picture);
  glUniform2f(pointProgram_.uniform("sizePx"), static_cast<float>(picture.widthPx),
              static_cast<float>(picture.heightPx));
  glUniform1f(pointProgram_.uniform("radiusPx"), picture.pointRadiusPx);
  glUniform2i(pointProgram_.uniform("shown"), picture.showTrain ? 1 : 0, picture.showTest ? 1 : 0);
  setColor(pointProgram_.uniform("outline"), picture.halo);
  setColor(pointProgram_.uniform("ink"), picture.decision);
  glBindVertexArray(points_.array.name());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, kCornersOfQuad, points_.count);
}

}  // namespace adamscope
