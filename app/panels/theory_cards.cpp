#include "app/panels/theory_cards.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/plot/number_text.h"
#include "app/ui/rect.h"
#include "app/ui/rows.h"
#include "app/ui/tip.h"

namespace adamscope {

namespace {

ImU32 colorFor(const ui::Palette& colors, Verdict verdict) {
  switch (verdict) {
    case Verdict::kHolds:
      return colors.good;
    case Verdict::kFails:
      return colors.error;
    case Verdict::kUnclear:
      break;
  }
  return colors.warning;
}

/// Where the values stand between bottom (0) and top (1) of a sparkline.
class Shares {
 public:
  Shares(const std::vector<double>& values, double threshold, bool isLogarithmic)
      : isLogarithmic_(isLogarithmic) {
    take(threshold);
    for (const double value : values) take(value);
    const double margin = std::max(0.05 * (high_ - low_), 1e-12 * (1.0 + std::abs(high_)));
    low_ -= margin;
    high_ += margin;
  }
  /// NaN where there is none.
  double at(double value) const { return (coordinate(value) - low_) / (high_ - low_); }

 private:
  // What is 0 on a logarithmic scale stands at its lower end.
  double coordinate(double value) const {
    return isLogarithmic_ ? std::log10(std::max(value, 1e-30)) : value;
  }
  void take(double value) {
    if (!std::isfinite(value)) return;
    low_ = std::min(low_, coordinate(value));
    high_ = std::max(high_, coordinate(value));
  }

