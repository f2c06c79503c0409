// A movie as the window is asked for it, and how far it is.
#pragma once

#include <optional>
#include <string>

namespace adamscope {

struct MovieRequest {
  bool isViewOnly = false;  ///< The views alone; else the whole window.
  int scale = 1;            ///< 1 to 4 times the pixels on the screen ...
  int widthPx = 0;          ///< ... or exactly this size; 0: by scale.
  int heightPx = 0;
  long stepsPerFrame = 10;
  int framesPerSecond = 30;
  std::optional<long> lastStep;  ///< None: until it is stopped.
  std::string path;              ///< Its ending tells the format; a '/' at the end is a folder.
  bool replaces = false;         ///< The person has agreed to replace the file that is there.
};

/// Pictures of a movie from step `from`, the step of the first picture, to `lastStep`, the last.
inline long framesBetween(long from, long lastStep, long stepsPerFrame) {
  return 1 + (lastStep - from + stepsPerFrame - 1) / stepsPerFrame;
}

/// What the banner says while a movie is being recorded.
struct MovieProgress {
  long frames = 0;
  double seconds = 0.0;  ///< Of the movie so far.
  long step = 0;         ///< Of the last picture.
  std::optional<long> lastStep;
  bool isEnding = false;  ///< The encoder is at its last pictures.
};

}  // namespace adamscope
