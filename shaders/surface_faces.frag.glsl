#version 330 core
#include "fill_color.glsl"

flat in float shade;
uniform float opacity;

out vec4 color;

void main() {
  vec4 fill = fillColor();
  color = vec4(fill.rgb * shade, fill.a * opacity);
}
