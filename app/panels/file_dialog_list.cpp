#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "app/panels/file_dialog.h"
#include "app/ui/icons.h"
#include "app/ui/rows.h"

namespace adamscope {

namespace {

std::string sizeText(std::uintmax_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  std::array<char, 32> text{};
  const double kilobytes = static_cast<double>(bytes) / 1e3;
  if (kilobytes < 1000) {
    std::snprintf(text.data(), text.size(), "%.1f kB", kilobytes);
  } else {
    std::snprintf(text.data(), text.size(), "%.1f MB", kilobytes / 1e3);
  }
  return text.data();
}

std::string dateText(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds(seconds)};
  const year_month_day date{floor<days>(time)};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace

bool FileDialog::drawEntry(const ui::Frame& frame, int index) {
  const FileEntry& entry = browser_.entries()[static_cast<std::size_t>(index)];
  const ui::Palette& colors = frame.colors();
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushID(index);
  const bool isSelected = index == browser_.selected();
  const std::string name = std::string(entry.isFolder ? ui::icons::kOpen : ui::icons::kFile)
                               .append("  ")
                               .append(entry.name);
  bool isAccepted = false;
  if (ImGui::Selectable(name.c_str(), isSelected,
                        ImGuiSelectableFlags_SpanAllColumns |
                            ImGuiSelectableFlags_AllowDoubleClick |
                            ImGuiSelectableFlags_DontClosePopups)) {
    browser_.select(index);
    asksToReplace_ = false;
    isAccepted = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  }
  if (isSelected && wantsScroll_) {
    ImGui::SetScrollHereY();
    wantsScroll_ = false;
  }
  ImGui::PopID();
  const ui::WithFont font(frame.fonts.smallNumbers);
  ImGui::PushStyleColor(ImGuiCol_Text, colors.muted);
  ImGui::TableNextColumn();
  if (!entry.isFolder) {
    const std::string size = sizeText(entry.bytes);
    const float indent = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(size.c_str()).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.0F, indent));
    ImGui::TextUnformatted(size.c_str());
  }
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(dateText(entry.modifiedSeconds).c_str());
  ImGui::PopStyleColor();
  return isAccepted;
}

bool FileDialog::drawEntries(const ui::Frame& frame, float height) {
  constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_Sortable |
                                     ImGuiTableFlags_BordersOuter | ImGuiTableFlags_NoSavedSettings;
  if (!ImGui::BeginTable("##entries", 3, kFlags, {0.0F, height})) return false;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("Name", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("Size", ImGuiTableColumnFlags_WidthFixed, frame.em(5));
  ImGui::TableSetupColumn("Changed", ImGuiTableColumnFlags_WidthFixed, frame.em(6));
  ImGui::TableHeadersRow();
  if (ImGuiTableSortSpecs* specs = ImGui::TableGetSortSpecs();
      specs != nullptr && specs->SpecsDirty) {
    const ImGuiTableColumnSortSpecs& first = *specs->Specs;
    browser_.sortBy(static_cast<FileSort>(first.ColumnIndex),
                    first.SortDirection == ImGuiSortDirection_Descending);
    specs->SpecsDirty = false;
  }
  bool isAccepted = false;
  const int count = static_cast<int>(browser_.entries().size());
  for (int i = 0; i < count && !isAccepted; ++i) isAccepted = drawEntry(frame, i);
  if (count == 0) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ui::mutedText(frame, spec_.request.endings.empty() ? "An empty folder."
                                                       : "No folder, and no file of this kind.");
  }
  ImGui::EndTable();
  return isAccepted;
}

}  // namespace adamscope
