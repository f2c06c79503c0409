// Font Awesome 4 icons by name, as UTF-8 that any of the window's fonts but the numbers' can print.
#pragma once

namespace adamscope::ui::icons {

// Transport.
inline constexpr const char* kPlay = "\xEF\x81\x8B";
inline constexpr const char* kPause = "\xEF\x81\x8C";
inline constexpr const char* kRestart = "\xEF\x83\xA2";       // undo arrow: back to the start
inline constexpr const char* kStepBack = "\xEF\x81\x88";      // bar and triangle to the left
inline constexpr const char* kStep = "\xEF\x81\x91";          // triangle and bar to the right
inline constexpr const char* kNextCrossing = "\xEF\x81\x90";  // fast forward with a bar
inline constexpr const char* kRunTo = "\xEF\x84\x9E";         // flag
inline constexpr const char* kRecord = "\xEF\x84\x91";        // disc
inline constexpr const char* kSpeed = "\xEF\x83\xA4";         // gauge
inline constexpr const char* kPrevious = "\xEF\x81\x93";      // chevron left
inline constexpr const char* kNext = "\xEF\x81\x94";          // chevron right
inline constexpr const char* kBookmark = "\xEF\x80\xAE";

// Files and exports.
inline constexpr const char* kOpen = "\xEF\x81\xBC";
inline constexpr const char* kSave = "\xEF\x83\x87";
inline constexpr const char* kCamera = "\xEF\x80\xB0";
inline constexpr const char* kDownload = "\xEF\x80\x99";
inline constexpr const char* kFile = "\xEF\x83\xB6";
inline constexpr const char* kCopy = "\xEF\x83\x85";

// Views and plots.
inline constexpr const char* kFit = "\xEF\x82\xB2";  // four arrows outwards
inline constexpr const char* kLock = "\xEF\x80\xA3";
inline constexpr const char* kUnlock = "\xEF\x82\x9C";
inline constexpr const char* kCube = "\xEF\x86\xB2";
inline constexpr const char* kEye = "\xEF\x81\xAE";
inline constexpr const char* kEyeOff = "\xEF\x81\xB0";
inline constexpr const char* kLayers = "\xEF\x89\xB9";  // a map's folded sheets
inline constexpr const char* kTarget = "\xEF\x81\x9B";
inline constexpr const char* kPin = "\xEF\x82\x8D";
inline constexpr const char* kPencil = "\xEF\x81\x80";
inline constexpr const char* kEraser = "\xEF\x84\xAD";
inline constexpr const char* kChart = "\xEF\x88\x81";
inline constexpr const char* kColumns = "\xEF\x83\x9B";
inline constexpr const char* kSearch = "\xEF\x80\x82";
inline constexpr const char* kFilter = "\xEF\x82\xB0";
inline constexpr const char* kSort = "\xEF\x83\x9C";
inline constexpr const char* kDice = "\xEF\x81\xB4";  // crossed arrows: draw again

// Signs.
inline constexpr const char* kPlus = "\xEF\x81\xA7";
inline constexpr const char* kMinus = "\xEF\x81\xA8";
inline constexpr const char* kClose = "\xEF\x80\x8D";
inline constexpr const char* kCheck = "\xEF\x80\x8C";
inline constexpr const char* kInfo = "\xEF\x81\x9A";
inline constexpr const char* kWarning = "\xEF\x81\xB1";
inline constexpr const char* kError = "\xEF\x81\xAA";
inline constexpr const char* kHelp = "\xEF\x81\x99";
inline constexpr const char* kSettings = "\xEF\x80\x93";
inline constexpr const char* kUndo = "\xEF\x83\xA2";
inline constexpr const char* kRedo = "\xEF\x80\x9E";
inline constexpr const char* kExpanded = "\xEF\x81\xB8";   // chevron down
inline constexpr const char* kCollapsed = "\xEF\x81\x94";  // chevron right
inline constexpr const char* kMoon = "\xEF\x86\x86";
inline constexpr const char* kSun = "\xEF\x86\x85";
inline constexpr const char* kBook = "\xEF\x80\xAD";
inline constexpr const char* kBolt = "\xEF\x83\xA7";

}  // namespace adamscope::ui::icons
