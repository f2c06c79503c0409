#include <cstdio>

#include "app/model/slice_editing.h"
#include "app/panels/setup_rows.h"
#include "app/panels/setup_sections.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"

namespace adamscope {

namespace {

KeyRow viewRow(std::string_view key, const char* label, const char* formula = "") {
  return {.key = key, .label = label, .formula = formula, .section = SettingEffect::kLive};
}

/// Refuses what has no slice in these samples.
ConfigCheck fitsSamples(const SetupContext& context) {
  return [&experiment = context.experiment()](const Config& config) -> Status {
    const Result<ViewRequest> view = viewOfConfig(config, experiment);
    return view ? Status() : view.error();
  };
}

/// A checked change of the slice.
void commitSlice(const SetupContext& context, std::string_view box, const Config& config) {
  if (const Status fits = fitsSamples(context)(config); !fits) {
    refuse(context, box, fits.message());
    return;
  }
  context.state.texts.erase(std::string(box));
  commit(context, config);
}

void drawKind(const SetupContext& context) {
  constexpr std::array<SliceKind, 4> kKinds{SliceKind::kAuto, SliceKind::kPca, SliceKind::kAxes,
                                            SliceKind::kPoints};
  constexpr std::array<ChoiceText, 4> kTexts{
      {{.word = "auto", .text = "Automatic", .formula = "principal plane for more than 2 inputs"},
       {.word = "pca",
        .text = "Principal plane",
        .formula = "mean + s v\u2081 + t v\u2082 of the training samples"},
       {.word = "axes", .text = "Origin and directions", .formula = "x(s, t) = origin + s u + t v"},
       {.word = "points",
        .text = "Through three samples",
        .formula = "the plane through x\u1D62, x\u2C7C, x\u2096"}}};
  if (const auto chosen = choiceRow(context, viewRow("slice.kind", "Plane"), kTexts)) {
    const SliceKind kind = kKinds[static_cast<std::size_t>(*chosen)];
    commitSlice(context, "slice.kind", withSliceKind(context.config(), kind, context.experiment()));
  }
}

void drawPlane(const SetupContext& context) {
  drawKind(context);
  const ConfigCheck check = fitsSamples(context);
  const char* plane = "x(s, t) = origin + s u + t v";
  if (context.config().slice.kind == SliceKind::kAxes) {
    KeyRow origin = viewRow("slice.origin", "Origin", plane);
    origin.hint = "zero";
    textKeyRow(context, origin, check);
    textKeyRow(context, viewRow("slice.u", "u", plane), check);
    textKeyRow(context, viewRow("slice.v", "v", plane), check);
  }
  if (context.config().slice.kind == SliceKind::kPoints) {
    textKeyRow(context, viewRow("slice.samples", "Samples"), check);
  }
}

/// "-1.4, 1.4, -1.4, 1.4" of a rectangle, short enough to read.
std::vector<double> roundedDomain(const SliceDomain& domain) {
  std::vector<double> rounded;
  for (const double bound : {domain.xMin, domain.xMax, domain.yMin, domain.yMax}) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", bound);
    double value = 0.0;
    std::sscanf(text, "%lf", &value);
    rounded.push_back(value);
  }
  return rounded;
}

void drawDomain(const SetupContext& context) {
  KeyRow row = viewRow("slice.domain", "Domain", "x_min, x_max, y_min, y_max");
  row.hint = "around the data";
  textKeyRow(context, row, fitsSamples(context));
  const bool hasDomain = !context.config().slice.domain.empty();
  const float half = std::max(1.0F, (ImGui::GetContentRegionAvail().x - context.frame.grid(2)) / 2);
  const bool isReset = ui::button(
      context.frame, "reset", "Around the data",
      {.title = "Around the data", .body = "The domain is where the samples are, with a margin."},
      {.isEnabled = hasDomain, .widthUnits = half});
  ImGui::SameLine(0, context.frame.grid(2));
  const AnalysisFrame* analysis = context.model.analysis.get();
  const bool isTaken = ui::button(
      context.frame, "take", "From the view",
      {.title = "From the view",
       .body = "The domain becomes what the input view shows now, so that Home comes back here."},
      {.isEnabled = analysis != nullptr, .widthUnits = half});
  Config config = context.config();
  if (isReset) config.slice.domain.clear();
  if (isTaken) config.slice.domain = roundedDomain(analysis->view.domain);
  if (isReset || isTaken) commitSlice(context, "slice.domain", config);
}

}  // namespace

void drawSliceSection(const SetupContext& context) {
  const bool hasPlane = context.trainData().featureCount() > 2;
  const ui::Tip tip{.title = "Input slice",
                    .body =
                        "Which part of input space the views show. With more than two inputs it "
                        "is a plane; samples off it fade with their distance."};
  if (!ui::sectionHeader(context.frame, "Input slice", badgeOf(kSliceKeys), tip)) return;
  ImGui::PushID("slice");
  if (hasPlane) drawPlane(context);
  drawDomain(context);
  numberKeyRow(context, viewRow("limits.max_regions", "Most regions"),
               {.slider = {1e3, 1e7, ui::SliderScale::kLog}});
  ImGui::PopID();
}

}  // namespace adamscope
