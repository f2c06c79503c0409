// The colour of a face's point from the numbers at its corners. f is affine on a face, so its
// interpolation over a triangle is exact; everything that is not affine (colour maps, softmax)
// happens here, per pixel.
flat in vec4 faceColor;
in vec4 a;
in vec4 b;
in vec4 c;

uniform int mode;  // FillMode of app/views/region_fill.h
uniform int outputIndex;
uniform int outputCount;
uniform sampler2D colorMap;  // one row
uniform vec2 valueRange;     // the values at the map's two ends
uniform vec3 classColor[12];

float valueOf(int k) {
  return k < 4 ? a[k] : (k < 8 ? b[k - 4] : c[k - 8]);
}

vec3 mapped(float value) {
  float share = (value - valueRange.x) / (valueRange.y - valueRange.x);
  float texels = float(textureSize(colorMap, 0).x);
  // From the middle of the first texel to the middle of the last one.
  float place = (clamp(share, 0.0, 1.0) * (texels - 1.0) + 0.5) / texels;
  return texture(colorMap, vec2(place, 0.5)).rgb;
}

vec4 fillColor() {
  if (mode == 0) return faceColor;
  if (mode == 1) return vec4(mapped(a.x), 1.0);
  float largest = valueOf(0);
  for (int k = 1; k < outputCount; ++k) largest = max(largest, valueOf(k));
  float sum = 0.0;
  vec3 blend = vec3(0.0);
  for (int k = 0; k < outputCount; ++k) {
    float weight = exp(valueOf(k) - largest);
    sum += weight;
    blend += weight * classColor[k];
  }
  float logProbability = valueOf(outputIndex) - largest - log(sum);
  if (mode == 2) return vec4(blend / sum, 1.0);
  return vec4(mapped(mode == 3 ? exp(logProbability) : -logProbability), 1.0);
}
