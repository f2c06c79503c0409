#include "app/views/surface_buffers.h"

#include <algorithm>
#include <cstddef>

#include "app/gl/upload.h"

namespace adamscope {

namespace {

using gl::fillBuffer;
using gl::offsetPointer;

/// Places, colours and slopes of corners, with their array and buffer bound.
void describeCorners() {
  constexpr GLsizei kStride = sizeof(SurfaceCorner);
  glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                        offsetPointer(offsetof(SurfaceCorner, color)));
  glVertexAttribPointer(5, 2, GL_FLOAT, GL_FALSE, kStride,
                        offsetPointer(offsetof(SurfaceCorner, slopeX)));
  for (const GLuint attribute : {0U, 1U, 5U}) glEnableVertexAttribArray(attribute);
}

void uploadSegments(SurfaceBatch& batch, const std::vector<SurfaceSegment>& segments) {
  glBindVertexArray(batch.array.name());
  fillBuffer(GL_ARRAY_BUFFER, batch.buffer, segments);
  batch.count = static_cast<int>(segments.size());
  constexpr GLsizei kStride = sizeof(SurfaceSegment);
  glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glVertexAttribPointer(1, 3, GL_FLOAT, GL_FALSE, kStride,
                        offsetPointer(offsetof(SurfaceSegment, to)));
  glVertexAttribIPointer(2, 2, GL_UNSIGNED_INT, kStride,
                         offsetPointer(offsetof(SurfaceSegment, layer)));
  glVertexAttribPointer(3, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                        offsetPointer(offsetof(SurfaceSegment, color)));
  for (const GLuint attribute : {0U, 1U, 2U, 3U}) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
}

}  // namespace

SurfaceBuffers::SurfaceBuffers()
    : values_(gl::Buffer::create()),
      indices_(gl::Buffer::create()),
      map_(gl::Texture::create()),
      lightBuffer_(gl::Buffer::create()),
      light_(gl::Texture::create()) {
  for (SurfaceBatch* batch :
       {&corners, &plane, &grid, &borders, &folds, &decision, &trainStems, &testStems, &pins}) {
    batch->array = gl::VertexArray::create();
    batch->buffer = gl::Buffer::create();
  }
}

void SurfaceBuffers::upload(const SurfaceMesh& mesh, const FillPlan& plan) {
  glBindVertexArray(corners.array.name());
  fillBuffer(GL_ARRAY_BUFFER, corners.buffer, mesh.corners);
  describeCorners();
  fillBuffer(GL_ARRAY_BUFFER, values_, mesh.values);
  describeValues(mesh);
  fillBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_, mesh.indices);
  corners.count = static_cast<int>(mesh.indices.size());
  uploadMap(plan);
  uploadSegments(borders, mesh.borders);
  uploadSegments(folds, mesh.folds);
  uploadSegments(decision, mesh.decision);
  uploadSegments(trainStems, mesh.trainStems);
  uploadSegments(testStems, mesh.testStems);
  uploadPins(mesh.pins);
}

/// The numbers behind the colours, with the corners' array and the values' buffer bound.
void SurfaceBuffers::describeValues(const SurfaceMesh& mesh) {
  for (int block = 0; block < 3; ++block) {
    const auto attribute = static_cast<GLuint>(2 + block);
    const int size = std::clamp(mesh.valueCount - 4 * block, 0, 4);
    if (size == 0 || mesh.mode == FillMode::kFlat) {
      glDisableVertexAttribArray(attribute);
      continue;
    }
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, size, GL_FLOAT, GL_FALSE,
                          static_cast<GLsizei>(sizeof(float)) * mesh.valueCount,
                          offsetPointer(sizeof(float) * 4 * static_cast<std::size_t>(block)));
  }
}

void SurfaceBuffers::uploadPins(const std::vector<SurfacePin>& content) {
  glBindVertexArray(pins.array.name());
  fillBuffer(GL_ARRAY_BUFFER, pins.buffer, content);
  pins.count = static_cast<int>(content.size());
  constexpr GLsizei kStride = sizeof(SurfacePin);
  glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, kStride, offsetPointer(0));
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                        offsetPointer(offsetof(SurfacePin, color)));
  glVertexAttribIPointer(2, 1, GL_UNSIGNED_INT, kStride,
                         offsetPointer(offsetof(SurfacePin, flags)));
  for (const GLuint attribute : {0U, 1U, 2U}) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribDivisor(attribute, 1);
  }
  glBindVertexArray(0);
}

void SurfaceBuffers::uploadGrid(const std::vector<SurfaceSegment>& lines) {
  uploadSegments(grid, lines);
}

void SurfaceBuffers::uploadPlane(const std::vector<SurfaceCorner>& content) {
  glBindVertexArray(plane.array.name());
  fillBuffer(GL_ARRAY_BUFFER, plane.buffer, content);
  plane.count = static_cast<int>(content.size());
  describeCorners();
  glBindVertexArray(0);
}

void SurfaceBuffers::uploadMap(const FillPlan& plan) {
  if (plan.map.empty()) return;
  glBindTexture(GL_TEXTURE_2D, map_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, static_cast<GLsizei>(plan.map.size()), 1, 0, GL_RGBA,
               GL_UNSIGNED_BYTE, plan.map.data());
  for (const GLenum filter : {GLenum{GL_TEXTURE_MIN_FILTER}, GLenum{GL_TEXTURE_MAG_FILTER}}) {
    glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
  }
  for (const GLenum side : {GLenum{GL_TEXTURE_WRAP_S}, GLenum{GL_TEXTURE_WRAP_T}}) {
    glTexParameteri(GL_TEXTURE_2D, side, GL_CLAMP_TO_EDGE);
  }
}

void SurfaceBuffers::uploadLight(const std::vector<float>& light) {
  fillBuffer(GL_TEXTURE_BUFFER, lightBuffer_, light);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_BUFFER, light_.name());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_R32F, lightBuffer_.name());
}

}  // namespace adamscope
