#include "app/report/report_html.h"

#include <cstdint>

#include "app/plot/plot_export.h"

namespace adamscope {

namespace {

constexpr const char* kStyle =
    R"(:root{color-scheme:light}
body{font:15px/1.5 Inter,system-ui,"Helvetica Neue",Arial,sans-serif;color:#1b2027;background:#fff;
 max-width:1040px;margin:32px auto;padding:0 24px}
h1{font-size:26px;line-height:1.2;margin:0 0 4px}
h2{font-size:17px;margin:32px 0 8px;padding-bottom:4px;border-bottom:1px solid #d5dae0}
.sub{color:#5b6672;margin:0 0 8px}
p{margin:6px 0;max-width:78ch}
table{border-collapse:collapse;margin:12px 0;width:100%;font-size:13.5px}
th{text-align:left;color:#5b6672;font-weight:600;border-bottom:1px solid #d5dae0;
 padding:5px 10px 5px 0}
td{border-bottom:1px solid #eceff2;padding:6px 10px 6px 0;vertical-align:top}
.num{text-align:right;font-family:"JetBrains Mono",ui-monospace,Consolas,monospace;
 white-space:nowrap;
 font-variant-numeric:tabular-nums}
.good,.bad,.unclear{font-weight:600;white-space:nowrap}
.good{color:#00704f}.bad{color:#b3261e}.unclear{color:#7a5b00}
.plots{display:flex;flex-wrap:wrap;gap:16px;margin:12px 0}
figure{margin:0;flex:0 0 calc(50% - 8px)}
figure.small{flex-basis:calc(33.33% - 11px)}
figure img{width:100%;display:block;border:1px solid #e4e8ec;border-radius:6px}
figcaption{color:#5b6672;font-size:13px;line-height:1.4;margin-top:4px}
pre{font:12.5px/1.45 "JetBrains Mono",ui-monospace,Consolas,monospace;background:#f3f5f7;
 border-radius:6px;
 padding:12px;overflow:auto}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}figure,tr{break-inside:avoid}}
@media(max-width:700px){figure,figure.small{flex-basis:100%}}
)";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// RFC 4648.
std::string base64(const std::string& bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t at = i + k;
      group = group << 8U | (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool isPadding = i + k > bytes.size();
      out += isPadding ? '=' : kDigits[group >> (18U - 6U * k) & 63U];
    }
  }
  return out;
}

const char* classOf(const ReportCell& cell) {
  switch (cell.tone) {
    case CellTone::kGood:
      return "good";
    case CellTone::kBad:
      return "bad";
    case CellTone::kUnclear:
      return "unclear";
    case CellTone::kPlain:
      break;
  }
  return cell.isNumber ? "num" : "";
}

std::string tableHtml(const ReportTable& table) {
  std::string out = "<table><thead><tr>";
  for (std::size_t i = 0; i < table.head.size(); ++i) {
    const bool isNumber = !table.rows.empty() && table.rows.front()[i].isNumber;
    out += std::string("<th") + (isNumber ? " class=\"num\"" : "") + ">" + escaped(table.head[i]) +
           "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<ReportCell>& row : table.rows) {
    out += "<tr>";
    for (const ReportCell& cell : row) {
      out += std::string("<td class=\"") + classOf(cell) + "\">" + escaped(cell.text) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

Result<std::string> plotHtml(const ReportPlot& content) {
  plot::PlotState state;
  state.yScale.kind = content.yScale;
  plot::PlotLink link;
  link.xScale.kind = content.xScale;
  const plot::PlotSheet sheet{.width = content.isSmall ? 330.0 : 500.0,
                              .height = content.isSmall ? 200.0 : 280.0};
  const Result<std::string> svg = plot::plotSvg({content.spec, state, link}, sheet);
  if (!svg) return svg;
  return std::string("<figure") + (content.isSmall ? " class=\"small\"" : "") + "><img alt=\"" +
         escaped(content.spec.title) + "\" src=\"data:image/svg+xml;base64," + base64(*svg) +
         "\"><figcaption>" + escaped(content.caption) + "</figcaption></figure>\n";
}

}  // namespace

Result<std::string> reportHtml(const ReportPage& page) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>" +
                    escaped(page.title) + "</title>\n<style>\n" + kStyle +
                    "</style></head>\n<body>\n<h1>" + escaped(page.title) +
                    "</h1>\n<p class=\"sub\">" + escaped(page.subtitle) + "</p>\n";
  for (const ReportSection& section : page.sections) {
    out += "<h2>" + escaped(section.title) + "</h2>\n";
    for (const std::string& paragraph : section.paragraphs) {
      out += "<p>" + escaped(paragraph) + "</p>\n";
    }
    for (const ReportTable& table : section.tables) out += tableHtml(table);
    if (!section.plots.empty()) out += "<div class=\"plots\">\n";
    for (const ReportPlot& content : section.plots) {
      const Result<std::string> figure = plotHtml(content);
      if (!figure) return figure;
      out += *figure;
    }
    if (!section.plots.empty()) out += "</div>\n";
    if (!section.listing.empty()) out += "<pre>" + escaped(section.listing) + "</pre>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace adamscope
