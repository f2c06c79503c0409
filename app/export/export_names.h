// What an export is called, for its file and for people.
#pragma once

#include <string>

#include "app/model/actions.h"

namespace adamscope {

/// The ending with its point: ".png"; nothing for a folder.
std::string endingFor(ExportKind kind);

/// The whole path in `folder` (empty: the default one); nobody looks whether it is taken.
std::string suggestedPath(const ExportRequest& request, const TrainFrame& train,
                          const std::string& folder);

}  // namespace adamscope
