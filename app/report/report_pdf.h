// A report as a PDF of A4 pages.
#pragma once

#include <string>

#include "app/report/report_page.h"
#include "core/base/result.h"

namespace adamscope {

/// The bytes of the file. Error: what cairo says.
Result<std::string> reportPdf(const ReportPage& page);

}  // namespace adamscope
