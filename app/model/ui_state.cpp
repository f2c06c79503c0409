#include "app/model/ui_state.h"

#include "app/model/face_locator.h"

namespace adamscope {

std::optional<int> faceAt(const AnalysisFrame& analysis, const SlicePoint& point) {
  return findFace(analysis.tessellation, point);
}

}  // namespace adamscope
