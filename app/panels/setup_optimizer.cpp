#include <algorithm>

#include "app/model/data_source.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"

namespace adamscope {

namespace {

constexpr SettingEffect kLive = SettingEffect::kLive;

constexpr const char* kNeedsClasses = "Needs classes; these samples are a regression.";

std::array<ChoiceText, 4> lossChoices(const DataSet& train) {
  const char* why = train.task == Task::kRegression ? kNeedsClasses : "";
  return {{{.word = "mse",
            .text = "Mean squared error",
            .formula = "L = 1/(n k) \u03A3 (f \u2212 y)\u00B2"},
           {.word = "half_mse",
            .text = "Half squared error",
            .formula = "L = 1/(2n) \u03A3 \u2016f(x) \u2212 y\u2016\u00B2"},
           {.word = "bce",
            .text = "Binary cross entropy",
            .formula = "L = mean of log(1 + exp(f)) \u2212 y f",
            .whyDisabled = why},
           {.word = "cross_entropy",
            .text = "Softmax cross entropy",
            .formula = "L = 1/n \u03A3 (log \u03A3\u2C7C exp f\u2C7C \u2212 f_y)",
            .whyDisabled = why}}};
}

constexpr std::array<ChoiceText, 4> kOptimizers{
    {{.word = "adam",
      .text = "Adam",
      .formula = "m \u2190 \u03B2\u2081 m + (1 \u2212 \u03B2\u2081) g\n"
                 "v \u2190 \u03B2\u2082 v + (1 \u2212 \u03B2\u2082) g\u00B2\n"
                 "\u03B8 \u2190 \u03B8 \u2212 \u03B7 (m/(1\u2212\u03B2\u2081^t)) / "
                 "(\u221A(v/(1\u2212\u03B2\u2082^t)) + \u03B5)"},
     {.word = "adamw",
      .text = "AdamW",
      .formula = "Adam, and \u03B8 \u2190 \u03B8 \u2212 \u03B7 \u03BB \u03B8"},
     {.word = "sgd",
      .text = "SGD",
      .formula = "b \u2190 \u03BC b + g\n\u03B8 \u2190 \u03B8 \u2212 \u03B7 b"},
     {.word = "gradient_flow",
      .text = "Gradient flow",
      .formula = "d\u03B8/dt = \u2212\u2207L(\u03B8)",
      .whyDisabled = "The continuous limit is not available yet."}}};

KeyRow liveRow(std::string_view key, const char* label, const char* formula) {
  return {.key = key, .label = label, .formula = formula, .section = kLive};
}

/// The numbers of Adam and AdamW, or of SGD.
void drawMethodNumbers(const SetupContext& context) {
  const OptimizerKind kind = context.config().optimizer.kind;
  if (kind == OptimizerKind::kSgd) {
    numberKeyRow(context, liveRow("optimizer.momentum", "Momentum \u03BC", "b \u2190 \u03BC b + g"),
                 {.slider = {0, 0.999, ui::SliderScale::kOneMinusLog}});
    return;
  }
  numberKeyRow(context,
               liveRow("optimizer.beta1", "\u03B2\u2081",
                       "m \u2190 \u03B2\u2081 m + (1 \u2212 \u03B2\u2081) g"),
               {.slider = {0, 0.9999, ui::SliderScale::kOneMinusLog}});
  numberKeyRow(context,
               liveRow("optimizer.beta2", "\u03B2\u2082",
                       "v \u2190 \u03B2\u2082 v + (1 \u2212 \u03B2\u2082) g\u00B2"),
               {.slider = {0, 0.99999, ui::SliderScale::kOneMinusLog}});
  numberKeyRow(context,
               liveRow("optimizer.epsilon", "Epsilon \u03B5", "\u2026 / (\u221Av + \u03B5)"),
               {.slider = {1e-12, 1e-1, ui::SliderScale::kLog}});
}

/// A check box for the full batch, and the size if it is not.
void drawBatch(const SetupContext& context) {
  const int samples = context.trainData().sampleCount();
  const int size = context.config().batch.size;
  const bool isFull = size == 0;
  rowLabel(context.frame, "Batch",
           {.title = "Batch",
            .body = "How many training samples each step sees. The full batch has no noise; "
                    "mini-batches are drawn in a seeded order, each sample once an epoch.",
            .formula = "steps per epoch = n / B, rounded up"});
  // The check box is lower than the row.
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + context.frame.grid(0.5F));
  const std::string label = "full, n = " + std::to_string(samples);
  if (ui::checkbox(context.frame, label.c_str(), isFull) != isFull) {
    constexpr int kUsualSize = 32;
    Config config = context.config();
    config.batch.size = isFull ? std::min(kUsualSize, std::max(1, samples / 2)) : 0;
    commit(context, config);
  }
  if (isFull) return;
  numberKeyRow(context, liveRow("batch.size", "Batch size B", "g = 1/B \u03A3 \u2207L\u1D62"),
               {.slider = {1, std::max(2.0, static_cast<double>(samples)), ui::SliderScale::kLog}});
  seedRow(context, liveRow("batch.seed", "Batch seed", ""));
}

}  // namespace

