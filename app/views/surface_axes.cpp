#include "app/views/surface_axes.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <utility>

#include "app/figure/ticks.h"

namespace adamscope {

namespace {

/// Room for one number along an axis, level or upright, and the most numbers.
constexpr double kEmPerTick = 4.0;
constexpr double kEmPerUprightTick = 2.2;
constexpr int kMostTicks = 8;
/// A step away from the box that shows in which direction of the picture "outwards" is.
constexpr double kStepOut = 0.05;

class Layout {
 public:
  Layout(const AxesSpec& spec, const SurfaceProjection& projection);
  SurfaceAxes take();

 private:
  using Corner = glm::dvec3;

  /// One of the three axes with its ticks, and the edge of the box that carries the numbers.
  struct Axis {
    int index = 0;  ///< 0 x, 1 y, 2 f.
    Corner start{0.0};
    Corner end{0.0};
    Corner outwards{0.0};  ///< Direction in the scene.
    double low = 0.0;
    double high = 1.0;
  };

  void addWalls();
  void addGridLine(int axis, double place);
  void addAxis(const Axis& axis);
  void addText(const Corner& place, const Corner& outwards, double gap, std::string text,
               bool isTitle);
  std::array<Axis, 3> axes() const;
  double lengthPx(const Axis& axis) const;
  void addLine(Corner from, Corner to, std::uint32_t color) {
    axes_.lines.push_back({from, to, color});
  }

  const AxesSpec& spec_;
  const SurfaceProjection& projection_;
  Corner half_;
  Corner back_;  ///< The corner where the three walls meet, farthest from the eye.
  SurfaceAxes axes_;
};

Layout::Layout(const AxesSpec& spec, const SurfaceProjection& projection)
    : spec_(spec), projection_(projection), half_(spec.scale.halfBox) {
  const Corner eye = projection.camera().eye();
  for (int i = 0; i < 3; ++i) back_[i] = eye[i] > 0.0 ? -half_[i] : half_[i];
}

/// The nine edges of the three walls.
void Layout::addWalls() {
  for (int wall = 0; wall < 3; ++wall) {
    const int u = (wall + 1) % 3;
    const int v = (wall + 2) % 3;
    for (const auto& [along, across] : {std::pair(u, v), std::pair(v, u)}) {
      for (const double side : {-1.0, 1.0}) {
        // An edge that two walls share is drawn with the first of them.
        const bool isShared = side * half_[across] == back_[across];
        if (isShared && wall > across) continue;
        Corner from = back_;
        from[across] = side * half_[across];
        Corner to = from;
        from[along] = -half_[along];
        to[along] = half_[along];
        addLine(from, to, spec_.edgeColor);
      }
    }
  }
}

/// The two lines at one value of one axis, on the two walls that run along it.
void Layout::addGridLine(int axis, double place) {
  for (int other = 0; other < 3; ++other) {
    if (other == axis) continue;
    Corner from = back_;
    from[axis] = place;
    Corner to = from;
    from[other] = -half_[other];
    to[other] = half_[other];
    addLine(from, to, spec_.gridColor);
  }
}

std::array<Layout::Axis, 3> Layout::axes() const {
  const Corner front = -back_;
  Axis x{.index = 0, .low = spec_.domain.xMin, .high = spec_.domain.xMax};
  x.start = {-half_.x, front.y, back_.z};
  x.end = {half_.x, front.y, back_.z};
  x.outwards = {0.0, front.y > 0.0 ? 1.0 : -1.0, 0.0};
  Axis y{.index = 1, .low = spec_.domain.yMin, .high = spec_.domain.yMax};
  y.start = {front.x, -half_.y, back_.z};
  y.end = {front.x, half_.y, back_.z};
  y.outwards = {front.x > 0.0 ? 1.0 : -1.0, 0.0, 0.0};
  // Of the two upright edges at the sides, the left one in the picture.
  Axis f{.index = 2, .low = spec_.low, .high = spec_.high};
  const Corner right = projection_.camera().right();
  const Corner first{back_.x, front.y, 0.0};
  const Corner second{front.x, back_.y, 0.0};
  const Corner side = glm::dot(first, right) < glm::dot(second, right) ? first : second;
  f.start = {side.x, side.y, -half_.z};
  f.end = {side.x, side.y, half_.z};
  f.outwards = -right;
  return {x, y, f};
}

double Layout::lengthPx(const Axis& axis) const {
  const auto from = projection_.project(axis.start);
  const auto to = projection_.project(axis.end);
  if (!from || !to) return 0.0;
  return std::hypot(to->x - from->x, to->y - from->y);
}

void Layout::addText(const Corner& place, const Corner& outwards, double gap, std::string text,
                     bool isTitle) {
  const auto anchor = projection_.project(place);
  const auto beyond = projection_.project(place + kStepOut * outwards);
  if (!anchor || !beyond) return;
  const glm::dvec2 way(beyond->x - anchor->x, beyond->y - anchor->y);
  const double length = glm::length(way);
  if (length < 1e-6) return;
  axes_.texts.push_back({.anchor = *anchor,
                         .outwards = way / length,
                         .gap = gap,
                         .text = std::move(text),
                         .isTitle = isTitle});
}

void Layout::addAxis(const Axis& axis) {
  const double length = lengthPx(axis);
  const double em = spec_.emPx;
  const bool isUpright = axis.index == 2;
  const double room = em * (isUpright ? kEmPerUprightTick : kEmPerTick);
  const int count = std::clamp(static_cast<int>(length / room), 2, kMostTicks);
  const figure::Ticks ticks = figure::niceTicks(axis.low, axis.high, count);
  const std::string title = spec_.names[static_cast<std::size_t>(axis.index)] + ticks.note;
  if (isUpright) {
    addText(axis.end, {0.0, 0.0, 1.0}, 0.7 * em, title, true);
  } else {
    addText(0.5 * (axis.start + axis.end), axis.outwards, 2.2 * em, title, true);
  }
  for (const figure::Tick& tick : ticks.marks) {
    const double share = (tick.value - axis.low) / (axis.high - axis.low);
    const Corner place = axis.start + share * (axis.end - axis.start);
    addGridLine(axis.index, place[axis.index]);
    addText(place, axis.outwards, 0.5 * em, tick.label, false);
  }
}

SurfaceAxes Layout::take() {
  for (const Axis& axis : axes()) addAxis(axis);
  addWalls();
  return std::move(axes_);
}

}  // namespace

SurfaceAxes layOutAxes(const AxesSpec& spec, const SurfaceProjection& projection) {
  return Layout(spec, projection).take();
}

}  // namespace adamscope
