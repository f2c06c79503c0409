// adamscope slice: trains, then draws a plane of parameter space with every boundary in it.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/command_line.h"
#include "app/cli/config_choice.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/tessellate_options.h"
#include "app/figure/slice_colors.h"
#include "app/figure/slice_figure.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/io/network_file.h"
#include "core/io/run_folder.h"
#include "core/io/slice_json.h"
#include "core/session/training_session.h"

namespace adamscope {

namespace {

constexpr const char* kSliceHelp =
    R"(adamscope slice: a plane of parameter space, and the trajectory that runs through it.

The curves are where a hidden neuron switches on or off for one training sample; each dot is a
crossing of the trajectory. In the plane of the last step the dots lie on the curves.

Examples:
  adamscope slice --preset two_moons --steps 400 --plane step --out step.svg
  adamscope slice --preset two_moons --steps 400 --plane pca --fill loss --out run.pdf
  adamscope slice --set network.hidden=8 --steps 200 --plane random:1 --fill regions --out cells.png
  adamscope slice my.json --steps 100 --plane snapshots:0,50,100 --out slice.json

Usage: adamscope slice [CONFIG] [--preset NAME] [--set key=value ...] [--steps N]
                       --plane PLANE --out FILE.svg|.pdf|.png|.json

  --plane PLANE    step              the last update and the negative gradient, through theta
                   pca               the two main directions of the trajectory, through its mean
                   pca:here          the same through theta
                   weights:I,J       two entries of theta (PyTorch's order, from 0)
                   random:SEED       two random directions, each neuron's part as long as its own
                                     weights (filter-normalised)
                   snapshots:A,B,C   through theta after the steps A, B and C
                   network:FILE      through theta, the beginning, and another run's network
  --out FILE       a picture, or everything in it as JSON
  --domain SMIN SMAX TMIN TMAX       which part of the plane (around the step, the trajectory)
  --fill KIND      behind the curves: loss, regions or none (loss)
  --pixels N       curves are within half a pixel of a picture of N x N (800)
  --quiet          no progress bar

Prints one line: {"plane":P,"boundaries":B,"pieces":C,"crossings":K,"distance":D,"complete":true}
with the boundaries that pass through the picture and theta's distance to the plane.
)";

struct SliceOptions {
  ConfigChoice config;
  std::string plane = "step";
  std::string out;
  std::vector<std::string> domain;
  std::string fill = "loss";
  int pixels = 800;
  bool quiet = false;
};

Result<std::optional<SliceDomain>> domainOf(const SliceOptions& options) {
  if (options.domain.empty()) return std::optional<SliceDomain>();
  std::vector<double> bounds;
  for (const std::string& word : options.domain) {
    const std::optional<double> number = parseReal(trimmed(word));
    if (!number || !std::isfinite(*number)) {
      return Error{"--domain: '" + word + "' is not a finite number"};
    }
    bounds.push_back(*number);
  }
  if (bounds.size() != 4) return Error{"--domain takes SMIN SMAX TMIN TMAX"};
  const SliceDomain domain{bounds[0], bounds[1], bounds[2], bounds[3]};
  if (const Status valid = domain.validate(); !valid) {
    return Error{"--domain: " + valid.message()};
  }
  return std::optional(domain);
}

/// What to compute; the picture's height follows the domain's.
Result<SliceRequest> requestOf(const SliceOptions& options) {
  SliceRequest request;
  request.widthPx = options.pixels;
  request.heightPx = options.pixels;
  const Result<PlaneChoice> plane = parsePlane(options.plane);
  if (!plane) return Error{"--plane: " + plane.message()};
  request.plane = *plane;
  if (plane->plane == SlicePlane::kOther) {
    const Result<Network> other = loadNetwork(plane->otherName);
    if (!other) return Error{"--plane: " + other.message()};
    request.plane.other = std::make_shared<const Vector>(other->parameters);
  }
  const Result<std::optional<SliceDomain>> domain = domainOf(options);
  if (!domain) return domain.error();
  request.domain = *domain;
  request.maxSegments = 4'000'000;
  request.withRegions = options.fill == "regions";
  request.lossColumns = options.fill == "loss" ? 96 : 0;
  if (options.fill != "loss" && options.fill != "regions" && options.fill != "none") {
    return Error{"--fill: '" + options.fill + "' is not loss, regions or none"};
  }
  const std::string ending = endingOf(options.out);
  if (ending != ".svg" && ending != ".pdf" && ending != ".png" && ending != ".json") {
    return Error{"--out: " + options.out + ": the ending must be .svg, .pdf, .png or .json"};
  }
  return request;
}

/// Trains; false if interrupted.
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

std::string subtitleOf(const SliceFrame& frame) {
  const TrainFrame& run = *frame.train;
  char distance[48];
  std::snprintf(distance, sizeof distance, "%.3g", frame.distance);
  std::string text = "Plane \"" + describePlane(frame.request.plane) + "\" after " +
                     std::to_string(run.step) + " steps; θ lies " +
                     (frame.distance < 1e-9 ? std::string("in the plane")
                                            : std::string(distance) + " off the plane") +
                     "; " + figure::sliceCaption(frame);
  // As the figure draws them: thin lines on a panel of this side.
  constexpr double kSide = 360.0;
  const double ink = 0.7 * figure::boundaryLength(frame, kSide, kSide);
  if (figure::curveStyle(ink, kSide * kSide).isDensity) {
    text += "; too dense for single curves, drawn as their density";
  }
  return text;
}

Status writeResult(const SliceOptions& options, const SliceFrame& frame) {
  const std::string ending = endingOf(options.out);
  if (ending == ".json") return writeFileAtomically(options.out, sliceToJson(frame));
  SliceFigureOptions look{.title = frame.train->config.data.source + ", " +
                                   frame.slice.architecture.describe() + ": parameter space",
                          .subtitle = subtitleOf(frame)};
  if (ending == ".png") look.scale = 3.0;
  return writeSliceFigure(frame, options.out, look);
}

long boundariesIn(const SliceFrame& frame) {
  std::set<std::tuple<int, int, int>> seen;
  for (const BoundarySegment& piece : frame.boundaries.segments) {
    seen.insert({piece.layer, piece.neuron, piece.sample});
  }
  return static_cast<long>(seen.size());
}

int runSlice(const SliceOptions& options) {
  const Result<Config> config = chooseConfig(options.config);
  if (!config) return complain(kExitBadUsage, config.message());
  const Result<SliceRequest> request = requestOf(options);
  if (!request) return complain(kExitBadUsage, request.message());
  auto session =
      TrainingSession::create(*config, {.load = [](const Config& c) { return loadExperiment(c); },
                                        .record = {},
                                        .trailSteps = static_cast<std::size_t>(config->steps) + 2});
  if (!session) return complain(kExitBadUsage, session.message());
  if (!train(**session, config->steps, options.quiet)) {
    return complain(kExitFailed, "interrupted; nothing was written");
  }
  if ((*session)->state() == SessionState::kDiverged) {
    complain(kExitDone, "warning: " + (*session)->run().divergence()->message);
  }
  const SliceFrame frame = analyseSlice((*session)->frame(), *request);
  if (!frame.hasPicture()) return complain(kExitBadUsage, "--plane: " + frame.problem);
  nlohmann::ordered_json line;
  line["plane"] = describePlane(request->plane);
  line["boundaries"] = boundariesIn(frame);
  line["pieces"] = frame.boundaries.segments.size();
  line["crossings"] = frame.crossings.size();
  line["distance"] = frame.distance;
  line["complete"] = frame.boundaries.isComplete();
  std::printf("%s\n", line.dump().c_str());
  const Status written = writeResult(options, frame);
  return written ? kExitDone : complain(kExitFailed, written.message());
}

}  // namespace

void addSliceCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("slice");
  setHelp(*command, kSliceHelp);
  const auto options = std::make_shared<SliceOptions>();
  addConfigOptions(*command, options->config);
  command->add_option("--plane", options->plane)->required();
  command->add_option("--out", options->out)->required();
  command->add_option("--domain", options->domain)->expected(4)->delimiter(',');
  command->add_option("--fill", options->fill);
  command->add_option("--pixels", options->pixels)->check(CLI::Range(50, 8000));
  command->add_flag("--quiet", options->quiet);
  command->callback([options, &action] { action = [options] { return runSlice(*options); }; });
}

}  // namespace adamscope
