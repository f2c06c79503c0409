#version 330 core
// Faces of a tessellation, as triangles. Positions come relative to the view's centre, which was
// subtracted in double precision, so that deep zooms stay sharp.
layout(location = 0) in vec2 position;
layout(location = 1) in float value;

uniform vec2 scale;   // from positions to the picture's [-1, 1]
uniform vec2 offset;  // in the picture's [-1, 1]

out float faceValue;

void main() {
  faceValue = value;
  gl_Position = vec4(position * scale + offset, 0.0, 1.0);
}
