// A report as one HTML file that needs nothing else: style and pictures are inside.
#pragma once

#include <string>

#include "app/report/report_page.h"
#include "core/base/result.h"

namespace adamscope {

/// The page's text, UTF-8. Pictures are SVG, embedded as data. Error: what drawing a plot says.
Result<std::string> reportHtml(const ReportPage& page);

}  // namespace adamscope
