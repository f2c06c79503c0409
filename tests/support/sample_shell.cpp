#include "tests/support/sample_shell.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>

#include "app/figure/color.h"
#include "app/ui/buttons.h"
#include "app/ui/icons.h"
#include "app/ui/number_row.h"
#include "app/ui/panel_window.h"
#include "app/ui/rows.h"
#include "core/base/text.h"

namespace adamscope {
namespace {

using ui::Frame;
using ui::Rect;
namespace icons = ui::icons;

/// A number row whose edits are logged.
void loggedRow(const Frame& frame, const ui::NumberSpec& spec, double& value,
               std::vector<std::string>& log) {
  const ui::NumberEdit edit = ui::numberRow(frame, spec, value);
  if (edit.isPreview) log.push_back(std::string("preview ") + spec.label);
  if (edit.isCommitted) {
    log.push_back(std::string("commit ") + spec.label + " " + formatReal(edit.before) + " -> " +
                  formatReal(edit.value));
  }
  if (edit.isPreview || edit.isCommitted) value = edit.value;
}

void drawMenu(const Frame& frame, const Rect& place) {
  const ui::PanelWindow window(frame, "menu", place, {.canScroll = false});
  for (const char* name : {"File", "Edit", "Run", "View", "Export", "Help"}) {
    ImGui::TextUnformatted(name);
    ImGui::SameLine(0, frame.grid(5));
  }
}

void drawRest(const Frame& frame, const char* id, const Rect& place, const char* text) {
  if (place.isEmpty()) return;
  const ui::PanelWindow window(frame, id, place, {.rule = ui::Rule::kAbove, .canScroll = false});
  ui::mutedText(frame, text);
}

ImU32 layerColor(int layer) {
  const figure::Color color = figure::layerColor(layer);
  return ImGui::ColorConvertFloat4ToU32({static_cast<float>(color.red),
                                         static_cast<float>(color.green),
                                         static_cast<float>(color.blue), 1.0F});
}

}  // namespace

void SampleShell::drawTransport(const Frame& frame, const Rect& place) {
  const ui::PanelWindow window(frame, "transport", place,
                               {.rule = ui::Rule::kBelow, .canScroll = false});
  ImGui::SetCursorPosY((place.height - frame.grid(8)) / 2);
  const std::array<std::pair<const char*, const char*>, 6> buttons{{{icons::kRestart, "R"},
                                                                    {icons::kStepBack, ","},
                                                                    {icons::kPlay, "Space"},
                                                                    {icons::kStep, "."},
                                                                    {icons::kNextCrossing, "N"},
                                                                    {icons::kRunTo, ""}}};
  for (const auto& [icon, key] : buttons) {
    ui::button(frame, icon, icon, {.title = "Transport", .shortcut = key},
               {.isPrimary = icon == icons::kPlay,
                .isFlat = true,
                .widthUnits = frame.grid(icon == icons::kPlay ? 14 : 8),
                .heightUnits = frame.grid(8)});
    ImGui::SameLine(0, frame.grid(1));
  }
  ImGui::SameLine(0, frame.grid(6));
  ImGui::AlignTextToFramePadding();
  ui::pill(frame, "recording", frame.colors().recording, frame.grid(8));
}

void SampleShell::drawSetup(const Frame& frame, const Rect& place) {
  if (place.isEmpty()) return;
  const ui::PanelWindow window(frame, "setup", place);
  if (ui::sectionHeader(frame, "Optimizer", ui::Badge::kLive)) {
    loggedRow(frame,
              {.label = "Learning rate \u03B7",
               .range = {.minimum = 0, .maximum = 100, .excludesMinimum = true},
               .slider = {1e-5, 1, ui::SliderScale::kLog},
               .tip = {.title = "Learning rate",
                       .body = "How far each step goes. It may change while the run goes on.",
                       .formula = "\u03B8 \u2190 \u03B8 \u2212 \u03B7 m / (\u221Av + \u03B5)"}},
              learningRate, log);
    loggedRow(frame,
              {.label = "\u03B2\u2082",
               .range = {.minimum = 0, .maximum = 1, .excludesMaximum = true},
               .slider = {0.5, 0.99999, ui::SliderScale::kOneMinusLog}},
              secondBeta, log);
    double size = batch;
    loggedRow(frame,
              {.label = "Batch",
               .range = {.minimum = 1, .maximum = 4096, .isInteger = true},
               .slider = {1, 512, ui::SliderScale::kLog}},
              size, log);
    batch = static_cast<int>(size);
  }
  if (ui::sectionHeader(frame, "Data", ui::Badge::kRestarts)) {
    loggedRow(frame, {.label = "Noise", .range = {.minimum = 0, .maximum = 1}}, noise, log);
    showsData = ui::checkbox(frame, "Show the test points", showsData);
    ui::button(frame, "draw", std::string(icons::kPencil) + "  Draw points", {});
    ImGui::SameLine();
    ui::button(frame, "csv", std::string(icons::kOpen) + "  CSV", {}, {.isEnabled = false});
  }
  ui::sectionHeader(frame, "Slice plane", ui::Badge::kNone, {}, false);
  ui::mutedText(frame,
                "\u2207f, \u2016W\u2016\u2082 \u2264 C\u00B7\u221An, \u03A3 \u03B1\u03B2\u03B3"
                "\u03B4\u03B5\u03B7\u03B8\u03BB\u03C4, \u2202 \u221E \u2248 \u2260 \u2265 "
                "\u00B1 \u00D7 \u2208 \u211D \u2113 \u2192 \u21D2 x\u2081 x\u00B2 \u2207\u03C6");
}

void SampleShell::drawViews(const Frame& frame, const Rect& place) {
  const ui::PanelWindow window(frame, "views", place,
                               {.surface = frame.colors().background, .canScroll = false});
  const std::array<ui::Segment, 3> cells{{{.text = "Input", .tip = {.title = "Input slice"}},
                                          {.text = "Parameters"},
                                          {.text = "Both"}}};
  view = ui::segmented(frame, "view", cells, view);
  ImGui::SameLine();
  ui::button(frame, "data", std::string(icons::kEye) + "  Data", {}, {.isOn = true});
  ImGui::SameLine();
  ui::button(frame, "fit", icons::kFit, {.title = "Fit", .shortcut = "Home"}, {.isFlat = true});
  ImGui::SameLine();
  ui::button(frame, "camera", icons::kCamera, {}, {.isFlat = true});
  {
    const ui::WithFont font(frame.fonts.heading);
    ImGui::TextUnformatted("No region yet");
  }
  toasts.draw(frame, place);
}

void SampleShell::drawInspector(const Frame& frame, const Rect& place) {
  if (place.isEmpty()) return;
  const ui::PanelWindow window(frame, "inspector", place);
  if (ui::sectionHeader(frame, "Region")) {
    ui::keyValueRow(frame, {.key = "Area", .value = "0.034912", .unit = "units\u00B2"});
    ui::keyValueRow(frame, {.key = "f at the cursor", .value = "-1.2043"});
    ui::keyValueRow(frame, {.key = "\u2016\u2207f\u2016", .value = "12.97"});
    ui::keyValueRow(
        frame,
        {.key = "B4", .value = "1.32", .unit = "\u00D7", .valueColor = frame.colors().error});
  }
  if (ui::sectionHeader(frame, "Layers")) {
    for (int layer = 1; layer <= 3; ++layer) {
      ui::swatch(frame, layerColor(layer));
      ImGui::Text("Layer %d", layer);
    }
  }
}

void SampleShell::drawSplitters(const Frame& frame, const ui::Layout& layout) {
  const auto drag = [&](const char* id, const Rect& place, bool isVertical, ui::Splitter which) {
    const float by = ui::splitter(frame, {.id = id, .place = place, .isVertical = isVertical});
    if (by == 0.0F) return;
    sizes = ui::dragged({frame.size, frame.scale, visible, sizes}, which, by);
  };
  drag("setup splitter", layout.setupSplitter, true, ui::Splitter::kSetup);
  drag("inspector splitter", layout.inspectorSplitter, true, ui::Splitter::kInspector);
  drag("theory splitter", layout.theorySplitter, true, ui::Splitter::kTheory);
  drag("plots splitter", layout.plotsSplitter, false, ui::Splitter::kPlots);
}

void SampleShell::draw(const Frame& frame) {
  if (frame.pressed({.key = ui::keys::kTab})) visible.areAllHidden = !visible.areAllHidden;
  const ui::Layout layout = ui::computeLayout({frame.size, frame.scale, visible, sizes});
  drawMenu(frame, layout.menu);
  drawTransport(frame, layout.transport);
  drawSetup(frame, layout.left);
  drawViews(frame, layout.views);
  drawInspector(frame, layout.inspector);
  drawRest(frame, "theory", layout.theory, "Theory");
  drawRest(frame, "plots", layout.plots, "Plots");
  drawRest(frame, "timeline", layout.timeline, "Timeline");
  drawRest(frame, "status", layout.status, "60 fps   1,204 regions, exact   seed 7   idle");
  drawSplitters(frame, layout);
}

void keepPicture(const gl::Image& image, const std::string& name) {
  const char* folder = std::getenv("ADAMSCOPE_PICTURES");
  if (folder == nullptr) return;
  const Status status = gl::writePng(std::string(folder) + "/" + name + ".png", image);
  CHECK_MESSAGE(status.ok(), status.message());
}

bool canDrawOffscreen() {
  const auto context = gl::EglContext::create();
  if (!context) MESSAGE("skipped: " << context.message());
  return context.ok();
}

}  // namespace adamscope
