#version 330 core
// Segments as quads of a width in pixels, with round ends. One instance a segment.
layout(location = 0) in vec4 ends;     // x0 y0 x1 y1, relative to the mesh's origin
layout(location = 1) in uvec2 origin;  // layer (0: decision boundary), index of the neuron

uniform vec2 scale;     // from slice units to the picture's [-1, 1]
uniform vec2 offset;
uniform vec2 sizePx;    // of the picture
uniform float halfWidthPx;
uniform vec4 layerColor[8];  // [0] the decision boundary, then layers 1..7, then again from 1
uniform uint shownLayers[3]; // bit (layer - 1): shown; up to 96 layers
uniform int litOnly;         // 1: draw what `light` says, brighter and wider
uniform samplerBuffer light; // one number in [0, 1] for each neuron

out vec2 fromStartPx;
out vec2 spanPx;
flat out vec4 lineColor;
flat out float reachPx;

void main() {
  uint layer = origin.x;
  vec4 tint = layer == 0u ? layerColor[0] : layerColor[1u + (layer - 1u) % 7u];
  float halfWidth = halfWidthPx;
  bool shown = layer == 0u || (shownLayers[(layer - 1u) / 32u] >> ((layer - 1u) % 32u) & 1u) == 1u;
  if (litOnly == 1) {
    float strength = texelFetch(light, int(origin.y)).r;
    shown = strength > 0.0;
    tint.a = strength;
    halfWidth *= 1.0 + 0.5 * strength;
  }
  vec2 start = ((ends.xy * scale + offset) * 0.5 + 0.5) * sizePx;
  vec2 end = ((ends.zw * scale + offset) * 0.5 + 0.5) * sizePx;
  vec2 along = end - start;
  float lengthPx = length(along);
  vec2 direction = lengthPx > 1e-6 ? along / lengthPx : vec2(1.0, 0.0);
  vec2 normal = vec2(-direction.y, direction.x);
  float reach = halfWidth + 1.0;
  vec2 corner = (gl_VertexID & 1) == 0 ? start - direction * reach : end + direction * reach;
  corner += normal * ((gl_VertexID & 2) == 0 ? -reach : reach);
  fromStartPx = corner - start;
  spanPx = along;
  lineColor = tint;
  reachPx = halfWidth;
  gl_Position = shown ? vec4(corner / sizePx * 2.0 - 1.0, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}
