// Numbers that say in which order the mouse and the keyboard were used.
#pragma once

#include <cstdint>
#include <limits>

namespace adamscope {

/// After everything that happens.
inline constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

}  // namespace adamscope
