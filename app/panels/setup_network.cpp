#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "app/model/width_list.h"
#include "app/panels/number_format.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "core/theory/effective_dimension.h"

namespace adamscope {

namespace {

constexpr std::array<ChoiceText, 6> kInitializations{
    {{.word = "pytorch",
      .text = "PyTorch",
      .formula = "W, b ~ U(\u2212a, a),  a = 1 / \u221A(fan in)"},
     {.word = "he_normal", .text = "He normal", .formula = "W ~ N(0, 2 / fan in),  b = 0"},
     {.word = "he_uniform",
      .text = "He uniform",
      .formula = "W ~ U(\u2212a, a),  a = \u221A(6 / fan in),  b = 0"},
     {.word = "glorot_normal",
      .text = "Glorot normal",
      .formula = "W ~ N(0, 2 / (fan in + fan out)),  b = 0"},
     {.word = "glorot_uniform",
      .text = "Glorot uniform",
      .formula = "W ~ U(\u2212a, a),  a = \u221A(6 / (fan in + fan out)),  b = 0"},
     {.word = "he_normal_random_bias",
      .text = "He normal, random b",
      .formula = "W ~ N(0, 2 / fan in),  b ~ N(0, 0.25)"}}};

/// Where training takes so long for a step, or the regions are so many, that a word is due.
constexpr double kManyParameters = 1e6;

/// Above this a word about memory is due.
constexpr double kMuchMemory = 2e9;

/// What the windows of the last K gradients and updates may take, with their copies for the looks
/// at the theory, which are four times as large as the two.
double windowBytes(double parameters, int window) {
  constexpr double kCopies = 4.0;
  const auto dimension = static_cast<int>(std::min(parameters, 2e9));
  return 2.0 * kCopies * EffectiveDimension::memoryBytes(dimension, window);
}

std::string shapeOf(const Architecture& running, const std::vector<int>& hidden) {
  std::string text = std::to_string(running.inputCount());
  for (const int width : hidden) text += " \u2192 " + std::to_string(width);
  return text + " \u2192 " + std::to_string(running.outputCount());
}

std::vector<int> hiddenOf(const Architecture& shape) {
  return {shape.widths.begin() + 1, shape.widths.end() - 1};
}

/// What the widths amount to.
void drawSize(const SetupContext& context) {
  const bool isLoaded = !context.config().network.load.empty();
  const Architecture& running = context.model.train->network.architecture;
  const std::vector<int> hidden = isLoaded ? hiddenOf(running) : context.config().network.hidden;
  const double count = parameterCountOf(running.inputCount(), hidden, running.outputCount());
  const std::string shape = shapeOf(running, hidden);
  const std::string parameters = groupedText(static_cast<std::int64_t>(count));
  ui::keyValueRow(context.frame,
                  {.key = isLoaded ? "Its size" : "Hidden layers",
                   .value = parameters,
                   .unit = "parameters",
                   .tip = {.title = "Shape " + shape,
                           .body = "Inputs, hidden widths, outputs. The number of parameters d "
                                   "counts all weights and biases.",
                           .formula = "d = \u03A3 (m\u2097\u208B\u2081 + 1) m\u2097"}});
  const double bytes = windowBytes(count, context.config().theory.window);
  std::string warning;
  if (count > kManyParameters) {
    warning =
        "A network of this size trains slowly, and its regions may be cut off at the limit below. ";
  }
  if (bytes > kMuchMemory) {
    warning += "The last K gradients and updates may take " +
               std::to_string(std::lround(bytes / 1e9)) +
               " GB of memory; a smaller K (below) takes less.";
  }
  if (warning.empty()) return;
  const ui::WithFont font(context.frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, context.frame.colors().warning);
  ImGui::TextWrapped("%s", warning.c_str());
  ImGui::PopStyleColor();
}

void drawLoadedFile(const SetupContext& context) {
  const std::string path = context.config().network.load;
  rowLabel(context.frame, "Loaded from", {.title = "Loaded network", .body = path});
  const float clear = iconButtonWidth(context.frame);
  const float gap = context.frame.grid(2);
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x - clear - gap);
  const std::string name = std::filesystem::path(path).filename().string();
  ui::button(context.frame, "file", name, {.title = name, .body = path}, {.widthUnits = width});
  ImGui::SameLine(0, gap);
  if (ui::button(context.frame, "clear", ui::icons::kClose,
                 {.title = "Start from random weights",
                  .body = "With the widths, slope and initialisation set here."},
                 {.widthUnits = clear})) {
    Config config = context.config();
    config.network.load.clear();
    commit(context, config);
  }
}

void drawLoadButton(const SetupContext& context) {
  const std::string text = std::string(ui::icons::kOpen) + "  Load network\u2026";
  if (!ui::button(
          context.frame, "load", text,
          {.title = "Load a network",
           .body = "Starts from the weights in a .safetensors or .json file, with PyTorch's "
                   "names for the layers. It may be dropped on the window, too."})) {
    return;
  }
  context.state.files.open({.title = "Load a network",
                            .action = "Load",
                            .request = {.endings = {".safetensors", ".json"}}});
}

}  // namespace

void drawNetworkSection(const SetupContext& context) {
  const ui::Tip tip{.title = "Network",
                    .body = "A fully connected ReLU network, and how its weights begin."};
  if (!ui::sectionHeader(context.frame, "Network", badgeOf(kNetworkKeys), tip)) return;
  ImGui::PushID("network");
  const bool isLoaded = !context.config().network.load.empty();
  const char* why = "The loaded network brings its own.";
  if (isLoaded) drawLoadedFile(context);
  drawSize(context);
  if (!isLoaded) drawWidthChips(context);
  numberKeyRow(context,
               {.key = "network.leaky_slope",
                .label = "Leaky slope a",
                .formula = "\u03C3(z) = max(z, a z)",
                .isEnabled = !isLoaded,
                .whyDisabled = why},
               {.slider = {0, 0.9}});
  choiceKeyRow(context,
               {.key = "network.initialization",
                .label = "Initialisation",
                .isEnabled = !isLoaded,
                .whyDisabled = why},
               kInitializations);
  seedRow(context, {.key = "network.seed", .label = "Seed"});
  if (!isLoaded) drawLoadButton(context);
  ImGui::PopID();
}

}  // namespace adamscope
