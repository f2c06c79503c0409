// The formats of a movie: a folder of PNG pictures, or what ffmpeg makes of them, and the words by
// which ffmpeg is told to.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace adamscope {

enum class MovieFormat {
  kPngFolder,  ///< frame_000001.png, frame_000002.png, ... in a folder.
  kMp4,
  kWebm,
  kGif,
};

/// ".mp4"; nothing for a folder.
std::string endingFor(MovieFormat format);

/// By the path's ending; one without an ending or with a '/' at its end, and a folder that is
/// there, is a folder. Error: another ending.
Result<MovieFormat> movieFormatOf(const std::string& path);

/// Whether its pictures must have even numbers of pixels: colours are kept for 2 x 2 of them.
bool needsEvenSides(MovieFormat format);

/// Whether it can be made here. Error: ffmpeg or its encoder is missing, with what to install and
/// what to do instead. Starts ffmpeg, which takes about 0.1 s.
Status checkMovieFormat(MovieFormat format);

/// Frames a second that a format can have.
inline constexpr int kMostFramesPerSecond = 120;
inline constexpr int kMostGifFramesPerSecond = 50;  // Viewers slow faster ones down.

/// The raw pixels that ffmpeg reads from its standard input: four bytes each, the last of no
/// meaning.
struct RawPictures {
  int widthPx = 0;  ///< Even, where the format wants it (MP4, WebM).
  int heightPx = 0;
  int framesPerSecond = 30;
};

/// The program and its words that make the file `to` of them.
std::vector<std::string> ffmpegWords(MovieFormat format, const RawPictures& from,
                                     const std::string& to);

/// What to do where ffmpeg cannot make the format.
std::string ffmpegRemedy(MovieFormat format);

}  // namespace adamscope