void drawOptimizerSection(const SetupContext& context) {
  const ui::Tip tip{.title = "Optimizer",
                    .body =
                        "How the parameters move. All its numbers can be changed while the run "
                        "goes on; loss and method restart it."};
  if (!ui::sectionHeader(context.frame, "Optimizer", badgeOf(kOptimizerKeys), tip)) return;
  ImGui::PushID("optimizer");
  choiceKeyRow(context, liveRow("loss", "Loss", ""), lossChoices(context.trainData()));
  choiceKeyRow(context, liveRow("optimizer.name", "Method", ""), kOptimizers);
  numberKeyRow(context,
               liveRow("optimizer.learning_rate", "Learning rate",
                       "\u03B8 \u2190 \u03B8 \u2212 \u03B7 m / (\u221Av + \u03B5)"),
               {.slider = {1e-5, 1, ui::SliderScale::kLog}});
  drawMethodNumbers(context);
  const bool isDecoupled = context.config().optimizer.kind == OptimizerKind::kAdamW;
  numberKeyRow(context,
               liveRow("optimizer.weight_decay", "Weight decay",
                       isDecoupled ? "\u03B8 \u2190 \u03B8 \u2212 \u03B7 \u03BB \u03B8"
                                   : "g \u2190 g + \u03BB \u03B8"),
               {.slider = {1e-6, 1, ui::SliderScale::kLog}, .isZeroAtLeft = true});
  drawBatch(context);
  ImGui::PopID();
}

void drawBoundsSection(const SetupContext& context) {
  constexpr std::array<ChoiceText, 4> kMeasures{
      {{.word = "participation",
        .text = "Participation ratio",
        .formula = "(\u03A3 \u03BB)\u00B2 / \u03A3 \u03BB\u00B2"},
       {.word = "stable", .text = "Stable rank", .formula = "\u03A3 \u03BB / max \u03BB"},
       {.word = "energy",
        .text = "99 % energy rank",
        .formula = "least r with \u03BB\u2081 + \u2026 + \u03BB_r \u2265 0.99 \u03A3 \u03BB"},
       {.word = "entropy",
        .text = "Entropy rank",
        .formula = "exp(\u2212\u03A3 p log p),  p = \u03BB / \u03A3 \u03BB"}}};
  const ui::Tip tip{.title = "Length and bounds",
                    .body = "How long the run goes on, and what its crossings are compared with."};
  if (!ui::sectionHeader(context.frame, "Length and bounds", badgeOf(kBoundsKeys), tip)) return;
  ImGui::PushID("bounds");
  numberKeyRow(context, liveRow("steps", "Steps T", ""),
               {.slider = {100, 1e6, ui::SliderScale::kLog}});
  numberKeyRow(context,
               liveRow("theory.c", "Constant C", "B4: crossings \u2264 C \u00B7 d_eff \u00B7 ln N"),
               {.slider = {1e-2, 1e3, ui::SliderScale::kLog}});
  choiceKeyRow(context, liveRow("theory.d_eff", "d_eff", ""), kMeasures);
  numberKeyRow(context,
               liveRow("theory.window", "Window K", "\u03BB: spectrum of the last K gradients"),
               {.slider = {8, 4096, ui::SliderScale::kLog}});
  numberKeyRow(context, liveRow("limits.keyframe_mb", "Rewind MiB", ""),
               {.slider = {16, 4096, ui::SliderScale::kLog}});
  ImGui::PopID();
}

}  // namespace adamscope