  bool isLogarithmic_;
  double low_ = 1e300;
  double high_ = -1e300;
};

void drawSparkline(const TheoryContext& context, const ui::Rect& place, Assumption assumption,
                   double threshold, ImU32 color) {
  const ui::Frame& frame = context.frame;
  const TheoryFrame& theory = *context.theory();
  std::vector<double> values;
  for (const TheoryLook& look : theory.looks) {
    values.push_back(look.figures[indexOf(assumption)].value);
  }
  const AssumptionText& text = describe(assumption);
  const Shares shares(values, threshold, text.isLogarithmic);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto yOf = [&](double value) {
    return place.bottom() - static_cast<float>(shares.at(value)) * place.height;
  };
  const double first = static_cast<double>(theory.looks.front().step);
  const double last = std::max(first + 1.0, static_cast<double>(theory.looks.back().step));
  const auto xOf = [&](long step) {
    return place.x +
           place.width * static_cast<float>((static_cast<double>(step) - first) / (last - first));
  };
  const float thin = std::max(1.0F, std::round(frame.scale));
  const float level = std::round(yOf(threshold));
  for (float x = place.x; x < place.right(); x += frame.grid(1.5F)) {
    draw->AddLine({x, level}, {std::min(x + frame.grid(0.75F), place.right()), level},
                  frame.colors().muted, thin);
  }
  std::vector<ImVec2> line;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    line.push_back({xOf(theory.looks[i].step), yOf(values[i])});
  }
  draw->AddPolyline(line.data(), static_cast<int>(line.size()), color, ImDrawFlags_None,
                    1.5F * frame.scale);
  const double now = context.look().figures[indexOf(assumption)].value;
  if (!std::isfinite(now)) return;
  draw->AddCircleFilled({xOf(context.look().step), yOf(now)}, 2.5F * frame.scale, color);
}

std::string valueText(const Figure& figure) {
  if (!figure.exists()) return "\u2013";
  std::string text = plot::readoutNumber(figure.value, 4);
  if (figure.standardError > 0.0) text += " \u00B1 " + plot::readoutNumber(figure.standardError, 2);
  return text;
}

/// Since when the verdict is what it is.
std::string sinceText(const TheoryContext& context, Assumption assumption) {
  const std::vector<TheoryLook>& looks = context.theory()->looks;
  const auto later =
      std::upper_bound(looks.begin(), looks.end(), context.look().step,
                       [](long step, const TheoryLook& look) { return step < look.step; });
  const long since = verdictSince({looks.begin(), later}, context.settings(), assumption);
  return since == looks.front().step ? "from the start" : "since step " + std::to_string(since);
}

const char* unclearReason(const Figure& figure) {
  if (!figure.exists()) return "Not defined for this optimizer or so early.";
  if (!figure.isReady) return "The window of K steps is not full yet.";
  return "Within one standard error of the threshold.";
}

/// The card's head, over its whole width; whether it was clicked.
bool drawHead(const TheoryContext& context, Assumption assumption, const Figure& figure,
              Verdict verdict) {
  const ui::Frame& frame = context.frame;
  const ui::Palette& colors = frame.colors();
  const AssumptionText& text = describe(assumption);
  const double threshold = thresholdOf(context.settings(), assumption);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = std::max(1.0F, ImGui::GetContentRegionAvail().x);
  const float line = frame.em(1) + frame.grid(1);
  const ui::Rect head{corner.x, corner.y, width, 2.0F * line + frame.grid(3)};
  const bool isClicked = ImGui::InvisibleButton("##card", head.size());
  const bool isHovered = ImGui::IsItemHovered();
  const std::string tipBody = std::string(text.meaning) +
                              " Our estimator: P1 gives no number. A "
                              "click opens the details.";
  ui::tipOnHover(frame, {.title = text.title, .body = tipBody, .formula = text.formula});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (isHovered) {
    draw->AddRectFilled({head.x - frame.grid(1.5F), head.y},
                        {head.right() + frame.grid(1.5F), head.bottom()}, colors.hovered,
                        frame.grid(1.5F));
  }
  const float y = head.y + frame.grid(1);
  draw->AddText(frame.fonts.smallNumbers, ui::heightOf(frame.fonts.smallNumbers),
                {head.x, y + frame.grid(0.25F)}, colors.muted, text.label);
  draw->AddText(frame.fonts.strong, ui::heightOf(frame.fonts.strong), {head.x + frame.em(1.75F), y},
                colors.text, text.title);
  const char* word = wordFor(verdict);
  // The pill rounds its width up.
  const float wordWidth = std::ceil(ui::sizeOf(frame.fonts.small, word).x + frame.grid(4)) + 1.0F;
  ImGui::SetCursorScreenPos({head.right() - wordWidth, y});
  ui::pill(frame, word, colorFor(colors, verdict), frame.em(1));
  ImGui::SetCursorScreenPos({head.x, head.bottom()});

  const float sparkWidth = std::round(0.36F * width);
  drawSparkline(context, {head.right() - sparkWidth, y + line, sparkWidth, line}, assumption,
                threshold, colorFor(colors, verdict));
  std::string rule = text.isAtMost ? "\u2264 " : "\u2265 ";
  rule += plot::readoutNumber(threshold, 3);
  const ImVec2 place{head.x + frame.em(1.75F), y + line};
  const float room = head.right() - sparkWidth - frame.grid(3) - place.x -
                     ui::sizeOf(frame.fonts.smallNumbers, rule.c_str()).x;
  std::string value = valueText(figure);
  // The threshold comes first; the error is in the details, too.
  if (ui::sizeOf(frame.fonts.numbers, value.c_str()).x > room)
    value = value.substr(0, value.find(" \u00B1"));
  draw->PushClipRect(head.min(), {head.right() - sparkWidth - frame.grid(1), head.bottom()}, true);
  draw->AddText(frame.fonts.numbers, ui::heightOf(frame.fonts.numbers), place, colors.text,
                value.c_str());
  draw->AddText(frame.fonts.smallNumbers, ui::heightOf(frame.fonts.smallNumbers),
                {place.x + ui::sizeOf(frame.fonts.numbers, value.c_str()).x + frame.grid(2),
                 place.y + frame.grid(0.25F)},
                colors.muted, rule.c_str());
  draw->PopClipRect();
  return isClicked;
}

void drawCard(const TheoryContext& context, Assumption assumption) {
  const ui::Frame& frame = context.frame;
  const Figure& figure = context.look().figures[indexOf(assumption)];
  const Verdict verdict = judge(assumption, figure, thresholdOf(context.settings(), assumption));
  ImGui::PushID(describe(assumption).label);
  const bool isOpen = context.state.open == assumption;
  if (drawHead(context, assumption, figure, verdict)) {
    context.state.open = isOpen ? std::nullopt : std::optional(assumption);
    context.state.plots = {};
    context.state.links = {};
  }
  {
    const ui::WithFont font(frame.fonts.small);
    std::string remark = describe(assumption).figure;
    remark[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(remark[0])));
    remark += "; " + sinceText(context, assumption) + ".";
    if (verdict == Verdict::kUnclear) remark += std::string(" ") + unclearReason(figure);
    ui::mutedText(frame, remark);
  }
  if (isOpen) drawAssumptionDetails(context, assumption);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled(
      {corner.x, corner.y},
      {corner.x + ImGui::GetContentRegionAvail().x, corner.y + std::max(1.0F, frame.scale)},
      frame.colors().line);
  ImGui::Dummy({1.0F, frame.grid(0.5F)});
  ImGui::PopID();
}

}  // namespace

void drawAssumptionCards(const TheoryContext& context) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {context.frame.grid(2), context.frame.grid(1)});
  for (const Assumption assumption : kAssumptions) drawCard(context, assumption);
  ImGui::PopStyleVar();
}

}  // namespace adamscope
