// adamscope render --movie: the window's pictures at equal distances in steps, as a movie.
#pragma once

#include <string>

#include "app/export/movie_format.h"
#include "app/main_window/render_window.h"
#include "core/session/config.h"

namespace adamscope {

/// What to render.
struct MovieOrder {
  Config config;
  WindowPicture picture;
  MovieFormat format = MovieFormat::kPngFolder;
  std::string out;
  long steps = 1000;       ///< The last picture's step.
  long stepsPerFrame = 1;  ///< From one picture to the next, positive.
  int framesPerSecond = 30;
  bool overwrites = false;
  bool isQuiet = false;
};

/// Draws step 0, every stepsPerFrame-th step and the last one; the window's clock shows 1 / fps
/// more with each, however long it takes. What Ctrl-C or a divergence ends is a whole movie of the
/// steps so far. The exit status, after messages.
int renderMovie(const MovieOrder& order);

}  // namespace adamscope
