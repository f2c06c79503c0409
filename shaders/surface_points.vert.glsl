#version 330 core
// Heads of pins in space: discs (training) and squares (test) that face the eye and hide behind
// what is nearer. One instance a sample. The fragment shader is that of the input view's points.
layout(location = 0) in vec3 position;  // x, y, f relative to the mesh's origin
layout(location = 1) in vec4 tint;
layout(location = 2) in uint flags;  // 1 test, 2 wrongly classified

uniform vec3 scale;
uniform vec3 offset;
uniform mat4 toClip;
uniform vec2 sizePx;
uniform vec2 depthTerms;      // normalised depth is x + y / distance
uniform float nearDepth;
uniform float unitsPerPixel;  // scene lengths a pixel spans at distance 1
uniform float radiusPx;
uniform float opacity;
uniform ivec2 shown;  // training, test

out vec2 placePx;
flat out vec4 pointColor;
flat out uint pointFlags;

void main() {
  vec4 clip = toClip * vec4(position * scale + offset, 1.0);
  vec2 center = (clip.xy / clip.w * 0.5 + 0.5) * sizePx;
  float reach = radiusPx * 1.9 + 2.0;
  placePx = vec2((gl_VertexID & 1) == 0 ? -reach : reach, (gl_VertexID & 2) == 0 ? -reach : reach);
  pointColor = vec4(tint.rgb, tint.a * opacity);
  pointFlags = flags;
  bool visible = ((flags & 1u) == 1u ? shown.y == 1 : shown.x == 1) && clip.w > nearDepth;
  // Nearer by some radii, so that no disc sinks into the tilted sheet that it is on.
  float distance = max(clip.w * (1.0 - 4.0 * radiusPx * unitsPerPixel), nearDepth);
  float depth = depthTerms.x + depthTerms.y / distance;
  gl_Position = visible ? vec4((center + placePx) / sizePx * 2.0 - 1.0, depth, 1.0)
                        : vec4(2.0, 2.0, 2.0, 1.0);
}
