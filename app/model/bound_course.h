// The near-linear bound B4 along a run: its ratio, the least C and since when it is broken, as they
// were at any moment of the run and not only at its end.
#pragma once

#include <memory>

#include "core/session/run_history.h"
#include "core/theory/bounds.h"

namespace adamscope {

class BoundCourse {
 public:
  /// A run with N = boundaryCount (0 counts as 1), whose history grows while it is followed.
  BoundCourse(std::shared_ptr<const RunHistory> history, double boundaryCount);

  /// Takes in the steps up to `last`, if that is further than before.
  void follow(long last);
  /// How B4 stood when so many steps were complete; of more than were followed: at the last one.
  /// One step on costs O(1), a step back as much as all steps before it. The reference is good
  /// until the next call.
  const BoundTracker& after(long steps);

 private:
  void add(BoundTracker& tracker, long step) const;

  std::shared_ptr<const RunHistory> history_;
  double boundaryCount_;
  BoundTracker newest_;
  long followed_ = 0;
  BoundTracker past_;
  long pastSteps_ = 0;
};

}  // namespace adamscope
