// adamscope render: the window as a picture, without a display.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/render_movie.h"
#include "app/cli/tessellate_options.h"
#include "app/main_window/render_window.h"
#include "core/base/text.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr const char* kRenderHelp =
    R"(adamscope render: train, then draw the window into a picture, or all the way into a movie. Needs no
display.

Examples:
  adamscope render --preset two_moons --steps 500 --size 1600x1000 --out moons.png
  adamscope render --preset spirals --size 3840x2160 --scale 2 --theme light --out spirals.png
  adamscope render runs/moons/config.json --view 3d --size 1920x1080 --out sheet.png
  adamscope render --movie --steps 2000 --steps-per-frame 5 --size 1280x800 --out moons.mp4
  adamscope render --movie --steps 300 --fps 25 --size 1600x1000 --out frames/

Usage: adamscope render [CONFIG] [--preset NAME] [--set key=value]... [--steps N]
                        --size WxH --out FILE.png
       adamscope render --movie [--steps-per-frame K] [--fps F] ...
                        --size WxH --out FILE.mp4|.webm|.gif|FOLDER/

  CONFIG               a JSON file with settings (adamscope run --help lists them)
  --preset NAME        start from a ready-made configuration (adamscope presets lists them);
                       two_moons if there is no CONFIG either
  --set key=value      change one setting; repeat for more
  --steps N            train so many steps (the configuration's number)
  --size WxH           pixels of the picture, exactly; 3840x2160
  --out FILE.png       refused if it is there already
  --overwrite          replace it
  --scale S            1 to 4 (1): draw everything S times as large, as on a sharper screen
  --theme NAME         dark or light (dark)
  --view NAME          input, parameter, both or 3d (input)
  --quiet              print nothing but errors

  --movie              one picture at step 0, K, 2K, ... and N
  --steps-per-frame K  steps from one picture to the next (1)
  --fps F              pictures a second, 1 to 120 (30), of a .gif at most 50; crossings flash and
                       fade by this clock, however long the pictures take to make
  --out FILE.mp4       a movie, or .webm or .gif; needs ffmpeg (Debian: apt-get install ffmpeg)
  --out FOLDER/        or frame_000001.png, frame_000002.png, ... in a folder that is new or empty;
                       with --overwrite the frames in it are replaced, other files stay

Ctrl-C ends a movie early; it is complete up to there, and the exit status is 1. The same command
gives the same PNG bytes on one machine. Nothing is recorded; adamscope run does that.
)";

struct RenderOptions {
  ConfigChoice config;
  std::string size;
  std::string out;
  std::string scale = "1";
  std::string theme = "dark";
  std::string view = "input";
  bool overwrite = false;
  bool quiet = false;
  bool movie = false;
  std::string stepsPerFrame;
  std::string framesPerSecond;
};

constexpr int kMostPx = 16384;
constexpr double kMostScale = 4.0;
constexpr long kMostStepsPerFrame = 1'000'000'000;

/// "1600x1000".
Result<WindowPicture> pictureOf(const RenderOptions& options) {
  WindowPicture picture{.widthPx = 0, .heightPx = 0};
  const std::size_t cross = options.size.find('x');
  const auto side = [&](const std::string& text) -> int {
    const std::optional<std::int64_t> number = parseInteger(text);
    return number && *number >= 1 && *number <= kMostPx ? static_cast<int>(*number) : 0;
  };
  if (cross != std::string::npos) {
    picture.widthPx = side(options.size.substr(0, cross));
    picture.heightPx = side(options.size.substr(cross + 1));
  }
  if (picture.widthPx == 0 || picture.heightPx == 0) {
    return Error{"--size: '" + options.size + "' is not WxH with 1 to " + std::to_string(kMostPx) +
                 " pixels a side, such as 1600x1000"};
  }
  const std::optional<double> scale = parseReal(options.scale);
  if (!scale || !(*scale >= 1.0 && *scale <= kMostScale)) {
    return Error{"--scale: '" + options.scale + "' is not a number from 1 to 4"};
  }
  picture.scale = static_cast<float>(*scale);
  if (options.theme != "dark" && options.theme != "light") {
    return Error{"--theme: '" + options.theme + "' is not dark or light"};
  }
  picture.theme = options.theme == "dark" ? ui::ThemeName::kDark : ui::ThemeName::kLight;
  picture.is3D = options.view == "3d";
  if (options.view == "parameter") picture.center = CenterView::kParameter;
  if (options.view == "both") picture.center = CenterView::kBoth;
  const bool isKnown = picture.is3D || picture.center != CenterView::kInput;
  if (options.view != "input" && !isKnown) {
    return Error{"--view: '" + options.view + "' is not input, parameter, both or 3d"};
  }
  if (const Status roomy = checkRoom(picture); !roomy) return Error{"--size: " + roomy.message()};
  return picture;
}

