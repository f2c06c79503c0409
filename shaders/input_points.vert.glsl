#version 330 core
// Samples as small discs (training) and squares (test). One instance a sample.
layout(location = 0) in vec2 position;
layout(location = 1) in vec4 tint;
layout(location = 2) in uint flags;  // 1 test, 2 wrongly classified

uniform vec2 scale;
uniform vec2 offset;
uniform vec2 sizePx;
uniform float radiusPx;
uniform ivec2 shown;  // training, test

out vec2 placePx;
flat out vec4 pointColor;
flat out uint pointFlags;

void main() {
  vec2 center = ((position * scale + offset) * 0.5 + 0.5) * sizePx;
  float reach = radiusPx * 1.9 + 2.0;
  placePx = vec2((gl_VertexID & 1) == 0 ? -reach : reach, (gl_VertexID & 2) == 0 ? -reach : reach);
  pointColor = tint;
  pointFlags = flags;
  bool visible = (flags & 1u) == 1u ? shown.y == 1 : shown.x == 1;
  gl_Position = visible ? vec4((center + placePx) / sizePx * 2.0 - 1.0, 0.0, 1.0)
                        : vec4(2.0, 2.0, 2.0, 1.0);
}
