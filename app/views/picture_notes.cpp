#include "app/views/picture_notes.h"

#include <algorithm>

#include "app/model/region_report.h"
#include "app/panels/number_format.h"
#include "app/ui/fonts.h"
#include "app/ui/theme.h"

namespace adamscope {

namespace {

/// Regions that are found faster than this follow the training as far as one can see.
constexpr double kNoticed = 0.4;

}  // namespace

void drawNote(const ui::Frame& frame, ImDrawList& list, ImVec2 corner, const std::string& text,
              ImU32 color) {
  ImFont* font = frame.fonts.small;
  const ImVec2 size = ui::sizeOf(font, text.c_str());
  const float pad = frame.grid(1.0F);
  list.AddRectFilled({corner.x - pad, corner.y - 0.5F * pad},
                     {corner.x + size.x + pad, corner.y + size.y + 0.5F * pad},
                     ui::withOpacity(frame.colors().background, 0.78F), frame.grid(1.0F));
  list.AddText(font, ui::heightOf(font), corner, color, text.c_str());
}

void drawInMiddle(const ui::Frame& frame, const ui::Rect& rect, std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] += 'A' - 'a';
  const float width = std::min(rect.width - frame.grid(8.0F), frame.em(26.0F));
  const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, width);
  ImGui::GetWindowDrawList()->AddText(
      ImGui::GetFont(), ImGui::GetFontSize(),
      {rect.x + 0.5F * (rect.width - size.x), rect.y + 0.5F * (rect.height - size.y)},
      frame.colors().muted, text.c_str(), nullptr, width);
}

void drawVeil(const ui::Frame& frame, const ui::Rect& rect, const std::string& text) {
  ImGui::GetWindowDrawList()->AddRectFilled(rect.min(), rect.max(),
                                            ui::withOpacity(frame.colors().background, 0.75F));
  drawInMiddle(frame, rect, text);
}

std::vector<std::string> regionNotes(const AnalysisFrame& analysis, const TrainFrame& now) {
  std::vector<std::string> notes;
  if (!analysis.tessellation.exact) {
    notes.push_back("truncated at " + groupedText(analysis.tessellation.faceCount()) +
                    " regions (limits.max_regions)");
  }
  const TrainFrame& then = *analysis.train;
  const bool isEarlier = then.runNumber == now.runNumber && then.step != now.step;
  if (isEarlier && analysis.seconds > kNoticed) {
    notes.push_back("regions of step " + groupedText(then.step) + "; those of step " +
                    groupedText(now.step) + " are being found");
  }
  return notes;
}

void PictureNotes::draw(const ui::Frame& frame, const ModelFrame& model, const ui::Rect& rect) {
  constexpr const char* kFinding = "Finding the regions of this network ...";
  if (!model.analysis) return drawInMiddle(frame, rect, kFinding);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImVec2 corner(rect.x + frame.em(4.0F), rect.y + frame.grid(2.0F));
  for (const std::string& note : regionNotes(*model.analysis, *model.train)) {
    drawNote(frame, list, corner, note, frame.colors().warning);
    corner.y += frame.em(1.6F);
  }
  if (hasOwnRegions(model)) {
    staleSince_ = -1.0;
    return;
  }
  // While a slider restarts the run again and again, the last picture stays.
  if (staleSince_ < 0.0) staleSince_ = model.timeSeconds;
  const double age = model.timeSeconds - staleSince_;
  if (age < kNoticed) return frame.redraw.in(kNoticed - age);
  drawVeil(frame, rect, kFinding);
}

}  // namespace adamscope
