#include "app/figure/legend.h"

#include <algorithm>

namespace adamscope::figure {
namespace {

constexpr double kLineWidth = 13.0;
constexpr double kMarkWidth = 8.0;
constexpr double kSignGap = 4.0;
constexpr double kColumnGap = 12.0;

TextStyle textStyle(const Scene& scene) {
  return {.size = scene.options.fontSize, .color = scene.theme.ink};
}

void addLayers(std::vector<LegendEntry>& entries, const Scene& scene, const Viewport& view) {
  const int layers = scene.tessellation().architecture.hiddenLayerCount();
  for (int layer = 1; layer <= layers; ++layer) {
    // Thick enough to show its colour even where the picture needs hairlines.
    entries.push_back({.sign = LegendEntry::Sign::kLine,
                       .text = layers == 1 ? "region boundary" : "layer " + std::to_string(layer),
                       .color = layerColor(layer),
                       .lineWidth = std::max(1.3, boundaryWidth(scene, view, layer))});
  }
}

void addClasses(std::vector<LegendEntry>& entries, const Scene& scene, bool hasSamples) {
  const SplitDataSet* data = scene.content.data;
  const bool hasNames = data != nullptr && !data->train.classNames.empty();
  const bool isFill = scene.options.fill == FigureFill::kClass;
  if (!scene.content.isClassifier || !(isFill || (hasSamples && hasNames))) return;
  const int count = hasNames ? static_cast<int>(data->train.classNames.size()) : scene.classCount();
  for (int label = 0; label < count; ++label) {
    LegendEntry entry{.sign = LegendEntry::Sign::kMarker};
    entry.text = hasNames ? data->train.classNames[static_cast<std::size_t>(label)]
                          : "class " + std::to_string(label);
    entry.marker = sampleMarker(scene, label, true);
    if (!hasSamples) entry.sign = LegendEntry::Sign::kSwatch;
    entry.color = scene.theme.classFill(label, scene.classCount());
    entries.push_back(entry);
  }
}

void addSamples(std::vector<LegendEntry>& entries, const Scene& scene, const SampleKinds& kinds) {
  const auto neutral = [&](bool isTraining, const char* text) {
    const Marker marker = sampleMarker(scene, -1, isTraining);
    entries.push_back({.sign = LegendEntry::Sign::kMarker, .text = text, .marker = marker});
  };
  if (kinds.hasTraining) neutral(true, "training");
  if (kinds.hasTest) neutral(false, "test");
  if (kinds.hasWrong) {
    entries.push_back({.sign = LegendEntry::Sign::kWrong, .text = "misclassified"});
  }
}

bool isLine(const LegendEntry& entry) {
  return entry.sign == LegendEntry::Sign::kLine || entry.sign == LegendEntry::Sign::kDecision;
}

double signWidth(const LegendEntry& entry) {
  const bool isWide = isLine(entry) || entry.sign == LegendEntry::Sign::kSwatch;
  return isWide ? kLineWidth : kMarkWidth;
}

/// Places the entries in rows; where one row is not enough, lines and marks get rows of their own.
/// Returns the height of all rows.
double layOutRows(cairo_t* cr, const Scene& scene, std::vector<LegendEntry>& entries, double width,
                  double rowHeight) {
  if (entries.empty()) return 0.0;
  std::vector<double> sizes;
  double total = -kColumnGap;
  for (const LegendEntry& entry : entries) {
    sizes.push_back(signWidth(entry) + kSignGap + textWidth(cr, entry.text, textStyle(scene)));
    total += sizes.back() + kColumnGap;
  }
  double x = 0.0;
  double y = 0.5 * rowHeight;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool isNewGroup = i > 0 && isLine(entries[i - 1]) && !isLine(entries[i]);
    if (x > 0.0 && (x + sizes[i] > width || (isNewGroup && total > width))) {
      x = 0.0;
      y += rowHeight;
    }
    entries[i].place = {x, y};
    x += sizes[i] + kColumnGap;
  }
  return y + 0.5 * rowHeight;
}

void drawSign(cairo_t* cr, const Scene& scene, const LegendEntry& entry, const Place& left) {
  const double width = signWidth(entry);
  const Place right{left.x + width, left.y};
  const Place center{left.x + 0.5 * width, left.y};
  const std::vector<Place> line{left, right};
  switch (entry.sign) {
    case LegendEntry::Sign::kLine:
      strokeLine(cr, line, entry.color, entry.lineWidth);
      break;
    case LegendEntry::Sign::kDecision:
      strokeLine(cr, line, scene.theme.ink, kDecisionWidth);
      break;
    case LegendEntry::Sign::kMarker:
      drawMarker(cr, center, entry.marker);
      break;
    case LegendEntry::Sign::kSwatch:
      cairo_rectangle(cr, left.x + 1.0, left.y - 4.0, width - 2.0, 8.0);
      setColor(cr, entry.color);
      cairo_fill(cr);
      break;
    case LegendEntry::Sign::kWrong:
      drawWrongRing(cr, scene, center, 1.8);
      break;
  }
}

}  // namespace

Legend makeLegend(cairo_t* cr, const Scene& scene, const Viewport& view, double width) {
  Legend legend;
  if (!scene.options.showLegend) return legend;
  const SampleKinds kinds = sampleKinds(scene, view);
  const bool hasSamples = kinds.hasTraining || kinds.hasTest;
  if (scene.options.showBoundaries) addLayers(legend.entries, scene, view);
  if (scene.options.showDecisionBoundary && !scene.boundary.segments.empty()) {
    legend.entries.push_back({.sign = LegendEntry::Sign::kDecision, .text = "decision boundary"});
  }
  addClasses(legend.entries, scene, hasSamples);
  addSamples(legend.entries, scene, kinds);
  const double rowHeight = 1.45 * scene.options.fontSize;
  legend.height = layOutRows(cr, scene, legend.entries, width, rowHeight);
  return legend;
}

void drawLegend(cairo_t* cr, const Scene& scene, const Legend& legend, const Place& corner) {
  for (const LegendEntry& entry : legend.entries) {
    const Place left{corner.x + entry.place.x, corner.y + entry.place.y};
    drawSign(cr, scene, entry, left);
    // Inter's capitals are 0.73 of the size high; a third of it centres mixed text.
    drawText(cr, {left.x + signWidth(entry) + kSignGap, left.y + 0.35 * scene.options.fontSize},
             entry.text, textStyle(scene));
  }
}

}  // namespace adamscope::figure
