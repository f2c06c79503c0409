// What the 3D view keeps on the graphics card: the mesh in vertex arrays, the colour map, and the
// light of each neuron.
#pragma once

#include <vector>

#include "app/gl/handle.h"
#include "app/views/surface_mesh.h"

namespace adamscope {

/// Vertices or instances with their layout.
struct SurfaceBatch {
  gl::VertexArray array;
  gl::Buffer buffer;
  int count = 0;
};

/// Needs a current context all its life.
class SurfaceBuffers {
 public:
  SurfaceBuffers();

  void upload(const SurfaceMesh& mesh, const FillPlan& plan);
  /// The axis box and the plane (a strip of four corners), in the scene.
  void uploadGrid(const std::vector<SurfaceSegment>& lines);
  void uploadPlane(const std::vector<SurfaceCorner>& content);
  /// One number a neuron; its texture stays bound to unit 0.
  void uploadLight(const std::vector<float>& light);
  /// OpenGL's name of the colour map's texture.
  unsigned int map() const { return map_.name(); }

  SurfaceBatch corners;  ///< Count: indices of triangles.
  SurfaceBatch plane;
  SurfaceBatch grid;
  SurfaceBatch borders;
  SurfaceBatch folds;
  SurfaceBatch decision;
  SurfaceBatch trainStems;
  SurfaceBatch testStems;
  SurfaceBatch pins;

 private:
  void describeValues(const SurfaceMesh& mesh);
  void uploadMap(const FillPlan& plan);
  void uploadPins(const std::vector<SurfacePin>& content);

  gl::Buffer values_;
  gl::Buffer indices_;
  gl::Texture map_;
  gl::Buffer lightBuffer_;
  gl::Texture light_;
};

}  // namespace adamscope
