#version 330 core
// Segments in space as quads of a width in pixels, with round ends; they hide behind what is
// nearer. One instance a segment. The fragment shader is that of the input view's lines.
layout(location = 0) in vec3 start;  // x, y, f relative to the mesh's origin
layout(location = 1) in vec3 end;
layout(location = 2) in uvec2 origin;  // layer (0: always shown), index of the neuron
layout(location = 3) in vec4 tint;

uniform vec3 scale;
uniform vec3 offset;
uniform mat4 toClip;
uniform vec2 sizePx;           // of the picture
uniform vec2 depthTerms;       // normalised depth is x + y / distance
uniform float nearDepth;       // of the near plane
uniform float unitsPerPixel;   // scene lengths a pixel spans at distance 1
uniform float biasPx;          // how much nearer a line is than it is
uniform float halfWidthPx;
uniform float opacity;
uniform vec4 ownColor;         // replaces the segment's colour where its opacity is above 0
uniform uint shownLayers[3];   // bit (layer - 1): shown; up to 96 layers
uniform int litOnly;           // 1: draw what `light` says, brighter and wider
uniform samplerBuffer light;   // one number in [0, 1] for each neuron

out vec2 fromStartPx;
out vec2 spanPx;
flat out vec4 lineColor;
flat out float reachPx;

vec2 pixelOf(vec4 clip) { return (clip.xy / clip.w * 0.5 + 0.5) * sizePx; }

float depthOf(float distance) {
  return depthTerms.x + depthTerms.y / max(distance * (1.0 - biasPx * unitsPerPixel), nearDepth);
}

void main() {
  uint layer = origin.x;
  lineColor = ownColor.a > 0.0 ? ownColor : tint;
  lineColor.a *= opacity;
  float halfWidth = halfWidthPx;
  bool shown = layer == 0u || (shownLayers[(layer - 1u) / 32u] >> ((layer - 1u) % 32u) & 1u) == 1u;
  if (litOnly == 1) {
    float strength = texelFetch(light, int(origin.y)).r;
    shown = strength > 0.0;
    lineColor.a = strength;
    halfWidth *= 1.0 + 1.2 * strength;
  }
  vec4 from = toClip * vec4(start * scale + offset, 1.0);
  vec4 to = toClip * vec4(end * scale + offset, 1.0);
  if (max(from.w, to.w) <= nearDepth) shown = false;
  if (from.w < nearDepth) from = mix(from, to, (nearDepth - from.w) / (to.w - from.w));
  if (to.w < nearDepth) to = mix(to, from, (nearDepth - to.w) / (from.w - to.w));
  vec2 startPx = pixelOf(from);
  vec2 endPx = pixelOf(to);
  vec2 along = endPx - startPx;
  float lengthPx = length(along);
  vec2 direction = lengthPx > 1e-6 ? along / lengthPx : vec2(1.0, 0.0);
  vec2 normal = vec2(-direction.y, direction.x);
  float reach = halfWidth + 1.0;
  bool isStart = (gl_VertexID & 1) == 0;
  vec2 corner = isStart ? startPx - direction * reach : endPx + direction * reach;
  corner += normal * ((gl_VertexID & 2) == 0 ? -reach : reach);
  fromStartPx = corner - startPx;
  spanPx = along;
  reachPx = halfWidth;
  gl_Position = shown ? vec4(corner / sizePx * 2.0 - 1.0, depthOf(isStart ? from.w : to.w), 1.0)
                      : vec4(2.0, 2.0, 2.0, 1.0);
}
