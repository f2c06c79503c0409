#version 330 core
// Smooth edges from the distance to the segment.
in vec2 fromStartPx;
in vec2 spanPx;
flat in vec4 lineColor;
flat in float reachPx;

out vec4 color;

void main() {
  float square = max(dot(spanPx, spanPx), 1e-12);
  float t = clamp(dot(fromStartPx, spanPx) / square, 0.0, 1.0);
  float distancePx = length(fromStartPx - t * spanPx);
  float cover = clamp(reachPx + 0.5 - distancePx, 0.0, 1.0);
  color = vec4(lineColor.rgb, lineColor.a * cover);
}
