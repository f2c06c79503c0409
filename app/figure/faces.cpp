#include "app/figure/faces.h"

#include <algorithm>
#include <cmath>

#include "core/base/random.h"

namespace adamscope::figure {
namespace {

/// How far a fill reaches over its own edges, in units: half a pixel of a PNG of scale 1.
constexpr double kOverlap = 0.5;
/// Where f moves a colour by less than this, a gradient cannot be told from one colour: half an
/// 8-bit level to each side.
constexpr double kOneLevel = 1.0 / 255.0;
/// The share of the panel that the boundaries' ink may cover.
constexpr double kInkShare = 0.16;

/// The polygon with every edge pushed outwards by `distance` (a bevel at each corner: unlike a
/// mitre it stays short at sharp corners). The loop is clockwise on the sheet's y-down axes.
void bevelPath(cairo_t* cr, std::span<const Place> loop, double distance) {
  cairo_new_path(cr);
  for (std::size_t i = 0; i < loop.size(); ++i) {
    const Place& a = loop[i];
    const Place& b = loop[(i + 1) % loop.size()];
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = std::hypot(dx, dy);
    if (length == 0.0) continue;
    // Counter-clockwise in the slice, seen with y down: the outside is to the right.
    const double nx = -dy / length * distance;
    const double ny = dx / length * distance;
    cairo_line_to(cr, a.x + nx, a.y + ny);
    cairo_line_to(cr, b.x + nx, b.y + ny);
  }
  cairo_close_path(cr);
}

bool differs(const Color& a, const Color& b) {
  return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green),
                   std::abs(a.blue - b.blue)}) > kOneLevel;
}

/// f on one face in sheet coordinates: value(p) = base + gradient . (p - anchor).
struct SheetMap {
  double base = 0.0;
  Place anchor;
  Place gradient;
  double low = 0.0;  ///< Least and largest value at the face's corners.
  double high = 0.0;
};

SheetMap sheetMap(const Scene& scene, const Viewport& view, int face, int output) {
  const double* a = scene.maps.of(face, output);
  const Tessellation& t = scene.tessellation();
  SheetMap map;
  bool isFirst = true;
  for (const int v : t.faceVertices(face)) {
    const SlicePoint& p = t.vertices[static_cast<std::size_t>(v)];
    const double value = scene.maps.valueAt(face, output, p);
    if (isFirst) {
      map = {value, view.place(p), {a[0] / view.xScale(), -a[1] / view.yScale()}, value, value};
    }
    isFirst = false;
    map.low = std::min(map.low, value);
    map.high = std::max(map.high, value);
  }
  return map;
}

/// Sets the source to the exact picture of an affine function: along its gradient, stops at the
/// knots of the scale. Beyond the scale's ends the gradient's padding saturates.
void setAffineSource(cairo_t* cr, const ColorScale& scale, const SheetMap& map) {
  const double low = std::max(map.low, scale.low());
  const double high = std::min(map.high, scale.high());
  const double square = map.gradient.x * map.gradient.x + map.gradient.y * map.gradient.y;
  const double middle = 0.5 * map.low + 0.5 * map.high;
  // Shorter than this many units a gradient is under one pixel even at scale 4.
  constexpr double kShortest = 0.25;
  const bool isShort = !((high - low) / std::sqrt(square) > kShortest);
  const bool isFlat = isShort || (!differs(scale.at(low), scale.at(high)) &&
                                  !differs(scale.at(low), scale.at(middle)));
  if (!(low < high) || isFlat) {
    setColor(cr, scale.at(middle));
    return;
  }
  const auto at = [&](double value) {
    const double t = (value - map.base) / square;
    return Place{map.anchor.x + t * map.gradient.x, map.anchor.y + t * map.gradient.y};
  };
  const Place from = at(low);
  const Place to = at(high);
  cairo_pattern_t* pattern = cairo_pattern_create_linear(from.x, from.y, to.x, to.y);
  const auto addStop = [&](double value, const Color& color) {
    cairo_pattern_add_color_stop_rgb(pattern, (value - low) / (high - low), color.red, color.green,
                                     color.blue);
  };
  addStop(low, scale.at(low));
  for (const ColorKnot& knot : scale.knots()) {
    if (knot.value > low && knot.value < high) addStop(knot.value, knot.color);
  }
  addStop(high, scale.at(high));
  cairo_set_source(cr, pattern);
  cairo_pattern_destroy(pattern);
}

std::vector<Place> facePlaces(const Tessellation& t, const Viewport& view, int face) {
  std::vector<Place> loop;
  for (const int v : t.faceVertices(face)) {
    loop.push_back(view.place(t.vertices[static_cast<std::size_t>(v)]));
  }
  return loop;
}

void fillPieces(cairo_t* cr, const Scene& scene, const Viewport& view) {
  for (int i = 0; i < scene.boundary.pieceCount(); ++i) {
    std::vector<Place> loop;
    for (const SlicePoint& p : scene.boundary.piece(i)) loop.push_back(view.place(p));
    bevelPath(cr, loop, kOverlap);
    const int label = scene.boundary.pieceClass[static_cast<std::size_t>(i)];
    setColor(cr, scene.theme.classFill(label, scene.classCount()));
    cairo_fill(cr);
  }
}

