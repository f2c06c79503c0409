// What a plot is drawn on: a window (imgui_surface.h) or a figure file (cairo_surface.h). One code
// draws both, so that the exported plot is the plot that was seen.
#pragma once

#include <span>
#include <string>

#include "app/figure/box.h"
#include "app/plot/plot_spec.h"
#include "app/plot/plot_style.h"

namespace adamscope::plot {

enum class TextRole {
  kText,
  kStrong,  ///< Titles.
  kNumber   ///< Digits of equal width.
};

/// A stretch of a filled strip: everything between top and bottom at x.
struct StripPoint {
  double x = 0.0;
  double top = 0.0;
  double bottom = 0.0;
};

struct Stroke {
  Ink ink;
  double width = 1.0;
  Dash dash = Dash::kSolid;
};

/// Units are pixels of the window or units of the figure; y down.
class Surface {
 public:
  virtual ~Surface() = default;

  /// The height of the text, which all sizes are multiples of.
  virtual double em() const = 0;
  virtual double textWidth(const std::string& text, TextRole role) const = 0;
  /// The finest distance that can be told apart: long series are drawn in columns of this width.
  virtual double columnWidth() const = 0;
  /// Draws a line of text of height em().
  virtual void drawText(const figure::Place& topLeft, const std::string& text, const Ink& ink,
                        TextRole role) = 0;
  /// Edges are moved to whole pixels where the surface has them.
  virtual void fillBox(const figure::Box& box, const Ink& ink, double radius) = 0;
  virtual void drawPolyline(std::span<const figure::Place> points, const Stroke& stroke) = 0;
  /// A strip with smooth edges; points in increasing x.
  virtual void fillStrip(std::span<const StripPoint> points, const Ink& ink) = 0;
  virtual void fillDot(const figure::Place& center, double radius, const Ink& ink) = 0;
  virtual void pushClip(const figure::Box& box) = 0;
  virtual void popClip() = 0;
};

/// Restores the clip at the end of a scope.
class ClipScope {
 public:
  ClipScope(Surface& surface, const figure::Box& box) : surface_(surface) {
    surface_.pushClip(box);
  }
  ~ClipScope() { surface_.popClip(); }
  ClipScope(const ClipScope&) = delete;
  ClipScope& operator=(const ClipScope&) = delete;

 private:
  Surface& surface_;
};

/// The polyline cut into the pieces between the gaps of a dash pattern, whose units are em.
std::vector<std::vector<figure::Place>> dashPieces(std::span<const figure::Place> points, Dash dash,
                                                   double em);

}  // namespace adamscope::plot
