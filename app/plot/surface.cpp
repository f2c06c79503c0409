#include "app/plot/surface.h"

#include <cmath>

namespace adamscope::plot {
namespace {

using figure::Place;

/// A line that leaves the sheet for far away has no dashes there.
constexpr double kMostLength = 20000.0;

Place between(const Place& a, const Place& b, double share) {
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

}  // namespace

std::vector<std::vector<Place>> dashPieces(std::span<const Place> points, Dash dash, double em) {
  const double on = (dash == Dash::kDotted ? 0.12 : 0.34) * em;
  const double off = (dash == Dash::kDotted ? 0.22 : 0.2) * em;
  std::vector<std::vector<Place>> pieces;
  if (points.empty()) return pieces;
  double left = on;  // until the pen changes between down and up
  bool isDown = true;
  pieces.push_back({points.front()});
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Place& a = points[i - 1];
    const Place& b = points[i];
    const double length = std::min(std::hypot(b.x - a.x, b.y - a.y), kMostLength);
    double done = 0.0;
    while (length - done > left) {
      done += left;
      const Place turn = between(a, b, done / length);
      if (isDown) {
        pieces.back().push_back(turn);
      } else {
        pieces.push_back({turn});
      }
      isDown = !isDown;
      left = isDown ? on : off;
    }
    left -= length - done;
    if (isDown) pieces.back().push_back(b);
  }
  return pieces;
}

}  // namespace adamscope::plot
