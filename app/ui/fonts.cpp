#include "app/ui/fonts.h"

#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "app/ui/embedded_files.h"
#include "app/ui/imgui_compat.h"

namespace adamscope::ui {
namespace {

// ImGui keeps the pointer to these until the atlas is built; pairs of first and last, then 0.
constexpr std::array<ImWchar, 37> kTextRanges{
    0x0020, 0x00FF,  // Latin
    0x0141, 0x0142,  // Polish l
    0x0150, 0x0161,  // Hungarian o, Scandinavian names
    0x0302, 0x0302,  // hat over an estimate
    0x0391, 0x03A9,  // Greek capitals
    0x03B1, 0x03C9,  // Greek
    0x03D5, 0x03F5,  // phi and epsilon of mathematics
    0x1D40, 0x1D40,  // transposed
    0x1D62, 0x1D6A,  // more subscripts
    0x2010, 0x2015,  // dashes
    0x2017, 0x2033,  // quotation marks, ellipsis, primes; Inter's double bar is too tall
    0x2070, 0x209C,  // superscripts and subscripts
    0x2113, 0x211D,  // script l, real numbers
    0x2190, 0x21D2,  // arrows
    0x2200, 0x22EF,  // mathematical operators
    0x25A0, 0x25CF,  // squares, triangles, circles
    0x2713, 0x2717,  // check mark, cross
    0x2C7C, 0x2C7C,  // subscript j
    0};
constexpr std::array<ImWchar, 19> kSignRanges{
    0x0302, 0x0302, 0x1D40, 0x1D40, 0x1D62, 0x1D6A, 0x2016, 0x2016, 0x2070, 0x209C,
    0x2113, 0x211D, 0x2190, 0x21D2, 0x2200, 0x22EF, 0x2C7C, 0x2C7C, 0};
constexpr std::array<ImWchar, 3> kIconRanges{0xF000, 0xF2E0, 0};

/// Bakes the fonts of one scale into one atlas.
class Baker {
 public:
  Baker(ImFontAtlas& atlas, float factor) : atlas_(&atlas), factor_(factor) {}

  ImFont* font(const char* file, float size) const {
    return add(file, size, kTextRanges.data(), configFor(file));
  }
  void mergeSigns(float size) const {
    ImFontConfig config = configFor("symbols");
    config.MergeMode = true;
    add("symbols", size, kSignRanges.data(), config);
  }
  void mergeIcons(float size) const {
    ImFontConfig config = configFor("icons");
    config.MergeMode = true;
    // All icons in boxes of one width, so that texts behind them line up.
    config.GlyphMinAdvanceX = std::round(size * 1.2F * factor_);
    config.GlyphOffset.y = std::round(size * factor_ / 16.0F);
    add("icons", size, kIconRanges.data(), config);
  }

 private:
  static ImFontConfig configFor(const char* file) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    std::snprintf(config.Name, sizeof config.Name, "%s", file);
    return config;
  }

  ImFont* add(const char* file, float size, const ImWchar* ranges,
              const ImFontConfig& config) const {
    const std::string_view bytes = embeddedFile(file);
    // ImGui takes the bytes as mutable, and only reads them.
    return atlas_->AddFontFromMemoryTTF(const_cast<char*>(bytes.data()),
                                        static_cast<int>(bytes.size()), std::round(size * factor_),
                                        &config, ranges);
  }

  ImFontAtlas* atlas_;
  float factor_;
};

}  // namespace

Fonts buildFonts(ImFontAtlas& atlas, float scale, float density) {
  const float bakedDensity = compat::kBakesFonts ? density : 1.0F;
  atlas.Clear();
  compat::useFreeType(atlas);
  atlas.TexGlyphPadding = 2;
  const Baker baker(atlas, scale * bakedDensity);
  const auto withIcons = [&](const char* file, float size) {
    ImFont* font = baker.font(file, size);
    baker.mergeSigns(size);
    baker.mergeIcons(size * 0.95F);
    return font;
  };
  const auto withSigns = [&](const char* file, float size) {
    ImFont* font = baker.font(file, size);
    baker.mergeSigns(size);
    return font;
  };
  Fonts fonts;
  fonts.text = withIcons("text", kTextSizePx);
  fonts.strong = withIcons("strong", kTextSizePx);
  fonts.heading = withIcons("strong", 22.0F);
  fonts.small = withIcons("text", 14.5F);
  fonts.numbers = withSigns("numbers", 17.0F);
  fonts.smallNumbers = withSigns("numbers", 15.0F);
  compat::setFontScale(1.0F / bakedDensity);
  return fonts;
}

WithFont::WithFont(ImFont* font) { compat::pushFont(font); }
WithFont::~WithFont() { ImGui::PopFont(); }

float heightOf(const ImFont* font) { return compat::fontSize(font); }

ImVec2 sizeOf(const ImFont* font, const char* begin, const char* end) {
  // Before 1.92 the call is not const, though it changes nothing.
  return const_cast<ImFont*>(font)->CalcTextSizeA(heightOf(font), FLT_MAX, 0.0F, begin, end);
}

}  // namespace adamscope::ui
