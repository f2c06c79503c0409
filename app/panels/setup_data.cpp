#include <filesystem>

#include "app/model/data_source.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"

namespace adamscope {

namespace {

constexpr std::array<ChoiceText, 3> kScalings{
    {{.word = "none", .text = "None", .formula = "x"},
     {.word = "standard", .text = "Standard", .formula = "(x \u2212 mean) / deviation"},
     {.word = "minmax", .text = "Min\u2013max", .formula = "(x \u2212 min) / (max \u2212 min)"}}};

std::string countOf(int count, const char* one, const char* many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

/// "192 train, 64 test; 2 inputs, 2 classes".
std::string factsOf(const SplitDataSet& data) {
  const DataSet& train = data.train;
  std::string text = std::to_string(train.sampleCount()) + " train";
  text += " \u00B7 " + std::to_string(data.test.sampleCount()) + " test";
  text += " \u00B7 " + countOf(train.featureCount(), "input", "inputs") + " \u00B7 ";
  if (train.task == Task::kRegression) return text + "regression";
  return text + countOf(static_cast<int>(train.classNames.size()), "class", "classes");
}

void drawNumbers(const SetupContext& context) {
  const bool isGenerated = csvPathOf(context.config().data.source).empty();
  const char* why = "A CSV file brings its own samples.";
  numberKeyRow(
      context,
      {.key = "data.samples", .label = "Samples n", .isEnabled = isGenerated, .whyDisabled = why},
      {.slider = {16, 4096, ui::SliderScale::kLog}});
  numberKeyRow(context,
               {.key = "data.noise",
                .label = "Noise s",
                .formula = "x \u2190 x + s \u00B7 N(0, 1)",
                .isEnabled = isGenerated,
                .whyDisabled = why},
               {.slider = {0, 1}});
  numberKeyRow(context,
               {.key = "data.test_fraction",
                .label = "Test share",
                .formula = "test samples = round(share \u00B7 n)"},
               {.slider = {0, 0.9}});
  seedRow(context, {.key = "data.seed", .label = "Seed"});
  choiceKeyRow(context, {.key = "data.scaling", .label = "Scaling"}, kScalings);
}

}  // namespace

void drawDataSection(const SetupContext& context) {
  const ui::Tip tip{.title = "Data",
                    .body =
                        "The samples that the network learns from, and those held out to test "
                        "it."};
  if (!ui::sectionHeader(context.frame, "Data", badgeOf(kDataKeys), tip)) return;
  ImGui::PushID("data");
  drawDataSources(context);
  {
    const ui::WithFont font(context.frame.fonts.small);
    ui::mutedText(context.frame, factsOf(context.experiment().data));
  }
  drawNumbers(context);
  drawPointTools(context);
  ImGui::PopID();
}

}  // namespace adamscope
