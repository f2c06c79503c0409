// Numbers as the panels show them: thousands apart, few digits, true minus signs.
#pragma once

#include <cstdint>
#include <string>

namespace adamscope {

/// "1,234,567".
std::string groupedText(std::int64_t number);
/// Four significant digits, "0.01234"; NaN is a dash.
std::string shortText(double value);
/// "12.3 s".
std::string secondsText(double seconds);
/// "98.4 %"; NaN is a dash.
std::string percentText(double share);

}  // namespace adamscope
