#include "app/figure/graph.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "app/figure/samples.h"

namespace adamscope::figure {
namespace {

constexpr double kGraphWidth = 1.4;

/// A vertex of the slice in the order of x.
struct Knot {
  double x = 0.0;
  int layer = 0;  ///< 0 at the ends of the domain.
  std::size_t vertex = 0;
};

std::vector<Knot> knotsOf(const Tessellation& t) {
  std::vector<Knot> knots;
  for (const TessellationEdge& edge : t.edges) {
    const auto v = static_cast<std::size_t>(edge.from);
    knots.push_back({t.vertices[v].x, edge.layer, v});
  }
  std::sort(knots.begin(), knots.end(), [](const Knot& a, const Knot& b) { return a.x < b.x; });
  return knots;
}

void drawClassBands(cairo_t* cr, const Scene& scene, const Viewport& view) {
  for (int i = 0; i < scene.boundary.pieceCount(); ++i) {
    const std::span<const SlicePoint> ends = scene.boundary.piece(i);
    const double left = view.place(ends[0]).x;
    const double right = view.place(ends[1]).x;
    cairo_rectangle(cr, left - 0.25, view.panel.y, right - left + 0.5, view.panel.height);
    const int label = scene.boundary.pieceClass[static_cast<std::size_t>(i)];
    setColor(cr, scene.theme.classFill(label, scene.classCount()));
    cairo_fill(cr);
  }
}

void drawKnots(cairo_t* cr, const Scene& scene, const Viewport& view,
               const std::vector<Knot>& knots, const std::vector<double>& values,
               std::size_t outputs) {
  // Many knots get smaller marks: at most one every four units on average at full size.
  const double room = view.panel.width / static_cast<double>(knots.size() + 1);
  const double radius = std::clamp(0.45 * room, 0.8, 2.3);
  for (auto knot = knots.rbegin(); knot != knots.rend(); ++knot) {
    if (knot->layer == 0) continue;
    for (std::size_t k = 0; k < outputs; ++k) {
      const Place p = view.place({knot->x, values[knot->vertex * outputs + k]});
      cairo_new_path(cr);
      cairo_arc(cr, p.x, p.y, radius, 0.0, 2.0 * std::numbers::pi);
      cairo_close_path(cr);
      setColor(cr, layerColor(knot->layer));
      cairo_fill_preserve(cr);
      cairo_set_line_width(cr, 0.25 * radius);
      setColor(cr, scene.theme.ink);
      cairo_stroke(cr);
    }
  }
}

void drawKnotLines(cairo_t* cr, const Viewport& view, const std::vector<Knot>& knots) {
  cairo_set_line_width(cr, std::clamp(60.0 / static_cast<double>(knots.size()), 0.2, 0.7));
  for (const Knot& knot : knots) {
    if (knot.layer == 0) continue;
    const double x = view.place({knot.x, 0.0}).x;
    cairo_move_to(cr, x, view.panel.y);
    cairo_line_to(cr, x, view.panel.bottom());
    setColor(cr, layerColor(knot.layer), 0.45);
    cairo_stroke(cr);
  }
}

void drawThreshold(cairo_t* cr, const Scene& scene, const Viewport& view) {
  const double y = view.place({0.0, scene.content.threshold}).y;
  constexpr double kDash = 3.0;
  cairo_set_dash(cr, &kDash, 1, 0.0);
  cairo_set_line_width(cr, 0.7);
  setColor(cr, scene.theme.mutedInk);
  cairo_move_to(cr, view.panel.x, y);
  cairo_line_to(cr, view.panel.right(), y);
  cairo_stroke(cr);
  cairo_set_dash(cr, nullptr, 0, 0.0);
}

void drawClassChanges(cairo_t* cr, const Scene& scene, const Viewport& view) {
  for (const DecisionSegment& segment : scene.boundary.segments) {
    const double x = view.place(segment.from).x;
    const std::vector<Place> line{{x, view.panel.y}, {x, view.panel.bottom()}};
    strokeLine(cr, line, scene.theme.halo, kDecisionWidth + kDecisionHalo);
    strokeLine(cr, line, scene.theme.ink, kDecisionWidth);
  }
}

}  // namespace

SliceDomain graphDomain(const Scene& scene, double panelHeight) {
  const Tessellation& t = scene.tessellation();
  std::vector<double> values = vertexValues(t, scene.maps);
  const SplitDataSet* data = scene.content.data;
  if (scene.content.isClassifier) values.push_back(scene.content.threshold);
  if (data != nullptr) {
    for (const DataSet* part : {&data->train, &data->test}) {
      for (int i = 0; i < part->targets.rows(); ++i) values.push_back(part->targets(i, 0));
    }
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double range = *high > *low ? *high - *low : std::max(1.0, std::abs(*high));
  const double rows = classRowsHeight(scene) / panelHeight;
  constexpr double kAir = 0.06;
  return {.xMin = t.domain.xMin,
          .xMax = t.domain.xMax,
          .yMin = *low - range * (kAir + rows) / (1.0 - rows),
          .yMax = *high + range * kAir};
}

void drawGraph(cairo_t* cr, const Scene& scene, const Viewport& view) {
  if (scene.options.fill == FigureFill::kClass) drawClassBands(cr, scene, view);
  const std::vector<Knot> knots = knotsOf(scene.tessellation());
  const std::vector<double> values = vertexValues(scene.tessellation(), scene.maps);
  const auto outputs = static_cast<std::size_t>(scene.maps.outputCount);
  if (scene.options.showBoundaries) drawKnotLines(cr, view, knots);
  if (scene.content.isClassifier && outputs == 1) drawThreshold(cr, scene, view);
  if (scene.options.showDecisionBoundary) drawClassChanges(cr, scene, view);
  for (std::size_t k = 0; k < outputs; ++k) {
    std::vector<Place> line;
    for (const Knot& knot : knots) {
      line.push_back(view.place({knot.x, values[knot.vertex * outputs + k]}));
    }
    const bool isOnly = outputs == 1;
    const Color color =
        isOnly ? scene.theme.ink
               : scene.theme.classColor(static_cast<int>(k), static_cast<int>(outputs));
    strokeLine(cr, line, color, kGraphWidth);
  }
  if (scene.options.showBoundaries) drawKnots(cr, scene, view, knots, values, outputs);
}

}  // namespace adamscope::figure
