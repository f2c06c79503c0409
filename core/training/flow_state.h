// What the integrator of the gradient flow remembers between two pieces.
#pragma once

#include <vector>

namespace adamscope {

/// Part of a keyframe: with theta it decides all pieces to come. A boundary is an index of a
/// PiecewiseField (gradient_flow.h).
struct FlowState {
  double trial = 0.0;        ///< Duration to try next; 0: none yet.
  std::vector<int> held;     ///< Boundaries that the last piece slid along, ascending.
  std::vector<int> crossed;  ///< Others that its end is just behind, ascending.
  /// What has raised the shortest piece since the last whole unit of time.
  int crowding = 0;
  double slidingTime = 0.0;  ///< Time that passed on boundaries, since the start of the run.
  long zigzagPieces = 0;     ///< Pieces that only the shortest duration ended, since the start.
};

}  // namespace adamscope
