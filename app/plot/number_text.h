// Numbers as a plot writes them: powers of ten in typeset form, few digits, also beyond doubles.
#pragma once

#include <string>

namespace adamscope::plot {

/// "10⁻⁶".
std::string powerOfTenText(long exponent);

/// A number for a readout, about `digits` significant digits: "0.01234", "123456", "1.234×10⁻⁷",
/// "∞"; NaN is "–".
std::string readoutNumber(double value, int digits = 4);

/// exp(logValue) in the same form, also where a double overflows: "2.31×10⁴³⁴²⁹".
std::string readoutFromLog(double logValue, int digits = 4);

/// The text in ASCII, for fonts that lack the signs: "1.2e-7", "<= 0", "-". What has no
/// counterpart becomes '?'.
std::string asciiText(const std::string& text);

}  // namespace adamscope::plot
