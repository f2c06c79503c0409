#include "tests/support/fake_ffmpeg.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "app/export/movie_format.h"
#include "core/base/file.h"

namespace adamscope {

FakeFfmpeg::FakeFfmpeg(const std::string& work, const std::string& encoders)
    : path_(folder_.path().string() + ":/usr/bin:/bin") {
  std::string script = "#!/bin/sh\n";
  script += "case \"$*\" in *-encoders*)\n";
  script += "  for name in " + encoders + "; do echo \" V....D $name a fake\"; done; exit 0;;\n";
  script += "esac\n";
  script += "printf '%s\\n' \"$@\" > '" + folder_.file("words") + "'\n";
  script += "for file; do :; done; file=${file#file:}\n" + work + "\n";
  const std::string path = folder_.file("ffmpeg");
  REQUIRE(writeFileAtomically(path, script).ok());
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::string FakeFfmpeg::words() const { return readTextFile(folder_.file("words")).value(); }

bool hasRealFfmpeg() {
  const Status possible = checkMovieFormat(MovieFormat::kMp4);
  if (!possible) MESSAGE("skipped: " << possible.message());
  return possible.ok();
}

}  // namespace adamscope
