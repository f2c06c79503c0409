// A stand-in for ffmpeg, so that the way pictures take to it can be tested where it is not
// installed, and its failures where it is. It lists encoders, writes its words to a file, and then
// does with its input what the test wants.
#pragma once

#include <string>

#include "tests/support/scoped_path.h"
#include "tests/support/temporary_folder.h"

namespace adamscope {

/// While it lives, "ffmpeg" is the script.
class FakeFfmpeg {
 public:
  /// Copies all of its input into the file that it shall write.
  static constexpr const char* kCopies = "cat > \"$file\"";
  /// Reads a little, complains and ends.
  static constexpr const char* kDies =
      "head -c 1000 > \"$file\"; echo 'No space left on device' >&2; exit 5";

  /// `work`: the script's shell commands; $file is the path that it shall write. `encoders`: what
  /// it says that it has.
  explicit FakeFfmpeg(const std::string& work,
                      const std::string& encoders = "libx264 libvpx-vp9 gif");

  /// The words that it was called with last, in lines.
  std::string words() const;

 private:
  TemporaryFolder folder_;
  ScopedPath path_;
};

/// Whether the real one is there with this encoder; says so in the test's log if not.
bool hasRealFfmpeg();

}  // namespace adamscope
