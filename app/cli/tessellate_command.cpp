// adamscope tessellate: counts and draws the linear regions of a network.
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/tessellate_options.h"
#include "core/base/file.h"
#include "core/io/tessellation_json.h"
#include "core/session/thread_pool.h"

namespace adamscope {

namespace {

constexpr const char* kTessellateHelp =
    R"(adamscope tessellate: the exact linear regions of a network.

Examples:
  adamscope tessellate net.safetensors
  adamscope tessellate net.json --domain -2 3 -1.5 2 --out regions.svg
  adamscope tessellate net.json --fill region --out regions.png
  adamscope tessellate iris.safetensors --data iris.csv --slice pca --out slice.pdf
  adamscope tessellate net3d.json --origin 0,0,0.5 --u 1,0,0 --v 0,1,0 --domain -1 1 -1 1

Usage: adamscope tessellate NETWORK [--domain XMIN XMAX YMIN YMAX] [--out FILE.svg|.png|.pdf|.json]

  NETWORK           .safetensors (PyTorch's nn.Sequential names) or .json
  --domain ...      what part of the slice to look at; XMIN XMAX are enough for one input.
                    -1 1 -1 1 if not given, or around the samples of --data
  --out FILE        a picture (.svg, .pdf, .png) or the whole cell complex (.json)
  --fill KIND       colour the regions by output, probability, region, class or none
                    (output; class for several outputs)
  --max-regions N   stop there and say "exact":false (1000000)
  --threads N       worker threads; the result does not depend on it (all cores)

For more than two inputs, which plane:
  --origin, --u, --v    numbers with commas: x = origin + s u + t v (origin 0 if not given)
  --data FILE.csv       samples; with --slice pca (their first two principal directions) or
  --slice KIND          --slice points:A,B,C (through three of them, counted from 0)

Prints one line: {"regions":R,"vertices":V,"edges":E,"area":A,"seconds":S,"exact":true}
)";

Status writeResult(const TessellateOptions& options, FigureFill fill, const Network& network,
                   const Tessellation& regions) {
  if (options.out.empty()) return {};
  const std::string ending = endingOf(options.out);
  if (ending == ".json") {
    return writeFileAtomically(options.out, tessellationToJson(network, regions));
  }
  std::string subtitle = std::to_string(regions.faceCount()) + " linear regions";
  if (!regions.exact) subtitle += " (truncated)";
  const TessellationFigure figure{.network = &network,
                                  .tessellation = &regions,
                                  .title = network.architecture.describe(),
                                  .subtitle = subtitle};
  FigureOptions look{.fill = fill, .width = 440.0};
  if (ending == ".png") look.scale = 3.0;
  return writeTessellationFigure(figure, options.out, look);
}

void printCounts(const Tessellation& regions, double seconds) {
  nlohmann::ordered_json line;
  line["regions"] = regions.faceCount();
  line["vertices"] = regions.vertices.size();
  line["edges"] = regions.reportedEdgeCount();
  line["area"] = totalArea(regions);
  line["seconds"] = seconds;
  line["exact"] = regions.exact;
  std::printf("%s\n", line.dump().c_str());
}

int runTessellate(const TessellateOptions& options) {
  const Result<TessellateTask> task = prepareTessellation(options);
  if (!task) return complain(kExitBadUsage, task.message());
  ThreadPool pool(options.threads);
  const auto start = std::chrono::steady_clock::now();
  const Tessellation regions =
      tessellate(task->network, task->slice, task->domain,
                 {.maxRegions = static_cast<std::size_t>(task->maxRegions), .executor = &pool});
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!regions.exact) {
    complain(kExitDone, "warning: stopped at " + std::to_string(task->maxRegions) +
                            " regions; the counts are not those of the whole network (raise "
                            "--max-regions, or look at a smaller --domain)");
  }
  // The counts come first: they stand even if the file cannot be written.
  printCounts(regions, seconds);
  const Status written = writeResult(options, task->fill, task->network, regions);
  return written.ok() ? kExitDone : complain(kExitFailed, written.message());
}

}  // namespace

void addTessellateCommand(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("tessellate");
  setHelp(*command, kTessellateHelp);
  const auto options = std::make_shared<TessellateOptions>();
  command->add_option("NETWORK", options->network)->required();
  command->add_option("--domain", options->domain)->expected(1, 4)->delimiter(',');
  command->add_option("--out", options->out);
  command->add_option("--fill", options->fill);
  command->add_option("--max-regions", options->maxRegions);
  command->add_option("--threads", options->threads)->check(CLI::Range(0, 1024));
  command->add_option("--origin", options->origin)->delimiter(',');
  command->add_option("--u", options->u)->delimiter(',');
  command->add_option("--v", options->v)->delimiter(',');
  command->add_option("--data", options->data);
  command->add_option("--slice", options->slice);
  command->callback([options, &action] { action = [options] { return runTessellate(*options); }; });
}

}  // namespace adamscope
