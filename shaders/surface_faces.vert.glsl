#version 330 core
// Faces of a folded sheet as triangles, each with one shade by its tilt. Positions are relative to
// the mesh's origin; scale and offset take them to the scene, where z is up.
layout(location = 0) in vec3 position;  // x, y, f
layout(location = 1) in vec4 flatColor;
layout(location = 2) in vec4 valuesA;
layout(location = 3) in vec4 valuesB;
layout(location = 4) in vec4 valuesC;
layout(location = 5) in vec2 slope;  // gradient of f

uniform vec3 scale;
uniform vec3 offset;
uniform mat4 toClip;
uniform vec3 eye;
uniform vec3 lightDirection;  // unit length, from the scene to the light
uniform float shading;        // 0: none

flat out vec4 faceColor;
flat out float shade;
out vec4 a;
out vec4 b;
out vec4 c;

void main() {
  faceColor = flatColor;
  a = valuesA;
  b = valuesB;
  c = valuesC;
  vec3 place = position * scale + offset;
  vec3 normal = normalize(vec3(-slope * scale.z / scale.xy, 1.0));
  bool isAbove = dot(eye - place, normal) >= 0.0;
  // A level face keeps its colour, so that it reads as on the colour bar; a tilt towards the light
  // or away from it changes that a little. The underside has a light of its own from below.
  vec3 light = isAbove ? lightDirection : vec3(lightDirection.xy, -lightDirection.z);
  float tilt = dot(isAbove ? normal : -normal, light) - lightDirection.z;
  shade = (isAbove ? 1.0 : 0.85) + shading * clamp(tilt, -0.75, 0.22);
  gl_Position = toClip * vec4(place, 1.0);
}