double hueDistance(double a, double b) {
  const double d = std::abs(a - b);
  return std::min(d, 360.0 - d);
}

}  // namespace

std::vector<double> regionHues(const Tessellation& tessellation) {
  constexpr double kGoldenAngle = 137.50776405003785;
  constexpr double kDistinct = 45.0;
  constexpr int kTries = 24;
  const auto count = static_cast<std::size_t>(tessellation.faceCount());
  std::vector<double> hues(count, -1.0);
  for (std::size_t face = 0; face < count; ++face) {
    std::uint64_t hash = 0;
    for (const std::uint64_t word : tessellation.mask(static_cast<int>(face))) {
      hash = splitMix64(hash ^ word);
    }
    std::vector<double> taken;
    for (const int e : tessellation.faceEdges(static_cast<int>(face))) {
      const TessellationEdge& edge = tessellation.edges[static_cast<std::size_t>(e)];
      for (const int other : {edge.leftFace, edge.rightFace}) {
        if (other >= 0 && hues[static_cast<std::size_t>(other)] >= 0.0) {
          taken.push_back(hues[static_cast<std::size_t>(other)]);
        }
      }
    }
    double best = -1.0;
    double hue = static_cast<double>(hash % 3600U) / 10.0;
    for (int i = 0; i < kTries && best < kDistinct;
         ++i, hue = std::fmod(hue + kGoldenAngle, 360.0)) {
      double nearest = 360.0;
      for (const double other : taken) nearest = std::min(nearest, hueDistance(hue, other));
      if (nearest <= best) continue;
      best = nearest;
      hues[face] = hue;
    }
  }
  return hues;
}

void drawFaces(cairo_t* cr, const Scene& scene, const Viewport& view) {
  const Tessellation& t = scene.tessellation();
  if (scene.options.fill == FigureFill::kNone) return;
  if (scene.options.fill == FigureFill::kClass) {
    fillPieces(cr, scene, view);
    return;
  }
  std::vector<double> hues;
  if (scene.options.fill == FigureFill::kRegion) hues = regionHues(t);
  for (int face = 0; face < t.faceCount(); ++face) {
    bevelPath(cr, facePlaces(t, view, face), kOverlap);
    if (hues.empty()) {
      setAffineSource(cr, scene.scale, sheetMap(scene, view, face, scene.options.output));
    } else {
      setColor(cr, fromOklch(scene.theme.regionLightness, scene.theme.regionChroma,
                             hues[static_cast<std::size_t>(face)]));
    }
    cairo_fill(cr);
  }
}

double boundaryWidth(const Scene& scene, const Viewport& view, int layer) {
  const Tessellation& t = scene.tessellation();
  double length = 0.0;  // Weighted by the layers' relative widths.
  const auto relative = [](int l) { return 0.45 + 0.55 / static_cast<double>(l); };
  for (const TessellationEdge& edge : t.edges) {
    if (edge.layer == 0) continue;
    const Place a = view.place(t.vertices[static_cast<std::size_t>(edge.from)]);
    const Place b = view.place(t.vertices[static_cast<std::size_t>(edge.to)]);
    length += relative(edge.layer) * std::hypot(b.x - a.x, b.y - a.y);
  }
  constexpr double kWidest = 1.1;
  const double area = view.panel.width * view.panel.height;
  const double width = length > 0.0 ? std::min(kWidest, kInkShare * area / length) : kWidest;
  constexpr double kThinnest = 0.1;
  return std::max(kThinnest, width * relative(layer));
}

void drawBoundaries(cairo_t* cr, const Scene& scene, const Viewport& view) {
  const Tessellation& t = scene.tessellation();
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  for (int layer = t.architecture.hiddenLayerCount(); layer >= 1; --layer) {
    cairo_new_path(cr);
    for (const TessellationEdge& edge : t.edges) {
      if (edge.layer != layer) continue;
      const Place a = view.place(t.vertices[static_cast<std::size_t>(edge.from)]);
      const Place b = view.place(t.vertices[static_cast<std::size_t>(edge.to)]);
      cairo_move_to(cr, a.x, a.y);
      cairo_line_to(cr, b.x, b.y);
    }
    cairo_set_line_width(cr, boundaryWidth(scene, view, layer));
    setColor(cr, layerColor(layer));
    cairo_stroke(cr);
  }
}

void drawDecisionBoundary(cairo_t* cr, const Scene& scene, const Viewport& view) {
  std::vector<std::vector<Place>> curves;
  for (const std::vector<SlicePoint>& curve : joinSegments(scene.boundary.segments)) {
    std::vector<Place>& places = curves.emplace_back();
    for (const SlicePoint& p : curve) places.push_back(view.place(p));
  }
  for (const std::vector<Place>& curve : curves) {
    strokeLine(cr, curve, scene.theme.halo, kDecisionWidth + 2.0 * kDecisionHalo);
  }
  for (const std::vector<Place>& curve : curves) {
    strokeLine(cr, curve, scene.theme.ink, kDecisionWidth);
  }
}

}  // namespace adamscope::figure
