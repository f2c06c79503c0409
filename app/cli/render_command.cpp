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
#include "app/cli/tessellate_options.h"
#include "app/main_window/render_window.h"
#include "core/base/text.h"
#include "core/io/run_folder.h"

namespace adamscope {

namespace {

constexpr const char* kRenderHelp =
    R"(adamscope render: train, then draw the window into a picture. Needs no display.

Examples:
  adamscope render --preset two_moons --steps 500 --size 1600x1000 --out moons.png
  adamscope render --preset spirals --size 3840x2160 --scale 2 --theme light --out spirals.png
  adamscope render runs/moons/config.json --view 3d --size 1920x1080 --out sheet.png

Usage: adamscope render [CONFIG] [--preset NAME] [--set key=value]... [--steps N]
                        --size WxH --out FILE.png

  CONFIG            a JSON file with settings (adamscope run --help lists them)
  --preset NAME     start from a ready-made configuration (adamscope presets lists them);
                    two_moons if there is no CONFIG either
  --set key=value   change one setting; repeat for more
  --steps N         train so many steps first (the configuration's number)
  --size WxH        pixels of the picture, exactly; 3840x2160
  --out FILE.png    refused if it is there already
  --overwrite       replace it
  --scale S         1 to 4 (1): draw everything S times as large, as on a sharper screen
  --theme NAME      dark or light (dark)
  --view NAME       input, parameter, both or 3d (input)
  --quiet           print nothing but errors

The same command gives the same bytes on one machine. Nothing is recorded; adamscope run does that.
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
};

constexpr int kMostPx = 16384;
constexpr double kMostScale = 4.0;

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
  if (endingOf(options.out) != ".png") {
    return Error{"--out: " + options.out + ": a picture of the window is a .png"};
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

int runRender(const RenderOptions& options) {
  const Result<Config> wanted = chooseConfig(options.config);
  if (!wanted) return complain(kExitBadUsage, wanted.message());
  // The window shows the preset as it is: how far it is trained for a picture is no part of it.
  ConfigChoice choice = options.config;
  choice.hasSteps = false;
  const Result<Config> config = chooseConfig(choice);
  if (!config) return complain(kExitBadUsage, config.message());
  const Result<WindowPicture> picture = pictureOf(options);
  if (!picture) return complain(kExitBadUsage, picture.message());
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
  const Result<gl::Image> image = painter->paint(std::move(*session));
  if (!image) return complain(kExitFailed, image.message());
  const Status written = gl::writePng(options.out, *image);
  return written ? kExitDone : complain(kExitFailed, written.message());
}

}  // namespace

void addRenderCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("render");
  setHelp(*command, kRenderHelp);
  const auto options = std::make_shared<RenderOptions>();
  command->add_option("CONFIG", options->config.configPath);
  command->add_option("--preset", options->config.preset);
  command->add_option("--set", options->config.settings)->allow_extra_args(false);
  const CLI::Option* steps = command->add_option("--steps", options->config.steps);
  command->add_option("--size", options->size)->required();
  command->add_option("--out", options->out)->required();
  command->add_option("--scale", options->scale);
  command->add_option("--theme", options->theme);
  command->add_option("--view", options->view);
  command->add_flag("--overwrite", options->overwrite);
  command->add_flag("--quiet", options->quiet);
  command->callback([options, steps, &action] {
    options->config.hasSteps = steps->count() > 0;
    action = [options] { return runRender(*options); };
  });
}

}  // namespace adamscope
