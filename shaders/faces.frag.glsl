#version 330 core
// The value is affine on a face, so its interpolation over a triangle is exact; the colour is
// looked up per pixel.
in float faceValue;

uniform sampler2D colorMap;  // one row
uniform vec2 valueRange;     // the values at the map's two ends

out vec4 color;

void main() {
  float share = (faceValue - valueRange.x) / (valueRange.y - valueRange.x);
  float texels = float(textureSize(colorMap, 0).x);
  // From the middle of the first texel to the middle of the last one.
  float place = (clamp(share, 0.0, 1.0) * (texels - 1.0) + 0.5) / texels;
  color = vec4(texture(colorMap, vec2(place, 0.5)).rgb, 1.0);
}
