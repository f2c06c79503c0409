// The one place that knows that Dear ImGui's versions differ: 1.86 (Debian 12), 1.90 and 1.92 build
// from the same sources. Everything else includes <imgui.h> and calls what all of them have.
#pragma once

#include <imgui.h>

#include <cstdint>

#if __has_include(<backends/imgui_impl_opengl3.h>)
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#else
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#endif
#if __has_include(<imgui_freetype.h>)
#include <imgui_freetype.h>
#else
#include <misc/freetype/imgui_freetype.h>
#endif

namespace adamscope::ui::compat {

/// 1.92 draws glyphs of any size when they are needed; before, an atlas is baked for each scale.
inline constexpr bool kBakesFonts = IMGUI_VERSION_NUM < 19200;

/// Has FreeType draw the glyphs, with vertical hinting only.
inline void useFreeType(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
  atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
  atlas.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
#else
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#endif
}

/// Bakes the atlas where this version bakes one; for contexts without a renderer.
inline void bakeFonts(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
  static_cast<void>(atlas);
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
  atlas.Build();
#endif
}

/// Bakes the atlas where this version bakes one, and hands it to the OpenGL backend.
inline void uploadFonts(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
  static_cast<void>(atlas);
#else
  atlas.Build();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
#endif
}

/// Factor from the baked size of a font to its size in the window.
inline void setFontScale(float scale) {
#if IMGUI_VERSION_NUM >= 19200
  static_cast<void>(scale);
#else
  ImGui::GetIO().FontGlobalScale = scale;
#endif
}

inline void pushFont(ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, font->LegacySize);
#else
  ImGui::PushFont(font);
#endif
}

/// The height of a font in the window, as ImGui::GetFontSize() gives it while the font is pushed.
inline float fontSize(const ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
  return font->LegacySize;
#else
  return font->FontSize * ImGui::GetIO().FontGlobalScale;
#endif
}

/// A child window with the padding of the style, though it has no border.
inline bool beginPaddedChild(const char* id, ImVec2 size) {
#if IMGUI_VERSION_NUM >= 19000
  return ImGui::BeginChild(id, size, ImGuiChildFlags_AlwaysUseWindowPadding);
#else
  return ImGui::BeginChild(id, size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
#endif
}

/// Whether the font can print this character.
inline bool hasGlyph(ImFont* font, std::uint16_t codePoint) {
#if IMGUI_VERSION_NUM >= 19200
  return font->IsGlyphInFont(codePoint);
#else
  return font->FindGlyphNoFallback(codePoint) != nullptr;
#endif
}

/// An OpenGL texture for ImGui::Image and ImDrawList::AddImage.
inline ImTextureID textureId(unsigned int name) {
#if IMGUI_VERSION_NUM >= 19140
  return static_cast<ImTextureID>(name);
#else
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name));
#endif
}

/// The mouse moved. Before 1.87 the backend asks for its place in each frame.
inline void onCursorMoved(GLFWwindow* window, double x, double y) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui_ImplGlfw_CursorPosCallback(window, x, y);
#else
  static_cast<void>(window);
  static_cast<void>(x);
  static_cast<void>(y);
#endif
}

/// The wheel turned. Before 1.87 the window's own queue hands it on.
inline void onScrolled(GLFWwindow* window, double x, double y) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui_ImplGlfw_ScrollCallback(window, x, y);
#else
  static_cast<void>(window);
  static_cast<void>(x);
  static_cast<void>(y);
#endif
}

/// What the frame sees instead of what the backend asked for. Since 1.87 ImGui keeps a queue of its
/// own, which is right.
inline void replaceMousePlace(ImVec2 place) {
#if IMGUI_VERSION_NUM >= 18700
  static_cast<void>(place);
#else
  ImGui::GetIO().MousePos = place;
#endif
}
inline void replaceMouseButton(int button, bool isDown) {
#if IMGUI_VERSION_NUM >= 18700
  static_cast<void>(button);
  static_cast<void>(isDown);
#else
  ImGui::GetIO().MouseDown[button] = isDown;
#endif
}

inline void replaceMouseWheel(float x, float y) {
#if IMGUI_VERSION_NUM >= 18700
  static_cast<void>(x);
  static_cast<void>(y);
#else
  ImGui::GetIO().MouseWheelH = x;
  ImGui::GetIO().MouseWheel = y;
#endif
}

/// Input for contexts without a window. Keys by ImGui's names; call useNamedKeys() once before.
inline void useNamedKeys() {
#if IMGUI_VERSION_NUM < 18700
  for (int key = 0; key < ImGuiKey_COUNT; ++key) ImGui::GetIO().KeyMap[key] = key;
#endif
}
inline void feedKey(ImGuiKey key, bool isDown) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddKeyEvent(key, isDown);
#else
  ImGui::GetIO().KeysDown[key] = isDown;
#endif
}
inline void feedShift(bool isDown) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, isDown);
#else
  ImGui::GetIO().KeyShift = isDown;
#endif
}
inline void feedMousePlace(ImVec2 place) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMousePosEvent(place.x, place.y);
#else
  ImGui::GetIO().MousePos = place;
#endif
}
inline void feedMouseButton(int button, bool isDown) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseButtonEvent(button, isDown);
#else
  ImGui::GetIO().MouseDown[button] = isDown;
#endif
}
inline void feedMouseWheel(float steps) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseWheelEvent(0.0F, steps);
#else
  ImGui::GetIO().MouseWheel = steps;
#endif
}

}  // namespace adamscope::ui::compat
