#include "app/panels/inspector_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "app/ui/rows.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

constexpr int kDigits = 4;

/// The cells of one output's row: "f", "1.234 s", "- 0.532 t", "+ 0.042".
using Cells = std::array<std::string, 4>;

std::string termOf(double coefficient, const char* variable, bool isFirst) {
  std::string text;
  if (!isFirst) text = std::signbit(coefficient) ? "\u2212 " : "+ ";
  text += significantText(isFirst ? coefficient : std::abs(coefficient), kDigits);
  text += variable;
  return text;
}

Cells cellsOf(const OutputReport& output, const RegionReport& report) {
  const bool isAlone = report.outputs.size() == 1;
  return {isAlone ? std::string("f") : output.name, termOf(output.slopeX, "\u00B7s", true),
          report.dimension == 1 ? std::string() : termOf(output.slopeY, "\u00B7t", false),
          termOf(output.offset, "", false)};
}

/// A probability with as many digits as fit, and no 1 that is none.
std::string probabilityText(double probability, int digits) {
  const double least = std::pow(10.0, -digits);
  char text[32];
  if (probability < 1.0 && probability > 1.0 - 0.5 * least) {
    std::snprintf(text, sizeof text, "> %.*f", digits, 1.0 - least);
  } else if (probability > 0.0 && probability < 0.5 * least) {
    std::snprintf(text, sizeof text, "< %.*f", digits, least);
  } else {
    std::snprintf(text, sizeof text, "%.*f", digits, probability);
  }
  return text;
}

/// Text cut to a width with an ellipsis.
std::string elided(ImFont* font, const std::string& text, float width) {
  if (widthOf(font, text) <= width) return text;
  std::string cut = text;
  while (!cut.empty() && widthOf(font, cut + "\u2026") > width) {
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U)
      cut.pop_back();
    if (!cut.empty()) cut.pop_back();
  }
  return cut + "\u2026";
}

/// One output of several: its name, a bar for its probability, the value.
void drawOutputRow(const ui::Frame& frame, const OutputReport& output, bool isLargest) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const ui::Rect row{corner.x, corner.y, width, frame.em(1) + frame.grid(1)};
  ImGui::Dummy(row.size());
  const ui::Palette& colors = frame.colors();
  const float nameWidth = width * 0.34F;
  const float valueWidth = widthOf(frame.fonts.numbers, "\u22120.0000");
  const float shareWidth = output.probability ? widthOf(frame.fonts.numbers, "> 0.999") : 0.0F;
  drawText(frame.fonts.text, {row.x, middleOf(frame.fonts.text, row)},
           isLargest ? colors.text : colors.muted,
           elided(frame.fonts.text, output.name, nameWidth));
  drawTextRight(frame.fonts.numbers, {row.right(), middleOf(frame.fonts.numbers, row)}, colors.text,
                significantText(output.value, kDigits));
  if (!output.probability) return;
  const float shareRight = row.right() - valueWidth - frame.grid(3);
  drawTextRight(frame.fonts.numbers, {shareRight, middleOf(frame.fonts.numbers, row)},
                isLargest ? colors.text : colors.muted, probabilityText(*output.probability, 3));
  const ui::Rect bar{row.x + nameWidth + frame.grid(2), row.y + row.height / 2 - frame.grid(0.5F),
                     shareRight - shareWidth - frame.grid(2) - row.x - nameWidth - frame.grid(2),
                     frame.grid(1)};
  if (bar.width < frame.grid(4)) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min(), bar.max(), colors.line, bar.height / 2);
  list->AddRectFilled(bar.min(),
                      {bar.x + bar.width * static_cast<float>(*output.probability), bar.bottom()},
                      isLargest ? colors.accent : colors.muted, bar.height / 2);
}

void drawOnlyOutput(const InspectorContext& context, const RegionReport& report) {
  const OutputReport& output = report.outputs.front();
  ui::keyValueRow(context.frame,
                  {.key = "f here",
                   .value = significantText(output.value, 6),
                   .tip = {.title = "Output at the point",
                           .body = "The region's own map, at the point above; the network gives "
                                   "the same up to rounding."}});
  if (output.probability) {
    const std::string key = "Probability of " + output.name;
    ui::keyValueRow(context.frame, {.key = key,
                                    .value = probabilityText(*output.probability, kDigits),
                                    .tip = {.title = "Probability of the second class",
                                            .body = "The logistic function of f.",
                                            .formula = "p = 1 / (1 + exp(\u2212f))"}});
  }
}

}  // namespace

void drawOutputs(const InspectorContext& context, const RegionReport& report) {
  if (report.predictedClass) {
    ImGui::PushID("class");
    ui::keyValueRow(context.frame, {.key = "Class", .value = report.className});
    ImGui::PopID();
  }
  if (report.outputs.size() == 1) {
    drawOnlyOutput(context, report);
    return;
  }
  drawCaption(context.frame,
              report.outputs.front().probability ? "Probabilities and outputs at the point"
                                                 : "Outputs at the point",
              {.title = "Outputs at the point",
               .body = "Each output of the network, by the region's own map, and its share under "
                       "softmax where the loss has one."});
  for (std::size_t k = 0; k < report.outputs.size(); ++k) {
    const bool isLargest = report.predictedClass && static_cast<int>(k) == *report.predictedClass;
    drawOutputRow(context.frame, report.outputs[k], isLargest || !report.predictedClass);
  }
}

void drawAffineMap(const InspectorContext& context, const RegionReport& report) {
  const ui::Frame& frame = context.frame;
  drawCaption(frame, "f on this region",
              {.title = "The affine map of f on this region",
               .body = "With the neurons' pattern fixed, the network is affine: exactly this, in "
                       "the coordinates s and t of the slice.",
               .formula = report.dimension == 1 ? "f = a s + c" : "f = a s + b t + c"});
  std::vector<Cells> rows;
  for (const OutputReport& output : report.outputs) rows.push_back(cellsOf(output, report));
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const auto widthsIn = [&](ImFont* font) {
    std::array<float, 4> widths{};
    for (const Cells& cells : rows) {
      for (std::size_t i = 1; i < cells.size(); ++i) {
        widths[i] = std::max(widths[i], widthOf(font, cells[i]));
      }
    }
    return widths;
  };
  const float gap = frame.grid(2);
  ImFont* font = frame.fonts.numbers;
  std::array<float, 4> widths = widthsIn(font);
  if (widths[1] + widths[2] + widths[3] + 3 * gap + frame.em(1.5F) > width) {
    font = frame.fonts.smallNumbers;
    widths = widthsIn(font);
  }
  const float height = frame.em(1) + frame.grid(1);
  for (const Cells& cells : rows) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ui::Rect row{corner.x, corner.y, width, height};
    ImGui::Dummy(row.size());
    float right = row.right();
    for (std::size_t i = 3; i >= 1; --i) {
      drawTextRight(font, {right, middleOf(font, row)}, frame.colors().text, cells[i]);
      right -= widths[i] + (widths[i] > 0.0F ? gap : 0.0F);
    }
    drawText(frame.fonts.text, {row.x, middleOf(frame.fonts.text, row)}, frame.colors().muted,
             elided(frame.fonts.text, cells[0] + " =", right - row.x));
  }
}

}  // namespace adamscope