Status checkOut(const RenderOptions& options) {
  if (!options.stepsPerFrame.empty() || !options.framesPerSecond.empty()) {
    return Error{"--steps-per-frame and --fps are for a movie; add --movie"};
  }
  if (endingOf(options.out) != ".png") {
    return Error{"--out: " + options.out +
                 ": a picture of the window is a .png; for a movie, add --movie"};
  }
  std::error_code error;
  if (!options.overwrite && std::filesystem::exists(options.out, error)) {
    return Error{options.out + " is there already; give another name or --overwrite"};
  }
  return {};
}

/// Trains `steps` steps or to divergence. False: interrupted.
bool train(TrainingSession& session, long steps, bool isQuiet) {
  ProgressBar progress("steps", steps, !isQuiet);
  const InterruptGuard guard;
  if (steps > 0) session.runTo(steps);
  while (session.advance(std::chrono::milliseconds(50))) {
    if (guard.interrupted()) return false;
    progress.update(session.run().stepCount(), {});
  }
  return true;
}

/// A whole number of an option; `fallback` if it is not given.
Result<long> countOf(const char* option, const std::string& text, long fallback, long most) {
  if (text.empty()) return fallback;
  const std::optional<std::int64_t> number = parseInteger(text);
  if (number && *number >= 1 && *number <= most) return static_cast<long>(*number);
  return Error{std::string(option) + ": '" + text + "' is not a whole number from 1 to " +
               std::to_string(most)};
}

/// What is said of the movie itself.
Status readMovie(const RenderOptions& options, MovieOrder& order) {
  const Result<MovieFormat> format = movieFormatOf(options.out);
  if (!format) return Error{"--out: " + format.message()};
  const bool isGif = *format == MovieFormat::kGif;
  const Result<long> fps = countOf("--fps", options.framesPerSecond, 30,
                                   isGif ? kMostGifFramesPerSecond : kMostFramesPerSecond);
  if (!fps) return fps.error();
  const Result<long> stride =
      countOf("--steps-per-frame", options.stepsPerFrame, 1, kMostStepsPerFrame);
  if (!stride) return stride.error();
  order.format = *format;
  order.framesPerSecond = static_cast<int>(*fps);
  order.stepsPerFrame = *stride;
  return {};
}

int runRender(const RenderOptions& options) {
  const Result<Config> wanted = chooseConfig(options.config);
  if (!wanted) return complain(kExitBadUsage, wanted.message());
  // The window shows the preset as it is: how far it is trained for a picture is no part of it.
  ConfigChoice choice = options.config;
  choice.steps.reset();
  const Result<Config> config = chooseConfig(choice);
  if (!config) return complain(kExitBadUsage, config.message());
  const Result<WindowPicture> picture = pictureOf(options);
  if (!picture) return complain(kExitBadUsage, picture.message());
  if (options.movie) {
    MovieOrder order{.config = *config,
                     .picture = *picture,
                     .out = options.out,
                     .steps = wanted->steps,
                     .overwrites = options.overwrite,
                     .isQuiet = options.quiet};
    const Status read = readMovie(options, order);
    return read ? renderMovie(order) : complain(kExitBadUsage, read.message());
  }
  if (const Status out = checkOut(options); !out) return complain(kExitBadUsage, out.message());
  auto session = TrainingSession::create(
      *config, {.load = [](const Config& c) { return loadExperiment(c); }, .record = {}});
  if (!session) return complain(kExitBadUsage, session.message());
  // Before the training, so that nobody waits for a picture that cannot be drawn.
  Result<WindowPainter> painter = WindowPainter::create(*picture);
  if (!painter) return complain(kExitFailed, painter.message());
  if (!train(**session, wanted->steps, options.quiet)) {
    return complain(kExitFailed, "interrupted; no picture was written");
  }
  if ((*session)->state() == SessionState::kDiverged) {
    complain(kExitDone, "warning: " + (*session)->run().divergence()->message);
  }
  if (const Status shown = painter->show(std::move(*session)); !shown) {
    return complain(kExitFailed, shown.message());
  }
  const Status written = gl::writePng(options.out, painter->image());
  return written ? kExitDone : complain(kExitFailed, written.message());
}

}  // namespace

void addRenderCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("render");
  setHelp(*command, kRenderHelp);
  const auto options = std::make_shared<RenderOptions>();
  addConfigOptions(*command, options->config);
  command->add_option("--size", options->size)->required();
  command->add_option("--out", options->out)->required();
  command->add_option("--scale", options->scale);
  command->add_option("--theme", options->theme);
  command->add_option("--view", options->view);
  command->add_flag("--overwrite", options->overwrite);
  command->add_flag("--quiet", options->quiet);
  command->add_flag("--movie", options->movie);
  command->add_option("--steps-per-frame", options->stepsPerFrame);
  command->add_option("--fps", options->framesPerSecond);
  command->callback([options, &action] { action = [options] { return runRender(*options); }; });
}

}  // namespace adamscope
