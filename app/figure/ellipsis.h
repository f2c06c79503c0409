// Texts that are cut where there is no room for them.
#pragma once

#include <string>

namespace adamscope::figure {

/// The beginning of a UTF-8 text that is too long, and an ellipsis: whole characters go from its
/// end until `fits` says of both together that there is room.
template <class Fits>
std::string withEllipsis(std::string text, const Fits& fits) {
  const auto isInsideCharacter = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
  };
  while (!text.empty() && !fits(text + "\u2026")) {
    while (text.size() > 1 && isInsideCharacter(text.back())) text.pop_back();
    text.pop_back();
  }
  return text + "\u2026";
}

}  // namespace adamscope::figure
