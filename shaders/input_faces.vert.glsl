#version 330 core
// Faces of a tessellation as triangles. Positions are relative to the mesh's origin.
layout(location = 0) in vec2 position;
layout(location = 1) in vec4 flatColor;
layout(location = 2) in vec4 valuesA;
layout(location = 3) in vec4 valuesB;
layout(location = 4) in vec4 valuesC;

uniform vec2 scale;   // from slice units to the picture's [-1, 1]
uniform vec2 offset;  // of the origin, in the picture's [-1, 1]

flat out vec4 faceColor;
out vec4 a;
out vec4 b;
out vec4 c;

void main() {
  faceColor = flatColor;
  a = valuesA;
  b = valuesB;
  c = valuesC;
  gl_Position = vec4(position * scale + offset, 0.0, 1.0);
}
