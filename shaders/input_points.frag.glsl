#version 330 core
in vec2 placePx;
flat in vec4 pointColor;
flat in uint pointFlags;

uniform float radiusPx;
uniform vec3 outline;  // around every sample
uniform vec3 ink;      // the ring of a wrong one

out vec4 color;

void main() {
  bool isTest = (pointFlags & 1u) == 1u;
  bool isWrong = (pointFlags & 2u) == 2u;
  // A square of about the same area as the disc.
  float distancePx = isTest ? max(abs(placePx.x), abs(placePx.y)) / 0.86 : length(placePx);
  float body = clamp(radiusPx + 0.5 - distancePx, 0.0, 1.0);
  float rim = clamp(radiusPx + 1.5 - distancePx, 0.0, 1.0);
  vec3 tone = mix(outline, pointColor.rgb, body);
  float cover = rim;
  if (isWrong) {
    float ring = clamp(1.25 - abs(distancePx - radiusPx * 1.6 - 0.5), 0.0, 1.0);
    tone = mix(tone, ink, ring);
    cover = max(cover, ring);
  }
  color = vec4(tone, cover * pointColor.a);
}
