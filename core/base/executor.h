// Where independent pieces of work run. An algorithm that can use several cores cuts its work into
// pieces that do not depend on the number of workers and hands them to an Executor; so its result
// is the same for any number of threads. Only session/ starts threads (see thread_pool.h there).
#pragma once

#include <functional>

namespace adamscope {

/// Runs independent tasks and waits for all of them.
class Executor {
 public:
  virtual ~Executor() = default;
  /// Calls task(0) .. task(count - 1), in any order and possibly at the same time; returns when all
  /// are done. An exception of a task is thrown again here.
  virtual void forEach(int count, const std::function<void(int)>& task) = 0;
};

/// Runs the tasks one after the other on the calling thread.
class SerialExecutor final : public Executor {
 public:
  void forEach(int count, const std::function<void(int)>& task) override {
    for (int i = 0; i < count; ++i) task(i);
  }
};

}  // namespace adamscope
