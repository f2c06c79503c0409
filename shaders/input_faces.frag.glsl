#version 330 core
#include "fill_color.glsl"

out vec4 color;

void main() { color = fillColor(); }
