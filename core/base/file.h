// Reading and writing whole files. A write is atomic: the new content goes to a temporary file in
// the same folder, every write is checked, and only a complete file takes the name. So a full
// disk or a crash leaves the old file, or none, but never half a file.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace adamscope {

/// The bytes of a file. Error: it does not exist, is a folder, or cannot be read (with the
/// system's reason).
Result<std::string> readTextFile(const std::string& path);

/// Replaces the file's content by `content` in one step; creates the file if it is not there, but
/// no folder. A symbolic link stays a link; its target is replaced. What exists and is no regular
/// file (/dev/stdout, a pipe) is written directly. Error: the path and the system's reason (no such
/// folder, not permitted, no space left); nothing is left behind then.
Status writeFileAtomically(const std::string& path, std::string_view content);

}  // namespace adamscope
