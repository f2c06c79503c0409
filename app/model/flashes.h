// Which crossings light up right now: the newest ones, fading over a second of wall time; while
// the run is paused, those of the last step stay.
#pragma once

#include <cstddef>
#include <vector>

#include "app/model/ui_state.h"

namespace adamscope {

/// One crossing that is lit.
struct Flash {
  std::size_t event = 0;  ///< Index into the history's events.
  double strength = 1.0;  ///< In (0, 1].
};

/// The most crossings that are lit at a time: more are no longer told apart.
inline constexpr std::size_t kMostFlashes = 150;
/// How long a crossing takes to fade.
inline constexpr double kFlashSeconds = 1.0;
/// What the crossings of the last step keep while the run is paused.
inline constexpr double kPausedStrength = 0.7;

class FlashTracker {
 public:
  /// Call once a frame. Follows the frame's analysis, so that what flashes is what is drawn.
  void update(const ModelFrame& frame, const Selection& selection);
  /// Ascending by event; the selected event is among them with strength 1.
  const std::vector<Flash>& flashes() const { return flashes_; }
  /// Something is still fading: the next frame differs from this one.
  bool isFading() const { return fading_; }
  /// Strength by neuronIndex(); the strongest of its crossings.
  std::vector<float> light(const RunHistory& history, const Architecture& architecture,
                           const std::optional<NeuronId>& selected) const;

 private:
  struct Birth {
    std::size_t event = 0;
    double timeSeconds = 0.0;
  };
  long runNumber_ = -1;
  std::size_t seen_ = 0;
  std::vector<Birth> births_;
  std::vector<Flash> flashes_;
  bool fading_ = false;
};

}  // namespace adamscope
