// The rows that panels are made of: headers of sections, names with values, muted remarks.
#pragma once

#include <string_view>

#include "app/ui/frame.h"
#include "app/ui/tip.h"

namespace adamscope::ui {

/// What a change in a section does to the run.
enum class Badge {
  kNone,
  kLive,      ///< It takes effect at the next step.
  kRestarts,  ///< It starts the run again with the same seeds.
};

/// A header across the available width that opens and closes its section by click. Whether it is
/// open; the ImGui window remembers it by the title.
bool sectionHeader(const Frame& frame, const char* title, Badge badge = Badge::kNone,
                   const Tip& tip = {}, bool isOpenAtFirst = true);

/// A small word on a tinted pill, in the middle of a row of that
/// height (0: of buttons).
void pill(const Frame& frame, std::string_view text, ImU32 color, float rowHeight = 0.0F);

/// A name and its value.
struct KeyValue {
  std::string_view key{};
  std::string_view value{};  ///< Right-aligned, in the numbers' typeface.
  std::string_view unit{};   ///< Dimmed, behind the value.
  ImU32 valueColor = 0;      ///< 0: the text's.
  Tip tip{};
};

/// One row across the available width.
void keyValueRow(const Frame& frame, const KeyValue& row);

/// A remark, wrapped, in the muted colour.
void mutedText(const Frame& frame, std::string_view text);

/// A square of a colour as high as the text, for legends; the next item goes beside it.
void swatch(const Frame& frame, ImU32 color, const Tip& tip = {});

}  // namespace adamscope::ui
