// A parameter slice as JSON: the plane, the boundaries as polylines, the cells, the trajectory and
// its crossings, all in slice coordinates.
#pragma once

#include <string>

#include "core/session/slice_analysis.h"

namespace adamscope {

/// One object; docs/guide.md explains its keys. The cells are listed for one hidden layer with at
/// most maxCells of them; otherwise only their number is told, and what it means. The frame must
/// have a picture.
std::string sliceToJson(const SliceFrame& frame, std::size_t maxCells = 50'000);

}  // namespace adamscope
