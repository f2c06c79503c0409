// A file or folder that was dropped on the window or picked in a dialog: what it is, and the
// configuration that makes use of it.
#pragma once

#include <string>

#include "app/model/actions.h"
#include "core/base/result.h"

namespace adamscope {

/// What a file is to us.
enum class FileKind {
  kData,       ///< Samples: .csv.
  kConfig,     ///< A configuration or preset: .json with configuration keys.
  kNetwork,    ///< .safetensors, or .json with "widths" and "layers".
  kRunFolder,  ///< A folder with config.json in it, or that config.json.
};

/// Recognises it by its ending, and a .json by its content, too. Error: it is not there, or it is
/// nothing that we can open, with what we can.
Result<FileKind> kindOfFile(const std::string& path);

/// The folder that a file of kind kRunFolder stands for, from the root.
std::string runFolderOf(const std::string& path);

/// The configuration that uses the file: its samples (withDataSource), its network as the start, or
/// the whole configuration. `before`: what the samples are so far. Error: what is wrong with it.
Result<Config> configWithFile(const std::string& path, const Config& now, Task before);

/// Goes over to the file, as one step of undo, or repeats the run of a run folder; or tells why it
/// cannot.
void handleDroppedFile(const std::string& path, Actions& actions);

}  // namespace adamscope
